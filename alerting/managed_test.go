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

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/template"
	"gopkg.in/yaml.v3"

	"cnnic_exporter/exporter/prometheustest"
)

// grafanaRule is what the file of Grafana-managed alerts says of a rule.
type grafanaRule struct {
	UID, Title, Condition string
	For                   string `yaml:"for"`
	KeepFiringFor         string `yaml:"keepFiringFor"`
	Labels, Annotations   map[string]string
	Data                  []struct {
		RefID         string `yaml:"refId"`
		DatasourceUID string `yaml:"datasourceUid"`
		Model         struct {
			Expr, Expression, Type string
			Instant                bool
		}
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
		t.Fatal("there are no rules")
	}
	return all
}

// Every rule of Prometheus has its counterpart, which asks the same, waits as
// long and is labelled alike.
func TestGrafanaManagesTheSameRules(t *testing.T) {
	managed := grafanaRules(t)
	uids, titles := map[string]bool{}, map[string]bool{}
	for _, r := range managed {
		if uids[r.UID] || titles[r.Title] || len(r.UID) > 40 {
			t.Errorf("%s is not unique, or its uid is too long", r.Title)
		}
		uids[r.UID], titles[r.Title] = true, true
	}
	loaded := groups(t, prometheustest.New(t))
	for _, key := range slices.Sorted(maps.Keys(loaded)) {
		for _, rule := range loaded[key].Rules() {
			if len(managed) == 0 {
				t.Fatalf("%s has no counterpart", rule.Name())
			}
			r, m := rule.(*rules.AlertingRule), managed[0]
			managed = managed[1:]
			if !strings.HasPrefix(m.Title, r.Name()) || !sameQuery(t, m.Data[0].Model.Expr, r.Query().String()) ||
				m.For != duration(r.HoldDuration()) || m.KeepFiringFor != duration(r.KeepFiringFor()) ||
				!maps.Equal(m.Labels, r.Labels().Map()) {
				t.Errorf("%s became %+v", r.Name(), m)
			}
		}
	}
	if len(managed) > 0 {
		t.Errorf("there are %d rules more than Prometheus has", len(managed))
	}
}

func sameQuery(t *testing.T, a, b string) bool {
	t.Helper()
	parsed, err := parser.NewParser(parser.Options{}).ParseExpr(a)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.String() == b
}

func duration(d time.Duration) string { return model.Duration(d).String() }

// Evaluated as Grafana does, the rules make the alerts that Prometheus makes, and
// describe them in the same words.
func TestGrafanaManagedAlertsOnTheShippedData(t *testing.T) {
	p := prometheustest.New(t)
	p.Scrape(t, "../provisioning/prometheus/prometheus.yml", []string{exporter(t), exporter(t)}, "prometheus", "alertmanager")
	var got []string
	for _, r := range grafanaRules(t) {
		if r.Title == "CNNICReportOverdue" {
			continue // It depends on the day of the test.
		}
		answers := map[string]promql.Vector{}
		for _, q := range r.Data {
			if q.DatasourceUID == "cnnic-prometheus" {
				answers[q.RefID] = p.Query(t, q.Model.Expr)
			}
		}
		for _, alert := range answers["query"] {
			got = append(got, r.Title+": "+describe(t, r, alert.Metric, answers))
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, alertsOnTheShippedData) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(alertsOnTheShippedData, "\n"))
	}
}

// describe expands a description as Grafana does: with the answers to all queries
// of which the labels are among the alert's.
func describe(t *testing.T, r grafanaRule, of labels.Labels, answers map[string]promql.Vector) string {
	t.Helper()
	type value struct{ Value float64 }
	values := map[string]value{}
	for refID, answer := range answers {
		for _, s := range answer {
			if labels.Equal(of.MatchLabels(true, slices.Collect(maps.Keys(s.Metric.Map()))...), s.Metric) {
				values[refID] = value{s.F}
			}
		}
	}
	text := "{{- $labels := .Labels -}}{{- $values := .Values -}}" + r.Annotations["description"]
	data := map[string]any{"Labels": of.Map(), "Values": values}
	none := func(context.Context, string, time.Time) (promql.Vector, error) {
		return nil, fmt.Errorf("a template of Grafana's can ask for nothing")
	}
	expanded, err := template.NewTemplateExpander(t.Context(), text, r.Title, data, 0, none, &url.URL{}, nil).Expand()
	if err != nil {
		t.Errorf("%s: %s", r.Title, err)
	}
	return expanded
}
