package alerting_test

import (
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"

	"cnnic_exporter/alerting"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/prometheustest"
	"cnnic_exporter/exporter/server/servertest"
)

const (
	root             = ".."
	prometheusConfig = root + "/provisioning/prometheus/prometheus.yml"
)

var update = flag.Bool("update", false, "write the firing alerts to testdata")

// exporter serves the dataset of a directory and returns the exporter's URL.
func exporter(t *testing.T, dir string, environ ...string) string {
	t.Helper()
	return servertest.Start(t, append(environ, "CNNIC_DATA_DIR="+dir)...)
}

func ruleFiles(t *testing.T) []string {
	t.Helper()
	files, _ := filepath.Glob(root + "/provisioning/prometheus/rules/*.yml")
	if len(files) == 0 {
		t.Fatal("there are no rule files")
	}
	return files
}

// expected reads the alerts that should fire for a dataset, each as "name: description".
func expected(t *testing.T, name string) []string {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
}

// compare reports unexpected, repeated and missing alerts. It ignores an unexpected
// CNNICReportOverdue, which depends on the day of the test.
func compare(t *testing.T, got, want []string) {
	t.Helper()
	for _, alert := range got {
		if i := slices.Index(want, alert); i >= 0 {
			want = slices.Delete(want, i, i+1)
		} else if !strings.HasPrefix(alert, "CNNICReportOverdue: ") {
			t.Errorf("unexpected or repeated: %s", alert)
		}
	}
	for _, alert := range want {
		t.Errorf("missing: %s", alert)
	}
}

// Two replicas fire each alert once, with the texts in testdata, which .ci/stacks expects of other
// engines, too. Only the subtests are parallel: other tests must not read testdata before
// -update has written it.
func TestFrozenDatasetsFireTheExpectedAlerts(t *testing.T) {
	for _, d := range []struct {
		name string
		dir  func(testing.TB) string
	}{{"report55", datasettest.Report55}, {"report57", datasettest.Report57}, {"report58", datasettest.Report58}} {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			p := prometheustest.New(t)
			dir := d.dir(t)
			p.Scrape(t, prometheusConfig, []string{exporter(t, dir), exporter(t, dir)})
			got := firingAlerts(t, p)
			if *update {
				kept := slices.DeleteFunc(slices.Clone(got), func(a string) bool { return strings.HasPrefix(a, "CNNICReportOverdue: ") })
				if err := os.WriteFile("testdata/"+d.name+".txt", []byte(strings.Join(kept, "\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			compare(t, got, expected(t, d.name))
		})
	}
}

// While one of two replicas still has an older dataset or reference period, only the alerts of the
// other replica fire. While the replicas' titles differ, an alert has the title of either replica.
func TestAlertsWhileReplicasDiffer(t *testing.T) {
	t.Parallel()
	renamed := datasettest.Report57(t)
	for file, title := range map[string]string{"applications.csv": "Short video", "sectors.csv": "Basic applications"} {
		datasettest.Edit(t, renamed, file, func(rows string) string { return strings.Replace(rows, ","+title+",", ","+title+" (renamed),", 1) })
	}
	for _, c := range []struct {
		name, want string
		exporters  []string
	}{
		{"datasets", "report58", []string{exporter(t, datasettest.Report57(t)), exporter(t, datasettest.Report58(t))}},
		{"reference periods", "report57", []string{
			exporter(t, datasettest.Report57(t)), exporter(t, datasettest.Report57(t), "CNNIC_REFERENCE_PERIOD=2023-12"),
		}},
		{"titles", "report57", []string{exporter(t, datasettest.Report57(t)), exporter(t, renamed)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := prometheustest.New(t)
			p.Scrape(t, prometheusConfig, c.exporters)
			got := firingAlerts(t, p)
			for i := range got {
				got[i] = strings.Replace(got[i], " (renamed)", "", 1)
			}
			compare(t, got, expected(t, c.want))
		})
	}
}

// With honor_labels, no alert changes if target labels have the names of the exporter's labels.
func TestAlertsWithForeignTargetLabels(t *testing.T) {
	t.Parallel()
	p := prometheustest.New(t)
	p.TargetLabels = model.LabelSet{"application": "shop", "period": "weekly", "sector": "retail", "interval": "1m", "title": "Shop", "coverage": "none"}
	p.Scrape(t, prometheusConfig, []string{exporter(t, datasettest.Report57(t))})
	compare(t, firingAlerts(t, p), expected(t, "report57"))
}

// With the shipped dataset every rule evaluates, and no firing alert's description has a template error.
func TestRulesEvaluateWithTheShippedDataset(t *testing.T) {
	t.Parallel()
	p := prometheustest.New(t)
	p.Scrape(t, prometheusConfig, []string{exporter(t, root+"/data")})
	for _, alert := range firingAlerts(t, p) {
		if strings.Contains(alert, "<error expanding template") {
			t.Error(alert)
		}
	}
}

func TestRulesAreShortAndQueryExportedMetrics(t *testing.T) {
	t.Parallel()
	exported := map[string]bool{"up": true}
	for _, m := range metrics.Catalogue {
		exported[m.Name] = true
	}
	for _, r := range allRules(t) {
		if lines := strings.Count(strings.TrimSpace(r.Expr), "\n") + 1; lines > 10 {
			t.Errorf("the expression of %s has %d lines, want at most 10", cmp.Or(r.Alert, r.Record), lines)
		}
		expr, err := parser.NewParser(parser.Options{}).ParseExpr(r.Expr)
		if err != nil {
			t.Fatal(err)
		}
		parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
			if s, ok := n.(*parser.VectorSelector); ok && !exported[s.Name] {
				t.Errorf("%s queries %s, which is neither exported nor recorded by an earlier rule", cmp.Or(r.Alert, r.Record), s.Name)
			}
			return nil
		})
		if r.Record != "" {
			exported[r.Record] = true
		}
	}
}

func TestAlertsAreDocumentedAndHaveAnnotationsAndSeverity(t *testing.T) {
	t.Parallel()
	runbook, err := os.ReadFile(root + "/provisioning/prometheus/runbook.md")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range allRules(t) {
		if r.Alert == "" {
			continue
		}
		for _, annotation := range []string{"summary", "description", "dashboard_url"} {
			if r.Annotations[annotation] == "" {
				t.Errorf("%s has no %s", r.Alert, annotation)
			}
		}
		if !slices.Contains([]string{"info", "warning", "critical"}, r.Labels["severity"]) {
			t.Errorf("%s has the severity %q, want info, warning or critical", r.Alert, r.Labels["severity"])
		}
		if !strings.Contains(string(runbook), "\n## "+r.Alert+"\n") || r.Annotations["runbook"] != "provisioning/prometheus/runbook.md#"+strings.ToLower(r.Alert) {
			t.Errorf("%s has no section in the runbook, or its annotation runbook does not link there", r.Alert)
		}
		row := regexp.MustCompile("(?m)^\\| `" + r.Alert + "` \\|.*\\|[^|]*" + r.Labels["severity"] + "[^|]*\\|$")
		if !row.Match(readme) {
			t.Errorf("README's table of alerts has no row of %s with the severity %s", r.Alert, r.Labels["severity"])
		}
	}
}

// allRules lists the rules of all groups. A group evaluates its rules in this order.
func allRules(t *testing.T) (all []rulefmt.Rule) {
	t.Helper()
	groups, err := alerting.Read(ruleFiles(t)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		all = append(all, g.Rules...)
	}
	return all
}
