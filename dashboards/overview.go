package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// overview is the state of the reference period on one screen: how many people,
// which applications they use, what grew and what shrank.
func overview(l *Language) *board {
	b := newBoard(l, "overview")
	b.builder.WithVariable(dashboard.NewQueryVariableBuilder("sector").
		Label(l.word("variable.sector")).
		Datasource(datasource).
		Query(dashboard.StringOrMap{String: cog.ToPtr("query_result(max by (sector, " + l.title + ") (cnnic_sector_info))")}).
		Regex(`/sector="(?<value>[^"]+)".*` + l.title + `="(?<text>[^"]+)"/`).
		Refresh(dashboard.VariableRefreshOnDashboardLoad).
		Sort(dashboard.VariableSortDisabled).
		Multi(true).
		IncludeAll(true).
		Current(allSelected()))

	b.add("reference_period", 4, 4, label(atReference("max by (period) (cnnic_period_info)"), "period"))
	b.add("internet_users", 5, 4, number(l.counted(atReference(nation("people", "internet_users"))), l.peopleUnit).Decimals(3))
	b.add("internet_penetration", 5, 4, number(atReference(nation("ratio", "internet_penetration")), units.PercentUnit).Decimals(1))
	b.add("growing", 5, 4, number(countOf(atReference(growth), "> 0"), units.NoUnit).ColorScheme(fixed(growing)))
	b.add("shrinking", 5, 4, number(countOf(atReference(growth), "< 0"), units.NoUnit).ColorScheme(fixed(falling)))

	b.add("ranking", 12, 17, l.bars(l.counted(atReference(users)), l.peopleUnit).Min(0))
	b.add("growth", 12, 17, l.signedBars(atReference(growth), units.PercentUnit).Decimals(1))

	b.add("table", width, 16, everything(l))

	b.row("trends")
	b.add("trend", 12, 10, l.trend(l.counted(ofSector("cnnic_application_users", "$sector")), l.peopleUnit).
		Repeat("sector").RepeatDirection(dashboard.PanelRepeatDirectionH).MaxPerRow(2))
	return b
}

// everything is one table of what is known of each application at the reference
// period.
func everything(l *Language) cog.Builder[dashboard.Panel] {
	columns := []column{
		{l.title, l.word("column.application")},
		{"sector_title", l.word("column.sector")},
		{"Value #A", l.word("column.users")},
		{"Value #B", l.word("column.growth")},
		{"Value #C", l.word("column.penetration")},
		{"Value #D", l.word("column.penetration_change")},
	}
	p := list(l.word("column.users")).
		WithTarget(table("A", l.counted(l.classed(l.named(atReference(users)))))).
		WithTarget(table("B", atReference(growth))).
		WithTarget(table("C", atReference(penetration))).
		WithTarget(table("D", points(atReference(penetrationChange)))).
		WithTransformation(joinBy("application", "outer")).
		WithTransformation(keep("^(" + l.title + "|sector_title|Value #[A-D])$")).
		WithTransformation(organize(columns...))
	p.OverrideByName(l.word("column.users"), gaugeCell(l.peopleUnit))
	p.OverrideByName(l.word("column.growth"), signedCell(units.PercentUnit, 1))
	p.OverrideByName(l.word("column.penetration"), []dashboard.DynamicConfigValue{property("unit", units.PercentUnit), property("decimals", 1)})
	p.OverrideByName(l.word("column.penetration_change"), signedCell(l.pointsUnit, 1))
	return p
}
