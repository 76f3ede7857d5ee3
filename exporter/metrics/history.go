package metrics

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	dto "github.com/prometheus/client_model/go"

	"cnnic_exporter/exporter/dataset"
)

// Timeline is the value of the label "timeline" of every series of the history. A
// Prometheus that requires it in remote read asks the exporter for these series only.
const Timeline = "survey"

// inHistory are the metrics of the catalogue that have a history.
var inHistory = slices.DeleteFunc(slices.Clone(Catalogue), func(m Metric) bool {
	return !slices.Contains([]string{
		"cnnic_application_users", "cnnic_application_penetration_ratio", "cnnic_application_info",
		"cnnic_indicator_people", "cnnic_indicator_ratio", "cnnic_indicator_yuan",
		"cnnic_indicator_quantity", "cnnic_indicator_seconds", "cnnic_indicator_info",
	}, m.Name)
})

// History lists the metrics at the surveys' own dates. They have names of their own,
// so that a database with both does not mix them.
var History = historyMetrics()

func historyMetrics() (all []Metric) {
	for _, m := range inHistory {
		m.Name = historyName(m.Name)
		m.Labels = append(slices.DeleteFunc(slices.Clone(m.Labels), isDropped), "timeline")
		all = append(all, m)
	}
	return all
}

func historyName(name string) string { return strings.Replace(name, "cnnic_", "cnnic_history_", 1) }

// isDropped reports whether a metric lacks a label in its history: the timestamp stands
// for the period, and a series must not break where a source changes its wording.
func isDropped(label string) bool { return label == "period" || label == "qualifier" }

// HistoryFamilies are the metrics of a dataset at the surveys' own dates, in the
// order of History. Every sample has the end of its period as timestamp, and the
// samples of a series stand together in the order of time. Figures have a sample at
// each period that states them, titles at every period.
func HistoryFamilies(d *dataset.Dataset) iter.Seq[*dto.MetricFamily] {
	return func(yield func(*dto.MetricFamily) bool) {
		for _, m := range inHistory {
			if f := m.historyFamily(d); len(f.Metric) > 0 && !yield(f) {
				return
			}
		}
	}
}

func (m *Metric) historyFamily(d *dataset.Dataset) *dto.MetricFamily {
	f := m.family(Snapshot{Dataset: d})
	f.Name = new(historyName(m.Name))
	timeline := &dto.LabelPair{Name: new("timeline"), Value: new(Timeline)}
	var samples []*dto.Metric
	for _, s := range f.Metric {
		periods := d.Periods
		s.Label = slices.DeleteFunc(s.Label, func(l *dto.LabelPair) bool {
			if l.GetName() == "period" {
				p, _ := dataset.ParsePeriod(l.GetValue())
				periods = []dataset.Period{p}
			}
			return isDropped(l.GetName())
		})
		s.Label = append(s.Label, timeline)
		slices.SortFunc(s.Label, compareNames)
		for _, p := range periods {
			samples = append(samples, &dto.Metric{Label: s.Label, Gauge: s.Gauge, TimestampMs: new(p.End().UnixMilli())})
		}
	}
	slices.SortFunc(samples, func(a, b *dto.Metric) int {
		return cmp.Or(slices.CompareFunc(a.Label, b.Label, compareValues), cmp.Compare(a.GetTimestampMs(), b.GetTimestampMs()))
	})
	f.Metric = samples
	return f
}
