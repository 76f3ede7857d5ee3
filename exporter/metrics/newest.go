package metrics

import (
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

// newestFigures are the newest figures of the country and of platforms in words:
// their units differ, so that no table can hold their values in one column.
var newestFigures = []Metric{
	{
		"cnnic_latest_indicator_info", "", labels("indicator", "period", "qualifier", "text", "text_zh", "change", "change_zh"), func(s Snapshot, add add) { newest(s, s.Nation, add) },
		"Newest figure of an indicator of the country in words and its change in a year, empty where it is not known, always 1." + source,
	},
	{
		"cnnic_latest_platform_info", "", labels("platform", "indicator", "period", "qualifier", "text", "text_zh", "change", "change_zh"), func(s Snapshot, add add) { newest(s, s.PlatformFigures, add) },
		"Newest figure that a platform's company reports in words and its change in a year, empty where it is not known, always 1." + source,
	},
}

// newest adds the newest figure of each indicator, or of each indicator of a
// platform. A bound or a guess has no change.
func newest(s Snapshot, figures []*dataset.Figure, add add) {
	type series struct {
		indicator *dataset.Indicator
		platform  *dataset.Term
	}
	byPeriod := map[series]map[dataset.Period]*dataset.Figure{}
	for _, f := range figures {
		key := series{f.Indicator, f.Platform}
		if byPeriod[key] == nil {
			byPeriod[key] = map[dataset.Period]*dataset.Figure{}
		}
		byPeriod[key][f.Period] = f
	}
	for _, stated := range byPeriod {
		f := stated[slices.Max(slices.Collect(maps.Keys(stated)))]
		unit := f.Indicator.Unit
		labels := []string{f.Indicator.ID, f.Period.String(), f.Qualifier, headline.English.Value(unit, f.Value), headline.Chinese.Value(unit, f.Value), "", ""}
		if before := stated[f.Period.Before(dataset.Year)]; before != nil && !s.IsBound(f.Qualifier) && !s.IsBound(before.Qualifier) {
			labels[5] = headline.English.ValueChange(unit, f.Value-before.Value)
			labels[6] = headline.Chinese.ValueChange(unit, f.Value-before.Value)
		}
		if f.Platform != nil {
			labels = append([]string{f.Platform.ID}, labels...)
		}
		add(1, labels...)
	}
}
