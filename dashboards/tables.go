package dashboards

import (
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/table"
)

// tableOf is a table of the given columns, in their order. The transformations before see the queries' fields;
// those after, such as sortBy, see the columns' names.
func (l *language) tableOf(queries []query, before transformations, columns []column, after ...transformations) *table.PanelBuilder {
	p := table.NewPanelBuilder().
		Targets(queries).
		MinWidth(60).
		NoValue(l.noValue()).
		ColorScheme(fixedColor("text")).
		OverrideByFieldType("number", property("noValue", "–")).
		OverrideByFieldType("string", property("noValue", "–"))
	for _, c := range columns {
		if len(c.settings) > 0 {
			p.OverrideByName(c.name, c.settings)
		}
	}
	return p.Transformations(slices.Concat(before, organize(columns...), slices.Concat(after...)))
}

// applicationColumn shows the title of an application, linked to its dashboard.
func (l *language) applicationColumn() column {
	link := linked(l.Pick("Show the application", "查看该应用"), l.applicationURL(ofRow))
	return column{l.title, l.application(), slices.Concat(wide(l.nameWidth), link)}
}

// applicationIDColumn is the hidden field from which links take the application.
func applicationIDColumn() column { return column{"application", "application", hidden()} }

func periodColumn(name string) column { return column{"period", name, wide(85)} }

func numberColumn(field, name string, pixels int, s ...settings) column {
	return column{field, name, slices.Concat(append(s, wide(pixels), property("custom.align", "right"))...)}
}

// changeColumn is a column of changes in the colours of growing and falling.
func changeColumn(field, name string, pixels int, unit settings) column {
	return numberColumn(field, name, pixels, unit, bySign("± 0"), coloredText())
}

// dateColumn shows Unix times, in milliseconds as Grafana counts them, as dates.
func dateColumn(field, name, format string, pixels int) column {
	return numberColumn(field, name, pixels, property("unit", "time:"+format), mapped(notANumber))
}

// wide gives a column a width in pixels. The others share the rest.
func wide(pixels int) settings { return property("custom.width", pixels) }

func coloredText() settings { return property("custom.cellOptions", options{"type": "color-text"}) }

func linked(title, url string) settings {
	return property("links", []options{{"title": title, "url": url}})
}

// addUsageTable adds a table of the applications at the reference period. With matchers, it has no column of sectors.
func (b *board) addUsageTable(height uint32, note string, matchers ...string) {
	users := atReference(b.scaled(usage("users", matchers...)))
	changes := atReference(b.scaled(usersChange(matchers...)))
	newer := latestChange("users_change", "users", matchers...)
	queries := []query{
		rowsOf("A", b.withTitleAndSector(users)),
		rowsOf("B", changes),
		rowsOf("C", atReference(yearlyChange("users_growth_ratio", "users", matchers...))),
		rowsOf("D", atReference(usage("penetration_ratio", matchers...))),
		rowsOf("E", atReference("100 * "+yearlyChange("penetration_change_ratio", "penetration", matchers...))),
		rowsOf("F", latestChange("users_growth_ratio", "users", matchers...)+afterReference),
		rowsOf("G", b.scaled(usage("users", matchers...))),
		rowsOf("H", users), // A again, for the bar: a table shows a field in one column only.
		// I is when the newer survey of F ends, in milliseconds. A change ^ 0 is 1.
		rowsOf("I", "1000 * (("+newer+") ^ 0 * on (period) group_left () ("+periodEnd+" > "+referenceEnd+"))"),
		// J is the change, or a huge number where unknown: Grafana cannot sort by empty cells.
		rowsOf("J", changes+" or on (application) (0 * ("+users+") + 1e12)"),
	}
	columns := []column{
		b.applicationColumn(),
		changeColumn("Value #B", b.Pick("Change, M", "增减（万人）"), b.changeWidth, b.inPeople()),
		changeColumn("Value #C", "%", 58, inPercent()),
		changeColumn("Value #F", b.Pick("Newer: %", "后续调查 %"), 90, inPercent()),
		dateColumn("Value #I", b.Pick("Year to", "截至"), "YYYY-MM", 70),
		numberColumn("Value #A", b.users(), b.usersWidth, b.inPeople()),
		// The bar hides its number, which stands in the column before.
		{"Value #H", b.Pick("of 1,200 M", "满格 12 亿人"), slices.Concat(
			inColor(neutral), property("unit", "locale"), property("min", 0), property("max", b.maxUsers()),
			property("custom.cellOptions", options{"type": "gauge", "mode": "basic", "valueDisplayMode": "hidden"}),
			property("custom.minWidth", 100),
		)},
		numberColumn("Value #D", b.Pick("Share", "使用率"), 75, inPercent()),
		changeColumn("Value #E", b.Pick("Points", "百分点"), 75, inUnit("none", 1)),
		// Grafana's name for the line of G, as sparklines explains.
		{"Trend #G-undefined", b.Pick("Since "+firstYear(), firstYear()+" 年以来"), slices.Concat(
			inColor(neutral),
			property("custom.cellOptions", options{
				"type": "sparkline", "drawStyle": "line", "lineInterpolation": "linear", "lineWidth": 2, "spanNulls": true,
				"gradientMode": "none", "showPoints": "auto", "pointSize": 4, "hideValue": true,
			}),
			property("custom.minWidth", 105),
		)},
		applicationIDColumn(),
		{"Value #J", "order", hidden()},
	}
	if len(matchers) == 0 {
		// On a phone the name and two changes show; the sector comes after all changes of users.
		dots := slices.Concat(wide(34), sectorDots(), coloredText(), property("custom.align", "center"))
		columns = slices.Insert(columns, 5, column{"sector", " ", dots})
	}
	// Without the field Time, as sparklines requires.
	kept := keepFields("^(application|sector|period|" + b.title + "|Value #[A-J])$")
	b.add(fullWidth, height, b.Pick("Users in ${reference:text} and what changed in a year", "${reference:text}用户规模及同比变化"),
		b.Pick("The largest loss first. ± 0: rounding explains the difference. –: not stated, or not comparable with a year before.",
			"降幅（人数）大者在前。± 0：差异在取整误差之内。–：未公布，或与上年同期口径不同。")+note,
		b.tableOf(queries, slices.Concat(kept, sparklines("G"), byApplication("A")), columns, sortBy("order", false)))
}
