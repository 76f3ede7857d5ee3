package alerting

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

var (
	// asking is how an annotation asks Prometheus for a figure beside the alert's
	// value: {{ with printf `max(name{label="%s"})` $labels.label | query }} {{ . |
	// first | value | humanize }}{{ end }}.
	asking = regexp.MustCompile("\\{\\{ with printf `([^`]+)`[^|}]* \\| query \\}\\}" +
		`(\s*)\{\{ \. \| first \| value ([^}]*)\}\}\{\{ end \}\}`)
	// saying is how it states the alert's value.
	saying = regexp.MustCompile(`\{\{ ([^{}]*)\$value\b([^{}]*) \}\}`)
)

// grafanaTemplate makes the template of an annotation of Prometheus one of
// Grafana's, which can ask for nothing: what the annotation asks becomes queries
// of the rule, behind those that its other annotations asked, and Grafana finds
// their answers by their labels. It also expands templates of rules that have no
// answer, hence the "with".
func grafanaTemplate(text string, asked []string) (string, []string, error) {
	var failed error
	text = asking.ReplaceAllStringFunc(text, func(match string) string {
		parts := asking.FindStringSubmatch(match)
		pattern, space, pipeline := parts[1], parts[2], parts[3]
		expression, err := forAllLabels(pattern)
		if err != nil {
			failed = err
		}
		refID := figure(len(asked))
		asked = append(asked, expression)
		return "{{ with $values." + refID + " }}" + space + "{{ .Value " + pipeline + "}}{{ end }}"
	})
	if failed == nil && strings.Contains(text, "query") {
		failed = fmt.Errorf("%q asks in a way that has no counterpart in Grafana", text)
	}
	return saying.ReplaceAllString(text, "{{ with $$values."+querying+" }}{{ ${1}.Value${2} }}{{ end }}"), asked, failed
}

// figure is the identifier of the query that annotations ask at an index.
func figure(index int) string { return fmt.Sprintf("figure%d", index+1) }

// forAllLabels turns a query for the labels of one alert, such as
// max(name{label="%s"}), into one for all alerts: max by (label) (name).
func forAllLabels(pattern string) (string, error) {
	parsed, err := parser.NewParser(parser.Options{}).ParseExpr(pattern)
	if err != nil {
		return "", err
	}
	aggregation, ok := parsed.(*parser.AggregateExpr)
	if !ok {
		return "", fmt.Errorf("%s is not an aggregation", pattern)
	}
	selector, ok := aggregation.Expr.(*parser.VectorSelector)
	if !ok {
		return "", fmt.Errorf("%s does not aggregate a metric", pattern)
	}
	selector.LabelMatchers = slices.DeleteFunc(selector.LabelMatchers, func(m *labels.Matcher) bool {
		if m.Value == "%s" {
			aggregation.Grouping = append(aggregation.Grouping, m.Name)
		}
		return m.Value == "%s"
	})
	return aggregation.String(), nil
}
