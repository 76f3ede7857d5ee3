package alerting_test

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/template"
	"go.yaml.in/yaml/v3"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
)

// grafanaRule is a rule in Grafana's file.
type grafanaRule struct {
	UID, Title          string
	For                 string
	KeepFiringFor       string `yaml:"keepFiringFor"`
	Labels, Annotations map[string]string
	Data                []struct {
		RefID         string `yaml:"refId"`
		DatasourceUID string `yaml:"datasourceUid"`
		Model         struct{ Expr string }
	}
}

func grafanaRules(t *testing.T) []grafanaRule {
	t.Helper()
	var file struct {
		APIVersion int `yaml:"apiVersion"`
		Groups     []struct{ Rules []grafanaRule }
	}
	content, err := os.ReadFile("../provisioning/grafana/alerting/cnnic.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	var all []grafanaRule
	for _, g := range file.Groups {
		all = append(all, g.Rules...)
	}
	if file.APIVersion != 1 || len(all) == 0 {
		t.Fatalf("apiVersion %d with %d rules, want apiVersion 1 with at least one", file.APIVersion, len(all))
	}
	return all
}

func TestGrafanaManagesTheSameAlerts(t *testing.T) {
	t.Parallel()
	managed := grafanaRules(t)
	uids, titles := map[string]bool{}, map[string]bool{}
	for _, r := range managed {
		if uids[r.UID] || titles[r.Title] || len(r.UID) > 40 {
			t.Errorf("the uid %q or the title %q is taken, or the uid is longer than Grafana's 40 characters", r.UID, r.Title)
		}
		uids[r.UID], titles[r.Title] = true, true
	}
	alerts := slices.DeleteFunc(allRules(t), func(r rulefmt.Rule) bool { return r.Alert == "" })
	if len(managed) != len(alerts) {
		t.Fatalf("Grafana has %d rules, Prometheus %d; run make generate", len(managed), len(alerts))
	}
	for i, r := range alerts {
		m := managed[i] // Of two rules with one name, the second has its severity at the end of its title.
		if !strings.HasPrefix(m.Title, r.Alert) || m.For != r.For.String() || m.KeepFiringFor != r.KeepFiringFor.String() || !maps.Equal(m.Labels, r.Labels) {
			t.Errorf("got %+v, want the title, times and labels of %+v", m, r)
		}
		if description := m.Annotations["description"]; strings.Contains(description, "| query") {
			t.Errorf("%s has a query that was not translated: %s", r.Alert, description)
		}
	}
}

// The queries of Grafana's rules return a series for each alert that fires in Prometheus, and
// the templates describe it in the same words.
func TestGrafanaManagedAlertsFireAsInPrometheus(t *testing.T) {
	t.Parallel()
	p := prometheustest.New(t)
	dir := datasettest.Report57(t)
	p.Scrape(t, prometheusConfig, []string{exporter(t, dir), exporter(t, dir)})
	var got []string
	for _, r := range grafanaRules(t) {
		results := map[string]promql.Vector{}
		for _, q := range r.Data {
			if q.DatasourceUID == "cnnic-prometheus" {
				results[q.RefID] = p.Query(t, q.Model.Expr)
			}
		}
		for _, alert := range results["query"] {
			got = append(got, r.Title+": "+describe(t, r, alert.Metric, results))
		}
	}
	compare(t, got, expected(t, "report57"))
}

// describe expands an alert's description as Grafana does: $values has, for each query, the sample
// whose labels are among the alert's. Without such a sample, the value is invalid, and "with" skips it.
func describe(t *testing.T, r grafanaRule, alert labels.Labels, results map[string]promql.Vector) string {
	t.Helper()
	type value struct{ Value float64 }
	values := map[string]value{}
	for refID, result := range results {
		for _, s := range result {
			if labels.Equal(alert.MatchLabels(true, slices.Collect(maps.Keys(s.Metric.Map()))...), s.Metric) {
				values[refID] = value{s.F}
			}
		}
	}
	text := "{{- $labels := .Labels -}}{{- $values := .Values -}}" + r.Annotations["description"]
	data := map[string]any{"Labels": alert.Map(), "Values": values}
	noQuery := func(context.Context, string, time.Time) (promql.Vector, error) {
		return nil, fmt.Errorf("templates of Grafana cannot query")
	}
	expanded, err := template.NewTemplateExpander(t.Context(), text, r.Title, data, 0, noQuery, &url.URL{}, []string{"missingkey=invalid"}).Expand()
	if err != nil {
		t.Errorf("%s: %s", r.Title, err)
	}
	return expanded
}
