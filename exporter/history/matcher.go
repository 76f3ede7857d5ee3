package history

import (
	"regexp"
	"strings"

	"github.com/prometheus/prometheus/prompb"
)

// matcher is a label matcher of a query.
type matcher struct {
	name, value string
	// pattern is the regular expression to match in place of value. tried holds its
	// results: many series share a value, and a long expression takes a millisecond
	// on each.
	pattern *regexp.Regexp
	tried   map[string]bool
	negated bool
}

// matches reports whether a series has a label that the matcher wants. A label that
// the series lacks has the empty value.
func (m *matcher) matches(s *prompb.TimeSeries) bool {
	value := ""
	for _, l := range s.Labels {
		if l.Name == m.name {
			value = l.Value
		}
	}
	if m.pattern == nil {
		return (value == m.value) != m.negated
	}
	matched, known := m.tried[value]
	if !known {
		at := m.pattern.FindStringIndex(value)
		matched = at != nil && at[0] == 0 && at[1] == len(value)
		m.tried[value] = matched
	}
	return matched != m.negated
}

// newMatcher reads a matcher of the protocol. Regular expressions match the whole
// value, as in PromQL.
func newMatcher(m *prompb.LabelMatcher) (*matcher, error) {
	result := &matcher{name: m.Name, value: m.Value, tried: map[string]bool{}}
	switch m.Type {
	case prompb.LabelMatcher_EQ:
	case prompb.LabelMatcher_NEQ:
		result.negated = true
	case prompb.LabelMatcher_RE, prompb.LabelMatcher_NRE:
		result.negated = m.Type == prompb.LabelMatcher_NRE
		if strings.Contains(m.Value, "{") {
			// x{1000} has seven bytes and compiles to a thousand instructions.
			return nil, malformed("the regular expression of the label %.60q has a counted repetition, {}, which is not supported here", m.Name)
		}
		var err error
		if result.pattern, err = regexp.Compile("(?s)" + m.Value); err != nil {
			return nil, malformed("the matcher of the label %.60q is not a valid regular expression", m.Name)
		}
		// The longest match shows whether the whole value matches.
		result.pattern.Longest()
	default:
		return nil, malformed("a matcher has the type %d, which is none of the four", m.Type)
	}
	return result, nil
}
