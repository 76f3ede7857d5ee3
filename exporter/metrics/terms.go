package metrics

import "cnnic_exporter/exporter/dataset"

// terms are the titles of the label values that are neither an application nor an
// indicator.
var terms = []Metric{
	titles("sector", "sector", "a sector", func(d *dataset.Dataset) []*dataset.Term { return d.Sectors }),
	titles("platform", "platform", "a platform", func(d *dataset.Dataset) []*dataset.Term { return d.Platforms }),
	titles("segment", "segment", "a part of the population", func(d *dataset.Dataset) []*dataset.Term { return d.SegmentTitles }),
	titles("qualifier", "qualifier", "a qualifier, the word by which a source says how exact a figure is",
		func(d *dataset.Dataset) []*dataset.Term { return d.Qualifiers }),
	titles("basis", "basis", "a basis, the place or way from which a figure of an application comes",
		func(d *dataset.Dataset) []*dataset.Term { return d.Bases }),
	titles("break_reason", "reason", "the reason for a break in series", func(d *dataset.Dataset) []*dataset.Term { return d.BreakReasons }),
	{
		"cnnic_indicator_theme_info", "", labels("indicator", "theme", "title", "title_zh"), func(s Snapshot, add add) {
			for _, i := range s.Indicators {
				add(1, i.ID, i.Theme.ID, i.Theme.Title, i.Theme.TitleZH)
			}
		},
		"Theme of an indicator, with the theme's titles, always 1.",
	},
}

func titles(name, label, what string, of func(*dataset.Dataset) []*dataset.Term) Metric {
	read := func(s Snapshot, add add) {
		for _, t := range of(s.Dataset) {
			add(1, t.ID, t.Title, t.TitleZH)
		}
	}
	return Metric{"cnnic_" + name + "_info", "", labels(label, "title", "title_zh"), read, "Titles of " + what + ", always 1."}
}
