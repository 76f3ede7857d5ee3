package dashboards

import (
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// settings are the properties that an override sets.
type settings = []dashboard.DynamicConfigValue

func property(id string, value any) settings { return settings{{Id: id, Value: value}} }

func inUnit(unit string, decimals float64) settings {
	return slices.Concat(property("unit", unit), property("decimals", decimals))
}

// inColor gives a field one colour, and fixedColor all fields of a panel.
func inColor(color string) settings {
	return property("color", options{"mode": "fixed", "fixedColor": color})
}

// hidden hides a field but keeps it for links and colours. In tables, older Grafana uses the second property.
func hidden() settings {
	everywhere := options{"viz": true, "legend": true, "tooltip": true}
	return slices.Concat(property("custom.hideFrom", everywhere), property("custom.hidden", true))
}

// thresholds gives a number the colour of the last step that it reaches, or the base colour if it reaches none.
func thresholds(base string, steps ...options) settings {
	steps = append([]options{{"value": nil, "color": base}}, steps...)
	bounds := property("thresholds", options{"mode": "absolute", "steps": steps})
	return slices.Concat(bounds, property("color", options{"mode": "thresholds"}))
}

// bySign colours a change: red below zero and green above. Zero, which queries return where rounding explains the
// change, is grey and shown as zeroText. The base colour, grey, is for empty cells: no number is below -1e12.
func bySign(zeroText string) settings {
	colors := thresholds(steady, options{"value": -1e12, "color": falling}, options{"value": 0, "color": growing})
	zero := mapping("value", options{"0": options{"text": zeroText, "color": steady, "index": 0}})
	return slices.Concat(colors, mapped(zero, notANumber))
}

// mapped shows values as other texts or in other colours.
func mapped(mappings ...options) settings { return property("mappings", mappings) }

// mapping is a value mapping of Grafana, of the kind value (the keys of o are the values), range, regex or special.
func mapping(kind string, o options) options { return options{"type": kind, "options": o} }

var notANumber = mapping("special", options{"match": "nan", "result": options{"text": "–", "color": steady, "index": 1}})

// inPercent shows a ratio in percent, to the tenth that the reports state.
func inPercent() settings { return inUnit("percentunit", 1) }

// inPeople formats numbers of people that scaled has divided, as exactly as the reports print them.
// "locale" drops trailing zeros: they would claim more precision than a rounded figure has.
func (l *language) inPeople() settings { return inUnit("locale", l.peopleDecimals) }

func fixedColor(color string) cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdFixed).FixedColor(color)
}

func shades(hue string) cog.Builder[dashboard.FieldColor] {
	return dashboard.NewFieldColorBuilder().Mode(dashboard.FieldColorModeIdShades).FixedColor(hue)
}

func legend(show bool) cog.Builder[common.VizLegendOptions] {
	return common.NewVizLegendOptionsBuilder().ShowLegend(show)
}

func tooltip(mode common.TooltipDisplayMode) *common.VizTooltipOptionsBuilder {
	return common.NewVizTooltipOptionsBuilder().Mode(mode).Sort(common.SortOrderDescending)
}
