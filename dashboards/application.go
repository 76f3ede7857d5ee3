package dashboards

import (
	"fmt"
	"slices"
)

func applicationBoard(b *board) {
	b.describe("All that is known of one application.", "一项应用的全部信息。")
	a := shipped().Application("short_video")
	b.builder.WithVariable(b.choiceVariable("application", b.application(), a.ID, b.Title(a)))
	b.addReferenceVariable()
	newest := "cnnic_period_end_timestamp_seconds == scalar(" + latest("survey_timestamp_seconds", ofApplication) + ")"
	b.addPeriodVariable("survey", "max by (period) ("+newest+")", b.Pick("no survey", "（无调查）"))

	b.add(fullWidth, 5, b.Pick("${application:text} in ${survey:text}", "${application:text}，${survey:text}"),
		b.Pick("Users and the share of Internet users at the newest survey that states the users, and their newest known changes in a year. Figures that no source states are left out, as are changes and ranks across a change of definition. The rank is among the applications whose users are stated both at the survey in the tile's title and a year before.",
			"公布其用户规模的最近一次调查：用户规模、网民使用率，以及最近一次已知的同比变化。未公布的数据不显示，口径变化前后的差异与排名亦不显示。排名只比较排名标题所示调查期与上年同期都公布了用户规模的应用。"),
		b.applicationTiles())

	b.add(15, 14, b.Pick("Users (million) and share", "用户规模（万人）与使用率"),
		b.Pick("Bars: users, left axis. Line: share of Internet users, right axis. Pale bars, marked *: counted by an earlier definition, not comparable with the later ones.",
			"柱：用户规模（左轴）。线：网民使用率（右轴）。标 * 的浅色柱：按先前口径统计，与之后不可比。"),
		b.chart(shipped().Applications, nil).Targets(lineQueries(b.chartQuery("", ofApplication))))
	b.add(9, 14, b.Pick("Sector in ${reference:text}, M users", "同类应用，${reference:text}用户（万人）"),
		b.Pick("Users of the applications of the same sector at the "+b.referencePeriod()+".",
			b.referencePeriod()+"中同类应用的用户规模。"), b.peers())
	b.add(fullWidth, 16, b.Pick("${application:text}: every survey and its sources", "${application:text}：历次调查及其数据来源"),
		b.Pick("Each figure, its growth in a year, how exact it is, the report that states it, and changes of definition. ± 0: rounding explains the difference. –: none, or not comparable with a year before. Users and share from two reports stand in two rows, and each row shows both.",
			"各项数据及其同比增长率、精确程度、出处与口径变化。± 0：差异在取整误差之内。–：无，或与上年同期口径不同。用户规模与使用率出自两份报告时，两行均列出两项数据。"),
		b.sources())

	b.row(b.Pick("Parts of the population", "人群细分"), b.place(fullWidth, 6,
		b.Pick("${application:text}: parts of the population", "${application:text}：人群细分"),
		b.Pick("Users in a part of the population, and their share of the Internet users in that part, where a source states them.",
			"某一人群的用户规模及其占该人群网民的比例（有来源时）。"),
		b.segments()))
}

func (l *language) applicationTiles() panelBuilder {
	signed := bySign(l.Pick("within rounding", "在取整误差内"))
	// rank counts the applications with at least as many users as the chosen one. Across a break in series it is absent.
	change := atReference(usage("users_change", yearly))
	users := "(" + atReference(usage("users")) + " and on (application) (" + change + "))"
	yearBefore := "(" + users + " - on (application) max by (application) (" + change + "))"
	rank := func(among string) string {
		chosen := among + " and on (application) (" + atReference(usage("users_direction", yearly, ofApplication)) + ")"
		return "count(" + among + " >= on () group_left () (" + chosen + "))"
	}
	ranks := rank(users) + fmt.Sprintf(
		` * on () group_left (before) count_values("before", %s) * on () group_left (all) count_values("all", count(%s))`,
		rank(yearBefore), users)
	return l.tiles(
		tileOf(l.users(), l.scaled(latest("users", ofApplication)), l.inPeople()),
		tileOf(l.Pick("Change in the year to {{period}}, M", "{{period}} 同比增减（万人）"),
			l.scaled(atLatestChange(usersChange(ofApplication), "users", ofApplication)), l.inPeople(), signed),
		tileOf(l.Pick("Growth in the year to {{period}}", "{{period}} 同比增长率"),
			latestChange("users_growth_ratio", "users", ofApplication), inPercent(), signed),
		tileOf(l.share(), latest("penetration_ratio", ofApplication), inPercent()),
		tileOf(l.Pick("Change of share to {{period}}, points", "{{period}} 使用率同比变化（百分点）"),
			"100 * "+latestChange("penetration_change_ratio", "penetration", ofApplication), inUnit("none", 1), signed),
		tileOf(l.Pick("Rank among {{all}} in ${reference}; a year before: {{before}}", "${reference} 排名（共 {{all}} 项；上年同期：{{before}}）"),
			ranks, inUnit("none", 0)),
	)
}

