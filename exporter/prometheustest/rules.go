package prometheustest

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
)

// Rules loads rule files into a manager over the database.
func (p *Prometheus) Rules(t testing.TB, files ...string) Rules {
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

// Rules are the groups of loaded rule files.
type Rules []*rules.Group

// Evaluate evaluates the rules and returns the alerts that fire. Evaluations of one
// manager follow each other in time.
func (r Rules) Evaluate(t testing.TB, at time.Time) (firing []*rules.Alert) {
	t.Helper()
	for _, g := range r {
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

// Alerts evaluates rule files at the time of the last scrape and lists the firing
// alerts, each as name: description.
func (p *Prometheus) Alerts(t testing.TB, files ...string) []string {
	t.Helper()
	var lines []string
	for _, a := range p.Rules(t, files...).Evaluate(t, p.Scraped) {
		lines = append(lines, fmt.Sprintf("%s: %s", a.Labels.Get("alertname"), a.Annotations.Get("description")))
	}
	slices.Sort(lines)
	return lines
}
