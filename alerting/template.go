package alerting

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

var (
	// queryBlock is the part of an annotation that queries a figure beside the
	// alert's value: {{ with printf `max(name{label="%s"})` $labels.label | query }}
	// body {{ end }}. The body is text, or {{ . | first | value | humanize }}.
	queryBlock = regexp.MustCompile("\\{\\{ with printf `([^`]+)`[^|}]* \\| query \\}\\}" +
		`([^{}]*)(?:\{\{ \. \| first \| value ([^}]*)\}\})?\{\{ end \}\}`)
	// valueAction is an action of an annotation that uses the alert's value.
	valueAction = regexp.MustCompile(`\{\{ ([^{}]*)\$value\b([^{}]*) \}\}`)
)

// grafanaTemplate translates an annotation's template for Grafana, whose templates
// cannot query. Each queried figure becomes a query of the rule, appended to
// queries; Grafana matches its answers to the alert by their labels. Grafana
// expands templates without answers, too, hence "with".
func grafanaTemplate(text string, queries []string) (string, []string, error) {
	var failed error
	text = queryBlock.ReplaceAllStringFunc(text, func(match string) string {
		parts := queryBlock.FindStringSubmatch(match)
		pattern, body, pipeline := parts[1], parts[2], parts[3]
		expression, err := forAllLabels(pattern)
		if err != nil {
			failed = err
		}
		refID := figure(len(queries))
		queries = append(queries, expression)
		if strings.Contains(match, "first | value") {
			body += "{{ .Value " + pipeline + "}}"
		} else {
			// Grafana sets a query without any answer to NaN.
			body = "{{ if gt .Value 0.0 }}" + body + "{{ end }}"
		}
		return "{{ with $values." + refID + " }}" + body + "{{ end }}"
	})
	if failed == nil && strings.Contains(text, "query") {
		failed = fmt.Errorf("%q has no counterpart in Grafana: only {{ with printf … | query }} is translated", text)
	}
	return valueAction.ReplaceAllString(text, "{{ with $$values."+querying+" }}{{ ${1}.Value${2} }}{{ end }}"), queries, failed
}

// figure is the identifier of the annotations' query at an index.
func figure(index int) string { return fmt.Sprintf("figure%d", index+1) }

// perAlert is a matcher for a label of the alert.
var perAlert = regexp.MustCompile(`(\w+)="%s"(, )?`)

// forAllLabels turns a query for the labels of one alert, such as
// max(name{label="%s"}) > 0, into one for all alerts: max by (label) (name{}) > 0.
func forAllLabels(pattern string) (string, error) {
	var labels []string
	for _, m := range perAlert.FindAllStringSubmatch(pattern, -1) {
		labels = append(labels, m[1])
	}
	aggregation, metric, _ := strings.Cut(perAlert.ReplaceAllString(pattern, ""), "(")
	expression := aggregation + " by (" + strings.Join(labels, ", ") + ") (" + metric
	_, err := parser.NewParser(parser.Options{}).ParseExpr(expression)
	return expression, err
}
