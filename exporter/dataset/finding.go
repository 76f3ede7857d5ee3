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
	// UsersAgainstPenetration finds users that are not the stated share of
	// Internet users, beyond what the three roundings explain; where the number of
	// Internet users is not stated, that of which the other applications' are.
	UsersAgainstPenetration Check = "users_against_penetration"
	// StatedGrowth finds a growth rate that the report prints and that its own
	// user scales do not give, beyond what rounding explains.
	StatedGrowth Check = "stated_growth"
	// LargeChange finds leaps since the survey before, which are more often a slip of
	// the pen than a fact: users and shares that rose to more than one and a half in a
	// year, or fell as much, Internet users and their share of the population to more
	// than 1.1, and other figures of the country to more than three. A break of an
	// application explains its leap.
	LargeChange Check = "large_change"
	// ReferencePeriod finds that no survey covers all applications of Table 5,
	// so that headlines, rankings and alerts have nothing to speak of.
	ReferencePeriod Check = "reference_period"
)

// Checks are all checks, so that one without findings can be published as zero.
var Checks = []Check{UsersAgainstPenetration, StatedGrowth, LargeChange, ReferencePeriod}

// Finding is one contradiction.
type Finding struct {
	Check Check
	Problem
}

// find makes all statistical checks.
func (b *builder) find() {
	for _, u := range b.Usage {
		b.findPenetration(u)
	}
	b.findImplied()
	b.findLeaps()
	for _, c := range b.Changes {
		b.findGrowth(c)
	}
	if b.Reference == nil {
		b.finding(ReferencePeriod, "reports.csv", 1, "period", "no survey covers all applications of Table 5, so there is no reference period")
	}
	slices.SortStableFunc(b.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line))
	})
}

// explained is the check whose finding a row's note explains: a note that begins
// with a check's name and a colon does.
func explained(note string) Check {
	name, _, _ := strings.Cut(note, ":")
	if c := Check(name); slices.Contains(Checks, c) {
		return c
	}
	return ""
}

func (b *builder) finding(check Check, file string, line int, column, format string, args ...any) {
	one := &Errors{}
	one.add(file, line, column, format, args...)
	b.Findings = append(b.Findings, Finding{check, one.Problems[0]})
}

// penetrationRounding is the unit to which the report rounds a penetration.
const penetrationRounding = 0.001

// statedGrowthRounding is the unit to which the report rounds a growth rate.
const statedGrowthRounding = 0.001

func (b *builder) findPenetration(u *Usage) {
	all, uncertainty, known := b.internetUsers(u.Period)
	if !known || !u.Users.Known || !u.Penetration.Known {
		return
	}
	want := u.Penetration.Value * all
	slack := u.Rounding.Value/2 + penetrationRounding/2*all + u.Penetration.Value*uncertainty
	if math.Abs(u.Users.Value-want) > slack {
		b.finding(UsersAgainstPenetration, "application_usage.csv", u.line, "penetration_pct",
			"%s of %s: %.1f %% of %.0f Internet users is %.0f, the row says %.0f (in 10,000 people; rounding explains %.0f)",
			u.Application.ID, u.Period, u.Penetration.Value*100, all/1e4, want/1e4, u.Users.Value/1e4, slack/1e4)
	}
}

func (b *builder) findGrowth(c Change) {
	u := c.Usage
	if !c.Growth.Known || c.Interval != Year || !u.StatedGrowth.Known {
		return
	}
	before := b.UsageOf(u.Application, u.Period.Before(Year))
	if !GrowthOf(u.roundedUsers(), before.roundedUsers()).Allows(Rounded{u.StatedGrowth.Value, statedGrowthRounding}) {
		b.finding(StatedGrowth, "application_usage.csv", u.line, "stated_growth_pct",
			"%s of %s: the report prints %.1f %%, its user scales give %.2f %%",
			u.Application.ID, u.Period, u.StatedGrowth.Value*100, c.Growth.Value*100)
	}
}
