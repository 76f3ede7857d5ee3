package exposition_test

import (
	"io"
	"math"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/syntheticdata"
)

// Texts and numbers such as the shipped data do not have, and an order of rows
// that is not that of the exposition.
func TestLinesAreWhatPromhttpWrites(t *testing.T) {
	awkward := &dataset.Dataset{}
	sector := &dataset.Sector{ID: "sector", Title: `"quoted" \ back` + "\n", TitleZH: "\\n\\"}
	awkward.Sectors = []*dataset.Sector{sector}
	for i, v := range []float64{
		0, 1, -1, 10, 0.1, -0.5, 1e6, 1e20, 1e21, 123456789, 1.039530e9, 1e-7, math.Copysign(0, -1),
		math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64,
	} {
		awkward.Usage = append(awkward.Usage, &dataset.Usage{
			Application: &dataset.Application{ID: string(rune('z' - i)), Sector: sector},
			Report:      &dataset.Report{ID: ""}, Users: dataset.Number{Value: v, Known: true}, Period: dataset.Period(i),
		})
	}
	synthetic, err := dataset.Load(syntheticdata.ByProvinces(10_000).Files(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*dataset.Dataset{awkward, synthetic, {}} {
		s := metrics.Snapshot{Dataset: d, ReloadFailed: true}
		ours, err := exposition.New(s)
		if err != nil {
			t.Fatal(err)
		}
		theirs := promhttpHandler(t, s)
		for _, accept := range []string{"text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0"} {
			want, err := io.ReadAll(get(t, theirs, "Accept", accept).Body)
			if err != nil {
				t.Fatal(err)
			}
			if got := unpack(t, get(t, ours, "Accept", accept)); got != string(want) {
				t.Errorf("%s: got\n%.3000s\nwant\n%.3000s", accept, got, want)
			}
		}
	}
}
