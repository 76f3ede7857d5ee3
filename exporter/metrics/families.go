package metrics

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	dto "github.com/prometheus/client_model/go"
)

// Families are the metrics of a snapshot, sorted by name, without those that have no samples. Labels are
// sorted by name and samples by their labels' values, as a registry gathers them. Each family is made
// when the iteration reaches it, so that a large exposition needs the memory of one family at a time.
func Families(s Snapshot) iter.Seq[*dto.MetricFamily] { return families(Catalogue, s) }

func families(catalogue []Metric, s Snapshot) iter.Seq[*dto.MetricFamily] {
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
