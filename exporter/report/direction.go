package report

import (
	"math"
	"slices"

	"cnnic_exporter/exporter/dataset"
)

// directions counts the rows of a table whose printed growth fits the user scales
// as their months say, and those that it fits only the other way round.
func directions(usages []Usage) (forward, backward int) {
	type cells struct {
		Position
		name   string
		period dataset.Period
	}
	rows := map[cells]Usage{}
	for _, u := range usages {
		rows[cells{u.Position, u.Name, u.Period}] = u
	}
	for _, now := range usages {
		then := rows[cells{now.Position, now.Name, now.Period.Before(now.Interval)}]
		if !now.Growth.Valid || now.Interval == 0 || !now.Users.Valid || !then.Users.Valid {
			continue
		}
		switch fits, turned := grew(then, now, now), grew(now, then, now); {
		case fits && !turned:
			forward++
		case turned && !fits:
			backward++
		}
	}
	return forward, backward
}

// grew says whether users grew from one survey to another as printed, within what
// rounding explains.
func grew(from, to, printed Usage) bool {
	a, b := from.Users.Decimal.InexactFloat64(), to.Users.Decimal.InexactFloat64()
	if a == 0 {
		return false
	}
	slack := math.Pow10(int(printed.Growth.Decimal.Exponent()))/2 + 50*(float64(to.Rounding)+b/a*float64(from.Rounding))/a
	return math.Abs(100*(b-a)/a-printed.Growth.Decimal.InexactFloat64()) <= slack
}

// periods are the surveys of a table, the oldest first.
func (l *layout) periods() []dataset.Period {
	var periods []dataset.Period
	for _, c := range l.columns {
		if c.content == users || c.content == penetration {
			periods = append(periods, c.period)
		}
	}
	slices.Sort(periods)
	return slices.Compact(periods)
}

// exchange gives the columns of each of two surveys to the other. Growth is that
// of the newest still.
func (l *layout) exchange(a, b dataset.Period) {
	for i := range l.columns {
		c := &l.columns[i]
		switch {
		case c.content == growth:
		case c.period == a:
			c.period = b
		case c.period == b:
			c.period = a
		}
	}
}
