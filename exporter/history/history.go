// Package history serves the surveys on their own time axis: series with one sample
// at the end of each period. Prometheus refuses to scrape samples that are months
// old, so they are backfilled from a file or read by remote read.
package history

import (
	"cmp"
	"io"
	"slices"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
)

// ContentType is the content type of the output of WriteOpenMetrics.
const ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

// History is every series of one dataset. It is not modified once New has
// returned it, and is safe for use by many requests at a time.
type History struct {
	dataset *dataset.Dataset
	// series are sorted by their labels.
	series []*prompb.TimeSeries
}

// New makes the history of a dataset.
func New(d *dataset.Dataset) *History {
	h := &History{dataset: d}
	for f := range metrics.HistoryFamilies(d) {
		var last *dto.Metric
		for _, m := range f.Metric {
			if last == nil || !slices.EqualFunc(m.Label, last.Label, sameValue) {
				h.series = append(h.series, &prompb.TimeSeries{Labels: seriesLabels(f.GetName(), m.Label)})
			}
			last = m
			s := h.series[len(h.series)-1]
			s.Samples = append(s.Samples, prompb.Sample{Timestamp: m.GetTimestampMs(), Value: m.GetGauge().GetValue()})
		}
	}
	slices.SortFunc(h.series, func(a, b *prompb.TimeSeries) int { return slices.CompareFunc(a.Labels, b.Labels, compareLabels) })
	return h
}

func sameValue(a, b *dto.LabelPair) bool { return a.GetValue() == b.GetValue() }

func compareLabels(a, b prompb.Label) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
}

func seriesLabels(name string, pairs []*dto.LabelPair) []prompb.Label {
	labels := make([]prompb.Label, 0, len(pairs)+1)
	// __name__ sorts before all labels of the catalogue.
	labels = append(labels, prompb.Label{Name: model.MetricNameLabel, Value: name})
	for _, l := range pairs {
		labels = append(labels, prompb.Label{Name: l.GetName(), Value: l.GetValue()})
	}
	return labels
}

// WriteOpenMetrics writes the whole history in OpenMetrics 1.0.0, every sample
// with its timestamp: the form from which databases are backfilled.
func (h *History) WriteOpenMetrics(w io.Writer) error {
	return exposition.Write(w, metrics.HistoryFamilies(h.dataset), true)
}

// between are the samples of a range of time that includes both its ends, in
// milliseconds.
func between(samples []prompb.Sample, from, to int64) []prompb.Sample {
	at := func(s prompb.Sample, t int64) int { return cmp.Compare(s.Timestamp, t) }
	first, _ := slices.BinarySearchFunc(samples, from, at)
	last, found := slices.BinarySearchFunc(samples, to, at)
	if found {
		last++
	}
	return samples[first:max(first, last)]
}
