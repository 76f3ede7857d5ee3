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
	b.add("reference_period", 5, 4, label(atReference("max by (period) (cnnic_period_info)"), "period"))
	b.add("internet_users", 7, 4, numbers(
		part{l.word("now"), l.counted(atReference(people)), l.peopleUnit, 3, neutral},
		part{l.word("interval.1y"), l.counted(changeInAYear(people)), l.peopleUnit, 2, changing},
	))
	b.add("internet_penetration", 6, 4, numbers(
		part{l.word("now"), atReference(share), units.PercentUnit, 1, neutral},
		part{l.word("interval.1y"), points("(" + changeInAYear(share) + ")"), l.pointsUnit, 1, changing},
	))
	b.add("directions", 6, 4, numbers(
		part{l.word("direction.growing"), countOf(atReference(growth), "> 0"), units.NoUnit, 0, growing},
		part{l.word("direction.shrinking"), countOf(atReference(growth), "< 0"), units.NoUnit, 0, falling},
	))

	b.add("ranking", 12, 17, l.bars(l.counted(atReference(users)), l.peopleUnit).Min(0))
	b.add("growth", 12, 17, l.signedBars(atReference(growth), units.PercentUnit))

	b.add("table", width, 17, l.applications())

	b.row("trends")
	b.add("trend", 12, 10, l.trend(l.counted(usageOf("users", inSector)), l.peopleUnit).
		Repeat("sector").RepeatDirection(dashboard.PanelRepeatDirectionH).MaxPerRow(2))
	return b
}
