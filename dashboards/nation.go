package dashboards

import (
	"fmt"
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/trend"

	"cnnic_exporter/exporter/palette"
)

func nation(b *board) {
	b.builder.Description(b.Pick("Internet users of the country and related figures, and what companies report of their platforms. Sources: CNNIC and the publications listed under Data and exporter.",
		"全国网民规模与相关指标，以及各平台公布的数据。来源：CNNIC 及“数据与导出器”中列出的出版物。"))

	b.add(fullWidth, 7, b.Pick("The country, at each figure's newest survey", "全国（各指标的最近一次调查）"),
		b.Pick("Each indicator's newest figure, with its month and its change in a year; the line shows all surveys.", "各指标的最新数据、所属月份及同比变化；折线为历次调查。"), b.headlines())

	// matching queries the indicators whose identifiers match a pattern, and divides their values.
	matching := func(refID, unit, pattern string, divisor float64) query {
		metric := fmt.Sprintf(`cnnic_indicator_%s{indicator=~"%s"}`, unit, pattern)
		titled := b.named(fmt.Sprintf(`max by (indicator, period) (%s) / %g`, metric, divisor), "indicator", b.title)
		return rowsOf(refID, b.withEdges(titled, metric, "max("+metric+")"))
	}
	draw := func(refID string) *trend.PanelBuilder {
		// Lines that match a pattern contrast with the blue of the others.
		return b.lines(refID, nil, nil).
			OverrideByRegexp("/^(Rural|People aware|农村|听说)/", inColor(palette.Sector("business_transactions"))).
			OverrideByRegexp("/^(Urban|城镇)/", inColor(palette.Sector("culture_tourism_entertainment")))
	}
	// The first chart queries for all four.
	id := b.add(12, 9, b.Pick("Internet users, million", "网民规模（万人）"), b.lineNote(),
		draw("A").Targets([]query{
			matching("A", "people", "(rural_|urban_)?internet_users", b.peopleScale),
			matching("B", "ratio", "(rural_|urban_)?internet_penetration", 1),
			matching("C", "people", "generative_ai_.*", b.peopleScale),
			matching("D", "seconds", "weekly_hours_online", 3600),
		}))
	b.add(12, 9, b.Pick("Internet penetration", "互联网普及率"), b.lineNote(), draw("B").WithTarget(from(id)).Unit("percentunit").Max(1))
	b.add(12, 9, b.Pick("Generative AI, million", "生成式人工智能（万人）"), b.lineNote(), draw("C").WithTarget(from(id)))
	b.add(12, 9, b.Pick("Hours online a week", "人均每周上网时长（小时）"), b.lineNote(), draw("D").WithTarget(from(id)).Legend(legend(false)))

	b.add(fullWidth, 22, b.Pick("Newest figure of each indicator, by theme", "各项指标的最新数据，按主题"),
		b.Pick("Each with its month, how exact it is, and its change in a year if a source states the figure of the year before, and neither figure is a bound or an approximation.",
			"附所属月份、精确程度，以及同比变化（有上年同期数据，且两者均非上下限或约数时）。"),
		b.indicators())
}

func (l *language) headlines() panelBuilder {
	people := `max by (indicator, period) (cnnic_indicator_people{` +
		`indicator=~"internet_users|rural_internet_users|generative_ai_users"})`
	shown := people + " / " + l.Pick("1e6", "1e8") +
		` or 100 * max by (indicator, period) (cnnic_indicator_ratio{indicator="internet_penetration"})`
	info := labelReplace(newest("indicator", "cnnic_latest_indicator_info"), "when", "$1", "period", "(.*)")
	info = labelReplace(info, l.change, "$1"+l.Pick(" in a year", "（同比）"), l.change, "(.+)")
	info = labelReplace(info, l.change, l.Pick("change in a year unknown", "同比未知"), l.change, "")
	expr := withLabels(l.named(shown, "indicator", l.title), "indicator", "when, "+l.change, info)
	field := func(name string) string { return "${__field.labels." + name + "}" }
	return l.stats().
		WithTarget(rowsOf("A", expr)).
		Transformations(slices.Concat(
			keepFields("^("+l.title+"|when|"+l.change+"|period|Value)$"),
			convert("period", "time"), sortBy("period", false), partitionBy(l.title, "when", l.change),
		)).
		// Rounded to a million people in both languages.
		Unit("suffix:"+l.Pick("million", "亿人")).Decimals(map[*language]float64{english: 0, chinese: 2}[l]).
		OverrideByRegexp("/penetration|普及率/", inUnit("suffix:%", 1)).
		Min(0).FieldMinMax(true).
		ColorScheme(fixedColor(blue)).
		DisplayName(field(l.title) + l.Pick(", ", "，") + field("when") + l.Pick(": ", "：") + field(l.change)).
		GraphMode(common.BigValueGraphModeArea).
		ColorMode(common.BigValueColorModeNone)
}

// indicators is a table of the newest figures of the country and of platforms, as text: their units differ.
func (l *language) indicators() panelBuilder {
	country := l.named(newest("indicator", "cnnic_latest_indicator_info"), "indicator", "figure")
	platforms := l.platformFigures(newest("platform, indicator", "cnnic_latest_platform_info"))
	themes := labelReplace("cnnic_indicator_theme_info", "theme", "$1", l.title, "(.*)")
	themed := withLabels(country+" or "+platforms, "indicator", "theme", onePer("indicator", themes))
	theme := l.Pick("Theme", "主题")
	return l.tableOf([]query{rowsOf("A", l.named(themed, "qualifier", "qualifier_title"))}, nil, []column{
		numberColumn(l.text, l.Pick("Value", "数值"), 145),
		{"figure", l.Pick("Figure", "指标"), wide(380)},
		{l.change, l.Pick("Change in a year", "同比变化"), wide(130)},
		periodColumn(l.Pick("Month", "月份")),
		{"qualifier_title", l.Pick("As stated", "精确程度"), wide(110)},
		{"theme", theme, nil},
	}, sortBy(l.Pick("Figure", "指标"), false), sortBy(theme, false))
}
