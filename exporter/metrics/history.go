package metrics

import (
	"slices"
	"strings"

	dto "github.com/prometheus/client_model/go"

	"cnnic_exporter/exporter/dataset"
)

// SurveyTimeline is the value of the label "timeline" of every series of the history. With
// required_matchers {timeline: survey} Prometheus sends the exporter only queries with that matcher.
const SurveyTimeline = "survey"

// History lists the metrics at the surveys' own dates. They have names of their own,
// so that a database does not mix them with those of /metrics.
var History = historyMetrics()

func historyMetrics() (all []Metric) {
	for _, m := range Catalogue {
		switch m.Name {
		case "cnnic_application_users", "cnnic_application_penetration_ratio", "cnnic_application_info",
			"cnnic_indicator_people", "cnnic_indicator_ratio", "cnnic_indicator_yuan",
			"cnnic_indicator_quantity", "cnnic_indicator_seconds", "cnnic_indicator_info":
			all = append(all, m.history())
		}
	}
	return all
}

// history is the metric with timestamps, the ends of periods, in place of the label "period". A metric that has no such
// label gets a sample at every period. "qualifier" is dropped, too: a new qualifier must not break a series.
func (m Metric) history() Metric {
	dropped := func(label string) bool { return label == "period" || label == "qualifier" }
	labels := append(slices.DeleteFunc(slices.Clone(m.Labels), dropped), "timeline")
	return Metric{strings.Replace(m.Name, "cnnic_", "cnnic_history_", 1), labels, m.Help, func(s Snapshot, add addFunc) {
		m.read(s, func(value float64, values ...string) *dto.Metric {
			periods, kept := s.Periods, []string{}
			for i, v := range values {
				if m.Labels[i] == "period" {
					p, _ := dataset.ParsePeriod(v)
					periods = []dataset.Period{p}
				}
				if !dropped(m.Labels[i]) {
					kept = append(kept, v)
				}
			}
			for _, p := range periods {
				add(value, append(kept, SurveyTimeline)...).TimestampMs = new(p.End().UnixMilli())
			}
			return nil // No metric of the catalogue uses what add returns.
		})
	}}
}