func (l *language) peers() panelBuilder {
	all := l.withTitleAndSector(l.scaled(atReference(usage("users"))))
	peers := all + " and on (sector) cnnic_application_info{" + ofApplication + "}"
	marked := labelReplace(peers, "mark", "▶ ", "application", "$application")
	// The axis leaves room for the numbers beside the bars.
	axis := slices.Concat(property("min", 0), property("custom.axisSoftMax", 1.4*l.maxUsers()))
	length := column{"Value", l.users(), slices.Concat(l.inPeople(), axis)}
	color := column{"application", "application", applicationColors()}
	return l.bars(nil, length, color, true).WithTarget(rowsOf("A", barNames(marked, "", "mark", l.title)))
}

func (l *language) segments() panelBuilder {
	of := func(metric string) string {
		figures := "max by (segment, qualifier, period) (cnnic_application_segment_" + metric + "{" + ofApplication + "})"
		return l.named(l.named(figures, "segment", "segment_title"), "qualifier", "qualifier_title")
	}
	return l.tableOf([]query{
		// "unless" binds tighter than orNone's "or": if shares are stated, it drops only the row "none".
		rowsOf("A", l.orNone(l.scaled(of("users")), "segment_title")+
			" unless on () cnnic_application_segment_penetration_ratio{"+ofApplication+"}"),
		rowsOf("B", of("penetration_ratio")),
	}, transformation("merge", options{}), []column{
		{"segment_title", l.Pick("Part of the population", "人群"), property("custom.minWidth", 170)},
		numberColumn("Value #A", l.users(), l.usersWidth, l.inPeople(), mapped(notANumber)),
		numberColumn("Value #B", l.Pick("Share of its Internet users", "占该人群网民比例"), 200, inPercent()),
		{"qualifier_title", l.Pick("As stated", "精确程度"), wide(120)},
		periodColumn(l.survey()),
	})
}

func (l *language) sources() panelBuilder {
	info := "max by (application, period, report, basis) (cnnic_application_source_info{" + ofApplication + "})"
	breaks := "max by (application, period, reason) (cnnic_application_break_info{" + ofApplication + "})"
	// Only reports of surveys have a date in published. Other sources get NaN, shown as a dash.
	dated := info + " * on (report) group_left () (1000 * max by (report) (" + published + ")) or NaN * " + info
	return l.tableOf([]query{
		rowsOf("A", l.named(dated, "basis", "basis_title")),
		rowsOf("B", l.scaled(usage("users", ofApplication))),
		rowsOf("C", l.scaled(usage("users_rounding", ofApplication))),
		rowsOf("D", usage("penetration_ratio", ofApplication)),
		rowsOf("E", l.scaled(usage("superseded_users", ofApplication))),
		rowsOf("F", usage("superseded_penetration_ratio", ofApplication)),
		rowsOf("G", yearlyChange("users_growth_ratio", "users", ofApplication)),
		rowsOf("H", l.named(breaks, "reason", "reason_title")),
	}, transformation("merge", options{}), []column{
		periodColumn(l.survey()),
		numberColumn("Value #B", l.users(), l.usersWidth, l.inPeople()),
		changeColumn("Value #G", l.Pick("Growth", "增长率"), 80, inPercent()),
		numberColumn("Value #D", l.Pick("Share", "使用率"), 75, inPercent()),
		numberColumn("Value #C", l.Pick("Rounded to, M", "精确到（万人）"), 130, inUnit("locale", 2)),
		{"basis_title", l.Pick("Basis", "依据"), property("custom.minWidth", 220)},
		{"report", l.Pick("Report", "报告"), wide(130)},
		dateColumn("Value #A", l.Pick("Published", "发布日期"), "YYYY-MM-DD", 110),
		{"reason_title", l.Pick("Definition changed", "口径变化"), property("custom.minWidth", 200)},
		numberColumn("Value #E", l.Pick("Stated before, M", "此前公布（万人）"), 150, l.inPeople()),
		numberColumn("Value #F", l.Pick("Share stated before", "此前公布的使用率"), 150, inPercent()),
	}, sortBy(l.survey(), true))
}
