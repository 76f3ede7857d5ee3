package dashboards

import "slices"

// overdueDays is the age at which CNNICReportOverdue fires; a test compares it with the rule.
const overdueDays = 270

func provenance(b *board) {
	b.builder.Description(b.Pick("CNNIC's reports and the other sources of the figures, the number of findings in the data, and whether the last reload succeeded.",
		"CNNIC 报告及其他数据来源、数据检查发现的问题数，以及最近一次加载是否成功。"))

	b.add(fullWidth, 6, b.Pick("State of the data", "数据状态"),
		b.Pick("The "+b.referencePeriod()+", and the newest survey, each with its report. The age is orange once CNNICReportOverdue fires.",
			b.referencePeriod()+"，以及最新调查，各附其报告。最新报告距今的天数达到“下一次报告已逾期”告警的阈值后显示为橙色。"),
		b.state())

	b.add(fullWidth, 23, b.Pick("Users at each survey, million", "历次调查的用户规模（万人）"),
		b.Pick("An empty cell is a figure that no source states.", "空白表示没有来源公布该数据。"),
		b.tableOf([]query{rowsOf("A", b.withTitleAndSector(b.scaled(usage("users"))))}, nil, nil).
			Transformations(slices.Concat(
				keepFields("^(period|"+b.title+"|Value)$"), sortBy("period", true),
				matrix("period", b.title, "Value"), sortBy(b.title+`\period`, false),
			)).
			Unit("locale").Decimals(b.peopleDecimals).
			OverrideByFieldType("number", slices.Concat(property("noValue", ""), property("custom.minWidth", 85))).
			OverrideByName(b.title+`\period`, slices.Concat(wide(b.nameWidth), property("displayName", b.application()))))
	breaks := "max by (application, period, reason) (cnnic_application_break_info)"
	b.add(fullWidth, 6, b.Pick("Changes of definition", "口径变化"),
		b.Pick("Figures before and after are not comparable.", "变化前后的数据不可比。"),
		b.tableOf([]query{rowsOf("A", b.named(b.withTitleAndSector(breaks), "reason", "reason_title"))}, nil, []column{
			b.applicationColumn(),
			periodColumn(b.survey()),
			{"reason_title", b.Pick("What changed", "变化内容"), nil},
			applicationIDColumn(),
		}, sortBy(b.survey(), true)))
	link := linked(b.Pick("Open the source", "打开来源"), "${__data.fields.link}")
	b.add(fullWidth, 12, b.Pick("Reports and articles", "报告与文章"),
		b.Pick("The publications that state the figures.", "公布这些数据的出版物。"),
		b.tableOf([]query{rowsOf("A", onePer("report", "cnnic_report_info"))}, nil, []column{
			{"report", b.Pick("Report", "报告"), wide(200)},
			{"title", b.Pick("Title", "标题"), slices.Concat(link, property("custom.minWidth", 250))},
			{"publisher", b.Pick("Publisher", "发布机构"), wide(280)},
			{"link", "link", hidden()},
		}, sortBy(b.Pick("Report", "报告"), true)))

	country := b.named("max by (indicator, period, report) (cnnic_indicator_source_info)", "indicator", "figure")
	platforms := b.platformFigures("max by (platform, indicator, period, report) (cnnic_platform_source_info)")
	figure, month := b.Pick("Figure", "指标"), b.Pick("Month", "月份")
	b.row(b.Pick("Sources of figures on the country and on platforms", "全国与平台数据的来源"),
		b.place(fullWidth, 14, b.Pick("The country and platforms", "全国与平台"),
			b.Pick("The report or article that states each figure.", "公布各项数据的报告或文章。"),
			b.tableOf([]query{rowsOf("A", country+" or "+platforms)}, nil,
				[]column{{"figure", figure, property("custom.minWidth", 250)}, periodColumn(month), {"report", b.Pick("Report", "报告"), wide(240)}},
				sortBy(figure, false), sortBy(month, true))))
}

func (l *language) state() panelBuilder {
	// In milliseconds, with the labels period and report.
	publicationOf := func(which string) string { return "1000 * (" + published + " and on (period) " + which + ")" }
	// Non-breaking hyphens keep the date on one line.
	date := property("unit", "time:YYYY\u2011MM\u2011DD")
	warnFrom := func(value int) settings { return thresholds("text", options{"value": value, "color": warning}) }
	return l.tiles(
		tileOf(l.Pick("Reference period {{period}}: report {{report}}, published", "基准期 {{period}}：第 {{report}} 次报告，发布于"),
			publicationOf(reference), date),
		tileOf(l.Pick("Newest survey {{period}}: report {{report}}, published", "最新调查 {{period}}：第 {{report}} 次报告，发布于"),
			publicationOf("topk(1, "+periodEnd+" and on (period) cnnic_period_info)"), date),
		tileOf(l.Pick("Age of the newest report", "最新报告距今"), "floor((time() - max("+published+")) / 86400)",
			inUnit("suffix:"+l.Pick("days", "天"), 0), warnFrom(overdueDays)),
		tileOf(l.Pick("Findings in the data", "数据检查发现的问题"), "sum(max by (check) (cnnic_dataset_findings))", warnFrom(1)),
		tileOf(l.Pick("Last reload", "最近一次加载"), "min(cnnic_exporter_dataset_last_reload_successful)", mapped(mapping("value", options{
			"0": options{"text": l.Pick("failed", "失败"), "color": warning, "index": 0},
			"1": options{"text": l.Pick("succeeded", "成功"), "index": 1},
		}))),
	)
}
