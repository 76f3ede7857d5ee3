package metrics_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
)

var update = flag.Bool("update", false, "write the golden file anew")

const golden = "testdata/exposition.prom"

// gatherer publishes the dataset of report 57, without the one metric that tells of
// the build.
func gatherer(t testing.TB) prometheus.Gatherer {
	return gathererOf(t, os.DirFS(datasettest.Report57(t)))
}

func gathererOf(t testing.TB, files fs.FS) prometheus.Gatherer {
	t.Helper()
	d, err := dataset.Load(files, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return prometheus.GathererFunc(func() (families []*dto.MetricFamily, _ error) {
		for f := range metrics.Families(metrics.Snapshot{Dataset: d, Loaded: time.Unix(1_800_000_000, 0)}) {
			if f.GetName() != "cnnic_exporter_build_info" {
				families = append(families, f)
			}
		}
		return families, nil
	})
}

func TestExpositionIsTheGoldenFile(t *testing.T) {
	g := gatherer(t)
	if *update {
		writeGolden(t, g)
	}
	file, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := testutil.GatherAndCompare(g, file); err != nil {
		t.Errorf("%s\nrun: go test ./exporter/metrics -update", err)
	}
}

func writeGolden(t *testing.T, g prometheus.Gatherer) {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, f := range families {
		if _, err := expfmt.MetricFamilyToText(file, f); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPromlintFindsNothing(t *testing.T) {
	problems, err := testutil.GatherAndLint(gatherer(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range metrics.Catalogue {
		if seen[m.Name] {
			t.Errorf("%s stands twice", m.Name)
		}
		seen[m.Name] = true
		if !strings.HasPrefix(m.Name, "cnnic_") {
			t.Errorf("%s lacks the prefix", m.Name)
		}
		if m.Unit != "" && !strings.HasSuffix(m.Name, "_"+m.Unit) {
			t.Errorf("%s does not end in its unit, %s", m.Name, m.Unit)
		}
		if !strings.HasSuffix(m.Help, ".") {
			t.Errorf("the help of %s is no sentence", m.Name)
		}
	}
}

// Every metric of the catalogue has samples in the shipped data, to which one
// made-up figure is added that a later report contradicts: a metric that never
// had any would be dead.
func TestEveryMetricHasSamples(t *testing.T) {
	dir := datasettest.Report57(t)
	usage := filepath.Join(dir, "application_usage.csv")
	content, err := os.ReadFile(usage)
	if err != nil {
		t.Fatal(err)
	}
	content = append(content, "2023-12,short_video,53,105500,100,96.6,,rounded,made up\n"...)
	if err := os.WriteFile(usage, content, 0o600); err != nil {
		t.Fatal(err)
	}
	registry := gathererOf(t, os.DirFS(dir))
	for _, m := range metrics.Catalogue {
		if m.Name == "cnnic_exporter_build_info" {
			continue
		}
		n, err := testutil.GatherAndCount(registry, m.Name)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			t.Errorf("%s has no samples", m.Name)
		}
	}
}
