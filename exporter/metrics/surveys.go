package metrics

import "cnnic_exporter/exporter/dataset"

func surveysOf(s Snapshot) []*dataset.Survey { return s.Surveys }

var surveys = []Metric{
	each(surveysOf,
		func(v *dataset.Survey) []string { return []string{v.Period.String(), v.Report.ID, v.Coverage()} },
		"period", "report", "coverage").
		info("cnnic_period_info",
			"Report that presents the survey of a period, and the survey's coverage "+
				"(full when the users of every application in the report's Table 5 are known, else partial), always 1."),
	each(func(s Snapshot) []dataset.Period { return s.Periods },
		func(p dataset.Period) []string { return []string{p.String()} }, "period").
		metric("cnnic_period_end_timestamp_seconds", func(p dataset.Period) dataset.Number { return unixTime(p.End()) },
			"Last day of the period, 00:00 UTC, as a Unix time."),
	each(surveysOf, func(v *dataset.Survey) []string { return []string{v.Period.String()} }, "period").
		metric("cnnic_period_published_timestamp_seconds",
			func(v *dataset.Survey) dataset.Number { return unixTime(v.Report.Date) },
			"Day on which the report of the period's survey was published, 00:00 UTC, as a Unix time."),
	// The reference period is the first of the current ones.
	each(func(s Snapshot) []*dataset.Survey { return s.Current[:min(1, len(s.Current))] },
		func(v *dataset.Survey) []string { return []string{v.Period.String()} }, "period").
		info("cnnic_reference_period_info", "Period at which rankings compare applications: the newest with full coverage unless configured otherwise, always 1."),
	each(func(s Snapshot) []*dataset.Survey { return s.Current },
		func(v *dataset.Survey) []string { return []string{v.Period.String(), v.Coverage()} },
		"period", "coverage").
		info("cnnic_current_period_info", "Period that alerts judge, which is the reference period or a later one, always 1."),
	each(func(s Snapshot) []*dataset.Report { return s.Reports },
		func(r *dataset.Report) []string { return []string{r.ID, r.Publisher, r.Title, r.URL} },
		"report", "publisher", "title", "link").
		info("cnnic_report_info", "Report or article that states figures, always 1."),
	{
		"cnnic_dataset_findings",
		[]string{"check"},
		"Number of findings of a check of the dataset. A finding is, for example, a contradiction or a leap; it does not reject the dataset.",
		func(s Snapshot, add addFunc) {
			count := map[dataset.Check]float64{}
			for _, f := range s.Findings {
				count[f.Check]++
			}
			for _, c := range dataset.Checks {
				add(count[c], string(c))
			}
		},
	},
}
