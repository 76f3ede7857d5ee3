package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// history shows the surveys on their true time axis, from series that reach back
// further than any scrape. It needs a Prometheus that reads from the exporter or
// was backfilled, and says so where it finds nothing.
func history(l *Language) *board {
	b := newBoard(l, "history")
	b.builder.WithVariable(b.choice("sector"))
	b.mark()

	b.add("users", 12, 11, l.onTimeAxis(l.counted(l.historical("application", "application_users", inSector)), l.peopleUnit))
	b.add("penetration", 12, 11, l.onTimeAxis(l.historical("application", "application_penetration_ratio", inSector), units.PercentUnit).Max(1))
	b.add("nation", 12, 11, l.onTimeAxis(l.counted(l.historical("indicator", "indicator_people")), l.peopleUnit))
	b.add("nation_penetration", 12, 11, l.onTimeAxis(l.historical("indicator", "indicator_ratio", `indicator=~".*internet_penetration"`), units.PercentUnit).Max(1))
	return b
}

// historical is a figure of the history as the newest survey of a year states
// it, with the title of what it is of.
func (l *Language) historical(what, metric string, matchers ...string) string {
	newest := func(metric string, matchers ...string) string {
		return fmt.Sprintf("last_over_time(cnnic_history_%s%s[1y])", metric, selector(append(matchers, `timeline="survey"`)))
	}
	return fmt.Sprintf("max by (%[1]s) (%[2]s) * on (%[1]s) group_left (%[3]s) %[4]s",
		what, newest(metric, matchers...), l.title, one(what, newest(what+"_info")))
}

// onTimeAxis draws lines over time. Between two surveys the earlier one holds,
// and a year without a survey is a gap.
func (l *Language) onTimeAxis(expr, unit string) *timeseries.PanelBuilder {
	return lines(unit).
		Min(0).
		WithTarget(ranged("A", expr, "{{"+l.title+"}}")).
		Interval("1d").
		LineInterpolation(common.LineInterpolationStepAfter).
		ShowPoints(common.VisibilityModeNever).
		SpanNulls(common.BoolOrFloat64{Bool: cog.ToPtr(false)}).
		NoValue(l.word("history.setup"))
}
