package metrics_test

import (
	"cmp"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
)

var update = flag.Bool("update", false, "write the golden file and the tables of docs/metrics.md")

const golden = "testdata/exposition.prom"

// snapshot is the dataset in a directory, as if loaded at a fixed time.
func snapshot(t testing.TB, dir string) metrics.Snapshot {
	t.Helper()
	return metrics.Snapshot{Dataset: datasettest.Load(t, os.DirFS(dir)), Loaded: time.Unix(1_800_000_000, 0)}
}

// gatherer publishes a snapshot without the metric of the build, whose labels vary.
func gatherer(s metrics.Snapshot) prometheus.Gatherer {
	return prometheus.GathererFunc(func() (families []*dto.MetricFamily, _ error) {
		for f := range metrics.Families(metrics.Catalogue, s) {
			if f.GetName() != "cnnic_exporter_build_info" {
				families = append(families, f)
			}
		}
		return families, nil
	})
}

// written encodes a gatherer's families as /metrics does.
func written(t testing.TB, g prometheus.Gatherer, format expfmt.Format) string {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := exposition.Write(&b, slices.Values(families), format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExpositionEqualsGoldenFile(t *testing.T) {
	t.Parallel()
	got := written(t, gatherer(snapshot(t, datasettest.Report57(t))), expfmt.FmtText)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("run: go test ./exporter/metrics -update\n%s differs: - is the file, + the exposition\n%s", golden, difference(string(want), got))
	}
}

func TestPrometheusParsesExposition(t *testing.T) {
	t.Parallel()
	s := snapshot(t, datasettest.Report57(t))
	series, units := 0, 0
	for f := range metrics.Families(metrics.Catalogue, s) {
		series += len(f.Metric)
		if f.Unit != nil {
			units++
		}
	}
	if series == 0 || units == 0 {
		t.Fatalf("there are %d series, and %d families have a unit; want some of each", series, units)
	}
	text := written(t, prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		return slices.Collect(metrics.Families(metrics.Catalogue, s)), nil
	}), expfmt.FmtOpenMetrics_1_0_0)
	p := textparse.NewOpenMetricsParser([]byte(text), labels.NewSymbolTable())
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch entry {
		case textparse.EntrySeries:
			series--
		case textparse.EntryUnit:
			units--
		}
	}
	if series != 0 || units != 0 {
		t.Errorf("Prometheus misses %d series and %d units", series, units)
	}
}

func TestPromlintFindsNothing(t *testing.T) {
	t.Parallel()
	problems, err := testutil.GatherAndLint(gatherer(snapshot(t, datasettest.Report57(t))))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestNamesAndHelps(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range slices.Concat(metrics.Catalogue, metrics.History) {
		if seen[m.Name] {
			t.Errorf("%s is listed twice", m.Name)
		}
		seen[m.Name] = true
		if !strings.HasPrefix(m.Name, "cnnic_") {
			t.Errorf("%s lacks the prefix cnnic_", m.Name)
		}
		if !strings.HasSuffix(m.Help, ".") {
			t.Errorf("the help of %s does not end in a full stop", m.Name)
		}
	}
}

// TestEveryMetricHasSamples adds made-up figures of kinds that the dataset lacks: a figure that a later
// report contradicts, and a platform's figure in hours.
func TestEveryMetricHasSamples(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	for name, row := range map[string]string{
		"application_usage.csv":   "2023-12,short_video,53,105500,100,96.6,,rounded,made up\n",
		"platform_indicators.csv": "2024-12,didi,weekly_hours_online,57,1,exact,made up\n",
	} {
		datasettest.Edit(t, dir, name, func(content string) string { return content + row })
	}
	samples := map[string]int{}
	for f := range metrics.Families(metrics.Catalogue, snapshot(t, dir)) {
		samples[f.GetName()] = len(f.Metric)
	}
	for _, m := range metrics.Catalogue {
		if samples[m.Name] == 0 {
			t.Errorf("%s has no samples", m.Name)
		}
	}
}

// A made-up number ten times too small gives two findings: the fall to it, and the rise after it.
func TestFindingsAreCountedByCheck(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "national_indicators.csv", func(content string) string { return content + "2025-10,internet_users,57,11250,exact,made up\n" })
	if want := "cnnic_dataset_findings{check=\"large_change\"} 2\n"; !strings.Contains(written(t, gatherer(snapshot(t, dir)), expfmt.FmtText), want) {
		t.Errorf("lacks %s", want)
	}
}

func TestNoReferencePeriodWithoutFullSurvey(t *testing.T) {
	t.Parallel()
	if got := written(t, gatherer(snapshot(t, datasettest.WithoutFullSurvey(t))), expfmt.FmtText); strings.Contains(got, "cnnic_reference_period_info{") {
		t.Error("there is a reference period without a full survey")
	}
}

func TestEveryMetricOfHistoryHasSamplesWithSortedLabels(t *testing.T) {
	t.Parallel()
	got := map[string]bool{}
	for f := range metrics.Families(metrics.History, metrics.Snapshot{Dataset: datasettest.LoadReport57(t)}) {
		got[f.GetName()] = true
		for _, m := range f.Metric {
			if !slices.IsSortedFunc(m.Label, func(a, b *dto.LabelPair) int { return cmp.Compare(a.GetName(), b.GetName()) }) {
				t.Errorf("the labels of %s are not sorted", m)
			}
		}
	}
	for _, m := range metrics.History {
		if !got[m.Name] {
			t.Errorf("%s has no samples", m.Name)
		}
	}
}

// The difference between a bound and another number is unknown.
func TestBoundsHaveNoChange(t *testing.T) {
	t.Parallel()
	for _, row := range []string{"2025-12,internet_users,57,112500,rounded", "2024-12,internet_users,55,110833,exact"} {
		dir := datasettest.Report57(t)
		bound := row[:strings.LastIndex(row, ",")] + ",over"
		datasettest.Edit(t, dir, "national_indicators.csv", func(content string) string { return strings.Replace(content, row, bound, 1) })
		if got := written(t, gatherer(snapshot(t, dir)), expfmt.FmtText); !strings.Contains(got, `{change="",change_zh="",indicator="internet_users",period="2025-12",`) {
			t.Errorf("%s: the newest number of Internet users has a change", bound)
		}
	}
}
