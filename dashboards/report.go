package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// figures are the figures of report 55 that draw an application's users and
// penetration, by their number.
var figures = []struct {
	number      int
	application string
}{
	{21, "instant_messaging"},
	{22, "search_engine"},
	{23, "online_office"},
	{25, "online_shopping"},
	{26, "online_payment"},
	{27, "online_meal_ordering"},
	{28, "online_travel_booking"},
	{29, "online_video"},
	{30, "live_streaming"},
	{31, "online_literature"},
	{32, "online_car_hailing"},
	{33, "online_medical_services"},
}

// drawn are the surveys that report 55 draws: those of December, 2020 to 2024.
const drawn = `period=~"202[0-4]-12"`

// report is Table 5 and the figures of report 55 as it prints them.
func report(l *Language) *board {
	b := newBoard(l, "report")
	b.builder.Time("2020-06-01T00:00:00.000Z", "now")

	at := func(metric, period string, matchers ...string) string {
		return usageOf(metric, append(matchers, `period="`+period+`"`)...)
	}
	// The report's table has the applications of which it prints the growth.
	printed := at("users_growth_ratio", "2024-12", yearly)
	b.add("table5", width, 18, list(tablePanel(l.word("column.users_2024")).
		WithTarget(tableQuery("A", l.counted("("+l.named(at("users", "2024-12")+" and on (application) "+printed)+")"))).
		WithTarget(tableQuery("B", at("penetration_ratio", "2024-12"))).
		WithTarget(tableQuery("C", l.counted(at("users", "2023-12")))).
		WithTarget(tableQuery("D", at("penetration_ratio", "2023-12"))).
		WithTarget(tableQuery("E", printed)).
		WithTransformation(keep("^(application|"+l.title+"|Value #[A-E])$")).
		WithTransformation(joinBy("application", "inner")),
		cell{column{l.title, l.word("column.application")}, linkedCell(l.word("link.application"), l.applicationURL())},
		cell{column{"Value #C", l.word("column.users_2023")}, plainCell(l.peopleUnit)},
		cell{column{"Value #D", l.word("column.penetration_2023")}, shareCell()},
		cell{column{"Value #A", l.word("column.users_2024")}, plainCell(l.peopleUnit)},
		cell{column{"Value #B", l.word("column.penetration_2024")}, shareCell()},
		cell{column{"Value #E", l.word("column.growth")}, signedCell(units.PercentUnit, 1)},
		cell{column{"application", "application"}, hiddenCell()},
	))
	for _, f := range figures {
		if f.number == 25 {
			topics := `max by (indicator, period) (cnnic_indicator_ratio{indicator=~"social_topic_.+"})`
			b.add("figure_24", 12, 10, barChart(units.PercentUnit, common.VizOrientationHorizontal).
				WithTarget(tableQuery("A", l.titled(topics, "indicator"))).
				WithTransformation(keep("^(indicator_title|Value)$")).
				WithTransformation(sortBy("Value", true)).
				XField("indicator_title").
				Min(0).Max(1).Decimals(1))
		}
		b.add(fmt.Sprintf("figure_%d", f.number), 12, 10, l.reportFigure(fmt.Sprintf(`application="%s"`, f.application), drawn))
	}
	return b
}
