package metrics

import (
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

var nation = ofFigures("indicator", nil,
	func(s Snapshot) []*dataset.Figure { return s.Nation },
	"National indicator, ",
	"Report or article that states a national indicator, always 1.",
	"Newest figure of a national indicator")

var platforms = ofFigures("platform", []string{"platform"},
	func(s Snapshot) []*dataset.Figure { return s.PlatformFigures },
	"Figure that a platform's company reports, ",
	"Report or article that states a platform's figure, always 1.",
	"Newest figure that a platform's company reports")

// ofFigures returns the metrics of figures: one for each unit, their sources, and the newest figures in words.
// Some figures are not from CNNIC's reports, so the help refers to the metric of the sources.
func ofFigures(
	kind string, leading []string, list func(Snapshot) []*dataset.Figure, unitHelp, sourceHelp, newestHelp string,
) []Metric {
	labels := func(names ...string) []string { return slices.Concat(leading, []string{"indicator"}, names) }
	source := " Source: see cnnic_" + kind + "_source_info."
	stated := each(list, func(f *dataset.Figure) []string {
		return labelValues(f, f.Qualifier, f.Period.String())
	}, labels("qualifier", "period")...)
	var metrics []Metric
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
		metrics = append(metrics, stated.metric("cnnic_"+kind+"_"+string(u.unit), func(f *dataset.Figure) dataset.Number {
			return dataset.Number{Value: f.Value, Known: f.Indicator.Unit == u.unit}
		}, unitHelp+u.help+source))
	}
	return append(metrics,
		each(list, func(f *dataset.Figure) []string {
			return labelValues(f, f.Period.String(), f.Report.ID)
		}, labels("period", "report")...).info("cnnic_"+kind+"_source_info", sourceHelp),
		Metric{
			"cnnic_latest_" + kind + "_info",
			labels("period", "qualifier", "text", "text_zh", "change", "change_zh"),
			newestHelp + ", put in words, and its change in a year, empty if unknown; always 1." + source,
			func(s Snapshot, add addFunc) { addInWords(list(s), s.Bounds, add) },
		},
	)
}

// labelValues returns a figure's platform, if it has one, and its indicator, followed by values.
func labelValues(f *dataset.Figure, values ...string) []string {
	values = append([]string{f.Indicator.ID}, values...)
	if f.Platform != nil {
		values = append([]string{f.Platform.ID}, values...)
	}
	return values
}

// addInWords adds the newest figure of each indicator, or of each platform and indicator, in words, as units differ.
// The change in a year is empty without a figure a year earlier, or if either figure is a bound or an approximation.
func addInWords(figures []*dataset.Figure, isBound map[string]bool, add addFunc) {
	type key struct {
		indicator *dataset.Indicator
		platform  *dataset.Term
		period    dataset.Period
	}
	stated, newest := map[key]*dataset.Figure{}, map[key]*dataset.Figure{} // The keys of newest have no period.
	for _, f := range figures {
		stated[key{f.Indicator, f.Platform, f.Period}] = f
		newest[key{f.Indicator, f.Platform, 0}] = f // Figures are in order of time.
	}
	for _, f := range newest {
		before := stated[key{f.Indicator, f.Platform, f.Period.Minus(dataset.Year)}]
		change, changeZH := "", ""
		if before != nil && !isBound[f.Qualifier] && !isBound[before.Qualifier] {
			change, changeZH = headline.English.ValueChange(before, f), headline.Chinese.ValueChange(before, f)
		}
		add(1, labelValues(f, f.Period.String(), f.Qualifier,
			headline.English.Value(f.Indicator.Unit, f.Value), headline.Chinese.Value(f.Indicator.Unit, f.Value),
			change, changeZH)...)
	}
}
