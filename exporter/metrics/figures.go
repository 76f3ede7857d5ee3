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
		"cnnic_indicator_people", "people", indicatorLabels, figures(nationFigures, dataset.People),
		"Indicator of the country counted in people." + source,
	},
	{
		"cnnic_indicator_ratio", "ratio", indicatorLabels, figures(nationFigures, dataset.Ratio),
		"Indicator of the country that is a share or a growth rate." + source,
	},
	{
		"cnnic_indicator_yuan", "yuan", indicatorLabels, figures(nationFigures, dataset.Yuan),
		"Indicator of the country in yuan." + source,
	},
	{
		"cnnic_indicator_quantity", "quantity", indicatorLabels, figures(nationFigures, dataset.Quantity),
		"Indicator of the country that counts things." + source,
	},
	{
		"cnnic_indicator_seconds", "seconds", indicatorLabels, figures(nationFigures, dataset.Seconds),
		"Indicator of the country that is a length of time." + source,
	},
	{
		"cnnic_indicator_source_info", "", labels("indicator", "period", "report"), figureSources(nationFigures),
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
		"cnnic_platform_people", "people", platformLabels, figures(platformFigures, dataset.People),
		"Figure that a platform's company reports, counted in people." + source,
	},
	{
		"cnnic_platform_ratio", "ratio", platformLabels, figures(platformFigures, dataset.Ratio),
		"Figure that a platform's company reports, a share or a growth rate." + source,
	},
	{
		"cnnic_platform_yuan", "yuan", platformLabels, figures(platformFigures, dataset.Yuan),
		"Figure that a platform's company reports, in yuan." + source,
	},
	{
		"cnnic_platform_quantity", "quantity", platformLabels, figures(platformFigures, dataset.Quantity),
		"Figure that a platform's company reports, a count of things." + source,
	},
	{
		"cnnic_platform_source_info", "", labels("platform", "indicator", "period", "report"), figureSources(platformFigures),
		"Report or article that states a platform's figure, always 1.",
	},
	{
		"cnnic_platform_info", "", labels("platform", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.Platforms }),
		"Titles of a platform, always 1.",
	},
}

func nationFigures(s Snapshot) []*dataset.Figure { return s.Nation }

func platformFigures(s Snapshot) []*dataset.Figure { return s.PlatformFigures }

// figures reads the figures in a unit.
func figures(of func(Snapshot) []*dataset.Figure, unit dataset.Unit) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, f := range of(s) {
			if f.Indicator.Unit == unit {
				add(f.Value, ofFigure(f, f.Qualifier, f.Period.String())...)
			}
		}
	}
}

func figureSources(of func(Snapshot) []*dataset.Figure) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, f := range of(s) {
			add(1, ofFigure(f, f.Period.String(), f.Report.ID)...)
		}
	}
}

// ofFigure are the values of the labels platform, unless the figure is of the country,
// and indicator, and further ones.
func ofFigure(f *dataset.Figure, values ...string) []string {
	values = append([]string{f.Indicator.ID}, values...)
	if f.Platform != nil {
		values = append([]string{f.Platform.ID}, values...)
	}
	return values
}

func indicatorInfo(s Snapshot, add add) {
	for _, i := range s.Indicators {
		add(1, i.ID, i.Title, i.TitleZH)
	}
}
