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

func shipped(t *testing.T) *dataset.Dataset {
	t.Helper()
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

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
	d := shipped(t)
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
	d := shipped(t)
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

func TestCoverageAndReference(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	var full []string
	for _, s := range d.Surveys {
		if s.Coverage == dataset.Full {
			full = append(full, s.Period.String())
		}
	}
	if fmt.Sprint(full) != "[2023-12 2024-12]" {
		t.Errorf("the full surveys are %v", full)
	}
	if d.Reference.Period.String() != "2024-12" || d.Reference.Report.ID != "55" {
		t.Errorf("the reference is %s of report %s", d.Reference.Period, d.Reference.Report.ID)
	}
	if end := d.Reference.Period.End().Format("2006-01-02T15:04:05Z07:00"); end != "2024-12-31T00:00:00Z" {
		t.Errorf("it ends at %s", end)
	}
}

func TestUnitsOfTheShippedFigures(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	want := map[string]string{
		"internet_users 2024-12":                   "1.10833e+09 people exact",
		"internet_users 2024-06":                   "1.09967e+09 people exact",
		"internet_penetration 2024-12":             "0.786 ratio exact",
		"online_retail_sales 2024-12":              "1.552e+13 yuan rounded",
		"online_retail_sales_growth 2024-12":       "0.072 ratio exact",
		"fifth_generation_base_stations 2024-11":   "4.191e+06 quantity rounded",
		"weekly_hours_online 2024-12":              "103320 seconds exact",
		"web_pages 2024-12":                        "3.994e+11 quantity exact",
		"domestic_trips 2024-09":                   "4.237e+09 quantity rounded",
		"ride_sharing_transactions 2024-06 dida":   "4.007e+09 yuan exact",
		"daily_searches 2024-09 kuaishou_search":   "7e+08 quantity over",
		"daily_active_users 2024-03 wechat_search": "1e+08 people over",
	}
	for _, f := range append(append([]*dataset.Figure{}, d.Nation...), d.PlatformFigures...) {
		key := f.Indicator.ID + " " + f.Period.String()
		if f.Platform != nil {
			key += " " + f.Platform.ID
		}
		if w, ok := want[key]; ok {
			if got := fmt.Sprintf("%g %s %s", f.Value, f.Indicator.Unit, f.Qualifier); got != w {
				t.Errorf("%s: got %s, want %s", key, got, w)
			}
			delete(want, key)
		}
	}
	for key := range want {
		t.Errorf("%s is missing", key)
	}
}

// Every figure found in November 2026 is in the shipped files, and loads unchanged.
func TestFacts(t *testing.T) {
	t.Parallel()
	rows := map[string][]string{}
	for _, row := range datasettest.Rows(t, data.FS, "application_usage.csv") {
		rows[row["period"]+row["application"]+row["report"]] = cells(row)
	}
	d := shipped(t)
	for _, fact := range datasettest.Rows(t, os.DirFS("testdata"), "facts-2026-11/application_usage.csv") {
		want := cells(fact)
		if got := rows[fact["period"]+fact["application"]+fact["report"]]; !slices.Equal(got, want) {
			t.Errorf("the files have %q, want %q", got, want)
		}
		u := d.Application(fact["application"]).UsageAt(period(t, fact["period"]))
		if u == nil {
			t.Errorf("%s of %s is not loaded", fact["application"], fact["period"])
			continue
		}
		got := []string{u.Period.String(), u.Application.ID, u.Report.ID, cell(u.Users, 1e4), cell(u.Rounding, 1e4), cell(u.Penetration, 0.01), cell(u.StatedGrowth, 0.01), u.Basis.ID}
		if !slices.Equal(got, want) {
			t.Errorf("loaded is %q, want %q", got, want)
		}
	}
	nation := map[string]*dataset.Figure{}
	for _, f := range d.Nation {
		nation[f.Indicator.ID+" "+f.Period.String()] = f
	}
	for _, fact := range datasettest.Rows(t, os.DirFS("testdata"), "facts-2026-11/national_indicators.csv") {
		key := fact["indicator"] + " " + fact["period"]
		f := nation[key]
		if f == nil {
			t.Errorf("%s is not loaded", key)
			continue
		}
		got := fmt.Sprintf("%s %.10g %s %s", f.Report.ID, f.Value, f.Indicator.Unit, f.Qualifier)
		if want := fmt.Sprintf("%s %s %s %s", fact["report"], fact["value"], fact["unit"], fact["qualifier"]); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
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
	d, err := dataset.Load(data.FS, 0)
	if err != nil {
		t.Fatal(err)
	}
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
	d, err := dataset.Load(data.FS, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Findings {
		t.Errorf("%s: %s", f.Check, f.Problem)
	}
}

// cell writes a number in a unit as the files do.
func cell(n dataset.Number, unit float64) string {
	if !n.Known {
		return ""
	}
	if unit < 1 {
		return fmt.Sprintf("%.1f", n.Value/unit)
	}
	return fmt.Sprintf("%.0f", n.Value/unit)
}
