package prometheustest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
)

// Alerts evaluates rule files at the time of the last scrape and lists the
// alerts that are active, as name and description.
func (p *Prometheus) Alerts(t testing.TB, files ...string) []string {
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
	var active []string
	for _, g := range groups {
		g.Eval(t.Context(), p.Scraped)
		for _, r := range g.AlertingRules() {
			if err := r.LastError(); err != nil {
				t.Errorf("%s: %s", r.Name(), err)
			}
			for _, a := range r.ActiveAlerts() {
				active = append(active, fmt.Sprintf("%s: %s", r.Name(), a.Annotations.Get("description")))
			}
		}
	}
	slices.Sort(active)
	return active
}
