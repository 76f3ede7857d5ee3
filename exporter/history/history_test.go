package history_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
)

func shipped(t testing.TB) *dataset.Dataset {
	t.Helper()
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// grown is a dataset of n applications with a number of users at eight surveys.
func grown(n int) *dataset.Dataset {
	d := &dataset.Dataset{}
	sector := &dataset.Sector{ID: "basic"}
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

// fact is a sample as the dataset has it, found without the package under test.
type fact struct {
	series string
	end    time.Time
	value  float64
}

// facts are all samples that the history of a dataset must have.
func facts(d *dataset.Dataset) (all []fact) {
	application := `{__name__="%s", application="%s", sector="%s", timeline="survey"}`
	for _, u := range d.Usage {
		for name, n := range map[string]dataset.Number{
			"cnnic_history_application_users":             u.Users,
			"cnnic_history_application_penetration_ratio": u.Penetration,
		} {
			if n.Known {
				all = append(all, fact{fmt.Sprintf(application, name, u.Application.ID, u.Application.Sector.ID), u.Period.End(), n.Value})
			}
		}
		a := u.Application
		all = append(all, fact{fmt.Sprintf(`{__name__="cnnic_history_application_info", application="%s", sector="%s", timeline="survey", title="%s", title_zh="%s"}`, a.ID, a.Sector.ID, a.Title, a.TitleZH), u.Period.End(), 1})
	}
	for _, f := range d.Nation {
		if unit := f.Indicator.Unit; unit == dataset.People || unit == dataset.Ratio {
			all = append(all, fact{fmt.Sprintf(`{__name__="cnnic_history_indicator_%s", indicator="%s", timeline="survey"}`, unit, f.Indicator.ID), f.Period.End(), f.Value})
			all = append(all, fact{fmt.Sprintf(`{__name__="cnnic_history_indicator_info", indicator="%s", timeline="survey", title="%s", title_zh="%s"}`, f.Indicator.ID, f.Indicator.Title, f.Indicator.TitleZH), f.Period.End(), 1})
		}
	}
	return all
}

func TestHistoryIsTheDataset(t *testing.T) {
	d := shipped(t)
	got := map[fact]int{}
	all := history.New(d).Select()
	for i, s := range all {
		if i > 0 && labels.Compare(all[i-1].Labels, s.Labels) >= 0 {
			t.Errorf("%s does not come after %s", s.Labels, all[i-1].Labels)
		}
		if !slices.IsSortedFunc(s.Samples, func(a, b history.Sample) int { return int(a.Timestamp - b.Timestamp) }) {
			t.Errorf("the samples of %s are not in the order of time", s.Labels)
		}
		for _, sample := range s.Samples {
			got[fact{s.Labels.String(), time.UnixMilli(sample.Timestamp).UTC(), sample.Value}]++
		}
	}
	want := facts(d)
	for _, f := range want {
		if got[f] != 1 {
			t.Errorf("%s = %v at %s stands %d times", f.series, f.value, f.end, got[f])
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d samples, want %d", len(got), len(want))
	}
}

func TestCatalogue(t *testing.T) {
	names := map[string]bool{}
	for _, s := range history.New(shipped(t)).Select() {
		names[s.Labels.Get(model.MetricNameLabel)] = true
		if got := s.Labels.Get("timeline"); got != history.Timeline {
			t.Errorf("the timeline of %s is %q", s.Labels, got)
		}
		if s.Labels.Get("period") != "" {
			t.Errorf("%s has a period", s.Labels)
		}
	}
	for _, m := range history.Catalogue {
		if !names[m.Name] {
			t.Errorf("%s has no samples", m.Name)
		}
		if !strings.HasPrefix(m.Name, "cnnic_history_") || m.Unit != "" && !strings.HasSuffix(m.Name, "_"+m.Unit) {
			t.Errorf("%s lacks the prefix or its unit, %s", m.Name, m.Unit)
		}
		if !strings.HasSuffix(m.Help, ".") {
			t.Errorf("the help of %s is no sentence", m.Name)
		}
	}
}

// The index finds what a look at every series finds.
func TestSelect(t *testing.T) {
	h := history.New(shipped(t))
	all := h.Select()
	const (
		is, not, like, unlike = labels.MatchEqual, labels.MatchNotEqual, labels.MatchRegexp, labels.MatchNotRegexp
		name                  = model.MetricNameLabel
	)
	for _, matchers := range [][]*labels.Matcher{
		{matcher(is, name, "cnnic_history_application_users"), matcher(is, "application", "short_video")},
		{matcher(is, "timeline", "survey"), matcher(like, "application", "short_video|live_streaming|short_video")},
		{matcher(is, "timeline", "survey"), matcher(like, "application", "online_.*")},
		{matcher(is, "timeline", "survey"), matcher(like, "application", "zzz.*")},
		{matcher(is, "timeline", "survey"), matcher(like, "application", "online_(video|music|l.+)")},
		{matcher(is, "timeline", "survey"), matcher(unlike, "application", "online_.*|")},
		{matcher(like, name, "cnnic_history_.+")},
		{matcher(like, name, "cnnic_history_.+_ratio"), matcher(not, "sector", "basic")},
		{matcher(not, "sector", "basic")},
		{matcher(not, "sector", "")},
		{matcher(unlike, "application", "")},
		{matcher(unlike, "application", "s.*|l.*")},
		{matcher(unlike, name, ".+")},
		{matcher(is, "sector", "")},
		{matcher(is, "nowhere", "")},
		{matcher(is, "nowhere", "x")},
		{matcher(is, "application", "nowhere")},
		{matcher(like, "application", "")},
		{matcher(like, "application", "short_video|")},
		{matcher(like, "application", ".*")},
		{matcher(like, "application", "(?i)SHORT_VIDEO")},
		{matcher(like, "nowhere", ".+")},
		{matcher(is, "application", "short_video"), matcher(is, "application", "live_streaming")},
		{},
	} {
		var want []string
		for _, s := range all {
			if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches(s.Labels.Get(m.Name)) }) {
				want = append(want, s.Labels.String())
			}
		}
		var got []string
		for _, s := range h.Select(matchers...) {
			got = append(got, s.Labels.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", matchers, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func matcher(kind labels.MatchType, name, value string) *labels.Matcher {
	return labels.MustNewMatcher(kind, name, value)
}

func TestBetween(t *testing.T) {
	s := &history.Series{Samples: []history.Sample{{10, 1}, {20, 2}, {30, 3}}}
	for _, c := range []struct {
		from, to int64
		want     int
	}{
		{0, 100, 3}, {10, 30, 3}, {11, 30, 2}, {10, 29, 2}, {20, 20, 1}, {11, 19, 0}, {31, 100, 0}, {0, 9, 0}, {30, 10, 0},
	} {
		if got := s.Between(c.from, c.to); len(got) != c.want {
			t.Errorf("from %d to %d: got %v", c.from, c.to, got)
		}
	}
}

func TestAnEmptyDatasetHasAnEmptyHistory(t *testing.T) {
	if got := history.New(&dataset.Dataset{}).Select(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
