package history_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
)

// generated is a dataset with nothing but the users of n applications at eight surveys, from
// June 2020 on.
func generated(n int) *dataset.Dataset {
	d := &dataset.Dataset{}
	sector := &dataset.Term{ID: "basic"}
	for i := range n {
		a := &dataset.Application{ID: fmt.Sprintf("application_%d", i), Sector: sector}
		for survey := range 8 {
			d.Usage = append(d.Usage, &dataset.Usage{
				Application: a, Period: dataset.Period(2020*12 + 5 + 6*survey),
				Users: dataset.Number{Value: float64(1e4 * (i + survey)), Known: true},
			})
		}
	}
	return d
}

// fact is one sample of a history.
type fact struct {
	series string
	end    time.Time
	value  float64
}

// facts are all samples that the history of a dataset must have, found without the package
// under test.
func facts(d *dataset.Dataset) map[fact]bool {
	all := map[fact]bool{}
	add := func(p dataset.Period, value float64, name string, pairs ...string) {
		series := labels.FromStrings(append(pairs, "__name__", "cnnic_history_"+name, "timeline", "survey")...)
		all[fact{series.String(), p.End(), value}] = true
	}
	for _, u := range d.Usage {
		if u.Users.Known {
			add(u.Period, u.Users.Value, "application_users", "application", u.Application.ID, "sector", u.Application.Sector.ID)
		}
		if u.Penetration.Known {
			add(u.Period, u.Penetration.Value, "application_penetration_ratio", "application", u.Application.ID, "sector", u.Application.Sector.ID)
		}
	}
	for _, f := range d.Nation {
		add(f.Period, f.Value, "indicator_"+string(f.Indicator.Unit), "indicator", f.Indicator.ID)
	}
	for _, p := range d.Periods {
		for _, a := range d.Applications {
			add(p, 1, "application_info", "application", a.ID, "sector", a.Sector.ID, "title", a.Title, "title_zh", a.TitleZH)
		}
		for _, i := range d.Indicators {
			add(p, 1, "indicator_info", "indicator", i.ID, "title", i.Title, "title_zh", i.TitleZH)
		}
	}
	return all
}

// compare reports every sample that only one of two histories has.
func compare(t *testing.T, got, want map[fact]bool) {
	t.Helper()
	for f := range want {
		if !got[f] {
			t.Errorf("lacks %s = %v at %s", f.series, f.value, f.end)
		}
	}
	for f := range got {
		if !want[f] {
			t.Errorf("has %s = %v at %s", f.series, f.value, f.end)
		}
	}
}

func TestReadSelectsSamplesInRange(t *testing.T) {
	t.Parallel()
	h := history.New(generated(1))
	day := func(year, month, day int) int64 {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).UnixMilli()
	}
	june, december := day(2020, 6, 30), day(2023, 12, 31)
	for _, c := range []struct {
		from, to int64
		want     int
	}{
		{0, december, 8},
		{june, december, 8},
		{june + 1, december, 7},
		{june, december - 1, 7},
		{june, june, 1},
		{june + 1, june + 2, 0},
		{december + 1, always, 0},
		{-always, june - 1, 0},
		{december, june, 0},
	} {
		q := query(equal("timeline", "survey"))
		q.StartTimestampMs, q.EndTimestampMs = c.from, c.to
		got := 0
		for _, s := range read(t, h, q) {
			got += len(s.Samples)
		}
		if got != c.want {
			t.Errorf("from %d to %d: got %d samples, want %d", c.from, c.to, got, c.want)
		}
	}
}
