package candidate

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// quantity is what a subject is counted in: people, or a share from 0 to 1.
type quantity struct {
	subject string
	share   bool
}

// level is a known value of a quantity, above 0.
type level struct {
	period dataset.Period
	value  float64
}

// Finder finds figures by the names and the known figures of a dataset.
type Finder struct {
	names *document.Names
	known map[quantity][]level
}

// NewFinder returns the finder of a dataset.
func NewFinder(d *dataset.Dataset) *Finder {
	f := &Finder{document.NewNames(d, spoken), map[quantity][]level{}}
	add := func(id string, share bool, p dataset.Period, value float64) {
		if value > 0 { // An unknown number is 0.
			f.known[quantity{id, share}] = append(f.known[quantity{id, share}], level{p, value})
		}
	}
	for _, a := range d.Applications {
		for _, p := range d.Periods {
			if u := a.UsageAt(p); u != nil {
				add(a.ID, false, p, u.Users.Value)
				add(a.ID, true, p, u.Penetration.Value)
			}
		}
	}
	for _, n := range d.Nation {
		add(n.Indicator.ID, n.Indicator.Unit == dataset.Ratio, n.Period, n.Value)
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
	levels := f.known[quantity{subject, c.Percent != ""}]
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || value <= 0 || len(levels) == 0 {
		return false
	}
	years := func(l level) float64 { return math.Abs(float64(l.period)-float64(p)) / 12 }
	nearest := slices.MinFunc(levels, func(a, b level) int { return cmp.Compare(years(a), years(b)) })
	return math.Abs(math.Log(value*unit/nearest.value)) > math.Log(maxChange)*max(1, years(nearest))
}
