package dataset

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Check is the name of a check whose findings do not reject a load. It is the value of the label "check".
type Check string

const (
	// UsersAgainstPenetration finds numbers of users that differ from the stated share of Internet users by more than
	// rounding explains. If a survey's number of Internet users is unknown or a bound, the newest earlier one counts.
	UsersAgainstPenetration Check = "users_against_penetration"
	// StatedGrowth finds a printed growth rate that differs from that of the users by more than rounding explains.
	StatedGrowth Check = "stated_growth"
	// LargeChange finds a figure that changed more than usual since the newest earlier one,
	// and a number of users, stated without a share, that exceeds all Internet users.
	LargeChange Check = "large_change"
	// ReferencePeriod finds that there is no reference period.
	ReferencePeriod Check = "reference_period"
)

// Checks are all checks. The metric of findings has a sample for each, even if it found nothing.
var Checks = []Check{UsersAgainstPenetration, StatedGrowth, LargeChange, ReferencePeriod}

// Finding is what a check found in one place of a file.
type Finding struct {
	Check Check
	Problem
}

// shareRounding is the unit to which the report rounds a penetration or a growth rate.
const shareRounding = 0.001

// The share by which the larger of two figures a year apart may exceed the smaller.
const (
	usageChange  = 0.5 // Users and penetration of an application: half up, or a third down.
	steadyChange = 0.1 // Internet users, mobile Internet users and Internet penetration.
	otherChange  = 2.0 // Other figures of the country: to three times, or to a third.
)

// addFinding adds a finding, unless the note of its row explains it.
func (b *builder) addFinding(check Check, at Source, column, format string, args ...any) {
	if at.explained != check {
		b.Findings = append(b.Findings, Finding{check, Problem{at.file, at.line, column, fmt.Sprintf(format, args...)}})
	}
}

// runChecks runs all checks and sorts their findings; within a row, users precede penetration.
func (b *builder) runChecks() {
	for _, u := range b.Usage {
		b.checkPenetration(u)
		b.checkGrowth(u)
	}
	b.checkLargeChanges()
	if b.Reference == nil {
		b.addFinding(ReferencePeriod, Source{file: "reports.csv", line: 1}, "period",
			"no survey covers all applications of Table 5, so there is no reference period")
	}
	slices.SortStableFunc(b.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(y.Column, x.Column))
	})
}

func (b *builder) checkPenetration(u *Usage) {
	internetUsers, uncertainty := b.internetUsersAt(u.Period)
	switch {
	case internetUsers == nil || !u.Users.Known:
	case !u.Penetration.Known:
		if u.Users.Value-u.Rounding.Value/2 > internetUsers.Value+uncertainty {
			b.addFinding(LargeChange, u.Source, "users_10k",
				"%s of %s: %.0f is more than the %.0f Internet users of %s (in 10,000 people)",
				u.Application.ID, u.Period, u.Users.Value/1e4, internetUsers.Value/1e4, internetUsers.Period)
		}
	default:
		want := u.Penetration.Value * internetUsers.Value
		tolerance := u.Rounding.Value/2 + u.penetrationRounding()/2*internetUsers.Value + u.Penetration.Value*uncertainty
		// The contradiction may be explained in the row of the users or in that of the penetration.
		if math.Abs(u.Users.Value-want) > tolerance && u.explained != UsersAgainstPenetration {
			b.addFinding(UsersAgainstPenetration, *u.penetrationSource, "penetration_pct",
				"%s of %s: %.1f %% of the %.0f Internet users of %s is %.0f, the users are %.0f (in 10,000 people; tolerance %.0f)",
				u.Application.ID, u.Period, u.Penetration.Value*100, internetUsers.Value/1e4, internetUsers.Period,
				want/1e4, u.Users.Value/1e4, tolerance/1e4)
		}
	}
}

// GrowthFits reports whether two numbers, each rounded to its unit, fit a printed growth, such as 0.02 for 2.0 %.
func GrowthFits(now, unit, before, unitBefore, growth float64) bool {
	return math.Abs(now-(1+growth)*before) <= unit/2+(1+growth)*unitBefore/2+shareRounding/2*before
}

func (b *builder) checkGrowth(u *Usage) {
	before := u.Application.UsageAt(u.Period.Minus(Year))
	if before == nil || before.Users.Value <= 0 || !u.Users.Known || !u.StatedGrowth.Known {
		return
	}
	if !GrowthFits(u.Users.Value, u.Rounding.Value, before.Users.Value, before.Rounding.Value, u.StatedGrowth.Value) {
		b.addFinding(StatedGrowth, u.Source, "stated_growth_pct",
			"%s of %s: the report prints %.1f %%, the users of both surveys give %.2f %%",
			u.Application.ID, u.Period, u.StatedGrowth.Value*100, (u.Users.Value/before.Users.Value-1)*100)
	}
}

// checkLargeChanges compares each number of an application or the country with the newest earlier one.
func (b *builder) checkLargeChanges() {
	type series struct{ column, id string }
	type point struct {
		period Period
		value  float64
	}
	last := map[series]point{}
	// usual is the share by which the number may change in a year.
	check := func(at Source, a *Application, s series, now point, usual float64) {
		before := last[s]
		last[s] = now
		if before.value <= 0 || b.HasBreak(a, before.period, now.period) {
			return
		}
		leap := max(now.value/before.value, before.value/now.value) - 1
		if leap > usual*yearsBetween(before.period, now.period) {
			b.addFinding(LargeChange, at, s.column, "%s of %s: changed by %+.1f %% since %s",
				s.id, now.period, 100*(now.value/before.value-1), before.period)
		}
	}
	for _, u := range b.Usage {
		a := u.Application
		if u.Users.Known {
			check(u.Source, a, series{"users_10k", a.ID}, point{u.Period, u.Users.Value}, usageChange)
		}
		if u.Penetration.Known {
			share := point{u.Period, u.Penetration.Value}
			check(*u.penetrationSource, a, series{"penetration_pct", a.ID}, share, usageChange)
		}
	}
	for _, f := range b.Nation {
		usual := otherChange
		switch f.Indicator.ID {
		case InternetUsers, "mobile_internet_users", "internet_penetration":
			usual = steadyChange
		}
		// A growth rate may change its sign, so the ratio of two says nothing.
		if !f.Indicator.fileUnit.signed {
			check(f.Source, nil, series{"value", f.Indicator.ID}, point{f.Period, f.Value}, usual)
		}
	}
}
