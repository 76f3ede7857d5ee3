package dataset_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func shipped(t *testing.T) *dataset.Dataset {
	t.Helper()
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), dataset.Options{})
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

// The report's own Table 5, as it was published, against what the shipped
// figures give: users, penetration, and the growth that the report prints.
func TestTable5OfReport55(t *testing.T) {
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
		before, now := d.UsageOf(a, period(t, "2023-12")), d.UsageOf(a, period(t, "2024-12"))
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
	d := shipped(t)
	want := map[string]string{
		"internet_users 2024-12":                   "1.108e+09 people rounded",
		"internet_users 2024-06":                   "1.09967e+09 people exact",
		"internet_penetration 2024-12":             "0.786 ratio exact",
		"online_retail_sales 2024-12":              "1.552e+13 yuan rounded",
		"online_retail_sales_growth 2024-12":       "0.072 ratio exact",
		"fifth_generation_base_stations 2024-11":   "4.19e+06 quantity rounded",
		"domestic_trips 2024-09":                   "4.237e+09 quantity rounded",
		"ride_sharing_transactions 2024-06 didi":   "4.007e+09 yuan exact",
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

// The counts of the transcribed figures: a row that is lost is noticed.
func TestShippedRows(t *testing.T) {
	d := shipped(t)
	for name, c := range map[string][2]int{
		"sectors": {len(d.Sectors), 4}, "applications": {len(d.Applications), 21}, "reports": {len(d.Reports), 17},
		"usage": {len(d.Usage), 117}, "segments": {len(d.Segments), 4}, "breaks": {len(d.Breaks), 1},
		"nation": {len(d.Nation), 72}, "platform figures": {len(d.PlatformFigures), 17}, "platforms": {len(d.Platforms), 10},
	} {
		if c[0] != c[1] {
			t.Errorf("there are %d %s, want %d", c[0], name, c[1])
		}
	}
	if len(d.Findings) != 0 {
		t.Errorf("the shipped figures contradict each other: %v", d.Findings)
	}
}
