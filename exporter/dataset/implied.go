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
)

// findImplied compares the rows of a survey with each other where the number of
// Internet users is not stated, which a report's table comes without: a slipped
// digit is then one row's alone, and a wrong unit is all rows'.
func (b *builder) findImplied() {
	rows := map[Period][]implied{}
	for _, u := range b.Usage {
		_, _, known := b.internetUsers(u.Period)
		if known || !u.Users.Known {
			continue
		}
		if !u.Penetration.Known || u.Penetration.Value <= penetrationRounding {
			b.findMoreThanAll(u)
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

// nearestInternetUsers is the number of Internet users that was stated for the
// period before another one, or else behind it, and how many years lie between.
func (b *builder) nearestInternetUsers(period Period) (near *Figure, years float64) {
	for _, p := range slices.Sorted(maps.Keys(b.internet)) {
		if p < period || p > period && near == nil {
			near = b.internet[p]
		}
	}
	if near == nil {
		return nil, 0
	}
	return near, math.Abs(float64(period-near.Period)) / float64(Year)
}

// findMoreThanAll finds more users than there can be Internet users.
func (b *builder) findMoreThanAll(u *Usage) {
	near, years := b.nearestInternetUsers(u.Period)
	if near != nil && u.Users.Value > near.Value*(1+steadyChange*max(1, years)) {
		b.finding(LargeChange, "application_usage.csv", u.line, "users_10k", "%s of %s: %.0f is more than the %.0f Internet users of %s (in 10,000 people)",
			u.Application.ID, u.Period, u.Users.Value/1e4, near.Value/1e4, near.Period)
	}
}

// findChangeOfAll compares a number of Internet users that rows imply with one that
// was stated.
func (b *builder) findChangeOfAll(period Period, all float64, file string, line int, column string) {
	near, years := b.nearestInternetUsers(period)
	if near == nil {
		return
	}
	if change := all/near.Value - 1; math.Abs(change) > steadyChange*max(1, years) {
		b.finding(LargeChange, file, line, column, "there would be %.0f Internet users in %s, %+.1f %% from the %.0f of %s (in 10,000 people)",
			all/1e4, period, change*100, near.Value/1e4, near.Period)
	}
}
