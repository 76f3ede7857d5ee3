package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// sector shows the applications of one sector over all surveys.
func sector(l *Language) *board {
	b := newBoard(l, "sector")
	b.builder.WithVariable(b.choice("sector"))
	b.mark()

	sectorUsers := usageOf("users", inSector)
	b.add("users", 12, 11, l.trend(l.counted(sectorUsers), l.peopleUnit))
	b.add("penetration", 12, 11, l.trend(usageOf("penetration_ratio", inSector), units.PercentUnit).Max(1))
	b.add("growth", 12, 9, l.signedBars(atReference(usageOf("users_growth_ratio", yearly, inSector)), units.PercentUnit))
	b.add("share", 12, 9, l.bars(atReference(sectorUsers+" / on (period) group_left () sum by (period) ("+sectorUsers+")"), units.PercentUnit).Min(0).Decimals(1))
	b.add("surveys", width, 11, l.surveyBars(l.counted(sectorUsers), l.peopleUnit).GroupWidth(0.8).Orientation(common.VizOrientationVertical))
	b.add("table", width, 10, l.applications(inSector))
	return b
}
