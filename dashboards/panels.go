package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/barchart"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	gtable "github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// House style: every constructor sets what the SDK would otherwise write as an
// empty value, which Grafana reads as a choice.

const (
	growing = "green"
	falling = "red"
	neutral = "blue"
)

// fixed paints everything in one colour.
func fixed(color string) cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdFixed).FixedColor(color)
}

// byThreshold paints by the thresholds.
func byThreshold() cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds)
}

// bySeries gives each series a colour of the palette by its name, so that it
// keeps it whatever else is shown.
func bySeries() cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdPaletteClassicByName)
}

// signed are the thresholds of a change: falling below zero, growing from there.
// The sign stands in the number too, so the colour is never all there is.
func signed() cog.Builder[dashboard.ThresholdsConfig] {
	return steps(dashboard.Threshold{Color: falling}, dashboard.Threshold{Value: cog.ToPtr(0.0), Color: growing})
}

func steps(s ...dashboard.Threshold) cog.Builder[dashboard.ThresholdsConfig] {
	return dashboard.NewThresholdsConfigBuilder().Mode(dashboard.ThresholdsModeAbsolute).Steps(s)
}

func noLegend() cog.Builder[common.VizLegendOptions] {
	return common.NewVizLegendOptionsBuilder().ShowLegend(false).
		DisplayMode(common.LegendDisplayModeList).Placement(common.LegendPlacementBottom).Calcs([]string{})
}

func bottomLegend() cog.Builder[common.VizLegendOptions] {
	return common.NewVizLegendOptionsBuilder().ShowLegend(true).
		DisplayMode(common.LegendDisplayModeList).Placement(common.LegendPlacementBottom).Calcs([]string{})
}

func tooltip(mode common.TooltipDisplayMode) cog.Builder[common.VizTooltipOptions] {
	return common.NewVizTooltipOptionsBuilder().Mode(mode).Sort(common.SortOrderDescending)
}

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

// label is the value of a label, large.
func label(expr, name string) *stat.PanelBuilder {
	p := number(expr, units.NoUnit)
	return p.Targets([]cog.Builder[variants.Dataquery]{instant("A", expr, "{{"+name+"}}")}).TextMode(common.BigValueTextModeName)
}

// bars is a bar for each application, the longest first.
func (l *Language) bars(expr, unit string) *barchart.PanelBuilder {
	return barchart.NewPanelBuilder().
		WithTarget(table("A", "sort_desc("+l.named(expr)+")")).
		WithTransformation(keep(`^(` + l.title + `|Value)$`)).
		WithTransformation(sortBy("Value", true)).
		XField(l.title).
		Unit(unit).
		Orientation(common.VizOrientationHorizontal).
		ShowValue(common.VisibilityModeAlways).
		Stacking(common.StackingModeNone).
		BarWidth(0.9).GroupWidth(0.7).BarRadius(0).
		XTickLabelRotation(0).XTickLabelMaxLength(0).XTickLabelSpacing(0).
		FullHighlight(true).
		FillOpacity(80).LineWidth(0).GradientMode(common.GraphGradientModeNone).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		ColorScheme(fixed(neutral)).
		Legend(noLegend()).
		Tooltip(tooltip(common.TooltipDisplayModeSingle))
}

// signedBars are bars of a change, with falling ones in another colour.
func (l *Language) signedBars(expr, unit string) *barchart.PanelBuilder {
	return l.bars(expr, unit).Thresholds(signed()).ColorScheme(byThreshold()).ColorByField("Value")
}

// trend is a line for each application over the surveys. The periods, which the
// query returns as a label, become the time of the points.
func (l *Language) trend(expr, unit string) *timeseries.PanelBuilder {
	return timeseries.NewPanelBuilder().
		WithTarget(table("A", l.named(expr))).
		WithTransformation(keep(`^(period|` + l.title + `|Value)$`)).
		WithTransformation(periodToTime("period")).
		WithTransformation(sortBy("period", false)).
		WithTransformation(partitionBy(l.title)).
		DisplayName("${__field.labels." + l.title + "}").
		Unit(unit).
		Min(0).
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

// list is a table.
func list(sortedBy string) *gtable.PanelBuilder {
	return gtable.NewPanelBuilder().
		ShowHeader(true).
		CellHeight(common.TableCellHeightSm).
		SortBy([]cog.Builder[common.TableSortByFieldState]{
			common.NewTableSortByFieldStateBuilder().DisplayName(sortedBy).Desc(true),
		}).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		ColorScheme(fixed(neutral))
}

// property is one setting of an override.
func property(id string, value any) dashboard.DynamicConfigValue {
	return dashboard.DynamicConfigValue{Id: id, Value: value}
}

// gaugeCell draws a column as bars from zero to the column's largest value.
func gaugeCell(unit string) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{
		property("unit", unit),
		property("min", 0),
		property("fieldMinMax", true),
		property("color", options{"mode": "fixed", "fixedColor": neutral}),
		property("custom.cellOptions", options{"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}),
	}
}

// signedCell writes a column's text in the colours of growing and falling.
func signedCell(unit string, decimals int) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{
		property("unit", unit),
		property("decimals", decimals),
		property("thresholds", options{"mode": "absolute", "steps": []options{
			{"value": nil, "color": falling}, {"value": 0, "color": growing},
		}}),
		property("color", options{"mode": "thresholds"}),
		property("custom.cellOptions", options{"type": "color-text"}),
	}
}
