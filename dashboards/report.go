package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/trend"

	"cnnic_exporter/exporter/dataset"
)

// surveyEnd is the end of the survey that the reader chose.
const surveyEnd = `scalar(max(cnnic_period_end_timestamp_seconds{` + ofSurvey + `}))`

// chartedSurveys keeps the chosen survey and the four Decembers before it, as the charts of report 55
// do, with March 2020 for December 2019. 4.1 years allow for leap days.
const chartedSurveys = ` and on (period) ((cnnic_period_end_timestamp_seconds{period=~".*-12|2020-03|$survey"}` +
	" <= " + surveyEnd + ") > " + surveyEnd + " - 4.1 * " + yearSeconds + ")"

// charted lists the applications in Table 5 that a report also charts, in its order.
var charted = []string{
	"instant_messaging", "search_engine", "online_office",
	"online_shopping", "online_payment", "online_meal_ordering",
	"online_travel_booking", "online_video", "live_streaming",
	"online_literature", "online_car_hailing", "online_medical_services",
}

func report(b *board) {
	b.describe("Table 5 and the charts of a report. The table compares with the year before, even for a June survey, whose report compares with the December before.",
		"报告的表 5 与各应用图表。表中与上年同期比较；6 月调查的报告本身与上年 12 月比较。")
	surveys := "sort_desc(" + b.monthOf(periodEnd+` and on (period) cnnic_period_info{coverage="full"}`) + ")"
	b.builder.WithVariable(queryVariable("survey", "period", surveys).Label(b.survey()).Sort(dashboard.VariableSortDisabled))

	b.add(fullWidth, 19, b.Pick("Table 5 of ${survey:text}", "表 5：${survey:text}"),
		b.Pick("Users and share of Internet users, at the survey and a year before, as exact as the report prints them. –: no source states it.",
			"该次调查与上年同期的用户规模和网民使用率，精度与报告一致。–：没有来源公布。"),
		b.table5())

	b.row(b.Pick("Charts: users, million (bars); share (line, right axis); earlier definition (pale)",
		"各应用图：用户规模（柱，万人）、使用率（线，右轴）、先前口径（浅色）"))
	note := b.Pick("All these charts have the same axes. Where a bar or point is missing, no source states the number.", "各图坐标轴相同。缺少的柱或点表示没有来源公布该数据。")
	b.charts(len(charted), 3, 8, note, b.chartQuery(chartedSurveys), func(i int) (string, *trend.PanelBuilder) {
		a := shipped().Application(charted[i])
		// Bar widths are relative to the narrowest gap between rows, the 0.4 years that chartQuery adds at the end.
		p := b.chart([]*dataset.Application{a}, where("application", a.ID)).BarWidthFactor(0.9).Legend(legend(false))
		return b.Title(a), p
	})
}

func (l *language) table5() panelBuilder {
	const inTable = ` and on (application) cnnic_application_source_info{` + ofSurvey + `, basis="table"}`
	// A calendar year differs from yearSeconds by less than a day. 20 days allow for that, and reach no other survey.
	const distance = "abs(" + periodEnd + " - " + surveyEnd + " + " + yearSeconds + ")"
	const yearBefore = " and on (period) (" + distance + " < 20 * 86400)"
	return l.tableOf([]query{
		rowsOf("A", l.withTitleAndSector(l.scaled(usage("users", ofSurvey))+inTable)),
		rowsOf("B", usage("penetration_ratio", ofSurvey)),
		rowsOf("C", l.scaled(usage("users")+yearBefore)),
		rowsOf("D", usage("penetration_ratio")+yearBefore),
		rowsOf("E", usage("users_growth_ratio", yearly, ofSurvey)),
	}, byApplication("A"), []column{
		l.applicationColumn(),
		numberColumn("Value #A", l.users(), l.usersWidth, l.inPeople()),
		numberColumn("Value #B", l.Pick("Share", "使用率"), 75, inPercent()),
		numberColumn("Value #C", l.Pick("Users a year before, M", "上年同期用户规模（万人）"), 190, l.inPeople()),
		numberColumn("Value #D", l.Pick("Share a year before", "上年同期使用率"), 160, inPercent()),
		// Not red or green: like the report's, this growth may be across a change of definition.
		numberColumn("Value #E", l.Pick("Growth", "增长率"), 80, inPercent()),
		applicationIDColumn(),
	}, sortBy(l.users(), true))
}
