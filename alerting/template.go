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

// grafanaTemplate translates an annotation's template for Grafana, whose templates cannot query.
// Each queried figure becomes a query of the rule, appended to queries. That query serves all
// alerts of the rule, so it has no matchers for their labels: Grafana joins results and alerts by
// labels. Where a query has no result for an alert, "with" skips the missing value.
func grafanaTemplate(text string, queries []string) (string, []string) {
	text = figureQuery.ReplaceAllStringFunc(text, func(match string) string {
		queries = append(queries, alertMatcher.ReplaceAllString(figureQuery.FindStringSubmatch(match)[1], ""))
		return "{{ with $values." + figureID(len(queries)-1) + " }}"
	})
	text = strings.ReplaceAll(text, ". | first | value", ".Value")
	return valueAction.ReplaceAllString(text, "{{ with $$values.query }}{{ ${1}.Value${2} }}{{ end }}"), queries
}

// figureID is the identifier of a figure's query, by its index among the annotations' queries.
func figureID(index int) string { return fmt.Sprintf("figure%d", index+1) }
