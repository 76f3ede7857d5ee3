package metrics

import (
	"cmp"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// Family publishes one metric of the catalogue from one snapshot. It can be
// registered as a collector, or gathered by itself, so that a family is written
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

// Gather makes the family as a registry would: its metrics sorted by the values
// of their labels. It spares a load the registry's channels and checks, which
// cost more than the metrics; a test holds the outcome against a registry's.
func (f *Family) Gather() (*dto.MetricFamily, error) {
	family := &dto.MetricFamily{Name: &f.Name, Help: &f.Help, Type: dto.MetricType_GAUGE.Enum()}
	if f.Unit != "" {
		family.Unit = &f.Unit
	}
	var failed error
	f.read(f.snapshot, func(value float64, labels ...string) {
		metric := &dto.Metric{}
		constant, err := prometheus.NewConstMetric(f.desc, prometheus.GaugeValue, value, labels...)
		if err == nil {
			err = constant.Write(metric)
		}
		failed = cmp.Or(failed, err)
		family.Metric = append(family.Metric, metric)
	})
	slices.SortFunc(family.Metric, func(a, b *dto.Metric) int {
		return slices.CompareFunc(a.Label, b.Label, func(x, y *dto.LabelPair) int {
			return strings.Compare(x.GetValue(), y.GetValue())
		})
	})
	return family, failed
}
