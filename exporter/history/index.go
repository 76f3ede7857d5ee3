package history

import (
	"slices"
	"sort"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
)

// index holds the values of every label by its name. A selection then costs by
// what it finds and not by how many series there are.
type index map[string]*values

// values are the values of one label.
type values struct {
	// sorted are all values, so that those with a prefix lie together.
	sorted []string
	// positions are those of the series that have the value, in rising order.
	positions map[string][]uint32
}

func newIndex(series []*Series) index {
	x := index{}
	for i, s := range series {
		s.Labels.Range(func(l labels.Label) {
			v := x[l.Name]
			if v == nil {
				v = &values{positions: map[string][]uint32{}}
				x[l.Name] = v
			}
			if v.positions[l.Value] == nil {
				v.sorted = append(v.sorted, l.Value)
			}
			v.positions[l.Value] = append(v.positions[l.Value], uint32(i))
		})
	}
	for _, v := range x {
		slices.Sort(v.sorted)
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
	shorten := func(v *values, satisfying []string) {
		n := 0
		for _, value := range satisfying {
			n += len(v.positions[value])
		}
		if !narrowed || n < len(shortest) {
			shortest, narrowed = v.union(satisfying), true
		}
	}
	var patterns []*labels.Matcher
	for _, m := range matchers {
		v := x[m.Name]
		switch {
		case m.Matches(""):
		case v == nil:
			return nil, true
		case m.Type == labels.MatchEqual:
			shorten(v, []string{m.Value})
		case m.Type == labels.MatchRegexp && len(m.SetMatches()) > 0:
			shorten(v, m.SetMatches())
		default:
			patterns = append(patterns, m)
		}
	}
	for _, m := range patterns {
		v := x[m.Name]
		possible := v.sorted
		if m.Type == labels.MatchRegexp {
			possible = v.withPrefix(m.Prefix())
		}
		// Trying a pattern on values is worth it where they are fewer than the
		// series that would be tried otherwise.
		if narrowed && len(possible) >= len(shortest) {
			continue
		}
		var satisfying []string
		for _, value := range possible {
			if m.Matches(value) {
				satisfying = append(satisfying, value)
			}
		}
		shorten(v, satisfying)
	}
	return shortest, narrowed
}

// withPrefix are the values that start with a prefix.
func (v *values) withPrefix(prefix string) []string {
	first, _ := slices.BinarySearch(v.sorted, prefix)
	rest := v.sorted[first:]
	n := sort.Search(len(rest), func(i int) bool { return !strings.HasPrefix(rest[i], prefix) })
	return rest[:n]
}

// union is the positions of the series that have any of some values.
func (v *values) union(some []string) []uint32 {
	if len(some) == 1 {
		return v.positions[some[0]]
	}
	var all []uint32
	for _, value := range some {
		all = append(all, v.positions[value]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
