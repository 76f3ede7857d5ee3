package candidate

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// level is a known figure of a subject, in people or as a share from 0 to 1.
type level struct {
	period dataset.Period
	value  float64
	share  bool
}

// Finder finds figures by the names and the known figures of a dataset.
type Finder struct {
	names *document.Names
	known map[string][]level
}

// NewFinder returns the finder of a dataset.
func NewFinder(d *dataset.Dataset) *Finder {
	f := &Finder{document.NewNames(d, spoken), map[string][]level{}}
	add := func(id string, p dataset.Period, n dataset.Number, share bool) {
		if n.Known {
			f.known[id] = append(f.known[id], level{p, n.Value, share})
		}
	}
	for _, a := range d.Applications {
		for _, p := range d.Periods {
			if u := a.UsageAt(p); u != nil {
				add(a.ID, p, u.Users, false)
				add(a.ID, p, u.Penetration, true)
			}
		}
	}
	for _, n := range d.Nation {
		add(n.Indicator.ID, n.Period, dataset.Number{Value: n.Value, Known: true}, n.Indicator.Unit == dataset.Ratio)
	}
	return f
}

// maxChange is the largest change in a year, as a factor, that raises no doubt whether a
// number is of its subject.
const maxChange = 1.3

// far reports whether a number differs too much from that of the nearest survey.
func (f *Finder) far(subject string, p dataset.Period, c Candidate) bool {
	number, unit := c.Users, 1e4
	if c.Percent != "" {
		number, unit = c.Percent, 0.01
	}
	same := slices.DeleteFunc(slices.Clone(f.known[subject]), func(l level) bool { return l.share != (c.Percent != "") || l.value <= 0 })
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || value <= 0 || len(same) == 0 {
		return false
	}
	years := func(l level) float64 { return math.Abs(float64(l.period)-float64(p)) / 12 }
	nearest := slices.MinFunc(same, func(a, b level) int { return cmp.Compare(years(a), years(b)) })
	return math.Abs(math.Log(value*unit/nearest.value)) > math.Log(maxChange)*max(1, years(nearest))
}
