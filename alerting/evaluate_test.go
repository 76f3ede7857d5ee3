package alerting_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/rules"

	"cnnic_exporter/exporter/prometheustest"
)

// loadGroups loads the rule groups of files. Their rules query p.DB and record to it.
func loadGroups(t *testing.T, p *prometheustest.Prometheus, files ...string) []*rules.Group {
	t.Helper()
	manager := rules.NewManager(&rules.ManagerOptions{
		QueryFunc:    rules.EngineQueryFunc(p.Engine, p.DB),
		NotifyFunc:   func(context.Context, string, ...*rules.Alert) {},
		AppendableV2: p.DB,
	})
	groups, errs := manager.LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, files...)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return slices.Collect(maps.Values(groups))
}

// evaluate evaluates rule groups and returns the firing alerts. The same groups can be evaluated
// again, at a later time: "for" and keep_firing_for count from earlier evaluations.
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

// firingAlerts lists the alerts that fire at p.QueryTime, each as "name: description". It
// evaluates the rules only once, after which an alert with a "for" is still pending.
func firingAlerts(t *testing.T, p *prometheustest.Prometheus) []string {
	t.Helper()
	var lines []string
	for _, a := range evaluate(t, loadGroups(t, p, ruleFiles(t)...), p.QueryTime) {
		lines = append(lines, fmt.Sprintf("%s: %s", a.Labels.Get("alertname"), a.Annotations.Get("description")))
	}
	slices.Sort(lines)
	return lines
}
