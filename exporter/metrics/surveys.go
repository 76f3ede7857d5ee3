package metrics

import (
	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/dataset"
)

func surveysOf(s Snapshot) []*dataset.Survey { return s.Surveys }

// surveys are the metrics of surveys, reports and findings.
var surveys = []Metric{
	each(surveysOf,
		func(v *dataset.Survey) []string { return []string{v.Period.String(), v.Report.ID, string(v.Coverage)} },
		"period", "report", "coverage").
		info("cnnic_period_info",
			"Report that presents the survey of a period, and the survey's coverage (full when the users of every application in the report's Table 5 are known, else partial), always 1."),
	each(func(s Snapshot) []dataset.Period { return s.Periods }, func(p dataset.Period) []string { return []string{p.String()} }, "period").
		metric("cnnic_period_end_timestamp_seconds", "seconds", func(p dataset.Period) dataset.Number { return unixTime(p.End()) },
			"Last day of the period, 00:00 UTC, as a Unix time."),
	each(surveysOf, func(v *dataset.Survey) []string { return []string{v.Period.String()} }, "period").
		metric("cnnic_period_published_timestamp_seconds", "seconds",
			func(v *dataset.Survey) dataset.Number { return unixTime(v.Report.Date) },
			"Day on which the report of the period's survey was published, 00:00 UTC, as a Unix time."),
	// The reference period is the first of the current ones.
	each(func(s Snapshot) []*dataset.Survey { return s.Current[:min(1, len(s.Current))] },
		func(v *dataset.Survey) []string { return []string{v.Period.String()} }, "period").
		info("cnnic_reference_period_info", "Period that headlines and rankings use: the newest with full coverage unless configured otherwise, always 1."),
	each(func(s Snapshot) []*dataset.Survey { return s.Current },
		func(v *dataset.Survey) []string { return []string{v.Period.String(), string(v.Coverage)} },
		"period", "coverage").
		info("cnnic_current_period_info", "Period that alerts judge: the reference period and every later survey, always 1."),
	each(func(s Snapshot) []*dataset.Report { return s.Reports },
		func(r *dataset.Report) []string { return []string{r.ID, r.Publisher, r.Title, r.URL} },
		"report", "publisher", "title", "link").
		info("cnnic_report_info", "Report or article that states figures, always 1."),
	{
		"cnnic_dataset_findings", "",
		[]string{"check"},
		"Number of findings of a statistical check, such as contradictions and leaps; they do not reject the dataset.",
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

// terms have the titles of label values other than applications, indicators and reports.
var terms = []Metric{
	titles("sectors", "sector", "sector", "a sector"),
	titles("platforms", "platform", "platform", "a platform"),
	titles("segments", "segment", "segment", "a part of the population"),
	titles("qualifiers", "qualifier", "qualifier", "a qualifier, the word by which a source says how exact a figure is"),
	titles("bases", "basis", "basis", "a basis, which says where a source states a figure of an application, or that it is derived"),
	titles("break_reasons", "break_reason", "reason", "the reason for a break in series"),
	each(indicatorsOf, func(i *dataset.Indicator) []string { return []string{i.ID, i.Theme.ID, i.Theme.Title, i.Theme.TitleZH} },
		"indicator", "theme", "title", "title_zh").
		info("cnnic_indicator_theme_info", "Theme of an indicator, with the theme's titles, always 1."),
}

// titles is the metric of the titles in a file of the dataset.
func titles(file, name, label, what string) Metric {
	return each(func(s Snapshot) []*dataset.Term { return s.Terms[file] },
		func(t *dataset.Term) []string { return []string{t.ID, t.Title, t.TitleZH} },
		label, "title", "title_zh").
		info("cnnic_"+name+"_info", "Titles of "+what+", always 1.")
}

// exporter are the metrics of the exporter itself.
var exporter = []Metric{
	{
		"cnnic_exporter_dataset_last_reload_successful", "", nil,
		"Whether the last attempt to load the dataset succeeded; after a failed one the previous dataset is still served.",
		func(s Snapshot, add addFunc) {
			if s.ReloadFailed {
				add(0)
				return
			}
			add(1)
		},
	},
	{
		"cnnic_exporter_dataset_last_reload_success_timestamp_seconds", "seconds", nil,
		"Time at which the dataset that is served was loaded, as a Unix time.",
		func(s Snapshot, add addFunc) { add(unixTime(s.Loaded).Value) },
	},
	{
		"cnnic_exporter_build_info", "",
		[]string{"version", "revision", "branch", "goversion", "goos", "goarch", "tags"},
		"Version of the exporter and what it was built with, always 1.",
		func(_ Snapshot, add addFunc) {
			add(1, version.Version, version.GetRevision(), version.Branch, version.GoVersion, version.GoOS, version.GoArch, version.GetTags())
		},
	},
}
