package dataset_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func TestDirections(t *testing.T) {
	t.Parallel()
	d := shipped(t)
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
		// Micro drama is counted in from 2024-12 on.
		{"online_video", "2024-12", dataset.Year, unknown, unknown},
		{"online_video", "2025-06", dataset.HalfYear, 1, 0},
		// Short video is counted in from 2019-06 on.
		{"online_video", "2019-06", dataset.HalfYear, unknown, unknown},
		{"online_video", "2020-06", dataset.Year, 1, unknown},
		{"online_office", "2020-12", dataset.HalfYear, unknown, unknown},
		{"online_office", "2021-06", dataset.HalfYear, 1, 1},
	} {
		change := changeOf(t, d, c.application, c.to, c.interval)
		same := func(got dataset.Number, want float64) bool {
			return got.Known == (want != unknown) && (!got.Known || got.Value == want)
		}
		if !same(change.UsersDirection, c.users) || !same(change.PenetrationDirection, c.penetration) {
			t.Errorf("%s in the %s to %s: got %+v of users and %+v of penetration, want %v and %v",
				c.application, c.interval, c.to, change.UsersDirection, change.PenetrationDirection, c.users, c.penetration)
		}
		if !change.Users.Known {
			t.Errorf("%s in the %s to %s has no change of users", c.application, c.interval, c.to)
		}
	}
}

// The survey of March 2020 is neither a year nor half a year from another.
func TestMarch2020HasNoChanges(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	march := period(t, "2020-03")
	if d.UsageOf(d.Application("short_video"), march) == nil {
		t.Error("the survey of March 2020 is missing")
	}
	for _, c := range d.Changes {
		if c.Usage.Period == march || c.Usage.Period.Before(c.Interval) == march {
			t.Errorf("%s has a change to %s", c.Usage.Application.ID, c.Usage.Period)
		}
	}
}

func TestLatestUsage(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	latest := map[string]dataset.Period{}
	for _, u := range d.Usage {
		if u.Latest {
			if _, twice := latest[u.Application.ID]; twice || !u.Users.Known {
				t.Errorf("%s at %s must not be the latest", u.Application.ID, u.Period)
			}
			latest[u.Application.ID] = u.Period
		}
	}
	for _, u := range d.Usage {
		if u.Users.Known && u.Period > latest[u.Application.ID] {
			t.Errorf("%s at %s is later than the latest", u.Application.ID, u.Period)
		}
	}
	for application, want := range map[string]string{"short_video": "2025-12", "online_video": "2025-06", "instant_messaging": "2024-12"} {
		if got := latest[application].String(); got != want {
			t.Errorf("the latest survey of %s is %s, want %s", application, got, want)
		}
	}
}

func TestCurrentPeriods(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		dir     string
		options dataset.Options
	}{
		"2024-12 full, 2025-06 partial, 2025-12 partial": {dir: datasettest.Report57(t)},
		"2024-12 full": {dir: datasettest.Report55(t)},
		"2026-06 full": {dir: datasettest.Report58(t)},
		"2024-06 partial, 2024-12 full, 2025-06 partial, 2025-12 partial": {
			dir: datasettest.Report57(t), options: dataset.Options{Reference: period(t, "2024-06")},
		},
	} {
		d, err := dataset.Load(os.DirFS(c.dir), c.options)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range d.Current() {
			got = append(got, s.Period.String()+" "+string(s.Coverage))
		}
		if !slices.Equal(got, strings.Split(want, ", ")) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (&dataset.Dataset{}).Current(); got != nil {
		t.Errorf("without a reference period, got %v", got)
	}
}
