package dashboards

import (
	"fmt"
	"slices"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/trend"

	"cnnic_exporter/exporter/dataset"
)

// The axis of charts over surveys counts years, and has the survey of December 2024 at 2024: on a time axis it
// would stand just left of the tick 2025.

// lastYear is the last year whose surveys are labelled YYYY-MM; June 2036 would be labelled 2035.50.
const lastYear = 2035

// surveyTicks are the settings of the field x. They label March, June and December in ticks and tooltips, and
// other ticks with blanks about as wide, since Grafana reserves room by a tick's text.
func (l *language) surveyTicks() settings {
	months := options{}
	for year := int(shipped().Surveys[0].Period)/12 - 1; year <= lastYear; year++ {
		for _, month := range []int{3, 6, 12} { // The survey of December 2019 was delayed to March 2020.
			x := fmt.Sprint(float64(year) + float64(month)/12 - 1)
			months[x] = options{"text": fmt.Sprintf("%d-%02d", year, month), "index": len(months)}
		}
	}
	blank := options{"from": 0, "to": lastYear, "result": options{"text": strings.Repeat("\u2007", 6), "index": len(months)}}
	return slices.Concat(
		inUnit("none", 2),
		mapped(mapping("value", months), mapping("range", blank)),
		property("min", nil), property("max", nil), // The panel's min and max are those of the y axis.
		property("displayName", l.survey()),
		property("custom.axisGridShow", false),
	)
}

// lines draws a query's rows over the surveys, a line for each title. The given applications have their colours.
func (l *language) lines(refID string, applications []*dataset.Application, before transformations) *trend.PanelBuilder {
	xField := `x\` + l.title
	p := trend.NewPanelBuilder().
		Transformations(slices.Concat(
			keepQueries(refID), before, matrix(l.title, "x", "Value #"+refID),
			// Drop the column of the blank title that withEdges adds. Its rows stay and widen the axis.
			keepFields(`^\S.*$`),
			convert(xField, "number"), sortBy(xField, false),
		)).
		Unit("locale").
		Min(0).
		NoValue(l.noValue()).
		ColorScheme(shades(blue)).
		LineWidth(2).
		ShowPoints(common.VisibilityModeAlways).PointSize(6).
		SpanNulls(common.BoolOrFloat64{Bool: new(true)}).
		Legend(legend(true)).
		Tooltip(tooltip(common.TooltipDisplayModeMulti).HideZeros(true)).
		OverrideByName(xField, l.surveyTicks())
	colored(p.OverrideByRegexp, applications...)
	return p
}

// lineQueries are an expression as query A, for the function lines, and a query B that is not
// drawn: if a panel's only query has no result, Grafana makes no fields, and shows an error.
func lineQueries(expr string) []query { return []query{rowsOf("A", expr), rowsOf("B", reference)} }

// chartQuery selects what the function chart draws. A star after a title marks users that are counted by
// an earlier definition. Matchers choose applications. PromQL in filter, such as chartedSurveys, chooses surveys.
func (l *language) chartQuery(filter string, matchers ...string) string {
	users, share := usage("users", matchers...), usage("penetration_ratio", matchers...)
	// A bar without neighbours is as wide as the panel: where the definition changed, both
	// series have a bar of height zero at each survey of the other.
	flat := " or 0 * (" + users + " and on (application) cnnic_application_break_info)"
	since := l.withTitleAndSector(l.scaled(sinceBreak(matchers...) + flat))
	before := l.withTitleAndSector(l.scaled(beforeBreak(matchers...) + flat))
	before = labelReplace(before, l.title, "$1*", l.title, "(.*)")
	shares := labelReplace(l.withTitleAndSector(share), l.title, l.share(), "", "")
	stated := "(" + users + " or " + share + ")"
	return l.withEdges("("+since+" or "+before+" or "+shares+")"+filter, stated+filter, "max by (application) "+stated)
}

// chart draws applications as the report does: users as bars on the left axis, the share as a line on the right.
func (l *language) chart(applications []*dataset.Application, before transformations) *trend.PanelBuilder {
	return l.lines("A", applications, before).
		DrawStyle(common.GraphDrawStyleBars).
		BarWidthFactor(0.5).FillOpacity(70).LineWidth(0).
		ShowPoints(common.VisibilityModeNever).
		Max(l.maxUsers()).Decimals(l.peopleDecimals).
		OverrideByRegexp(`/\*$/`, slices.Concat(property("custom.fillOpacity", 15), property("custom.lineWidth", 1))).
		OverrideByRegexp("/^"+l.share()+"$/", slices.Concat(
			property("unit", "percentunit"), property("decimals", nil), // The panel's decimals are those of users.
			inColor("text"), property("max", 1),
			property("custom.drawStyle", "line"), property("custom.fillOpacity", 0), property("custom.lineWidth", 2),
			property("custom.showPoints", "always"), property("custom.pointSize", 7),
			property("custom.axisPlacement", "right"), property("custom.axisGridShow", false),
		))
}

// charts adds n charts, perLine side by side; the last one fills its line. All use the results of the first's queries.
func (b *board) charts(n, perLine int, height uint32, note, expr string, chart func(i int) (string, *trend.PanelBuilder)) {
	queries := lineQueries(expr)
	for i := range n {
		width := fullWidth / perLine
		if i == n-1 {
			width = fullWidth - i%perLine*width
		}
		title, p := chart(i)
		id := b.add(uint32(width), height, title, note, p.Targets(queries))
		if i == 0 {
			queries = []query{from(id)}
		}
	}
}
