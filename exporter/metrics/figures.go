package metrics

import "cnnic_exporter/exporter/dataset"

// Label lists of figures of the country and of platforms.
var (
	indicatorLabels = []string{"indicator", "qualifier", "period"}
	platformLabels  = []string{"platform", "indicator", "qualifier", "period"}
)

// nation are the metrics of the country.
var nation = append(inUnits("cnnic_indicator_", "Indicator of the country, ", indicatorLabels, nationFigures), []Metric{
	{
		"cnnic_indicator_source_info", "", labels("indicator", "period", "report"), figureSources(nationFigures),
		"Report or article that states an indicator of the country, always 1.",
	},
	{
		"cnnic_indicator_info", "", labels("indicator", "title", "title_zh"), func(s Snapshot, add add) {
			for _, i := range s.Indicators {
				add(1, i.ID, i.Title, i.TitleZH)
			}
		},
		"Titles of an indicator of the country or of a platform, always 1.",
	},
}...)

// platforms are the metrics of what companies report of their platforms.
var platforms = append(inUnits("cnnic_platform_", "Figure that a platform's company reports, ", platformLabels, platformFigures), Metric{
	"cnnic_platform_source_info", "", labels("platform", "indicator", "period", "report"), figureSources(platformFigures),
	"Report or article that states a platform's figure, always 1.",
})

// inUnits are the metrics of figures, one for each unit.
func inUnits(prefix, what string, labels []string, of func(Snapshot) []*dataset.Figure) (metrics []Metric) {
	for _, u := range []struct {
		unit dataset.Unit
		help string
	}{
		{dataset.People, "counted in people."},
		{dataset.Ratio, "a share or a growth rate."},
		{dataset.Yuan, "in yuan."},
		{dataset.Quantity, "a count of things."},
		{dataset.Seconds, "a length of time."},
	} {
		metrics = append(metrics, Metric{prefix + string(u.unit), string(u.unit), labels, figures(of, u.unit), what + u.help + source})
	}
	return metrics
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
