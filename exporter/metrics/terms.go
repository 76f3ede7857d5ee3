package metrics

import "cnnic_exporter/exporter/dataset"

var terms = []Metric{
	titles("sectors", "sector", "sector", "a sector"),
	titles("platforms", "platform", "platform", "a platform"),
	titles("segments", "segment", "segment", "a part of the population"),
	titles("qualifiers", "qualifier", "qualifier", "a qualifier, the word by which a source says how exact a figure is"),
	titles("bases", "basis", "basis",
		"a basis, which says where a source states a figure of an application, or that it is derived"),
	titles("break_reasons", "break_reason", "reason", "the reason for a break in series"),
	titles("indicators", "indicator", "indicator", "an indicator, national or of a platform"),
	each(func(s Snapshot) []*dataset.Indicator { return s.Indicators }, func(i *dataset.Indicator) []string {
		return []string{i.ID, i.Theme.ID, i.Theme.Title, i.Theme.TitleZH}
	}, "indicator", "theme", "title", "title_zh").
		info("cnnic_indicator_theme_info", "Theme of an indicator, with the theme's titles, always 1."),
}

// titles is the metric of the titles in a file of the dataset.
func titles(file, name, label, what string) Metric {
	return each(func(s Snapshot) []*dataset.Term { return s.Terms[file] },
		func(t *dataset.Term) []string { return []string{t.ID, t.Title, t.TitleZH} },
		label, "title", "title_zh").
		info("cnnic_"+name+"_info", "Titles of "+what+", always 1.")
}
