package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/barchart"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
	"github.com/grafana/grafana-foundation-sdk/go/units"
	"github.com/grafana/grafana-foundation-sdk/go/xychart"
)

// number is one figure, large.
func number(expr, unit string) *stat.PanelBuilder {
	return stat.NewPanelBuilder().
		WithTarget(instant("A", expr, "")).
		Unit(unit).
		ColorScheme(fixed(neutral)).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		GraphMode(common.BigValueGraphModeNone).
		ColorMode(common.BigValueColorModeValue).
		JustifyMode(common.BigValueJustifyModeAuto).
		TextMode(common.BigValueTextModeValue).
		WideLayout(true).
		PercentChangeColorMode(common.PercentChangeColorModeStandard).
		Orientation(common.VizOrientationAuto).
		ReduceOptions(common.NewReduceDataOptionsBuilder().Calcs([]string{"lastNotNull"}).Values(false).Fields(""))
}

// part is one of several figures in a panel.
type part struct {
	name, expr, unit string
	decimals         int
	color            string
}

// changing is the colour of a part that is painted by its sign.
const changing = ""

// numbers are several figures side by side, each under its name.
func numbers(parts ...part) *stat.PanelBuilder {
	p := number("", units.NoUnit).TextMode(common.BigValueTextModeValueAndName)
	var queries []cog.Builder[variants.Dataquery]
	for i, part := range parts {
		queries = append(queries, instant(string(rune('A'+i)), part.expr, part.name))
		settings := []dashboard.DynamicConfigValue{property("unit", part.unit), property("decimals", part.decimals)}
		if part.color == changing {
			settings = append(settings, bySign()...)
		} else {
			settings = append(settings, property("color", options{"mode": "fixed", "fixedColor": part.color}))
		}
		p.OverrideByName(part.name, settings)
	}
	return p.Targets(queries)
}

// signedNumber is one change, large, in the colours of growing and falling.
func signedNumber(expr, unit string) *stat.PanelBuilder {
	return number(expr, unit).Thresholds(signed()).ColorScheme(byThreshold())
}

// label is the value of a label, large.
func label(expr, name string) *stat.PanelBuilder {
	return number(expr, units.NoUnit).
		Targets([]cog.Builder[variants.Dataquery]{instant("A", expr, "{{"+name+"}}")}).
		TextMode(common.BigValueTextModeName)
}

// barChart is a chart of bars, plain.
func barChart(unit string, orientation common.VizOrientation) *barchart.PanelBuilder {
	return barchart.NewPanelBuilder().
		Unit(unit).
		Orientation(orientation).
		ShowValue(common.VisibilityModeAlways).
		Stacking(common.StackingModeNone).
		BarWidth(0.9).GroupWidth(0.7).BarRadius(0).
		Text(common.NewVizTextDisplayOptionsBuilder().ValueSize(12)).
		XTickLabelRotation(0).XTickLabelMaxLength(0).XTickLabelSpacing(0).
		FullHighlight(true).
		FillOpacity(80).LineWidth(0).GradientMode(common.GraphGradientModeNone).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		ColorScheme(fixed(neutral)).
		Legend(noLegend()).
		Tooltip(tooltip(common.TooltipDisplayModeSingle))
}

// bars is a bar for each application, the longest first, in the colour of its
// sector, that leads to the application's dashboard.
func (l *Language) bars(expr, unit string) *barchart.PanelBuilder {
	return barChart(unit, common.VizOrientationHorizontal).
		WithTarget(tableQuery("A", "sort_desc("+l.named(expr)+")")).
		WithTransformation(keep(`^(`+l.title+`|application|sector|Value)$`)).
		WithTransformation(sortBy("Value", true)).
		XField(l.title).
		ColorByField("sector").
		NoValue(l.word("missing")).
		OverrideByName("sector", sectorColors()).
		DataLinks(l.toApplication())
}

