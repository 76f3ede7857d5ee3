package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// movers shows what grew and what shrank in the year to the reference period.
func movers(l *Language) *board {
	b := newBoard(l, "movers")
	none := l.word("nothing")

	b.add("growing", 12, 15, l.signedBars(atReference(growth)+" > 0", units.PercentUnit).NoValue(none))
	b.add("shrinking", 12, 6, l.signedBars(atReference(growth)+" < 0", units.PercentUnit).Max(0).NoValue(none))
	b.stack("lost", 9, l.signedBars(points("("+atReference(penetrationChange)+" < 0)"), units.NoUnit).Max(0).NoValue(none))
	b.add("gained", 12, 13, l.signedBars(points("("+atReference(penetrationChange)+" > 0)"), units.NoUnit).NoValue(none))
	b.add("scatter", 12, 13, l.scatter(atReference(penetration), atReference(growth), units.PercentUnit, units.PercentUnit))

	reached := atReference(penetrationChange) + " < 0"
	b.add("thinner", 12, 7, list(tablePanel(l.word("column.growth")).NoValue(none).
		WithTarget(tableQuery("A", l.named("("+atReference(growth)+" > 0) and on (application) ("+reached+")"))).
		WithTarget(tableQuery("B", points("("+reached+")"))).
		WithTransformation(joinBy("application", "inner")),
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"Value #A", l.word("column.growth")}, signedCell(units.PercentUnit, 1)},
		cell{column{"Value #B", l.word("column.penetration_change")}, signedCell(l.pointsUnit, 1)},
		cell{column{"application", "application"}, hiddenCell()},
	))
	peak := "max by (application) (" + users + " and on (period) (max by (period) (cnnic_period_end_timestamp_seconds) <= " + referenceEnd + "))"
	past := atReference(users) + " < on (application) group_left () " + peak
	b.add("past_peak", 12, 7, list(tablePanel(l.word("column.users")).NoValue(none).
		WithTarget(tableQuery("A", l.counted(l.named("("+past+")")))).
		WithTarget(tableQuery("B", l.counted(peak))).
		WithTransformation(joinBy("application", "inner")),
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"Value #A", l.word("column.users")}, plainCell(l.peopleUnit)},
		cell{column{"Value #B", l.word("column.peak")}, plainCell(l.peopleUnit)},
		cell{column{"application", "application"}, hiddenCell()},
	))
	b.add("alerts", width, 8, list(tablePanel(l.word("column.alert")).NoValue(none).
		WithTarget(tableQuery("A", `max by (alertname, severity, alertstate, application) (ALERTS{alertname=~"CNNIC.*", alertstate="firing"})`)),
		cell{column{"alertname", l.word("column.alert")}, nil},
		cell{column{"severity", l.word("column.severity")}, nil},
		cell{column{"application", l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"alertstate", l.word("column.state")}, nil},
	))
	return b
}
