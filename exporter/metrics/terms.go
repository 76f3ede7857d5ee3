package metrics

import "cnnic_exporter/exporter/dataset"

// terms are the titles of the label values that are neither an application nor an
// indicator.
var terms = []Metric{
	{
		"cnnic_segment_info", "", labels("segment", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.SegmentTitles }),
		"Titles of a part of the population, always 1.",
	},
	{
		"cnnic_qualifier_info", "", labels("qualifier", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.Qualifiers }),
		"Titles of a qualifier, the word by which a source says how exact a figure is, always 1.",
	},
	{
		"cnnic_basis_info", "", labels("basis", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.Bases }),
		"Titles of a basis, the place or way from which a figure of an application comes, always 1.",
	},
	{
		"cnnic_break_reason_info", "", labels("reason", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.BreakReasons }),
		"Titles of the reason for a break in series, always 1.",
	},
	{
		"cnnic_indicator_theme_info", "", labels("indicator", "theme", "title", "title_zh"), indicatorThemes,
		"Theme of an indicator, with the theme's titles, always 1.",
	},
}

func titles(of func(*dataset.Dataset) []*dataset.Term) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, t := range of(s.Dataset) {
			add(1, t.ID, t.Title, t.TitleZH)
		}
	}
}

func indicatorThemes(s Snapshot, add add) {
	for _, i := range s.Indicators {
		if t := i.Theme; t != nil {
			add(1, i.ID, t.ID, t.Title, t.TitleZH)
		}
	}
}
