package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// provenance shows where every figure comes from, what is odd about the data,
// and how the exporter is doing.
func provenance(l *Language) *board {
	b := newBoard(l, "provenance")

	b.add("reference_period", 4, 4, label(atReference("max by (period) (cnnic_period_info)"), "period"))
	b.add("released", 5, 4, number("1000 * max(cnnic_period_published_timestamp_seconds)", "time: YYYY-MM-DD"))
	b.add("age", 5, 4, number("time() - max(cnnic_period_published_timestamp_seconds)", "s").Decimals(0))
	b.add("findings", 5, 4, number("sum(max by (check) (cnnic_dataset_findings))", units.NoUnit).
		Thresholds(steps(dashboard.Threshold{Color: neutral}, dashboard.Threshold{Value: cog.ToPtr(1.0), Color: warning})).ColorScheme(byThreshold()))
	b.add("reload", 5, 4, number("min(cnnic_exporter_dataset_last_reload_successful)", units.NoUnit).
		Mappings([]dashboard.ValueMapping{{ValueMap: &dashboard.ValueMap{Type: dashboard.MappingTypeValueToText, Options: map[string]dashboard.ValueMappingResult{
			"0": {Text: cog.ToPtr(l.word("reload.failed")), Color: cog.ToPtr(falling), Index: cog.ToPtr(int32(0))},
			"1": {Text: cog.ToPtr(l.word("reload.succeeded")), Color: cog.ToPtr(neutral), Index: cog.ToPtr(int32(1))},
		}}}}))

	b.add("coverage", width, 18, matrixOf(l))
	b.add("sources", width, 16, l.sources())
	b.add("nation_sources", 12, 10, list(tablePanel(l.word("column.period")).
		WithTarget(tableQuery("A", l.titled("max by (indicator, period, report) (cnnic_indicator_source_info)", "indicator"))),
		cell{column{"indicator_title", l.word("column.indicator")}, nil},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"report", l.word("column.report")}, sized(180)},
	))
	b.add("platform_sources", 12, 10, list(tablePanel(l.word("column.period")).
		WithTarget(tableQuery("A", l.titled(l.titled("max by (platform, indicator, period, report) (cnnic_platform_source_info)", "indicator"), "platform"))),
		cell{column{"platform_title", l.word("column.platform")}, sized(130)},
		cell{column{"indicator_title", l.word("column.indicator")}, nil},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"report", l.word("column.report")}, sized(180)},
	))
	b.add("breaks", 12, 7, list(tablePanel(l.word("column.period")).NoValue(l.word("nothing")).
		WithTarget(tableQuery("A", l.named("max by (application, period, reason) (cnnic_application_break_info)"))),
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"reason", l.word("column.reason")}, nil},
		cell{column{"application", "application"}, hiddenCell()},
	))
	b.add("checks", 12, 7, list(tablePanel(l.word("column.findings")).
		WithTarget(tableQuery("A", "max by (check) (cnnic_dataset_findings)")),
		cell{column{"check", l.word("column.check")}, l.names("check", "users_against_penetration", "stated_growth", "large_change", "reference_period")},
		cell{column{"Value", l.word("column.findings")}, plainCell(units.NoUnit)},
	))
	b.add("superseded", width, 7, l.superseded())
	b.add("reports", width, 12, list(tablePanel(l.word("column.report")).
		WithTarget(tableQuery("A", "max by (report, publisher, title, link) (cnnic_report_info)")),
		cell{column{"report", l.word("column.report")}, sized(190)},
		cell{column{"publisher", l.word("column.publisher")}, nil},
		cell{column{"title", l.word("column.title")}, sized(560)},
		cell{column{"link", l.word("column.url")}, linkedCell(l.word("link.source"), "${__value.raw}")},
	))

	b.row("exporter")
	b.add("scrape", 12, 8, scrapedLines(`scrape_duration_seconds and on (job, instance) cnnic_exporter_build_info`, "{{instance}}", "s").TimeFrom("6h"))
	b.add("memory", 12, 8, scrapedLines(`process_resident_memory_bytes and on (job, instance) cnnic_exporter_http_requests_in_flight`, "{{instance}}", "bytes").TimeFrom("6h"))
	b.add("requests", 12, 8, scrapedLines(`sum by (handler, code) (rate(cnnic_exporter_http_requests_total[$__rate_interval]))`, "{{handler}} {{code}}", "reqps").TimeFrom("6h"))
	b.add("cpu", 12, 8, scrapedLines(`rate(process_cpu_seconds_total[$__rate_interval]) and on (job, instance) cnnic_exporter_http_requests_in_flight`, "{{instance}}", units.PercentUnit).TimeFrom("6h"))
	return b
}

