package alerting_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/prometheustest"
	"cnnic_exporter/exporter/server"
)

func ruleFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../provisioning/prometheus/rules/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("no rules", err)
	}
	return files
}

// groups loads the shipped rules into a rule manager over a database.
func groups(t *testing.T, p *prometheustest.Prometheus) map[string]*rules.Group {
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
	loaded, errs := manager.LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, ruleFiles(t)...)
	for _, err := range errs {
		t.Fatal(err)
	}
	return loaded
}

func exporter(t *testing.T) string {
	t.Helper()
	c, err := config.Parse([]string{"CNNIC_DATA_DIR=" + datasettest.Report57(t)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(c, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	handler, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(handler)
	t.Cleanup(h.Close)
	return h.URL
}

// alertsOnTheShippedData are the alerts that the shipped figures make, each with
// its description.
var alertsOnTheShippedData = []string{
	"CNNICApplicationLosingReach: Internet healthcare reached 37.7% of Internet users in 2024-12, -0.2 percentage points in a year.",
	"CNNICApplicationLosingReach: Short video reached 93.8% of Internet users in 2024-12, -2.6 percentage points in a year.",
	"CNNICApplicationShrinking: Short video had 1.04 billion users in 2024-12, -13.77 million (-1.3%) in a year.",
	"CNNICGrowthReversed: Short video changed by -13.77 million users (-1.3%) in the year to 2024-12, after growth in the year before.",
}

// The shipped data, scraped from two replicas, make exactly these alerts, each
// once and with a description that a person can read.
func TestAlertsOnTheShippedData(t *testing.T) {
	p := prometheustest.New(t)
	p.Scrape(t, "../provisioning/prometheus/prometheus.yml", []string{exporter(t), exporter(t)}, "prometheus", "alertmanager")
	got := p.Alerts(t, ruleFiles(t)...)
	got = slices.DeleteFunc(got, func(alert string) bool {
		return strings.HasPrefix(alert, "CNNICReportOverdue: ") // It depends on the day of the test.
	})
	if !slices.Equal(got, alertsOnTheShippedData) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(alertsOnTheShippedData, "\n"))
	}
}

// Every alert says what it is and what to do, asks for metrics that there are,
// and has a test of promtool's in which it fires and one in which it does not.
func TestEveryAlertIsDocumentedAndTested(t *testing.T) {
	exported := map[string]bool{"up": true}
	for _, m := range metrics.Catalogue {
		exported[m.Name] = true
	}
	read := func(name string) string {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	runbook, readme := read("../provisioning/prometheus/runbook.md"), read("../README.md")
	tests := read("../provisioning/prometheus/tests/exporter.yml") + read("../provisioning/prometheus/tests/figures.yml")
	for _, g := range groups(t, prometheustest.New(t)) {
		for _, r := range g.AlertingRules() {
			for _, annotation := range []string{"summary", "description", "runbook_url", "dashboard_url"} {
				if r.Annotations().Get(annotation) == "" {
					t.Errorf("%s has no %s", r.Name(), annotation)
				}
			}
			if !slices.Contains([]string{"info", "warning", "critical"}, r.Labels().Get("severity")) {
				t.Errorf("%s has the severity %q", r.Name(), r.Labels().Get("severity"))
			}
			if !strings.Contains(runbook, "\n## "+r.Name()+"\n") || !strings.HasSuffix(r.Annotations().Get("runbook_url"), "#"+strings.ToLower(r.Name())) {
				t.Errorf("%s has no section in the runbook, or does not lead to it", r.Name())
			}
			if !strings.Contains(readme, "| `"+r.Name()+"` |") {
				t.Errorf("%s is not in the README", r.Name())
			}
			quiet := regexp.MustCompile(`alertname: ` + r.Name() + `, exp_alerts: \[\]`)
			fires := regexp.MustCompile(`alertname: ` + r.Name() + `\n\s+exp_alerts:\n\s+- `)
			if !quiet.MatchString(tests) || !fires.MatchString(tests) {
				t.Errorf("%s is not tested both firing and not firing", r.Name())
			}
			parser.Inspect(r.Query(), func(n parser.Node, _ []parser.Node) error {
				if s, ok := n.(*parser.VectorSelector); ok && !exported[s.Name] {
					t.Errorf("%s asks for %s, which is not exported", r.Name(), s.Name)
				}
				return nil
			})
		}
	}
}
