package dataset_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// Every usage collected in November 2026 is in the shipped application_usage.csv.
// TestFactsAreInMetricsAndHistory checks that the same figures are published unchanged.
func TestUsageFactsAreInTheShippedFile(t *testing.T) {
	t.Parallel()
	facts, err := os.ReadFile("testdata/facts-collected-2026-11/application_usage.csv")
	shipped, errShipped := fs.ReadFile(data.FS, "application_usage.csv")
	if err := errors.Join(err, errShipped); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(facts)) {
		// The shipped file has one more column, note.
		if row := "\n" + strings.TrimSpace(line) + ","; !strings.Contains("\n"+string(shipped), row) {
			t.Errorf("application_usage.csv lacks the row%s", row)
		}
	}
}

// Figures 21 to 34 of report 55, except 24, show thirteen applications in five Decembers.
func TestFiguresOfReport55AreComplete(t *testing.T) {
	t.Parallel()
	d := datasettest.Load(t, data.FS)
	for _, id := range []string{
		"instant_messaging", "search_engine", "online_office", "online_shopping", "online_payment", "online_meal_ordering",
		"online_travel_booking", "online_video", "live_streaming", "online_literature", "online_car_hailing", "online_medical_services", "online_government_services",
	} {
		for p := period(t, "2020-12"); p <= period(t, "2024-12"); p += dataset.Period(dataset.Year) {
			u := d.Application(id).UsageAt(p)
			if u == nil || !u.Users.Known || u.Rounding.Value != 1e4 || !u.Penetration.Known {
				t.Errorf("%s of %s is not complete and exact", id, p)
			}
		}
	}
}

// Breaks and notes explain what the checks would find in the shipped dataset.
func TestShippedDatasetHasNoFindings(t *testing.T) {
	t.Parallel()
	for _, f := range datasettest.Load(t, data.FS).Findings {
		t.Errorf("%s: %s", f.Check, f.Problem)
	}
}
