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
		"cnnic_indicator_people", "people", indicatorLabels, indicator(dataset.People),
		"Indicator of the country counted in people." + source,
	},
	{
		"cnnic_indicator_ratio", "ratio", indicatorLabels, indicator(dataset.Ratio),
		"Indicator of the country that is a share or a growth rate." + source,
	},
	{
		"cnnic_indicator_yuan", "yuan", indicatorLabels, indicator(dataset.Yuan),
		"Indicator of the country in yuan." + source,
	},
	{
		"cnnic_indicator_quantity", "quantity", indicatorLabels, indicator(dataset.Quantity),
		"Indicator of the country that counts things." + source,
	},
	{
		"cnnic_indicator_seconds", "seconds", indicatorLabels, indicator(dataset.Seconds),
		"Indicator of the country that is a length of time." + source,
	},
	{
		"cnnic_indicator_source_info", "", labels("indicator", "period", "report"), indicatorSourceInfo,
		"Report or article that states an indicator of the country, always 1.",
	},
	{
		"cnnic_indicator_info", "", labels("indicator", "title", "title_zh"), indicatorInfo,
		"Titles of an indicator of the country or of a platform, always 1.",
	},
}

// platforms are the metrics of what companies report of their platforms.
var platforms = []Metric{
	{
		"cnnic_platform_people", "people", platformLabels, platform(dataset.People),
		"Figure that a platform's company reports, counted in people." + source,
	},
	{
		"cnnic_platform_ratio", "ratio", platformLabels, platform(dataset.Ratio),
		"Figure that a platform's company reports, a share or a growth rate." + source,
	},
	{
		"cnnic_platform_yuan", "yuan", platformLabels, platform(dataset.Yuan),
		"Figure that a platform's company reports, in yuan." + source,
	},
	{
		"cnnic_platform_quantity", "quantity", platformLabels, platform(dataset.Quantity),
		"Figure that a platform's company reports, a count of things." + source,
	},
	{
		"cnnic_platform_source_info", "", labels("platform", "indicator", "period", "report"), platformSourceInfo,
		"Report or article that states a platform's figure, always 1.",
	},
	{
		"cnnic_platform_info", "", labels("platform", "title", "title_zh"), platformInfo,
		"Titles of a platform, always 1.",
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
