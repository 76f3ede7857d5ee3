package metrics

import (
	"time"

	"cnnic_exporter/exporter/dataset"
)

// surveys are the metrics of surveys, their reports and their checks.
var surveys = []Metric{
	{
		"cnnic_period_info", "", labels("period", "report", "coverage"), func(s Snapshot, add add) {
			for _, v := range s.Surveys {
				add(1, v.Period.String(), v.Report.ID, string(v.Coverage))
			}
		},
		"Report that presents the survey of a period and its coverage (full when every application of the report's Table 5 has a number of users, else partial), always 1.",
	},
	{
		"cnnic_period_end_timestamp_seconds", "seconds", labels("period"), func(s Snapshot, add add) {
			for _, p := range s.Periods {
				add(seconds(p.End()), p.String())
			}
		},
		"Last day of the period, 00:00 UTC, as a Unix time.",
	},
	{
		"cnnic_period_published_timestamp_seconds", "seconds", labels("period"), func(s Snapshot, add add) {
			for _, v := range s.Surveys {
				add(seconds(v.Report.Date), v.Period.String())
			}
		},
		"Day on which the report of the period's survey was published, 00:00 UTC, as a Unix time.",
	},
	{
		"cnnic_reference_period_info", "", labels("period"), func(s Snapshot, add add) {
			if s.Reference != nil {
				add(1, s.Reference.Period.String())
			}
		},
		"Period that headlines and rankings compare: the newest with full coverage unless configured otherwise, always 1.",
	},
	{
		"cnnic_current_period_info", "", labels("period", "coverage"), func(s Snapshot, add add) {
			for _, v := range s.Current() {
				add(1, v.Period.String(), string(v.Coverage))
			}
		},
		"Period that alerts judge: the reference period and every later survey, always 1.",
	},
	{
		"cnnic_report_info", "", labels("report", "publisher", "title", "link"), func(s Snapshot, add add) {
			for _, r := range s.Reports {
				add(1, r.ID, r.Publisher, r.Title, r.URL)
			}
		},
		"Report or article that states figures, always 1.",
	},
	{
		"cnnic_dataset_findings", "", labels("check"), func(s Snapshot, add add) {
			count := map[dataset.Check]int{}
			for _, f := range s.Findings {
				count[f.Check]++
			}
			for _, c := range dataset.Checks {
				add(float64(count[c]), string(c))
			}
		},
		"Statistical contradictions found in the dataset by a check; they do not reject it.",
	},
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }
