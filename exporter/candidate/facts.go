package candidate

import (
	"cmp"
	"math"
	"slices"

	"cnnic_exporter/exporter/dataset"
)

// shareSlack lets a share differ by 0.1, one unit of its last digit, but not by 0.2.
const shareSlack = 0.15

// Fact is a known figure, in units of 10,000 people or in percent. A number agrees if it differs by at most
// Slack; a number that is rounded itself may differ by more.
type Fact struct {
	Period       dataset.Period
	Value, Slack float64
}

// Quantity is what a figure measures: the people or the share of a subject.
type Quantity struct {
	Subject string
	IsShare bool
}

// Facts are the known figures of each quantity.
type Facts map[Quantity][]Fact

// FactsOf returns the figures of a dataset, without bounds and approximations.
func FactsOf(d *dataset.Dataset) Facts {
	f := Facts{}
	add := func(q Quantity, p dataset.Period, value, rounding float64) {
		fact := Fact{p, value * 100, shareSlack}
		if !q.IsShare {
			// Half the rounding, and half of 10,000 people, as exact figures of the country have rounding 0 here.
			fact = Fact{p, value / 1e4, rounding/2e4 + 0.5}
		}
		f[q] = append(f[q], fact)
	}
	for _, u := range d.Usage {
		if u.Users.Known {
			add(Quantity{u.Application.ID, false}, u.Period, u.Users.Value, u.Rounding.Value)
		}
		if u.Penetration.Known {
			add(Quantity{u.Application.ID, true}, u.Period, u.Penetration.Value, 0)
		}
	}
	for _, n := range d.Nation {
		rounding := 0.0
		if n.Qualifier != "exact" {
			rounding = dataset.TextRounding(n.Value)
		}
		if !d.Bounds[n.Qualifier] {
			add(Quantity{n.Indicator.ID, n.Indicator.Unit == dataset.Ratio}, n.Period, n.Value, rounding)
		}
	}
	return f
}

// Nearest returns the figure of the survey nearest to a month, and the number of months between.
func (f Facts) Nearest(q Quantity, p dataset.Period) (fact Fact, months int, known bool) {
	if len(f[q]) == 0 {
		return Fact{}, 0, false
	}
	between := func(f Fact) int { return max(int(f.Period)-int(p), int(p)-int(f.Period)) }
	fact = slices.MinFunc(f[q], func(a, b Fact) int { return cmp.Compare(between(a), between(b)) })
	return fact, between(fact), true
}

// contradict reports whether a number in 10,000 people or percent, with its unit of rounding, differs from the known
// figure of its survey or, without one, from the nearest by a factor of over 1.3 for each year between, at least one.
func (f Facts) contradict(q Quantity, p dataset.Period, number, rounding float64) bool {
	fact, months, known := f.Nearest(q, p)
	if months > 0 {
		return math.Abs(math.Log(number/fact.Value)) > math.Log(1.3)*max(1, float64(months)/12)
	}
	// A number that is cut off is up to its unit of rounding too small.
	return known && (number-fact.Value > fact.Slack+rounding/2 || fact.Value-number > fact.Slack+rounding)
}
