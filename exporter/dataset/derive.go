package dataset

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// InternetUsers is the indicator that an application's penetration is a share of.
const InternetUsers = "internet_users"

// TextRounding is the unit to which running text may have rounded a number of people: that of
// the last digit that is not 0, but at least a million. It is 100 million for 1.1 billion.
func TextRounding(people float64) float64 {
	unit := 1e6
	for people > 0 && math.Mod(people, 10*unit) == 0 {
		unit *= 10
	}
	return unit
}

// classifySurveys sets each survey's coverage, the reference period and the current periods.
func (b *builder) classifySurveys(reference Period) {
	var periods []string
	for i, s := range b.Surveys {
		periods = append(periods, s.Period.String())
		s.Full = len(b.Missing(s.Period)) == 0
		if reference == 0 && s.Full || s.Period == reference { // The last full one wins.
			b.Reference, b.Current = s, b.Surveys[i:]
		}
	}
	if reference != 0 && b.Reference == nil {
		b.errs.add("reports.csv", 1, "period",
			"the configured reference period %s has no survey; take one of %s", reference, strings.Join(periods, ", "))
	}
}

// deriveChanges compares each usage with the one an interval earlier, if there is one.
func (b *builder) deriveChanges() {
	for _, u := range b.Usage {
		for _, i := range []Interval{Year, HalfYear} {
			if before := u.Application.UsageAt(u.Period.Minus(i)); before != nil {
				b.addChange(u, before, i)
			}
		}
	}
}

// addChange adds the change from one usage to another, and sets LatestChange, LatestShareChange
// and latestComparable. Changes are added in order of time, so the last one is the newest.
func (b *builder) addChange(u, before *Usage, i Interval) {
	a := u.Application
	c := Change{Usage: u, Interval: i}
	usersRounding := (u.Rounding.Value + before.Rounding.Value) / 2
	c.Users, c.UsersDirection = compare(u.Users, before.Users, usersRounding)
	penetrationRounding := (u.penetrationRounding() + before.penetrationRounding()) / 2
	c.Penetration, c.PenetrationDirection = compare(u.Penetration, before.Penetration, penetrationRounding)
	// Without rounding, 0.938 - 0.964 would be -0.026000000000000023.
	c.Penetration.Value = math.Round(c.Penetration.Value*1e9) / 1e9
	c.Rounding = Number{usersRounding, c.Users.Known}
	if before.Users.Value > 0 {
		c.Growth = Number{c.Users.Value / before.Users.Value, c.Users.Known}
	}
	if b.HasBreak(a, before.Period, u.Period) {
		c.UsersDirection, c.PenetrationDirection = Number{}, Number{}
	}
	b.Changes = append(b.Changes, c)

	isRecent := a.Latest != nil && u.Period > a.Latest.Period.Minus(Year)
	if isRecent && c.Users.Known {
		a.LatestChange[i] = c
	}
	if isRecent && c.Penetration.Known {
		a.LatestShareChange[i] = c
	}
	if i == Year && c.UsersDirection.Known {
		a.latestComparable = u
	}
}

// compare subtracts an earlier number, and returns the direction as Change defines it.
func compare(now, before Number, rounding float64) (difference, direction Number) {
	if !now.Known || !before.Known {
		return Number{}, Number{}
	}
	difference, direction = Number{now.Value - before.Value, true}, Number{0, true}
	// The factor absorbs the error of binary fractions.
	if math.Abs(difference.Value) > rounding*(1+1e-9) {
		direction.Value = math.Copysign(1, difference.Value)
	}
	return difference, direction
}

// Declines are the losses of users in the year to a survey, beyond rounding and across no break, the largest first.
// At the reference period every loss counts. At another survey, a loss counts only if it is the application's newest
// change across no break, and less than a year older than the reference period (if there is none, the newest survey).
func (d *Dataset) Declines(s *Survey) (declines []Change) {
	recent := s.Period > cmp.Or(d.Reference, d.Surveys[len(d.Surveys)-1]).Period.Minus(Year)
	for _, c := range d.Changes {
		fell := c.Interval == Year && c.Usage.Period == s.Period && c.UsersDirection.Value < 0
		if fell && (s == d.Reference || recent && c.Usage == c.Usage.Application.latestComparable) {
			declines = append(declines, c)
		}
	}
	slices.SortStableFunc(declines, func(x, y Change) int { return cmp.Compare(x.Users.Value, y.Users.Value) })
	return declines
}

// HasBreak reports whether an application was redefined between two surveys, or at the later one.
func (d *Dataset) HasBreak(a *Application, before, now Period) bool {
	return slices.ContainsFunc(d.Breaks, func(k *Break) bool {
		return k.Application == a && before < k.Period && k.Period <= now
	})
}

// internetUsersAt returns the number of Internet users at a survey and its uncertainty in people.
// If the survey states none, or only a bound or an approximation, the newest earlier number is
// returned; its uncertainty grows with its age, counted as at least a year. figure is nil if no number is found.
func (b *builder) internetUsersAt(p Period) (figure *Figure, uncertainty float64) {
	for _, f := range b.Nation {
		if f.Indicator.ID == InternetUsers && !b.Bounds[f.Qualifier] && f.Period <= p {
			figure = f
		}
	}
	switch {
	case figure == nil:
		return nil, 0
	case figure.Period != p:
		return figure, figure.Value * steadyChange * yearsBetween(figure.Period, p)
	case figure.Qualifier == "exact":
		return figure, 0
	default:
		return figure, TextRounding(figure.Value) / 2
	}
}
