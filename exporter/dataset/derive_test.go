package dataset_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

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

// changeOf returns an application's change over the interval that ends at a period.
func changeOf(t *testing.T, d *dataset.Dataset, application, to string, i dataset.Interval) dataset.Change {
	t.Helper()
	for _, c := range d.Changes {
		if c.Usage.Application.ID == application && c.Usage.Period == period(t, to) && c.Interval == i {
			return c
		}
	}
	t.Fatalf("%s has no change in the %s to %s", application, i, to)
	return dataset.Change{}
}

// Users, penetration and growth are those that Table 5 of report 55 prints.
func TestTable5OfReport55(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t) // It includes report 55.
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
			t.Errorf("no application has the Table 5 name %s", cells[0])
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
			t.Errorf("%s in the %s to %s: got %v people and %v of penetration, want %v and %v",
				c.application, c.interval, c.to, got.Users.Value, got.Penetration.Value, c.users, c.penetration)
		}
	}
	if g := changeOf(t, d, "short_video", "2024-12", dataset.Year).Growth.Value; math.Abs(g+0.013073) > 1e-6 {
		t.Errorf("short video grew by %v, want -0.013073", g)
	}
}

func TestDirections(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	const unknown = 9
	for _, c := range []struct {
		application, to    string
		interval           dataset.Interval
		users, penetration float64
	}{
		{"short_video", "2024-12", dataset.Year, -1, -1},
		{"short_video", "2025-06", dataset.Year, 1, -1},
		{"short_video", "2025-12", dataset.Year, 1, 1},
		{"search_engine", "2025-12", dataset.Year, -1, -1},
		{"online_audio", "2024-12", dataset.Year, 1, 0},
		// Online video includes micro drama from 2024-12 on.
		{"online_video", "2024-12", dataset.Year, unknown, unknown},
		{"online_video", "2025-06", dataset.HalfYear, 1, 0},
		// Online video includes short video from 2019-06 on.
		{"online_video", "2019-06", dataset.HalfYear, unknown, unknown},
		// The penetration of online video in 2020-06 is unknown.
		{"online_video", "2020-06", dataset.Year, 1, unknown},
		// Until 2020-06 the surveys ask for remote office instead.
		{"online_office", "2020-12", dataset.HalfYear, unknown, unknown},
		{"online_office", "2021-06", dataset.HalfYear, 1, 1},
	} {
		change := changeOf(t, d, c.application, c.to, c.interval)
		same := func(got dataset.Number, want float64) bool {
			return got.Known == (want != unknown) && (!got.Known || got.Value == want)
		}
		if !same(change.UsersDirection, c.users) || !same(change.PenetrationDirection, c.penetration) {
			t.Errorf("%s in the %s to %s: got %+v of users and %+v of penetration, want %v and %v (9: unknown)",
				c.application, c.interval, c.to, change.UsersDirection, change.PenetrationDirection, c.users, c.penetration)
		}
		if !change.Users.Known {
			t.Errorf("%s in the %s to %s has no change of users", c.application, c.interval, c.to)
		}
	}
}

// changeBetween is micro drama's change over a year, given the cells from users_10k to basis of
// both surveys.
func changeBetween(t *testing.T, before, now string) dataset.Change {
	t.Helper()
	files := good(t)
	files["application_usage.csv"].Data = []byte(usageHeader + "2023-12,micro_drama,53," + before + ",\n2024-12,micro_drama,55," + now + ",\n")
	return changeOf(t, datasettest.Load(t, files), "micro_drama", "2024-12", dataset.Year)
}

// A difference that the rounding of both numbers explains has the direction 0.
func TestDirectionsAllowForRounding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		before, now        string
		users, penetration float64
	}{
		{"104000,1,95.5,,table", "104001,1,95.4,,table", 0, 0},
		{"104000,1,95.5,,table", "104002,1,95.3,,table", 1, -1},
		{"105300,100,95.5,,derived", "105249,1,95.7,,table", -1, 1},
		{"105300,100,95.5,,derived", "105250,1,95.6,,table", 0, 0},
		{"61200,100,55.5,,rounded", "61000,1000,55.7,,derived", 0, 1},
		{"0,1,0.0,,table", "1,1,0.1,,table", 0, 0},
		{"0,1,0.0,,table", "500,1,0.5,,table", 1, 1},
		{"0,1,0.0,,table", "0,1,0.0,,table", 0, 0},
	} {
		change := changeBetween(t, c.before, c.now)
		users, penetration := dataset.Number{Value: c.users, Known: true}, dataset.Number{Value: c.penetration, Known: true}
		if change.UsersDirection != users || change.PenetrationDirection != penetration {
			t.Errorf("from %s to %s: got %v and %v, want %v and %v", c.before, c.now, change.UsersDirection, change.PenetrationDirection, users, penetration)
		}
	}
}

