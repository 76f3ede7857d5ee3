package dashboards

import (
	"fmt"
	"slices"
)

func movers(b *board) {
	b.describe("What grew and what shrank in a year.", "用户规模的同比增减。")
	b.addReferenceVariable()

	about := b.Pick("The largest loss first. Grey: rounding explains the difference. Applications whose definition changed in the year are left out.",
		"降幅最大的在前。灰色：差异在取整误差之内。不含一年内口径有变化的应用。")
	growth := usage("users_growth_ratio", yearly) + " and on (application, period) "
	direction := usage("users_direction", yearly)
	newerDirection := atLatestChange(direction, "users") + afterReference
	id := b.add(10, 11, b.Pick("User growth, surveys after ${reference:text}", "${reference:text}之后各次调查的用户规模同比增长率"),
		b.Pick("Each application's newest known change in a year, if it is to a survey after ${reference:text}. ", "各应用最近一次已知的同比变化，只含 ${reference:text}之后的调查。")+about,
		b.growthBars("A", "B", // C and D are for the panel that takes its data from this one.
			rowsOf("A", barNames(b.withTitleAndSector(growth+newerDirection), b.Pick(", ", "，"), b.title, "period")),
			rowsOf("B", newerDirection),
			rowsOf("C", barNames(b.withTitleAndSector(atReference(growth+direction)), "", b.title)),
			rowsOf("D", atReference(direction))))
	b.add(14, 11, b.Pick("Past their peak", "已过峰值"),
		b.Pick("Fewer users at an application's newest survey than at an earlier one. The loss is larger than rounding explains, and the definition did not change.",
			"各应用最近一次调查的用户少于其此前某次调查：减少超出取整误差，且统计口径未变。"),
		b.pastPeak())
	b.add(10, 22, b.Pick("User growth, year to ${reference:text}", "${reference:text}用户规模同比增长率"), about,
		b.growthBars("C", "D", from(id)))
	b.add(14, 22, b.Pick("Firing alerts", "正在触发的告警"),
		b.Pick("The firing alerts of this project's rules in Prometheus. Empty if none fires or the rules are not loaded.",
			"本项目告警规则在 Prometheus 中的触发情况。没有触发或未加载规则时为空。"),
		b.alerts())
}

func (l *language) pastPeak() panelBuilder {
	peak, users := onePer("application", sinceBreak()), latest("users")
	// The largest loss that rounding can explain is half the sum of the roundings at both surveys.
	rounding := usage("users_rounding")
	newestRounding := rounding + " and on (application, period) " + newest("application", usage("users")+" ^ 0")
	rounding = "((" + rounding + " + on (application) group_left () (" + newestRounding + ")) / 2)"
	lost := fmt.Sprintf("(%s - on (application) group_left () %s) > on (application, period) %s", peak, users, rounding)
	change := l.Pick("Change, M", "增减（万人）")
	// Only A keeps the field period: Grafana would number two fields of that name.
	joined := slices.Concat(only("B", keepFields("^(application|Value #B)$")), byApplication("A"))
	return l.tableOf([]query{
		rowsOf("A", l.orNone(l.withTitleAndSector(l.scaled("-"+roundChange(lost, rounding))), l.title)),
		rowsOf("B", l.scaled(peak)),
		rowsOf("C", l.scaled(users)),
		rowsOf("D", users+" / on (application) "+peak+" - 1"),
		rowsOf("E", "1000 * "+latest("survey_timestamp_seconds")),
	}, joined, []column{
		l.applicationColumn(),
		changeColumn("Value #A", change, l.changeWidth, l.inPeople()),
		changeColumn("Value #D", "%", 64, inPercent()),
		numberColumn("Value #C", l.Pick("Newest, M", "最近（万人）"), 100, l.inPeople()),
		dateColumn("Value #E", l.Pick("Newest at", "最近调查期"), "YYYY-MM", 90),
		numberColumn("Value #B", l.Pick("Peak, M", "峰值（万人）"), 100, l.inPeople()),
		{"period", l.Pick("Peak at", "峰值时间"), nil},
		applicationIDColumn(),
	}, sortBy(change, false))
}

// alertWords says what each alert means: a predicate on the application or sector, or a sentence if it has neither.
var alertWords = []struct{ name, en, zh string }{
	{"CNNICApplicationShrinking", "lost users within a year", "用户规模同比下降"},
	{"CNNICApplicationLosingReach", "lost reach within a year", "网民使用率同比下降"},
	{"CNNICSectorShrinking", "has applications that together lost users within a year", "各应用用户规模合计同比下降"},
	{"CNNICGrowthReversed", "fell after it had grown", "由增转降"},
	{"CNNICApplicationRecovered", "gained users again", "用户规模恢复增长"},
	{"CNNICReportOverdue", "The next report is overdue", "下一次报告已逾期"},
	{"CNNICDatasetFindings", "A check of the dataset has findings", "数据集检查发现问题"},
	{"CNNICExporterDown", "An exporter is down", "导出器不可用"},
	{"CNNICDatasetReloadFailed", "The last reload of the dataset failed", "最近一次加载数据集失败"},
}

// firing are the firing alerts, with the severity as value and the labels subject (a title) and path (of a dashboard).
func (l *language) firing() string {
	of := func(severity string) string {
		return `ALERTS{alertname=~"CNNIC.*", alertstate="firing", severity="` + severity + `"}`
	}
	all := fmt.Sprintf("max by (alertname, application, sector, period) (3 * %s or 2 * %s or %s)",
		of("critical"), of("warning"), of("info"))
	alertsOn := func(label string) string {
		return labelReplace(l.named(all, label, "subject"), "path", l.uid(label)+"?var-"+label+"=$1", label, "(.*)")
	}
	others := labelReplace(all, "path", l.uid("provenance")+"?", "", "")
	others = labelReplace(others, "subject", l.Pick("Data and exporter", "数据与导出器"), "", "")
	const or = " or on (alertname, application, sector, period) "
	return alertsOn("application") + or + alertsOn("sector") + or + others
}

func (l *language) alerts() panelBuilder {
	sentences := options{}
	for i, a := range alertWords {
		sentences[a.name] = options{"text": l.Pick(a.en, a.zh), "index": i}
	}
	link := linked(l.Pick("Show it", "查看"), "/d/${__data.fields.path}&${datasource:queryparam}&${__url_time_range}")
	alert, severity := l.Pick("Alert", "告警"), l.Pick("Severity", "级别")
	severities := mapping("value", options{
		"3": options{"text": l.Pick("critical", "严重"), "color": "purple", "index": 0},
		"2": options{"text": l.Pick("warning", "警告"), "color": warning, "index": 1},
		"1": options{"text": l.Pick("information", "提示"), "color": blue, "index": 2},
	})
	return l.tableOf([]query{rowsOf("A", l.firing())}, nil, []column{
		{"subject", l.Pick("Subject", "对象"), slices.Concat(wide(l.nameWidth), link)},
		{"alertname", alert, slices.Concat(property("custom.minWidth", 190), mapped(mapping("value", sentences)))},
		periodColumn(l.survey()),
		{"Value", severity, slices.Concat(wide(90), coloredText(), property("custom.align", "left"), mapped(severities))},
		{"path", "path", hidden()},
	}, sortBy(alert, true), sortBy(l.survey(), true), sortBy(severity, true))
}
