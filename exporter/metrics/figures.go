package metrics

import "cnnic_exporter/exporter/dataset"

// Label lists of figures of the country and of platforms.
var (
	indicatorLabels = []string{"indicator", "qualifier", "period"}
	platformLabels  = []string{"platform", "indicator", "qualifier", "period"}
)

// nation are the metrics of the country.
var nation = []Metric{
	{
		"cnnic_indicator_people",
		"Indicator of the country counted in people." + source,
		"people", indicatorLabels, indicator(dataset.People),
	},
	{
		"cnnic_indicator_ratio",
		"Indicator of the country that is a share or a growth rate." + source,
		"ratio", indicatorLabels, indicator(dataset.Ratio),
	},
	{
		"cnnic_indicator_yuan",
		"Indicator of the country in yuan." + source,
		"yuan", indicatorLabels, indicator(dataset.Yuan),
	},
	{
		"cnnic_indicator_quantity",
		"Indicator of the country that counts things." + source,
		"quantity", indicatorLabels, indicator(dataset.Quantity),
	},
	{
		"cnnic_indicator_seconds",
		"Indicator of the country that is a length of time." + source,
		"seconds", indicatorLabels, indicator(dataset.Seconds),
	},
	{
		"cnnic_indicator_source_info",
		"Report or article that states an indicator of the country, always 1.",
		"",
		[]string{"indicator", "period", "report"},
		indicatorSourceInfo,
	},
	{
		"cnnic_indicator_info",
		"Titles of an indicator of the country or of a platform, always 1.",
		"",
		[]string{"indicator", "title", "title_zh"},
		indicatorInfo,
	},
}

// platforms are the metrics of what companies report of their platforms.
var platforms = []Metric{
	{
		"cnnic_platform_people",
		"Figure that a platform's company reports, counted in people." + source,
		"people", platformLabels, platform(dataset.People),
	},
	{
		"cnnic_platform_ratio",
		"Figure that a platform's company reports, a share or a growth rate." + source,
		"ratio", platformLabels, platform(dataset.Ratio),
	},
	{
		"cnnic_platform_yuan",
		"Figure that a platform's company reports, in yuan." + source,
		"yuan", platformLabels, platform(dataset.Yuan),
	},
	{
		"cnnic_platform_quantity",
		"Figure that a platform's company reports, a count of things." + source,
		"quantity", platformLabels, platform(dataset.Quantity),
	},
	{
		"cnnic_platform_source_info",
		"Report or article that states a platform's figure, always 1.",
		"",
		[]string{"platform", "indicator", "period", "report"},
		platformSourceInfo,
	},
	{
		"cnnic_platform_info",
		"Titles of a platform, always 1.",
		"",
		[]string{"platform", "title", "title_zh"},
		platformInfo,
	},
}

func indicator(unit dataset.Unit) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, f := range s.Nation {
			if f.Indicator.Unit == unit {
				add(f.Value, f.Indicator.ID, f.Qualifier, f.Period.String())
			}
		}
	}
}

func platform(unit dataset.Unit) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, f := range s.PlatformFigures {
			if f.Indicator.Unit == unit {
				add(f.Value, f.Platform.ID, f.Indicator.ID, f.Qualifier, f.Period.String())
			}
		}
	}
}

func indicatorSourceInfo(s Snapshot, add add) {
	for _, f := range s.Nation {
		add(1, f.Indicator.ID, f.Period.String(), f.Report.ID)
	}
}

func indicatorInfo(s Snapshot, add add) {
	for _, i := range s.Indicators {
		add(1, i.ID, i.Title, i.TitleZH)
	}
}

func platformSourceInfo(s Snapshot, add add) {
	for _, f := range s.PlatformFigures {
		add(1, f.Platform.ID, f.Indicator.ID, f.Period.String(), f.Report.ID)
	}
}

func platformInfo(s Snapshot, add add) {
	for _, p := range s.Platforms {
		add(1, p.ID, p.Title, p.TitleZH)
	}
}
