package history_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"cnnic_exporter/exporter/dataset"
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

// sample is one sample of a history; series is its name and labels as Prometheus writes them.
type sample struct {
	series string
	at     time.Time
	value  float64
}

// wantedSamples are all samples that the history of a dataset must have, computed without the
// package under test.
func wantedSamples(d *dataset.Dataset) map[sample]bool {
	all := map[sample]bool{}
	add := func(p dataset.Period, value float64, name string, pairs ...string) {
		series := labels.FromStrings(append(pairs, "__name__", "cnnic_history_"+name, "timeline", "survey")...)
		all[sample{series.String(), p.End(), value}] = true
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
func compare(t *testing.T, got, want map[sample]bool) {
	t.Helper()
	for s := range want {
		if !got[s] {
			t.Errorf("missing: %s = %v at %s", s.series, s.value, s.at)
		}
	}
	for s := range got {
		if !want[s] {
			t.Errorf("unexpected: %s = %v at %s", s.series, s.value, s.at)
		}
	}
}

func date(t testing.TB, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
