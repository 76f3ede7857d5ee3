package alerting

import (
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
)

// The queries of annotations are numbered in the order of the annotations' names.
func TestQueriesOfAnnotationsAreNumbered(t *testing.T) {
	t.Parallel()
	rule := grafanaRule(rulefmt.Rule{Alert: "A", Expr: "a", Annotations: map[string]string{
		"c": "{{ with printf `max by (l) (u{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
		"a": "{{ with printf `max by (l) (x{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }} {{ with printf `max by (l) (y{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
		"b": "{{ with printf `max by (l) (z{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
	}})
	var got []string
	for _, data := range rule["data"].([]object) {
		m := data["model"].(object)
		if expression, ok := m["expr"].(string); ok {
			got = append(got, m["refId"].(string)+"="+expression)
		}
	}
	if want := []string{"query=a", "figure1=max by (l) (x{})", "figure2=max by (l) (y{})", "figure3=max by (l) (z{})", "figure4=max by (l) (u{})"}; !slices.Equal(got, want) {
		t.Errorf("queries are %v, want %v", got, want)
	}
	if want := "{{ with $values.figure4 }}{{ .Value }}{{ end }}"; rule["annotations"].(map[string]string)["c"] != want {
		t.Errorf("the annotation c is %s, want %s", rule["annotations"].(map[string]string)["c"], want)
	}
}

// As in Prometheus, keep_firing_for counts from the first evaluation without the alert's
// series. Evaluations are a minute apart, so 15 minutes take 16 of them.
func TestGrafanaRuleKeepsFiringWithoutSeries(t *testing.T) {
	t.Parallel()
	for keepFiringFor, want := range map[time.Duration]int{0: 1, time.Minute: 2, 15 * time.Minute: 16} {
		rule := grafanaRule(rulefmt.Rule{Alert: "A", Expr: "a", KeepFiringFor: model.Duration(keepFiringFor)})
		if rule["missing_series_evals_to_resolve"] != want {
			t.Errorf("with keep_firing_for %s an alert ends after %v evaluations without its series, want %d", keepFiringFor, rule["missing_series_evals_to_resolve"], want)
		}
	}
}

func TestInlineRecordings(t *testing.T) {
	t.Parallel()
	recordings := map[string]string{"level:a:sum": "sum(a) + 1", "level:b:sum": "(sum(a) + 1) * 2"}
	got := inline("max(level:b:sum) > level:a:sum  # threshold", recordings)
	if want := "max(((sum(a) + 1) * 2)) > (sum(a) + 1)  # threshold"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
