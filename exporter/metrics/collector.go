package metrics

import (
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// Family publishes one metric of the catalogue from one snapshot. It can be
// registered as a collector, or its samples taken, so that a family is written
// and forgotten before the next one is made.
type Family struct {
	Metric
	snapshot Snapshot
	desc     *prometheus.Desc
}

// Families publish a snapshot: one collector for each metric of the catalogue,
// sorted by name as an exposition is.
func Families(s Snapshot) []*Family {
	families := make([]*Family, len(Catalogue))
	for i, m := range Catalogue {
		families[i] = &Family{
			m, s,
			prometheus.V2.NewDesc(m.Name, m.Help, prometheus.UnconstrainedLabels(m.Labels), nil, prometheus.WithUnit(m.Unit)),
		}
	}
	slices.SortFunc(families, func(a, b *Family) int { return strings.Compare(a.Name, b.Name) })
	return families
}

// Describe implements prometheus.Collector.
func (f *Family) Describe(descs chan<- *prometheus.Desc) { descs <- f.desc }

// Collect implements prometheus.Collector.
func (f *Family) Collect(metrics chan<- prometheus.Metric) {
	f.read(f.snapshot, func(value float64, labels ...string) {
		metrics <- prometheus.MustNewConstMetric(f.desc, prometheus.GaugeValue, value, labels...)
	})
}
