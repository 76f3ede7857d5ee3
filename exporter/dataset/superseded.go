package dataset

import (
	"cmp"
	"math"
	"slices"
)

// supersede merges what several reports state of one application at one survey into one usage, called served. Each
// of its numbers is from the newest report that states it, but users are from an older report if its number is more
// exact and agrees. Numbers that contradict the served ones go to Superseded. supersede also sets Application.Latest.
func (b *builder) supersede() {
	newestFirst := func(x, y *Usage) int { // On one day a report of CNNIC comes first.
		return cmp.Or(y.Report.Date.Compare(x.Report.Date), cmp.Compare(y.Report.Survey, x.Report.Survey))
	}
	for _, u := range slices.SortedStableFunc(slices.Values(b.stated), newestFirst) {
		served := u.Application.usage[u.Period]
		if served == nil {
			u.Application.usage[u.Period] = u
			continue
		}
		moreExact := u.Rounding.Value < served.Rounding.Value && u.agreesOnUsers(served)
		if u.Users.Known && (!served.Users.Known || moreExact) {
			served.Users, served.Rounding, served.StatedGrowth = u.Users, u.Rounding, u.StatedGrowth
			served.Source = u.Source
		}
		if u.Penetration.Known && !served.Penetration.Known {
			served.Penetration, served.penetrationSource = u.Penetration, u.penetrationSource
		}
	}
	for _, u := range b.stated {
		served := u.Application.UsageAt(u.Period)
		if u == served {
			b.Usage = append(b.Usage, u)
			if u.Users.Known {
				u.Application.Latest = u
			}
			continue
		}
		if u.agreesOnUsers(served) {
			u.Users, u.Rounding = Number{}, Number{}
		}
		if Agree(u.Penetration.Value, served.Penetration.Value, u.penetrationRounding(), served.penetrationRounding()) {
			u.Penetration = Number{}
		}
		if u.Users.Known || u.Penetration.Known {
			b.Superseded = append(b.Superseded, u)
		}
	}
}

// Sources are the usage's Source and, if the penetration is from another report, the source of the penetration.
func (u *Usage) Sources() []Source {
	if u.Penetration.Known && u.penetrationSource.Report != u.Report {
		return []Source{u.Source, *u.penetrationSource}
	}
	return []Source{u.Source}
}

func (u *Usage) agreesOnUsers(served *Usage) bool {
	return Agree(u.Users.Value, served.Users.Value, u.Rounding.Value, served.Rounding.Value)
}

// Agree reports whether one number can be rounded to x, in the unit roundingX, and to y, in the unit roundingY.
func Agree(x, y, roundingX, roundingY float64) bool {
	// The last factor absorbs the error of binary fractions: in them 0.938 - 0.937 is below 0.001.
	return math.Abs(x-y) < (roundingX+roundingY)/2*(1-1e-9)
}

// penetrationRounding is the penetration's unit of rounding, doubled if it was derived from two shares.
func (u *Usage) penetrationRounding() float64 {
	if u.penetrationSource.Basis.ID == "derived" {
		return 2 * shareRounding
	}
	return shareRounding
}