// A number that only one of two surveys states has no change, and growth from 0 has no
// rate.
func TestUnknownChanges(t *testing.T) {
	t.Parallel()
	const onlyUsers, onlyPenetration, both, zero = "61200,1,,,rounded", ",,55.5,,rounded", "61200,1,55.5,,table", "0,1,0.0,,table"
	for _, c := range []struct {
		before, now                string
		users, growth, penetration bool
	}{
		{both, both, true, true, true},
		{onlyUsers, both, true, true, false},
		{onlyPenetration, both, false, false, true},
		{both, onlyUsers, true, true, false},
		{both, onlyPenetration, false, false, true},
		{zero, both, true, false, true},
	} {
		got := changeBetween(t, c.before, c.now)
		if !got.Growth.Known && got.Growth.Value != 0 {
			t.Errorf("from %s to %s: unknown growth is %v, want 0", c.before, c.now, got.Growth.Value)
		}
		if got.Users.Known != c.users || got.Rounding.Known != c.users || got.Growth.Known != c.growth || got.Penetration.Known != c.penetration {
			t.Errorf("from %s to %s: got users %v, rounding %v, growth %v, penetration %v; known should be %v, %v, %v and %v",
				c.before, c.now, got.Users, got.Rounding, got.Growth, got.Penetration, c.users, c.users, c.growth, c.penetration)
		}
	}
}

// The survey of March 2020 is neither a year nor half a year from another.
func TestMarch2020HasNoChanges(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	march := period(t, "2020-03")
	if d.Application("short_video").UsageAt(march) == nil {
		t.Error("the survey of March 2020 is missing")
	}
	for _, c := range d.Changes {
		if c.Usage.Period == march || c.Usage.Period.Minus(c.Interval) == march {
			t.Errorf("%s has a change in the %s to %s", c.Usage.Application.ID, c.Interval, c.Usage.Period)
		}
	}
}

func TestLatestUsage(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	for id, want := range map[string]string{"short_video": "2025-12", "online_video": "2025-06", "instant_messaging": "2024-12"} {
		if got := d.Application(id).Latest.Period.String(); got != want {
			t.Errorf("the latest survey of %s is %s, want %s", id, got, want)
		}
	}
	files := good(t)
	files["application_usage.csv"].Data = []byte(usageHeader + "2024-12,short_video,55,103953,1,93.8,,table,\n2023-12,short_video,55,105330,1,96.4,,table,\n")
	if got := datasettest.Load(t, files).Application("short_video").Latest.Period.String(); got != "2024-12" {
		t.Errorf("with the rows in another order the latest is %s, want 2024-12", got)
	}
}

// Where the change at an application's newest survey is unknown, the newest known one counts, unless
// it is a year or more older. Online video was redefined in 2024-12, but its change of users is known: only the
// direction is not.
func TestLatestChange(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "reports.csv", func(content string) string { return content + "58,CNNIC,58th report,2026-06,2026-08-20,\n" })
	datasettest.Edit(t, dir, "application_usage.csv", func(content string) string {
		return content + "2026-06,search_engine,58,76500,100,,,rounded,\n2026-06,short_video,58,,,95.0,,rounded,\n2026-06,online_payment,58,105000,100,92.8,,rounded,\n"
	})
	d := datasettest.Load(t, os.DirFS(dir))
	for id, want := range map[string]string{"search_engine": "2025-12", "short_video": "2025-12", "online_video": "2024-12", "online_payment": "none"} {
		got := "none"
		if c, known := d.Application(id).LatestChange[dataset.Year]; known {
			got = c.Usage.Period.String()
		}
		if got != want {
			t.Errorf("the latest change of %s is of %s, want %s", id, got, want)
		}
	}
	// The half-yearly change of micro drama's share is known, that of its users is not.
	if c := d.Application("micro_drama").LatestShareChange[dataset.HalfYear]; c.Usage == nil || c.Usage.Period != period(t, "2024-12") {
		t.Errorf("the latest change of micro drama's share is of %v, want 2024-12", c.Usage)
	}
	// The newest number of users of government services is of 2025-12. The newest known change of their share
	// is exactly a year older.
	if c, known := d.Application("online_government_services").LatestShareChange[dataset.Year]; known {
		t.Errorf("the latest change of the share of government services is of %v, want none", c.Usage.Period)
	}
}

