package dashboards

import (
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/barchart"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// tile is one of several figures side by side. Its name may be a legend of labels.
type tile struct {
	name, expr string
	settings   settings
}

// tiles are figures side by side, each under its name, in one panel and so in one
// request.
func (l *Language) tiles(tiles ...tile) *stat.PanelBuilder {
	p := l.stats()
	for i, t := range tiles {
		id := string(rune('A' + i))
		p.WithTarget(valueOf(id, t.expr, t.name))
		if len(t.settings) > 0 {
			p.OverrideByQuery(id, t.settings)
		}
	}
	return p
}

// stats are figures under their names: in a row where the screen is wide, and in a grid
// on a phone if the panel is high enough, which depends on their number.
func (l *Language) stats() *stat.PanelBuilder {
	return stat.NewPanelBuilder().
		Unit(units.NoUnit).
		NoValue(l.empty()).
		ColorScheme(fixedColor("text")).
		GraphMode(common.BigValueGraphModeNone).
		ColorMode(common.BigValueColorModeValue).
		TextMode(common.BigValueTextModeValueAndName).
		WideLayout(false).
		Orientation(common.VizOrientationAuto).
		Text(common.NewVizTextDisplayOptionsBuilder().TitleSize(12).ValueSize(20)).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"}).Values(false).Fields(""))
}

// bars is a horizontal bar for each row, of the field of the given name, coloured by
// another field, that leads to the row's application.
func (l *Language) bars(value string, unit settings, colorField string, color settings) *barchart.PanelBuilder {
	return barchart.NewPanelBuilder().
		Unit(units.NoUnit).
		Orientation(common.VizOrientationHorizontal).
		ShowValue(common.VisibilityModeAlways).
		BarWidth(0.8).GroupWidth(0.9).
		Text(common.NewVizTextDisplayOptionsBuilder().ValueSize(12)).
		XTickLabelMaxLength(40).
		FullHighlight(true).
		FillOpacity(85).LineWidth(0).
		ColorScheme(fixedColor(neutral)).
		Tooltip(tooltip(common.TooltipDisplayModeSingle)).
		NoValue(l.empty()).
		XField(l.application()).
		ColorByField(colorField).
		DataLinks([]cog.Builder[dashboard.DashboardLink]{
			dashboard.NewDashboardLinkBuilder(l.say("Show the application", "查看该应用")).Url(l.applicationURL(ofRow)),
		}).
		OverrideByName("application", hidden()).
		OverrideByName(colorField, slices.Concat(hidden(), color)).
		OverrideByName(value, slices.Concat(unit, settings{property("custom.axisPlacement", "hidden")}))
}

// growths are bars of growth, the largest loss first: green and red, and grey where
// rounding explains it. The growth and its direction are two queries of the panel, or of
// the panel that it takes its data from.
func (l *Language) growths(growth, direction string, queriesOf ...query) *barchart.PanelBuilder {
	name := l.say("Growth", "增长率")
	// The axis reaches 18 % at least, so that the numbers beside the bars are not cut.
	unit := append(inPercent(), property("custom.axisSoftMin", -0.18), property("custom.axisSoftMax", 0.18))
	return l.bars(name, unit, "direction", l.directions()).
		Targets(queriesOf).
		Transformations(transformations{
			queries(growth, direction),
			keep("^(application|name|Value #[" + growth + direction + "])$"),
			joinBy("application"),
			stated("Value #" + growth),
			organize(column{"name", l.application(), nil}, column{"Value #" + growth, name, nil}, column{"Value #" + direction, "direction", nil}, column{"application", "application", nil}),
			sortBy(name, false),
		})
}

// directions are the colours of 1, 0 and -1.
func (l *Language) directions() settings {
	return settings{
		property("unit", units.NoUnit),
		property("color", options{"mode": "thresholds"}),
		property("mappings", []options{{"type": "value", "options": options{
			"-1": options{"text": l.say("fell", "减少"), "color": falling, "index": 0},
			"0":  options{"text": l.say("within rounding", "在取整误差内"), "color": steady, "index": 1},
			"1":  options{"text": l.say("grew", "增长"), "color": growing, "index": 2},
		}}}),
	}
}