// sources is a table of where each figure stands, how exact it is, and when it
// was published.
func (l *Language) sources(matchers ...string) cog.Builder[dashboard.Panel] {
	info := fmt.Sprintf("max by (application, period, report, basis) (cnnic_application_source_info%s)", selector(matchers))
	published := "1000 * max by (report) (max by (period) (cnnic_period_published_timestamp_seconds) * on (period) group_left (report) " + one("period", "cnnic_period_info") + ")"
	return list(tablePanel(l.word("column.period")).
		WithTarget(tableQuery("A", l.named(info+" * on (report) group_left () ("+published+")"))).
		WithTarget(tableQuery("B", l.counted(usageOf("users", matchers...)))).
		WithTarget(tableQuery("C", l.precise(usageOf("users_rounding", matchers...)))).
		WithTarget(tableQuery("D", usageOf("penetration_ratio", matchers...))).
		WithTransformation(transformation("merge", options{})),
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"Value #B", l.word("column.users")}, plainCell(l.peopleUnit)},
		cell{column{"Value #C", l.word("column.rounding")}, append(plainCell(l.roundingUnit), sized(95)...)},
		cell{column{"Value #D", l.word("column.penetration")}, shareCell()},
		cell{column{"basis", l.word("column.basis")}, append(l.basisNames(), sized(190)...)},
		cell{column{"report", l.word("column.report")}, sized(75)},
		cell{column{"Value #A", l.word("column.published")}, dateCell()},
		cell{column{"application", "application"}, hiddenCell()},
	)
}

// superseded is a table of what earlier reports stated and later ones contradict,
// beside what is served in its place.
func (l *Language) superseded() cog.Builder[dashboard.Panel] {
	former := func(figure string) string {
		return fmt.Sprintf("max by (application, period, report) (cnnic_application_superseded_%s)", figure)
	}
	served := func(figure string) string {
		return fmt.Sprintf("0 * %s + on (application, period) group_left () max by (application, period) (cnnic_application_%s)", former(figure), figure)
	}
	return list(tablePanel(l.word("column.period")).NoValue(l.word("nothing.superseded")).
		WithTarget(tableQuery("A", l.counted(l.named(former("users"))))).
		WithTarget(tableQuery("B", l.counted(l.named(served("users"))))).
		WithTarget(tableQuery("C", l.named(former("penetration_ratio")))).
		WithTarget(tableQuery("D", l.named(served("penetration_ratio")))).
		WithTransformation(transformation("merge", options{})),
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"report", l.word("column.superseded_report")}, sized(160)},
		cell{column{"Value #A", l.word("column.superseded_users")}, plainCell(l.peopleUnit)},
		cell{column{"Value #B", l.word("column.users")}, plainCell(l.peopleUnit)},
		cell{column{"Value #C", l.word("column.superseded_penetration")}, shareCell()},
		cell{column{"Value #D", l.word("column.penetration")}, shareCell()},
		cell{column{"application", "application"}, hiddenCell()},
	)
}

// matrixOf shows for which surveys each application's users are known.
func matrixOf(l *Language) cog.Builder[dashboard.Panel] {
	return tablePanel(l.title+`\period`).
		WithTarget(tableQuery("A", l.counted(l.named(users)))).
		WithTransformation(keep(`^(period|`+l.title+`|Value)$`)).
		WithTransformation(sortBy("period", false)).
		WithTransformation(matrix("period", l.title)).
		Unit(l.peopleUnit).
		SortBy(nil).
		OverrideByName(l.title+`\period`, append(sized(170), property("displayName", l.word("column.application"))))
}
