package dataset_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strconv"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// Every usage collected in November 2026 is in the shipped dataset, perhaps more exactly since an import. It may
// also be superseded by a newer report. TestFactsAreInMetricsAndHistory checks that the same figures are published.
func TestUsageFactsAreInTheShippedDataset(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/facts-collected-2026-11/application_usage.csv")
	rows, errParse := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err := errors.Join(err, errParse); err != nil {
		t.Fatal(err)
	}
	d := datasettest.Load(t, data.FS)
	number := func(cell string) float64 {
		value, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			t.Error(err)
		}
		return value
	}
	for _, row := range rows[1:] {
		// isStated reports whether a usage of the same application and survey fits.
		isStated := func(fits func(*dataset.Usage) bool) bool {
			return slices.ContainsFunc(slices.Concat(d.Usage, d.Superseded), func(u *dataset.Usage) bool {
				return u.Period.String() == row[0] && u.Application.ID == row[1] && fits(u)
			})
		}
		if row[3] != "" && !isStated(func(u *dataset.Usage) bool {
			return u.Users.Known && dataset.Agree(u.Users.Value, number(row[3])*1e4, u.Rounding.Value, number(row[4])*1e4)
		}) {
			t.Errorf("the shipped dataset lacks the users of %q", row)
		}
		if row[5] != "" && !isStated(func(u *dataset.Usage) bool {
			return u.Penetration.Known && dataset.Agree(u.Penetration.Value, number(row[5])/100, 0.001, 0.001)
		}) {
			t.Errorf("the shipped dataset lacks the share of %q", row)
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
