package alerting_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
)

// redefined is the dataset of report 57 with a made-up change of search_engine's definition.
func redefined(t testing.TB) string {
	t.Helper()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_breaks.csv", func(breaks string) string {
		return breaks + "2025-12,search_engine,renamed_from_remote_office,57,made up\n"
	})
	return dir
}

// No query of README returns two series of the same application, period and report, even while
// two replicas give reports different titles.
func TestReadmeQueriesReturnNoDuplicates(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	renamed := datasettest.Report57(t)
	datasettest.Edit(t, renamed, "reports.csv", func(reports string) string {
		return strings.ReplaceAll(reports, "Statistical Report", "Report")
	})
	p := prometheustest.New(t)
	p.Scrape(t, prometheusConfig, []string{exporter(t, datasettest.Report57(t)), exporter(t, renamed)})
	_, rest, _ := strings.Cut(string(readme), "\nThree queries to start with:\n\n")
	for _, query := range strings.SplitN(rest, "\n\n", 4)[:3] {
		seen := map[string]bool{}
		for _, s := range p.Query(t, query) {
			key := s.Metric.Get("application") + " " + s.Metric.Get("period") + " " + s.Metric.Get("report")
			if seen[key] {
				t.Errorf("%s\nreturns %s twice", query, key)
			}
			seen[key] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s\nreturns nothing", query)
		}
	}
}

// README's example rules fire, but not across a change of definition. With report 58, search_engine still
// fires for 2025-12: no survey of 2025-06 states its users, so those of 2026-06 have no change over a year.
func TestReadmeAlertsFire(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?m)^    groups:\n(?: +[^\n]*\n)+").Find(readme)
	file := filepath.Join(t.TempDir(), "own.yml")
	// Markdown indents a block of code by four blanks.
	if err := os.WriteFile(file, bytes.ReplaceAll(append([]byte("\n"), example...), []byte("\n    "), []byte("\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		dir  func(testing.TB) string
		want []string
	}{
		{"report55", datasettest.Report55, []string{"ShortVideoShrinks short_video"}},
		{"report57", datasettest.Report57, []string{
			"ApplicationLostFivePercent online_education", "ApplicationLostFivePercent online_government_services", "ApplicationLostFivePercent search_engine",
		}},
		{"report58", datasettest.Report58, []string{
			"ApplicationLostFivePercent online_education", "ApplicationLostFivePercent online_government_services", "ApplicationLostFivePercent search_engine", "ShortVideoShrinks short_video",
		}},
		{"search_engine redefined", redefined, []string{"ApplicationLostFivePercent online_education", "ApplicationLostFivePercent online_government_services"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := prometheustest.New(t)
			dir := c.dir(t)
			p.Scrape(t, prometheusConfig, []string{exporter(t, dir), exporter(t, dir)})
			var got []string
			for _, a := range evaluate(t, loadGroups(t, p, file), p.QueryTime) {
				got = append(got, a.Labels.Get("alertname")+" "+a.Labels.Get("application"))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
