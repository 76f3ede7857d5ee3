package dashboards

import (
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/barchart"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
)

// tile is one of several figures side by side. Its name may contain labels, such as {{period}}.
type tile struct {
	name, expr string
	settings   settings
}

func tileOf(name, expr string, s ...settings) tile { return tile{name, expr, slices.Concat(s...)} }

// tiles are figures side by side, each under its name, in one panel and one request.
func (l *language) tiles(tiles ...tile) *stat.PanelBuilder {
	p := l.stats()
	for i, t := range tiles {
		refID := string(rune('A' + i))
		p.WithTarget(valueOf(refID, t.expr, t.name)).OverrideByQuery(refID, t.settings)
	}
	return p
}

// stats shows figures under their names. The panel must be tall enough for a phone, where they stand in a grid.
func (l *language) stats() *stat.PanelBuilder {
	return stat.NewPanelBuilder().
		Unit("none").
		NoValue(l.noValue()).
		ColorScheme(fixedColor("text")).
		GraphMode(common.BigValueGraphModeNone).
		TextMode(common.BigValueTextModeValueAndName).
		WideLayout(false).
		Orientation(common.VizOrientationAuto).
		Text(common.NewVizTextDisplayOptionsBuilder().TitleSize(12).ValueSize(20)).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"}))
}

// bars draws a bar for each row, beside the name from barNames. The transformations in before run first.
func (l *language) bars(before transformations, length, color column, descending bool) *barchart.PanelBuilder {
	link := dashboard.NewDashboardLinkBuilder(l.Pick("Show the application", "查看该应用")).Url(l.applicationURL(ofRow))
	columns := organize(column{"name", l.application(), nil}, length, color, applicationIDColumn())
	return barchart.NewPanelBuilder().
		Transformations(slices.Concat(before, columns, sortBy(length.name, descending))).
		Unit("none").
		Orientation(common.VizOrientationHorizontal).
		ShowValue(common.VisibilityModeAlways).
		BarWidth(0.8).GroupWidth(0.9).
		Text(common.NewVizTextDisplayOptionsBuilder().ValueSize(12)).
		XTickLabelMaxLength(40).
		FullHighlight(true).
		FillOpacity(85).LineWidth(0).
		ColorScheme(fixedColor(neutral)).
		Tooltip(tooltip(common.TooltipDisplayModeSingle)).
		NoValue(l.noValue()).
		XField(l.application()).
		ColorByField(color.name).
		DataLinks([]cog.Builder[dashboard.DashboardLink]{link}).
		OverrideByName("application", hidden()).
		OverrideByName(color.name, slices.Concat(hidden(), color.settings)).
		OverrideByName(length.name, slices.Concat(length.settings, property("custom.axisPlacement", "hidden")))
}

// growthBars are bars of growth, the largest loss first. The query growthID has the lengths, directionID the colours.
func (l *language) growthBars(growthID, directionID string, queries ...query) *barchart.PanelBuilder {
	// The axis reaches at least ±20 %, so that the numbers beside the bars are not cut off.
	lengths := slices.Concat(inPercent(), property("custom.axisSoftMin", -0.2), property("custom.axisSoftMax", 0.2))
	length := column{"Value #" + growthID, l.Pick("Growth", "同比增长率"), lengths}
	colors := thresholds(falling, options{"value": 0, "color": steady}, options{"value": 1, "color": growing})
	color := column{"Value #" + directionID, "direction", colors}
	joined := slices.Concat(keepQueries(growthID, directionID), byApplication(growthID))
	return l.bars(joined, length, color, false).Targets(queries)
}
