package alerting_test

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"

	"cnnic_exporter/exporter/prometheustest"
)

// load returns the groups of rule files, whose queries go to p.DB.
func load(t *testing.T, p *prometheustest.Prometheus, files ...string) []*rules.Group {
	t.Helper()
	manager := rules.NewManager(&rules.ManagerOptions{
		ExternalURL:  &url.URL{},
		QueryFunc:    rules.EngineQueryFunc(p.Engine, p.DB),
		NotifyFunc:   func(context.Context, string, ...*rules.Alert) {},
		Context:      t.Context(),
		AppendableV2: p.DB,
		Queryable:    p.DB,
		Logger:       promslog.NewNopLogger(),
		Parser:       parser.NewParser(parser.Options{}),
	})
	groups, errs := manager.LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, files...)
	for _, err := range errs {
		t.Fatal(err)
	}
	return slices.Collect(maps.Values(groups))
}

// evaluate evaluates groups of rules at the given time and returns the alerts that fire. The
// times of a group's evaluations must ascend.
func evaluate(t *testing.T, groups []*rules.Group, at time.Time) (firing []*rules.Alert) {
	t.Helper()
	for _, g := range groups {
		g.Eval(t.Context(), at)
		for _, rule := range g.Rules() {
			if err := rule.LastError(); err != nil {
				t.Errorf("%s: %s", rule.Name(), err)
			}
		}
		for _, rule := range g.AlertingRules() {
			for _, a := range rule.ActiveAlerts() {
				if a.State == rules.StateFiring {
					firing = append(firing, a)
				}
			}
		}
	}
	return firing
}

// alerts evaluates all rule files once, at p.QueryTime, and lists the firing alerts, each as
// name: description. An alert with a "for" is then still pending.
func alerts(t *testing.T, p *prometheustest.Prometheus) []string {
	t.Helper()
	var lines []string
	for _, a := range evaluate(t, load(t, p, ruleFiles(t)...), p.QueryTime) {
		lines = append(lines, fmt.Sprintf("%s: %s", a.Labels.Get("alertname"), a.Annotations.Get("description")))
	}
	slices.Sort(lines)
	return lines
}
