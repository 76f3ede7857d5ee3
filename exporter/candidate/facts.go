package candidate

import (
	"cmp"
	"math"
	"slices"

	"cnnic_exporter/exporter/dataset"
)

// Fact is a known figure in 10,000 people or percent, and the most by which it may be off.
type Fact struct {
	Period       dataset.Period
	Value, Slack float64
}

// Quantity is the users of an application or an indicator in people, or a share.
type Quantity struct {
	Subject string
	IsShare bool
}

// Facts are the known figures of a dataset, those of its bounds left out.
type Facts map[Quantity][]Fact

// FactsOf returns the known figures of a dataset.
func FactsOf(d *dataset.Dataset) Facts {
	f := Facts{}
	add := func(id string, p dataset.Period, value float64, isShare bool, slack float64) {
		scale := 1e-4
		if isShare {
			scale, slack = 100, 0.0015
		}
		q := Quantity{id, isShare}
		f[q] = append(f[q], Fact{p, value * scale, slack * scale})
	}
	for _, a := range d.Applications {
		for _, p := range d.Periods {
			if u := a.UsageAt(p); u != nil && u.Users.Known {
				add(a.ID, p, u.Users.Value, false, u.Rounding.Value/2+5000)
			}
			if u := a.UsageAt(p); u != nil && u.Penetration.Known {
				add(a.ID, p, u.Penetration.Value, true, 0)
			}
		}
	}
	for _, n := range d.Nation {
		slack := 5000.0
		if n.Qualifier != "exact" {
			slack += dataset.TextRounding(n.Value) / 2
		}
		if !d.Bounds[n.Qualifier] {
			add(n.Indicator.ID, n.Period, n.Value, n.Indicator.Unit == dataset.Ratio, slack)
		}
	}
	return f
}

// Nearest is the figure of the survey nearest to a month, and the months between them. It
// fails where none is known.
func (f Facts) Nearest(q Quantity, p dataset.Period) (fact Fact, months int, known bool) {
	if len(f[q]) == 0 {
		return Fact{}, 0, false
	}
	between := func(f Fact) int { return max(int(f.Period)-int(p), int(p)-int(f.Period)) }
	fact = slices.MinFunc(f[q], func(a, b Fact) int { return cmp.Compare(between(a), between(b)) })
	return fact, between(fact), true
}

// maxChange is the largest change in a year, as a factor, that raises no doubt whether a
// number is of its subject.
const maxChange = 1.3

// far reports whether a number in 10,000 people or percent differs too much from that of
// the nearest survey.
func (f Facts) far(q Quantity, p dataset.Period, number float64) bool {
	fact, months, known := f.Nearest(q, p)
	return known && number > 0 && fact.Value > 0 &&
		math.Abs(math.Log(number/fact.Value)) > math.Log(maxChange)*max(1, float64(months)/12)
}
