package dataset

import (
	"math"
	"slices"
)

// How much figures may change in a year before it is more often a slip of the pen,
// or another population's figure, than a fact.
const (
	steadyChange = 0.1
	usageChange  = 0.5
	otherChange  = 2
)

// findLeaps compares each figure with the one of the survey before, unless a change of
// definition lies between them.
func (b *builder) findLeaps() {
	usages := slices.Clone(b.Usage)
	slices.SortStableFunc(usages, func(x, y *Usage) int { return int(x.Period - y.Period) })
	for _, of := range []struct {
		column string
		number func(*Usage) Number
	}{
		{"users_10k", func(u *Usage) Number { return u.Users }},
		{"penetration_pct", func(u *Usage) Number { return u.Penetration }},
	} {
		before := map[*Application]*Usage{}
		for _, u := range usages {
			if !of.number(u).Known {
				continue
			}
			if last := before[u.Application]; last != nil && !b.breaks(u.Application, last.Period, u.Period) {
				b.findLeap("application_usage.csv", u.line, of.column, u.Application.ID, u.Period, last.Period, of.number(u).Value, of.number(last).Value, usageChange, u.explained)
			}
			before[u.Application] = u
		}
	}
	figures := slices.Clone(b.Nation)
	slices.SortStableFunc(figures, func(x, y *Figure) int { return int(x.Period - y.Period) })
	latest := map[*Indicator]*Figure{}
	for _, f := range figures {
		if f.Indicator.Unit != People && f.Indicator.Unit != Ratio || f.Report.Survey == 0 {
			continue
		}
		if last := latest[f.Indicator]; last != nil {
			b.findLeap("national_indicators.csv", f.line, "value", f.Indicator.ID, f.Period, last.Period, f.Value, last.Value, f.Indicator.mayChange(), f.explained)
		}
		latest[f.Indicator] = f
	}
}

// breaks says whether an application was counted by another definition at a survey
// than at one before it.
func (b *builder) breaks(a *Application, before, now Period) bool {
	return slices.ContainsFunc(b.Breaks, func(k *Break) bool { return k.Application == a && before < k.Period && k.Period <= now })
}

// mayChange is how much an indicator of the country may change in a year. Internet
// users of the country change little; those of its parts change with the borders
// of the parts, too.
func (i *Indicator) mayChange() float64 {
	switch i.ID {
	case internetUsers, "mobile_internet_users", "internet_penetration":
		return steadyChange
	default:
		return otherChange
	}
}

func (b *builder) findLeap(file string, line int, column, of string, now, then Period, value, before, most float64, explained Check) {
	if explained == LargeChange {
		return
	}
	years := max(1, float64(now-then)/float64(Year))
	if before <= 0 || value > 0 && math.Max(value/before, before/value)-1 <= most*years {
		return
	}
	b.finding(LargeChange, file, line, column, "%s of %s: changed by %+.1f %% since %s", of, now, 100*(value/before-1), then)
}
