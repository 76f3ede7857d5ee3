package metrics

import (
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

// newestFigures are the newest figures of the country and of platforms in words:
// their units differ, so that no table can hold their values in one column.
var newestFigures = []Metric{
	{
		"cnnic_latest_indicator_info", "", labels("indicator", "period", "qualifier", "text", "text_zh", "change", "change_zh"), newest(nationFigures),
		"Newest figure of an indicator of the country in words and its change in a year, empty where it is not known, always 1." + source,
	},
	{
		"cnnic_latest_platform_info", "", labels("platform", "indicator", "period", "qualifier", "text", "text_zh", "change", "change_zh"), newest(platformFigures),
		"Newest figure that a platform's company reports in words and its change in a year, empty where it is not known, always 1." + source,
	},
}

// newest reads the newest figure of each indicator, or of each indicator of a
// platform. A bound or a guess has no change.
func newest(of func(Snapshot) []*dataset.Figure) func(Snapshot, add) {
	type series struct {
		indicator *dataset.Indicator
		platform  *dataset.Term
	}
	type moment struct {
		series
		period dataset.Period
	}
	return func(s Snapshot, add add) {
		newest, stated := map[series]*dataset.Figure{}, map[moment]*dataset.Figure{}
		for _, f := range of(s) {
			key := series{f.Indicator, f.Platform}
			stated[moment{key, f.Period}] = f
			if last := newest[key]; last == nil || f.Period >= last.Period {
				newest[key] = f
			}
		}
		for key, f := range newest {
			unit, change, changeZH := f.Indicator.Unit, "", ""
			before := stated[moment{key, f.Period.Before(dataset.Year)}]
			if before != nil && !s.IsBound(f.Qualifier) && !s.IsBound(before.Qualifier) {
				change = headline.English.ValueChange(unit, f.Value-before.Value)
				changeZH = headline.Chinese.ValueChange(unit, f.Value-before.Value)
			}
			add(1, ofFigure(f, f.Period.String(), f.Qualifier,
				headline.English.Value(unit, f.Value), headline.Chinese.Value(unit, f.Value), change, changeZH)...)
		}
	}
}
