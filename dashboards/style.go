package dashboards

import (
	"maps"
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// House style: every constructor of panels.go sets what the SDK would otherwise write as an
// empty value, which Grafana reads as a choice.

const (
	growing = "green"
	falling = "red"
	neutral = "blue"
	warning = "orange"
)

// sectors are the colours of the sectors, the same throughout. A sector that is
// new shows in the neutral one until it is given its own.
var sectors = map[string]string{
	"basic":                         "blue",
	"business_transactions":         "orange",
	"culture_tourism_entertainment": "purple",
	"public_services":               "#5AA8A8",
}

// sectorColors maps the identifiers of sectors to their colours.
func sectorColors() []dashboard.DynamicConfigValue {
	colors := options{}
	for i, sector := range slices.Sorted(maps.Keys(sectors)) {
		colors[sector] = options{"color": sectors[sector], "index": i}
	}
	return []dashboard.DynamicConfigValue{
		property("mappings", []options{{"type": "value", "options": colors}}),
	}
}

// fixed paints everything in one colour.
func fixed(color string) cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdFixed).FixedColor(color)
}

// byThreshold paints by the thresholds.
func byThreshold() cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdThresholds)
}

// bySeries gives each series a colour of the palette by its place. By its name
// two of a panel would often get colours that nobody can tell apart.
func bySeries() cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdPaletteClassic)
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
