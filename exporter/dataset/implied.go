package dataset

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// implied is the number of Internet users of which an application's users would
// be its penetration, as exactly as both are stated.
type implied struct {
	usage           *Usage
	low, high, best float64
}

const (
	// impliedSlack is what the middle of some applications' implied numbers may be
	// off by.
	impliedSlack = 0.002
	// yearlyChange is how much the number of Internet users may change in a year
	// before it is more often a slip, or another population's, than a fact.
	yearlyChange = 0.1
)

// findImplied compares the rows of a survey with each other where the number of
// Internet users is not stated, which a report's table comes without: a slipped
// digit is then one row's alone, and a wrong unit is all rows'.
func (b *builder) findImplied() {
	rows := map[Period][]implied{}
	for _, u := range b.Usage {
		_, _, known := b.internetUsers(u.Period)
		if known || !u.Users.Known || !u.Penetration.Known || u.Penetration.Value <= penetrationRounding {
			continue
		}
		rows[u.Period] = append(rows[u.Period], implied{
			usage: u,
			low:   (u.Users.Value - u.Rounding.Value/2) / (u.Penetration.Value + penetrationRounding/2),
			high:  (u.Users.Value + u.Rounding.Value/2) / (u.Penetration.Value - penetrationRounding/2),
			best:  u.Users.Value / u.Penetration.Value,
		})
	}
	for period, survey := range rows {
		// Of two rows that contradict each other neither is the odd one out.
		if len(survey) < 3 {
			for _, i := range survey {
				b.findChangeOfAll(period, i.best, "application_usage.csv", i.usage.line, "penetration_pct")
			}
			continue
		}
		middle := slices.SortedFunc(slices.Values(survey), func(x, y implied) int { return cmp.Compare(x.best, y.best) })[len(survey)/2].best
		b.findChangeOfAll(period, middle, "application_usage.csv", survey[0].usage.line, "users_10k")
		for _, i := range survey {
			if i.high < middle*(1-impliedSlack) || i.low > middle*(1+impliedSlack) {
				b.finding(UsersAgainstPenetration, "application_usage.csv", i.usage.line, "penetration_pct",
					"%s of %s: %.0f users are %.1f %% of %.0f Internet users, where the other applications' are of %.0f (in 10,000 people)",
					i.usage.Application.ID, period, i.usage.Users.Value/1e4, i.usage.Penetration.Value*100, i.best/1e4, middle/1e4)
			}
		}
	}
}

// findNation finds a number of Internet users that is out of step with the one
// stated before it.
func (b *builder) findNation() {
	for _, f := range b.internet {
		b.findChangeOfAll(f.Period, f.Value, "national_indicators.csv", f.line, "value")
	}
}

// findChangeOfAll compares a number of Internet users, stated or implied, with the
// nearest one that was stated for an earlier period, or else for a later.
func (b *builder) findChangeOfAll(period Period, all float64, file string, line int, column string) {
	var near *Figure
	for _, p := range slices.Sorted(maps.Keys(b.internet)) {
		if p < period || p > period && near == nil {
			near = b.internet[p]
		}
	}
	if near == nil {
		return
	}
	years := math.Abs(float64(period-near.Period)) / float64(Year)
	if change := all/near.Value - 1; math.Abs(change) > yearlyChange*max(1, years) {
		b.finding(LargeChange, file, line, column, "there would be %.0f Internet users in %s, %+.1f %% from the %.0f of %s (in 10,000 people)",
			all/1e4, period, change*100, near.Value/1e4, near.Period)
	}
}
