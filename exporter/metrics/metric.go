// Package metrics publishes a dataset as Prometheus metrics. Its catalogue has the name, help and labels of each.
package metrics

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	dto "github.com/prometheus/client_model/go"

	"cnnic_exporter/exporter/dataset"
)

// Metric describes one metric family and where its samples come from.
type Metric struct {
	// Name is the full name. Its last word is the unit, if units lists that word.
	Name string
	// Labels are the label names, in the order in which read gives the values.
	Labels []string
	// Help explains the value and names the source of figures.
	Help string

	read func(Snapshot, addFunc)
}

// Snapshot is the state that /metrics shows until another dataset is loaded or rejected.
type Snapshot struct {
	*dataset.Dataset
	// Loaded is the time at which the load of the dataset began.
	Loaded time.Time
	// ReloadFailed is true after a later attempt to load a dataset failed.
	ReloadFailed bool
}

// addFunc adds a sample with a value and the values of the metric's labels. It returns the sample,
// to which Metric.history gives a timestamp.
type addFunc func(value float64, labels ...string) *dto.Metric

// source ends the help of the metrics of applications; few of their figures have another source.
const source = " Source: CNNIC, Statistical Report on China's Internet Development."

// Catalogue lists every metric of /metrics.
var Catalogue = slices.Concat(applications, latest, segments, nation, platforms, surveys, terms, exporter)

// units are the base units, which OpenMetrics states beside the name.
var units = []string{"users", "people", "ratio", "yuan", "quantity", "seconds"}

// entries says how to list a dataset's entries of one kind, such as usages, and how to label the
// metrics made from them. Such a metric has at most one sample for each entry.
type entries[T any] struct {
	labels []string
	list   func(Snapshot) []T
	values func(T) []string
}

// each makes entries: Go infers T for a function, but not for a composite literal.
func each[T any](list func(Snapshot) []T, values func(T) []string, labels ...string) entries[T] {
	return entries[T]{labels, list, values}
}

// metric returns a metric with a sample for each entry whose number is known.
func (e entries[T]) metric(name string, number func(T) dataset.Number, help string) Metric {
	return Metric{name, e.labels, help, func(s Snapshot, add addFunc) {
		for _, entry := range e.list(s) {
			if n := number(entry); n.Known {
				add(n.Value, e.values(entry)...)
			}
		}
	}}
}

// info returns a metric with a sample of 1 for each entry.
func (e entries[T]) info(name, help string) Metric {
	return e.metric(name, func(T) dataset.Number { return dataset.Number{Value: 1, Known: true} }, help)
}

// unixTime is a time as a metric's value, in Unix seconds.
func unixTime(t time.Time) dataset.Number {
	return dataset.Number{Value: float64(t.Unix()), Known: true}
}

// Families are those metrics of Catalogue or History that have samples. Names, labels and samples are sorted as a
// registry gathers them. Each is made when the iteration reaches it, so only one at a time needs memory.
func Families(catalogue []Metric, s Snapshot) iter.Seq[*dto.MetricFamily] {
	catalogue = slices.SortedFunc(slices.Values(catalogue), func(a, b Metric) int { return cmp.Compare(a.Name, b.Name) })
	return func(yield func(*dto.MetricFamily) bool) {
		for _, m := range catalogue {
			if f := m.family(s); len(f.Metric) > 0 && !yield(f) {
				return
			}
		}
	}
}

func (m *Metric) family(s Snapshot) *dto.MetricFamily {
	f := &dto.MetricFamily{Name: &m.Name, Help: &m.Help, Type: dto.MetricType_GAUGE.Enum()}
	if unit := m.Name[strings.LastIndexByte(m.Name, '_')+1:]; slices.Contains(units, unit) {
		f.Unit = &unit
	}
	m.read(s, func(value float64, labels ...string) *dto.Metric {
		sample := &dto.Metric{Label: make([]*dto.LabelPair, len(labels)), Gauge: &dto.Gauge{Value: &value}}
		for i, label := range labels {
			sample.Label[i] = &dto.LabelPair{Name: &m.Labels[i], Value: &label}
		}
		slices.SortFunc(sample.Label, func(a, b *dto.LabelPair) int { return cmp.Compare(a.GetName(), b.GetName()) })
		f.Metric = append(f.Metric, sample)
		return sample
	})
	slices.SortFunc(f.Metric, func(a, b *dto.Metric) int {
		byValue := func(a, b *dto.LabelPair) int { return strings.Compare(a.GetValue(), b.GetValue()) }
		return cmp.Or(slices.CompareFunc(a.Label, b.Label, byValue), cmp.Compare(a.GetTimestampMs(), b.GetTimestampMs()))
	})
	return f
}
