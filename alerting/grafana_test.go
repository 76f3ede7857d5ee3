package alerting

import (
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
)

// What the annotations ask is numbered through the rule, in the order of their
// names, whatever order they come in.
func TestGrafanaRuleNumbersWhatItAsks(t *testing.T) {
	rule, err := grafanaRule(rulefmt.Rule{Alert: "A", Expr: "a", Annotations: map[string]string{
		"c": "{{ with printf `max(u{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
		"a": "{{ with printf `max(x{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }} {{ with printf `max(y{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
		"b": "{{ with printf `max(z{l=\"%s\"})` $labels.l | query }}{{ . | first | value }}{{ end }}",
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, data := range rule.Data {
		m := data.(map[string]any)["model"].(map[string]any)
		if expression, ok := m["expr"].(string); ok {
			got = append(got, m["refId"].(string)+"="+expression)
		}
	}
	if want := []string{"query=a", "figure1=max by (l) (x)", "figure2=max by (l) (y)", "figure3=max by (l) (z)", "figure4=max by (l) (u)"}; !slices.Equal(got, want) {
		t.Errorf("asked is %v, want %v", got, want)
	}
	if want := "{{ with $values.figure4 }}{{ .Value }}{{ end }}"; rule.Annotations["c"] != want {
		t.Errorf("the annotation is %s, want %s", rule.Annotations["c"], want)
	}
}

// An alert whose series is missed for the first time at one minute is held until
// keep_firing_for has gone by since then, as Prometheus does.
func TestGrafanaRuleHoldsAlertsOfSeriesThatVanish(t *testing.T) {
	for held, want := range map[time.Duration]int{0: 1, time.Minute: 2, 15 * time.Minute: 16} {
		rule, err := grafanaRule(rulefmt.Rule{Alert: "A", Expr: "a", KeepFiringFor: model.Duration(held)})
		if err != nil || rule.MissingSeries != want {
			t.Errorf("an alert held for %s ends after %d evaluations, want %d; %v", held, rule.MissingSeries, want, err)
		}
	}
}