func TestCurrentPeriods(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dir       string
		reference dataset.Period
		want      string
	}{
		{datasettest.Report57(t), 0, "2024-12 full, 2025-06 partial, 2025-12 partial"},
		{datasettest.Report55(t), 0, "2024-12 full"},
		{datasettest.Report58(t), 0, "2026-06 full"},
		{datasettest.Report57(t), period(t, "2024-06"), "2024-06 partial, 2024-12 full, 2025-06 partial, 2025-12 partial"},
	} {
		d, err := dataset.Load(os.DirFS(c.dir), c.reference)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range d.Current {
			got = append(got, s.Period.String()+" "+s.Coverage())
		}
		if !slices.Equal(got, strings.Split(c.want, ", ")) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestPeriodsOfAllFigures(t *testing.T) {
	t.Parallel()
	const want = "[2023-12 2024-06 2024-09 2024-12]" // Only a figure of a platform is of 2024-09.
	if got := fmt.Sprint(datasettest.Load(t, good(t)).Periods); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An application is missing if the survey's Table 5 lists it, and the survey does not state
// its users.
func TestMissing(t *testing.T) {
	t.Parallel()
	// The cells from table5_name to table5_until.
	for cells, want := range map[string]string{
		",,,":                          "instant_messaging",
		"Micro drama,,,":               "instant_messaging micro_drama",
		"Micro drama,,2024-06,2024-06": "instant_messaging micro_drama",
		"Micro drama,,2024-12,":        "instant_messaging",
		"Micro drama,,,2023-12":        "instant_messaging",
	} {
		files := good(t)
		files["applications.csv"].Data = bytes.Replace(files["applications.csv"].Data, []byte("微短剧,,,,"), []byte("微短剧,"+cells), 1)
		var got []string
		for _, a := range datasettest.Load(t, files).Missing(period(t, "2024-06")) {
			got = append(got, a.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %q, want %q", cells, got, want)
		}
	}
}

// Every decline at the reference period counts. At another survey, a decline counts only if it is the
// application's newest change without a break in series, and less than a year older than the reference
// period. Without a reference period, the newest survey takes its place. The order of the rows does not matter.
func TestDeclines(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	for file, rows := range map[string]string{
		"application_usage.csv": "2024-06,online_car_hailing,54,46000,100,,,rounded,\n2025-06,online_shopping,56,80000,100,71.2,,rounded,\n2025-06,online_meal_ordering,56,50000,100,44.5,,rounded,\n2025-12,online_meal_ordering,57,49000,100,43.6,,rounded,\n",
		// Any reason of break_reasons.csv will do. After these breaks, the newest comparable change of online
		// education is its loss in the year to 2021-06, and that of online news its loss in the year to
		// 2023-12, exactly a year before the reference period. That of car-hailing is its loss in the year to
		// 2024-06, a year and a half before the newest survey.
		"application_breaks.csv": "2025-12,online_meal_ordering,renamed_from_remote_office,57,\n2025-12,online_education,renamed_from_remote_office,57,\n2024-12,online_news,renamed_from_remote_office,55,\n2024-12,online_car_hailing,renamed_from_remote_office,55,\n",
	} {
		datasettest.Edit(t, dir, file, func(content string) string { return content + rows })
	}
	d := datasettest.Load(t, os.DirFS(dir))
	all := []string{
		"2024-06 online_car_hailing", "2024-12 short_video", "2025-06 online_meal_ordering", "2025-12 search_engine",
		"2025-12 online_government_services", "2025-12 online_shopping", "2025-12 online_medical_services",
	}
	for _, want := range [][]string{all, all[2:]} {
		var got []string
		for _, s := range d.Surveys {
			for _, c := range d.Declines(s) {
				got = append(got, s.Period.String()+" "+c.Usage.Application.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		d.Reference = nil // The second round has no reference period.
	}
}

// The rounding is the unit of the last digit that is not 0, but at least a million.
func TestTextRounding(t *testing.T) {
	t.Parallel()
	for people, want := range map[float64]float64{1_108_000_000: 1e6, 1_100_000_000: 1e8, 0: 1e6} {
		if got := dataset.TextRounding(people); got != want {
			t.Errorf("%v people are rounded to %v, want %v", people, got, want)
		}
	}
}
