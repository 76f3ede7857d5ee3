package dataset

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Check is a statistical check whose findings do not reject a load. Its text is
// the value of the label "check".
type Check string

// The checks.
const (
	// UsersAgainstPenetration finds users that are not the stated share of Internet
	// users, beyond what rounding explains; where no number of Internet users is
	// stated, beyond what a year changes it.
	UsersAgainstPenetration Check = "users_against_penetration"
	// StatedGrowth finds a printed growth rate that the users of both surveys do not
	// give, beyond what rounding explains.
	StatedGrowth Check = "stated_growth"
	// LargeChange finds figures that changed more since the survey before than they
	// usually do, which is more often an error than a fact.
	LargeChange Check = "large_change"
	// ReferencePeriod finds that no survey covers all applications of Table 5.
	ReferencePeriod Check = "reference_period"
)

// Checks are all checks.
var Checks = []Check{UsersAgainstPenetration, StatedGrowth, LargeChange, ReferencePeriod}

// Finding is a contradiction or a leap in the figures.
type Finding struct {
	Check Check
	Problem
}

const (
	// penetrationRounding is the unit to which the report rounds a penetration.
	penetrationRounding = 0.001
	// statedGrowthRounding is the unit to which the report rounds a growth rate.
	statedGrowthRounding = 0.001
)

// Shares by which figures may change in a year. Users of an application and their
// share may rise by half or fall by a third; Internet users of the country change
// less, other figures of the country more.
const (
	usageChange  = 0.5
	steadyChange = 0.1
	otherChange  = 2.0
)

// place is a row of a file and the check whose findings the row's note explains.
type place struct {
	file      string
	line      int
	explained Check
}

func (u *Usage) place() place { return place{"application_usage.csv", u.line, u.explained} }

// explained is the check that a note names at its beginning, before a colon, or
// empty.
func explained(note string) Check {
	name, _, _ := strings.Cut(note, ":")
	if c := Check(name); slices.Contains(Checks, c) {
		return c
	}
	return ""
}

func (b *builder) finding(check Check, at place, column, format string, args ...any) {
	if at.explained == check {
		return
	}
	one := &Errors{}
	one.add(at.file, at.line, column, format, args...)
	b.Findings = append(b.Findings, Finding{check, one.Problems[0]})
}

// find runs all statistical checks.
func (b *builder) find() {
	for _, u := range b.Usage {
		b.findPenetration(u)
	}
	for _, c := range b.Changes {
		b.findGrowth(c)
	}
	b.findUsageLeaps("users_10k", func(u *Usage) Number { return u.Users })
	b.findUsageLeaps("penetration_pct", func(u *Usage) Number { return u.Penetration })
	b.findNationLeaps()
	if b.Reference == nil {
		b.finding(ReferencePeriod, place{file: "reports.csv", line: 1}, "period", "no survey covers all applications of Table 5, so there is no reference period")
	}
	slices.SortStableFunc(b.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line))
	})
}

func (b *builder) findPenetration(u *Usage) {
	all, uncertainty := b.internetUsers(u.Period)
	switch {
	case all == nil || !u.Users.Known:
	case !u.Penetration.Known:
		if u.Users.Value-u.Rounding.Value/2 > all.Value+uncertainty {
			b.finding(LargeChange, u.place(), "users_10k", "%s of %s: %.0f is more than the %.0f Internet users of %s (in 10,000 people)",
				u.Application.ID, u.Period, u.Users.Value/1e4, all.Value/1e4, all.Period)
		}
	default:
		want := u.Penetration.Value * all.Value
		tolerance := u.Rounding.Value/2 + penetrationRounding/2*all.Value + u.Penetration.Value*uncertainty
		if math.Abs(u.Users.Value-want) > tolerance {
			b.finding(UsersAgainstPenetration, u.place(), "penetration_pct",
				"%s of %s: %.1f %% of the %.0f Internet users of %s is %.0f, the row says %.0f (in 10,000 people; tolerance %.0f)",
				u.Application.ID, u.Period, u.Penetration.Value*100, all.Value/1e4, all.Period, want/1e4, u.Users.Value/1e4, tolerance/1e4)
		}
	}
}

func (b *builder) findGrowth(c Change) {
	u := c.Usage
	if !c.Growth.Known || c.Interval != Year || !u.StatedGrowth.Known {
		return
	}
	before := b.UsageOf(u.Application, u.Period.Before(Year))
	if !GrowthOf(u.roundedUsers(), before.roundedUsers()).Allows(Rounded{u.StatedGrowth.Value, statedGrowthRounding}) {
		b.finding(StatedGrowth, u.place(), "stated_growth_pct",
			"%s of %s: the report prints %.1f %%, its user scales give %.2f %%",
			u.Application.ID, u.Period, u.StatedGrowth.Value*100, c.Growth.Value*100)
	}
}

// findUsageLeaps compares a number of each usage with that of the survey before,
// except across a break in series.
func (b *builder) findUsageLeaps(column string, number func(*Usage) Number) {
	before := map[*Application]*Usage{}
	for _, u := range slices.SortedStableFunc(slices.Values(b.Usage), func(x, y *Usage) int { return cmp.Compare(x.Period, y.Period) }) {
		if !number(u).Known {
			continue
		}
		if last := before[u.Application]; last != nil && !b.breaks(u.Application, last.Period, u.Period) {
			b.findLeap(u.place(), column, u.Application.ID, sample{last.Period, number(last).Value}, sample{u.Period, number(u).Value}, usageChange)
		}
		before[u.Application] = u
	}
}

// findNationLeaps compares the figures of the country that surveys state.
func (b *builder) findNationLeaps() {
	before := map[*Indicator]*Figure{}
	for _, f := range slices.SortedStableFunc(slices.Values(b.Nation), func(x, y *Figure) int { return cmp.Compare(x.Period, y.Period) }) {
		if f.Indicator.Unit != People && f.Indicator.Unit != Ratio || f.Report.Survey == 0 {
			continue
		}
		if last := before[f.Indicator]; last != nil {
			most := otherChange
			switch f.Indicator.ID {
			case internetUsers, "mobile_internet_users", "internet_penetration":
				most = steadyChange
			}
			b.findLeap(place{"national_indicators.csv", f.line, f.explained}, "value", f.Indicator.ID, sample{last.Period, last.Value}, sample{f.Period, f.Value}, most)
		}
		before[f.Indicator] = f
	}
}

// sample is a value at a period.
type sample struct {
	period Period
	value  float64
}

// findLeap finds a change of more than a share in a year.
func (b *builder) findLeap(at place, column, of string, before, now sample, most float64) {
	years := max(1, float64(now.period-before.period)/float64(Year))
	if before.value <= 0 || now.value > 0 && max(now.value/before.value, before.value/now.value)-1 <= most*years {
		return
	}
	b.finding(LargeChange, at, column, "%s of %s: changed by %+.1f %% since %s", of, now.period, 100*(now.value/before.value-1), before.period)
}