// surveyBars are groups of bars, a group for each survey and in it a bar for
// each application.
func (l *Language) surveyBars(expr, unit string) *barchart.PanelBuilder {
	return barChart(unit, common.VizOrientationAuto).
		WithTarget(tableQuery("A", l.named(expr))).
		WithTransformation(keep(`^(period|` + l.title + `|Value)$`)).
		WithTransformation(sortBy("period", false)).
		WithTransformation(matrix(l.title, "period")).
		XField(`period\` + l.title).
		Min(0).
		ShowValue(common.VisibilityModeNever).
		XTickLabelMaxLength(10).
		ColorScheme(bySeries()).
		Legend(bottomLegend()).
		Tooltip(tooltip(common.TooltipDisplayModeMulti))
}

// signedBars are bars of a change in one decimal, with falling ones in another
// colour.
func (l *Language) signedBars(expr, unit string) *barchart.PanelBuilder {
	return l.bars(expr, unit).Decimals(1).Thresholds(signed()).ColorScheme(byThreshold()).ColorByField("Value")
}

// lines are points joined by lines, plain.
func lines(unit string) *timeseries.PanelBuilder {
	return timeseries.NewPanelBuilder().
		Unit(unit).
		ColorScheme(bySeries()).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		DrawStyle(common.GraphDrawStyleLine).
		LineInterpolation(common.LineInterpolationLinear).
		LineWidth(2).FillOpacity(0).GradientMode(common.GraphGradientModeNone).
		ShowPoints(common.VisibilityModeAlways).PointSize(6).
		SpanNulls(common.BoolOrFloat64{Bool: cog.ToPtr(true)}).
		Legend(bottomLegend()).
		Tooltip(tooltip(common.TooltipDisplayModeMulti)).
		Orientation(common.VizOrientationAuto)
}

// trend is a line for each application over the surveys. The periods, which the
// query returns as a label, become the time of the points.
func (l *Language) trend(expr, unit string) *timeseries.PanelBuilder {
	return trendBy(l.named(expr), l.title, unit)
}

// trendBy is a line for each value of a label over the surveys.
func trendBy(expr, label, unit string) *timeseries.PanelBuilder {
	return lines(unit).
		Min(0).
		WithTarget(tableQuery("A", expr)).
		WithTransformation(keep(`^(period|` + label + `|Value)$`)).
		WithTransformation(periodToTime("period")).
		WithTransformation(sortBy("period", false)).
		WithTransformation(partitionBy(label)).
		DisplayName("${__field.labels." + label + "}")
}

// reportFigure draws an application as the report does: users as bars on the
// left axis, the share of Internet users as a line on the right.
func (l *Language) reportFigure(matchers ...string) *timeseries.PanelBuilder {
	bars, line := l.word("column.users"), l.word("column.penetration")
	return lines(l.peopleUnit).
		Min(0).
		WithTarget(tableQuery("A", l.counted(usageOf("users", matchers...)))).
		WithTarget(tableQuery("B", usageOf("penetration_ratio", matchers...))).
		WithTransformation(joinBy("period", "outer")).
		WithTransformation(keep(`^(period|Value #[A-B])$`)).
		WithTransformation(periodToTime("period")).
		WithTransformation(sortBy("period", false)).
		WithTransformation(organize(column{"period", "period"}, column{"Value #A", bars}, column{"Value #B", line})).
		DrawStyle(common.GraphDrawStyleBars).
		FillOpacity(70).LineWidth(0).
		ColorScheme(fixed(neutral)).
		OverrideByName(line, []dashboard.DynamicConfigValue{
			property("custom.drawStyle", "line"),
			property("custom.lineWidth", 2),
			property("custom.fillOpacity", 0),
			property("custom.axisPlacement", "right"),
			property("unit", units.PercentUnit),
			property("max", 1),
			property("color", options{"mode": "fixed", "fixedColor": "orange"}),
		})
}

// scrapedLines are lines of something that is measured at every scrape.
func scrapedLines(expr, legend, unit string) *timeseries.PanelBuilder {
	return lines(unit).
		Min(0).
		WithTarget(ranged("A", expr, legend)).
		ShowPoints(common.VisibilityModeNever).
		LineWidth(1).FillOpacity(10)
}

// scatter is a point for each application: one figure against another.
func (l *Language) scatter(x, y, xUnit, yUnit string) *xychart.PanelBuilder {
	xName, yName := l.word("column.penetration"), l.word("column.growth")
	return xychart.NewPanelBuilder().
		WithTarget(tableQuery("A", l.named(x))).
		WithTarget(tableQuery("B", l.named(y))).
		WithTransformation(joinBy(l.title, "inner")).
		WithTransformation(keep("^("+l.title+"|Value #[A-B])$")).
		WithTransformation(organize(column{"Value #A", xName}, column{"Value #B", yName}, column{l.title, l.word("column.application")})).
		Mapping(xychart.SeriesMappingAuto).
		Series([]cog.Builder[xychart.XYSeriesConfig]{xychart.NewXYSeriesConfigBuilder()}).
		Show(xychart.XYShowModePoints).
		PointSize(xychart.NewXychartFieldConfigPointSizeBuilder().Fixed(8)).
		Unit(yUnit).
		Decimals(1).
		ColorScheme(fixed(neutral)).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		OverrideByName(xName, []dashboard.DynamicConfigValue{property("unit", xUnit), property("custom.axisLabel", xName)}).
		OverrideByName(yName, []dashboard.DynamicConfigValue{property("custom.axisLabel", yName)}).
		Legend(noLegend()).
		Tooltip(tooltip(common.TooltipDisplayModeSingle))
}
