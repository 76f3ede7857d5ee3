package alerting

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	// figureQuery matches the start of a block that queries a figure other than the alert's
	// value: {{ with printf `max by (label) (name{label="%s"})` $labels.label | query }}.
	figureQuery = regexp.MustCompile("\\{\\{ with printf `([^`]+)`[^|}]* \\| query \\}\\}")
	// alertMatcher matches those matchers of such a query that printf fills with labels of the alert.
	alertMatcher = regexp.MustCompile(`\w+="%s"(, )?`)
	// valueAction matches an action that uses the alert's value.
	valueAction = regexp.MustCompile(`\{\{ ([^{}]*)\$value\b([^{}]*) \}\}`)
)

// grafanaTemplate translates an annotation's template for Grafana, whose templates cannot query. Each queried figure
// becomes a query of the rule, appended to data. The query serves all alerts of the rule, so it does not match their
// labels: Grafana joins results and alerts by labels. Where an alert has no result, "with" skips the missing value.
func grafanaTemplate(text string, data []object) (string, []object) {
	text = figureQuery.ReplaceAllStringFunc(text, func(match string) string {
		expression := alertMatcher.ReplaceAllString(figureQuery.FindStringSubmatch(match)[1], "")
		id := fmt.Sprintf("figure%d", len(data))
		data = append(data, query(id, expression))
		return "{{ with $values." + id + " }}"
	})
	text = strings.ReplaceAll(text, ". | first | value", ".Value")
	return valueAction.ReplaceAllString(text, "{{ with $$values.query }}{{ ${1}.Value${2} }}{{ end }}"), data
}
