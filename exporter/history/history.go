// Package history is the surveys on their own time axis: series with one sample
// at the end of each period and nothing in between. A scrape cannot bring them,
// since Prometheus refuses samples that are months old; they go in as a file to
// backfill from, or are read by Prometheus from afar.
package history

import (
	"cmp"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"cnnic_exporter/exporter/dataset"
)

// History is every series of one dataset. It is not modified once New has
// returned it, and is safe for use by many requests at a time.
type History struct {
	// series are sorted by their labels, and so by the metric's name first.
	series []*Series
	index  index
}

// Series is one figure over the surveys that state it.
type Series struct {
	Labels labels.Labels
	// Samples are in the order of time, one for each period.
	Samples []Sample
}

// Sample is what one survey states.
type Sample struct {
	// Timestamp is the period's end in milliseconds of Unix time.
	Timestamp int64
	Value     float64
}

// New makes the history of a dataset.
func New(d *dataset.Dataset) *History {
	h := &History{}
	for _, m := range Catalogue {
		h.series = append(h.series, m.series(d)...)
	}
	slices.SortFunc(h.series, func(a, b *Series) int { return labels.Compare(a.Labels, b.Labels) })
	h.index = newIndex(h.series)
	return h
}

// series collects the metric's samples by the values of their labels.
func (m *Metric) series(d *dataset.Dataset) (all []*Series) {
	known := map[string]*Series{}
	m.read(d, func(p dataset.Period, value float64, values ...string) {
		key := strings.Join(values, "\x00")
		s := known[key]
		if s == nil {
			b := labels.NewScratchBuilder(len(values) + 1)
			b.Add(model.MetricNameLabel, m.Name)
			for i, v := range values {
				b.Add(m.Labels[i], v)
			}
			b.Sort()
			s = &Series{Labels: b.Labels()}
			known[key] = s
			all = append(all, s)
		}
		s.Samples = append(s.Samples, Sample{p.End().UnixMilli(), value})
	})
	for _, s := range all {
		slices.SortFunc(s.Samples, func(a, b Sample) int { return cmp.Compare(a.Timestamp, b.Timestamp) })
	}
	return all
}

// Between are the samples of a range of time that includes both its ends.
func (s *Series) Between(from, to int64) []Sample {
	after := func(sample Sample, t int64) int { return cmp.Compare(sample.Timestamp, t) }
	first, _ := slices.BinarySearchFunc(s.Samples, from, after)
	last, on := slices.BinarySearchFunc(s.Samples, to, after)
	if on {
		last++
	}
	if first >= last {
		return nil
	}
	return s.Samples[first:last]
}
