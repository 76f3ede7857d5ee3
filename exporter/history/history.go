// Package history serves figures as samples on the last days of their surveys' months. Prometheus refuses to scrape
// samples that are months old, so they are backfilled from a file or read by remote read.
package history

import (
	"io"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
)

// History has the series of a dataset, sorted by their labels. It is safe for concurrent use.
type History []series

type series struct {
	labels labels.Labels
	// samples are in the order of time.
	samples []prompb.Sample
}

// New makes the history of a dataset.
func New(d *dataset.Dataset) (h History) {
	// Families lists the samples of a series together, in the order of time.
	for f := range metrics.Families(metrics.History, metrics.Snapshot{Dataset: d}) {
		for _, m := range f.Metric {
			named := map[string]string{model.MetricNameLabel: f.GetName()}
			for _, l := range m.Label {
				named[l.GetName()] = l.GetValue()
			}
			seriesLabels := labels.FromMap(named)
			if len(h) == 0 || !labels.Equal(h[len(h)-1].labels, seriesLabels) {
				h = append(h, series{labels: seriesLabels})
			}
			last := &h[len(h)-1]
			last.samples = append(last.samples, prompb.Sample{Timestamp: m.GetTimestampMs(), Value: m.GetGauge().GetValue()})
		}
	}
	return h
}

// Write writes the history of a dataset in OpenMetrics 1.0.0, from which databases are backfilled.
func Write(w io.Writer, d *dataset.Dataset) error {
	families := metrics.Families(metrics.History, metrics.Snapshot{Dataset: d})
	return exposition.Write(w, families, expfmt.FmtOpenMetrics_1_0_0)
}
