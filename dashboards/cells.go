package dashboards

import (
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// cell says how a column of a table is shown.
type cell struct {
	column
	settings []dashboard.DynamicConfigValue
}

// list is a table of the named columns, in their order.
func list(p *table.PanelBuilder, cells ...cell) *table.PanelBuilder {
	columns := make([]column, len(cells))
	for i, c := range cells {
		columns[i] = c.column
		if len(c.settings) > 0 {
			p.OverrideByName(c.name, c.settings)
		}
	}
	return p.WithTransformation(keep(fields(columns))).WithTransformation(organize(columns...))
}

// fields is a pattern for exactly the fields of some columns.
func fields(columns []column) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.field
	}
	return "^(" + strings.Join(names, "|") + ")$"
}

// applications is a table of what is known of each application at the reference
// period, with a line of its users over all surveys, and links. Matchers restrict
// it to some applications.
func (l *Language) applications(matchers ...string) *table.PanelBuilder {
	change := append([]string{yearly}, matchers...)
	p := tablePanel(l.word("column.users")).
		WithTarget(tableQuery("A", l.counted(l.titled(l.named(atReference(usageOf("users", matchers...))), "sector")))).
		WithTarget(tableQuery("B", atReference(usageOf("users_growth_ratio", change...)))).
		WithTarget(tableQuery("C", atReference(usageOf("penetration_ratio", matchers...)))).
		WithTarget(tableQuery("D", points(atReference(usageOf("penetration_change_ratio", change...))))).
		WithTarget(tableQuery("E", l.counted(usageOf("users", matchers...)))).
		WithTransformation(keep("^(application|sector|sector_title|period|" + l.title + "|Value #[A-E])$"))
	for _, t := range []dashboard.DataTransformerConfig{
		keep("^(application|period|Value #E)$"), periodToTime("period"), sortBy("period", false), partitionBy("application"),
	} {
		p.WithTransformation(only("E", t))
	}
	p.WithTransformation(toSparklines())
	p.WithTransformation(joinBy("application", "outer"))
	return list(p,
		cell{column{l.title, l.word("column.application")}, append(linkedCell(l.word("link.application"), l.applicationURL()), sized(165)...)},
		cell{column{"sector_title", l.word("column.sector")}, append(linkedCell(l.word("link.sector"), l.sectorURL()), sized(260)...)},
		cell{column{"Value #A", l.word("column.users")}, gaugeCell(l.peopleUnit)},
		cell{column{"Value #B", l.word("column.growth")}, signedCell(units.PercentUnit, 1)},
		cell{column{"Value #C", l.word("column.penetration")}, shareCell()},
		cell{column{"Value #D", l.word("column.penetration_change")}, signedCell(l.pointsUnit, 1)},
		cell{column{sparkline, l.word("column.trend")}, sparkCell(l.peopleUnit)},
		cell{column{"application", "application"}, hiddenCell()},
		cell{column{"sector 1", "sector"}, hiddenCell()},
	)
}

// tablePanel is a table without columns yet, sorted by one of them.
func tablePanel(sortedBy string) *table.PanelBuilder {
	return table.NewPanelBuilder().
		ShowHeader(true).
		CellHeight(common.TableCellHeightSm).
		MinWidth(90).
		SortBy([]cog.Builder[common.TableSortByFieldState]{
			common.NewTableSortByFieldStateBuilder().DisplayName(sortedBy).Desc(true),
		}).
		Thresholds(steps(dashboard.Threshold{Color: neutral})).
		ColorScheme(fixed(neutral)).
		OverrideByRegexp(".*", []dashboard.DynamicConfigValue{property("custom.wrapHeaderText", true)})
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
	return append(bySign(),
		property("unit", unit),
		property("decimals", decimals),
		property("custom.cellOptions", options{"type": "color-text"}),
	)
}

// bySign paints a field in the colours of growing and falling.
func bySign() []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{
		property("thresholds", options{"mode": "absolute", "steps": []options{
			{"value": nil, "color": falling}, {"value": 0, "color": growing},
		}}),
		property("color", options{"mode": "thresholds"}),
	}
}

// shareCell writes a column as a share of one.
func shareCell() []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{property("unit", units.PercentUnit), property("decimals", 1)}
}

// sized gives a column a width in pixels. The others share what is left.
func sized(pixels int) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{property("custom.width", pixels)}
}

// plainCell writes a column in a unit.
func plainCell(unit string) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{property("unit", unit)}
}

// dateCell writes a column of Unix times as dates. Grafana counts them in
// milliseconds.
func dateCell() []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{property("unit", "time: YYYY-MM-DD")}
}

// sparkCell draws a column of trends as small lines, joined across surveys that
// do not state the figure.
func sparkCell(unit string) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{
		property("unit", unit),
		property("color", options{"mode": "fixed", "fixedColor": neutral}),
		property("custom.cellOptions", options{"type": "sparkline", "drawStyle": "line", "lineWidth": 2, "spanNulls": true, "hideValue": true}),
	}
}

// hiddenCell keeps a column for the links of others and does not show it. Newer
// Grafanas call the setting hideFrom, and read this name as well.
func hiddenCell() []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{property("custom.hidden", true)}
}

// linkedCell makes a column's cells lead to another dashboard.
func linkedCell(title, url string) []dashboard.DynamicConfigValue {
	return []dashboard.DynamicConfigValue{
		property("links", []options{{"title": title, "url": url, "targetBlank": false}}),
	}
}
