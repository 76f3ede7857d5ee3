package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// nation shows the figures of the country and of single platforms.
func nation(l *Language) *board {
	b := newBoard(l, "nation")
	b.mark()

	trend := func(unit, pattern string) string {
		return l.titled(fmt.Sprintf(`max by (indicator, period) (cnnic_indicator_%s{indicator=~"%s"})`, unit, pattern), "indicator")
	}
	b.add("users", 12, 10, trendBy(l.counted(trend("people", "internet_users|mobile_internet_users|rural_internet_users")), "indicator_title", l.peopleUnit))
	b.add("penetration", 12, 10, trendBy(trend("ratio", "internet_penetration|rural_internet_penetration"), "indicator_title", units.PercentUnit).Max(1))
	b.add("generative_ai", width, 9, trendBy(l.counted(trend("people", "generative_ai_.+")), "indicator_title", l.peopleUnit))
	b.add("growth", width, 9, barChart(units.PercentUnit, "horizontal").
		WithTarget(tableQuery("A", "sort_desc("+trend("ratio", ".+_growth")+")")).
		WithTransformation(keep("^(indicator_title|Value)$")).
		WithTransformation(sortBy("Value", true)).
		XField("indicator_title").
		Decimals(1).
		Thresholds(signed()).ColorScheme(byThreshold()).ColorByField("Value"))

	for _, unit := range []struct{ name, unit string }{
		{"people", l.peopleUnit}, {"ratio", units.PercentUnit}, {"yuan", l.yuanUnit}, {"quantity", l.quantityUnit},
	} {
		b.add(unit.name, width, 9, l.newestFigures(unit.name, unit.unit))
	}
	b.row("platforms")
	for _, unit := range []struct{ name, unit string }{
		{"people", l.peopleUnit}, {"ratio", units.PercentUnit}, {"yuan", l.yuanUnit}, {"quantity", l.quantityUnit},
	} {
		b.add("platform_"+unit.name, width, 7, l.platformFigures(unit.name, unit.unit))
	}
	return b
}

// newestFigures is a table of the newest value of each indicator of the country
// in a unit.
func (l *Language) newestFigures(unit, shown string) cog.Builder[dashboard.Panel] {
	expr := newest(fmt.Sprintf("max by (indicator, qualifier, period) (cnnic_indicator_%s)", unit), "indicator")
	return list(tablePanel(l.word("column.value")).
		WithTarget(tableQuery("A", l.scaled(l.titled("("+expr+")", "indicator"), unit))),
		cell{column{"indicator_title", l.word("column.indicator")}, nil},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"qualifier", l.word("column.qualifier")}, append(l.qualifierNames(), sized(95)...)},
		cell{column{"Value", l.word("column.value")}, append(plainCell(shown), sized(130)...)},
	)
}

// platformFigures is a table of what companies report of their platforms in a
// unit.
func (l *Language) platformFigures(unit, shown string) cog.Builder[dashboard.Panel] {
	expr := fmt.Sprintf("max by (platform, indicator, qualifier, period) (cnnic_platform_%s)", unit)
	return list(tablePanel(l.word("column.value")).
		WithTarget(tableQuery("A", l.scaled(l.titled(l.titled(expr, "indicator"), "platform"), unit))),
		cell{column{"platform_title", l.word("column.platform")}, sized(130)},
		cell{column{"indicator_title", l.word("column.indicator")}, nil},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"qualifier", l.word("column.qualifier")}, append(l.qualifierNames(), sized(95)...)},
		cell{column{"Value", l.word("column.value")}, append(plainCell(shown), sized(130)...)},
	)
}

// scaled turns people and yuan into what the language counts them in.
func (l *Language) scaled(expr, unit string) string {
	if unit == "people" || unit == "yuan" {
		return l.counted(expr)
	}
	return expr
}
