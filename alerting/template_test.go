package alerting

import (
	"slices"
	"testing"
)

func TestGrafanaTemplate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, want string
		wantQueries      []string
	}{
		{
			"the alert's own value", "{{ $labels.title }} changed by {{ printf \"%+.1f\" $value }}%",
			"{{ $labels.title }} changed by {{ with $values.query }}{{ printf \"%+.1f\" .Value }}{{ end }}%", nil,
		},
		{
			"a figure queried by the alert's labels",
			"had{{ with printf `max by (application, period) (users{application=\"%s\", kind=\"all\", period=\"%s\"})` $labels.application $labels.period | query }} {{ . | first | value | humanize }}{{ end }} users",
			"had{{ with $values.figure1 }} {{ .Value | humanize }}{{ end }} users",
			[]string{`max by (application, period) (users{kind="all", })`}, // PromQL allows the trailing comma.
		},
		{
			"a text only if a figure is above a bound",
			"{{ with printf `max by (c) (a{c=\"%s\"})` $labels.c | query }}{{ if gt (. | first | value) 10.0 }}, rounded{{ end }}{{ end }}.",
			"{{ with $values.figure1 }}{{ if gt (.Value) 10.0 }}, rounded{{ end }}{{ end }}.",
			[]string{"max by (c) (a{})"},
		},
	} {
		text, data := grafanaTemplate(c.text, []object{query("query", "a")})
		var queries []string
		for _, q := range data[1:] {
			queries = append(queries, q["model"].(object)["expr"].(string))
		}
		if text != c.want || !slices.Equal(queries, c.wantQueries) {
			t.Errorf("%s: got %s with queries %q, want %s with %q", c.name, text, queries, c.want, c.wantQueries)
		}
	}
}
