package dataset_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func period(t *testing.T, text string) dataset.Period {
	t.Helper()
	p, err := dataset.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// changeOf finds the change of an application up to a period.
func changeOf(t *testing.T, d *dataset.Dataset, application, to string, i dataset.Interval) dataset.Change {
	t.Helper()
	for _, c := range d.Changes {
		if c.Usage.Application.ID == application && c.Usage.Period == period(t, to) && c.Interval == i {
			return c
		}
	}
	t.Fatalf("%s did not change in the %s to %s", application, i, to)
	return dataset.Change{}
}

// The shipped figures give the users, penetration and growth of the report's own
// Table 5.
func TestTable5OfReport55(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	byName := map[string]*dataset.Application{}
	for _, a := range d.Applications {
		byName[a.Table5Name] = a
	}
	table, err := os.ReadFile("testdata/table5-report-55.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.ReplaceAll(strings.TrimSpace(cells[i]), ",", "")
		}
		if _, err := strconv.Atoi(cells[1]); err != nil {
			continue // The heading.
		}
		rows++
		a := byName[cells[0]]
		if a == nil {
			t.Errorf("no application has the name %s", cells[0])
			continue
		}
		before, now := a.UsageAt(period(t, "2023-12")), a.UsageAt(period(t, "2024-12"))
		got := []string{
			cells[0],
			fmt.Sprintf("%.0f", before.Users.Value/1e4), fmt.Sprintf("%.1f", before.Penetration.Value*100),
			fmt.Sprintf("%.0f", now.Users.Value/1e4), fmt.Sprintf("%.1f", now.Penetration.Value*100),
			fmt.Sprintf("%.1f", changeOf(t, d, a.ID, "2024-12", dataset.Year).Growth.Value*100),
		}
		if fmt.Sprint(got) != fmt.Sprint(cells) {
			t.Errorf("got  %v\nwant %v", got, cells)
		}
		if stated := fmt.Sprintf("%.1f", now.StatedGrowth.Value*100); stated != cells[5] {
			t.Errorf("%s: the stated growth is %s, want %s", a.ID, stated, cells[5])
		}
	}
	if rows != 16 {
		t.Errorf("the table has %d rows, want 16", rows)
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	for _, c := range []struct {
		application, to    string
		interval           dataset.Interval
		users, penetration float64
	}{
		{"instant_messaging", "2024-12", dataset.Year, 21_700_000, 0.006},
		{"short_video", "2024-12", dataset.Year, -13_770_000, -0.026},
		{"short_video", "2024-12", dataset.HalfYear, -10_470_000, -0.017},
		{"short_video", "2025-06", dataset.Year, 18_000_000, -0.004},
		{"online_literature", "2024-12", dataset.Year, 54_740_000, 0.043},
		{"online_audio", "2024-12", dataset.Year, 3_400_000, -0.001},
	} {
		got := changeOf(t, d, c.application, c.to, c.interval)
		if got.Users.Value != c.users || got.Penetration.Value != c.penetration {
			t.Errorf("%s to %s: got %v people and %v, want %v and %v",
				c.application, c.to, got.Users.Value, got.Penetration.Value, c.users, c.penetration)
		}
	}
	if g := changeOf(t, d, "short_video", "2024-12", dataset.Year).Growth.Value; math.Abs(g+0.013073) > 1e-6 {
		t.Errorf("short video grew by %v", g)
	}
}

// Every figure found in November 2026 is in the shipped files. That it is published
// unchanged is a test of the metrics.
func TestFactsAreInTheShippedFiles(t *testing.T) {
	t.Parallel()
	rows := map[string][]string{}
	for _, row := range datasettest.Rows(t, data.FS, "application_usage.csv") {
		rows[row["period"]+row["application"]+row["report"]] = cells(row)
	}
	for _, fact := range datasettest.Rows(t, os.DirFS("testdata"), "facts-2026-11/application_usage.csv") {
		want := cells(fact)
		if got := rows[fact["period"]+fact["application"]+fact["report"]]; !slices.Equal(got, want) {
			t.Errorf("the files have %q, want %q", got, want)
		}
	}
}

// cells are the cells of a row of application_usage.csv without its note.
func cells(row map[string]string) []string {
	var all []string
	for _, column := range []string{"period", "application", "report", "users_10k", "users_rounding_10k", "penetration_pct", "stated_growth_pct", "basis"} {
		all = append(all, row[column])
	}
	return all
}

// The figures 21 to 33 of report 55 show twelve applications in five Decembers.
func TestFiguresOfReport55AreComplete(t *testing.T) {
	t.Parallel()
	d := datasettest.Load(t, data.FS)
	for _, id := range []string{
		"instant_messaging", "search_engine", "online_office", "online_shopping", "online_payment", "online_meal_ordering",
		"online_travel_booking", "online_video", "live_streaming", "online_literature", "online_car_hailing", "online_medical_services",
	} {
		for p := period(t, "2020-12"); p <= period(t, "2024-12"); p += dataset.Period(dataset.Year) {
			u := d.Application(id).UsageAt(p)
			if u == nil || !u.Users.Known || u.Rounding.Value != 1e4 || !u.Penetration.Known {
				t.Errorf("%s of %s is not complete and exact", id, p)
			}
		}
	}
}

// Breaks and notes explain every finding of the shipped dataset.
func TestShippedFindings(t *testing.T) {
	t.Parallel()
	for _, f := range datasettest.Load(t, data.FS).Findings {
		t.Errorf("%s: %s", f.Check, f.Problem)
	}
}
