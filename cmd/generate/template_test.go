package main

import (
	"maps"
	"strings"
	"testing"
)

func TestGrafanaTemplate(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		queries          map[string]string
	}{
		{
			"no question", "{{ $labels.title }} changed by {{ printf \"%+.1f\" $value }}%",
			"{{ $labels.title }} changed by {{ with $values.query }}{{ printf \"%+.1f\" .Value }}{{ end }}%", nil,
		},
		{
			"a figure of the alert's labels",
			"had{{ with printf `max(users{application=\"%s\", kind=\"all\", period=\"%s\"})` $labels.application $labels.period | query }} {{ . | first | value | humanize }}{{ end }} users",
			"had{{ with $values.figure1 }} {{ .Value | humanize }}{{ end }} users",
			map[string]string{"figure1": `max by (application, period) (users{kind="all"})`},
		},
		{
			"two figures", `{{ with query "time() - min(a)" }} {{ . | first | value | humanizeDuration }}{{ end }},{{ with query "b" }} {{ . | first | value }}{{ end }}`,
			"{{ with $values.figure1 }} {{ .Value | humanizeDuration }}{{ end }},{{ with $values.figure2 }} {{ .Value }}{{ end }}",
			map[string]string{"figure1": "time() - min(a)", "figure2": "b"},
		},
	} {
		text, queries, err := grafanaTemplate(c.text)
		if err != nil || text != c.want || !maps.Equal(queries, c.queries) {
			t.Errorf("%s: %s, %v, %v", c.name, text, queries, err)
		}
	}
}

func TestGrafanaTemplateRefusesWhatGrafanaCannotAsk(t *testing.T) {
	for text, want := range map[string]string{
		"{{ range query `up` }}{{ .Value }}{{ end }}":                                            "has no counterpart in Grafana",
		"{{ with printf `users{a=\"%s\"}` $labels.a | query }} {{ . | first | value }}{{ end }}": "is not an aggregation",
		"{{ with printf `max(a + b)` $labels.a | query }} {{ . | first | value }}{{ end }}":      "does not aggregate a metric",
		"{{ with printf `max(a{b=%s})` $labels.a | query }} {{ . | first | value }}{{ end }}":    "parse error",
	} {
		if _, _, err := grafanaTemplate(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
