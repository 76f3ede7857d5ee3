package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// overview is the state of the reference period on one screen: how many people,
// which applications they use, what grew and what shrank.
func overview(l *Language) *board {
	b := newBoard(l, "overview")
	b.builder.WithVariable(b.choice("sector").Multi(true).IncludeAll(true).Current(allSelected()).Hide(dashboard.VariableHideHideVariable))
	b.mark()

	people, share := indicator("people", "internet_users"), indicator("ratio", "internet_penetration")
	b.add("reference_period", 4, 4, label(atReference("max by (period) (cnnic_period_info)"), "period"))
	b.add("internet_users", 4, 4, number(l.counted(atReference(people)), l.peopleUnit).Decimals(3))
	b.add("internet_users_change", 3, 4, signedNumber(l.counted(changeInAYear(people)), l.peopleUnit).Decimals(2))
	b.add("internet_penetration", 4, 4, number(atReference(share), units.PercentUnit).Decimals(1))
	b.add("internet_penetration_change", 3, 4, signedNumber(points("("+changeInAYear(share)+")"), l.pointsUnit).Decimals(1))
	b.add("growing", 3, 4, number(countOf(atReference(growth), "> 0"), units.NoUnit).ColorScheme(fixed(growing)))
	b.add("shrinking", 3, 4, number(countOf(atReference(growth), "< 0"), units.NoUnit).ColorScheme(fixed(falling)))

	b.add("ranking", 12, 17, l.bars(l.counted(atReference(users)), l.peopleUnit).Min(0))
	b.add("growth", 12, 17, l.signedBars(atReference(growth), units.PercentUnit))

	b.add("table", width, 17, l.applications())

	b.row("trends")
	b.add("trend", 12, 10, l.trend(l.counted(usageOf("users", inSector)), l.peopleUnit).
		Repeat("sector").RepeatDirection(dashboard.PanelRepeatDirectionH).MaxPerRow(2))
	return b
}
