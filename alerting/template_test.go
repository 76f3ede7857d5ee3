package alerting

import (
	"slices"
	"strings"
	"testing"
)

func TestGrafanaTemplate(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		queries          []string
	}{
		{
			"no query", "{{ $labels.title }} changed by {{ printf \"%+.1f\" $value }}%",
			"{{ $labels.title }} changed by {{ with $values.query }}{{ printf \"%+.1f\" .Value }}{{ end }}%", nil,
		},
		{
			"a figure of the alert's labels",
			"had{{ with printf `max(users{application=\"%s\", kind=\"all\", period=\"%s\"})` $labels.application $labels.period | query }} {{ . | first | value | humanize }}{{ end }} users",
			"had{{ with $values.figure1 }} {{ .Value | humanize }}{{ end }} users",
			[]string{`max by (application, period) (users{kind="all", })`},
		},
		{
			"two figures", "{{ with printf `min(a{c=\"%s\"})` $labels.c | query }} {{ . | first | value | humanize }}{{ end }},{{ with printf `max(b{c=\"%s\"})` $labels.c | query }} {{ . | first | value }}{{ end }}",
			"{{ with $values.figure1 }} {{ .Value | humanize }}{{ end }},{{ with $values.figure2 }} {{ .Value }}{{ end }}",
			[]string{"min by (c) (a{})", "max by (c) (b{})"},
		},
		{
			"text where a comparison holds",
			"{{ with printf `max(a{c=\"%s\"}) > 10000` $labels.c | query }}, rounded{{ end }}.",
			"{{ with $values.figure1 }}{{ if gt .Value 0.0 }}, rounded{{ end }}{{ end }}.",
			[]string{"max by (c) (a{}) > 10000"},
		},
	} {
		text, queries, err := grafanaTemplate(c.text, nil)
		if err != nil || text != c.want || !slices.Equal(queries, c.queries) {
			t.Errorf("%s: %s, %v, %v", c.name, text, queries, err)
		}
	}
}

func TestGrafanaTemplateRejectsOtherQueries(t *testing.T) {
	for text, want := range map[string]string{
		"{{ range query `up` }}{{ .Value }}{{ end }}":                                            "has no counterpart in Grafana",
		"{{ with printf `users{a=\"%s\"}` $labels.a | query }} {{ . | first | value }}{{ end }}": "parse error",
		"{{ with printf `max(a{b=%s})` $labels.a | query }} {{ . | first | value }}{{ end }}":    "parse error",
	} {
		if _, _, err := grafanaTemplate(text, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
