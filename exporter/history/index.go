package history

import (
	"slices"

	"github.com/prometheus/prometheus/model/labels"
)

// index holds, by label name and value, the positions of the series that have
// the label, in rising order. A selection then costs by what it finds and not by
// how many series there are.
type index map[string]map[string][]uint32

func newIndex(series []*Series) index {
	x := index{}
	for i, s := range series {
		s.Labels.Range(func(l labels.Label) {
			values := x[l.Name]
			if values == nil {
				values = map[string][]uint32{}
				x[l.Name] = values
			}
			values[l.Value] = append(values[l.Value], uint32(i))
		})
	}
	return x
}

// Select finds the series that satisfy every matcher, in the order of their
// labels.
func (h *History) Select(matchers ...*labels.Matcher) []*Series {
	var found []*Series
	take := func(s *Series) {
		for _, m := range matchers {
			if !m.Matches(s.Labels.Get(m.Name)) {
				return
			}
		}
		found = append(found, s)
	}
	candidates, narrowed := h.index.narrow(matchers)
	if !narrowed {
		for _, s := range h.series {
			take(s)
		}
		return found
	}
	for _, i := range candidates {
		take(h.series[i])
	}
	return found
}

// narrow finds the shortest list of positions beyond which no series can satisfy
// all matchers. Where no matcher asks for a label to be there it is no list, and
// every series is a candidate.
func (x index) narrow(matchers []*labels.Matcher) (shortest []uint32, narrowed bool) {
	shorten := func(name string, values []string) {
		n := 0
		for _, v := range values {
			n += len(x[name][v])
		}
		if !narrowed || n < len(shortest) {
			shortest, narrowed = x.union(name, values), true
		}
	}
	for _, m := range matchers {
		if values := listed(m); values != nil {
			shorten(m.Name, values)
		}
	}
	for _, m := range matchers {
		// Trying a pattern on every value of a label is worth it where that is
		// less work than trying it on every candidate.
		if m.Matches("") || listed(m) != nil || narrowed && len(x[m.Name]) >= len(shortest) {
			continue
		}
		values := []string{}
		for v := range x[m.Name] {
			if m.Matches(v) {
				values = append(values, v)
			}
		}
		shorten(m.Name, values)
	}
	return shortest, narrowed
}

// listed are the only values that satisfy a matcher, or nil where it does not
// list them or is satisfied by a label that is not there.
func listed(m *labels.Matcher) []string {
	switch {
	case m.Matches(""):
		return nil
	case m.Type == labels.MatchEqual:
		return []string{m.Value}
	case m.Type == labels.MatchRegexp && len(m.SetMatches()) > 0:
		return m.SetMatches()
	default:
		return nil
	}
}

// union is the positions of the series that have any of the values.
func (x index) union(name string, values []string) []uint32 {
	if len(values) == 1 {
		return x[name][values[0]]
	}
	var all []uint32
	for _, v := range values {
		all = append(all, x[name][v]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
