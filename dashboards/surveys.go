package dashboards

import (
	"fmt"
	"slices"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/trend"

	"cnnic_exporter/exporter/dataset"
)

// Charts over surveys. Their axis counts years so that December stands at the
// year's number: a time axis puts the tick of a year a month after its December.

// The years whose ticks are labelled YYYY-MM. Later ones show the number of the year.
const firstTick, lastTick = 2017, 2035

// surveyTicks are the settings of the field x: months for ticks and tooltips, and
// blanks between them that are as wide as a month, since Grafana takes the room
// for a tick from its text.
func (l *Language) surveyTicks() settings {
	months := options{}
	for year := firstTick; year <= lastTick; year++ {
		for i, month := range []string{"03", "06", "12"} {
			x := float64(year) - []float64{0.75, 0.5, 0}[i]
			months[fmt.Sprint(x)] = options{"text": fmt.Sprintf("%d-%s", year, month), "index": len(months)}
		}
	}
	blank := options{"from": 0, "to": lastTick, "result": options{"text": strings.Repeat("\u2007", 6), "index": len(months)}}
	return slices.Concat(in("none", 2), settings{
		property("mappings", []options{{"type": "value", "options": months}, {"type": "range", "options": blank}}),
		property("min", nil), property("max", nil),
		property("displayName", l.survey()),
		property("custom.axisGridShow", false),
	})
}

// lines draws the rows of a query as a line for each title over the surveys, applications
// in their colours. The transformations in before run first.
func (l *Language) lines(refID string, applications []*dataset.Application, before ...dashboard.DataTransformerConfig) *trend.PanelBuilder {
	x := `x\` + l.title
	p := trend.NewPanelBuilder().
		Transformations(slices.Concat(transformations{keepQueries(refID)}, before, transformations{
			// The rows at the edges stay, the column that their blank title makes does not.
			matrix(l.title, "x", "Value #"+refID), keep(`^\S.*$`), convert(x, "number"), sortBy(x, false),
		})).
		Unit("locale").
		Min(0).
		NoValue(l.empty()).
		ColorScheme(shades(blue)).
		LineWidth(2).
		ShowPoints(common.VisibilityModeAlways).PointSize(6).
		SpanNulls(common.BoolOrFloat64{Bool: new(true)}).
		Legend(legend(true)).
		Tooltip(tooltip(common.TooltipDisplayModeMulti).HideZeros(true)).
		OverrideByName(x, l.surveyTicks())
	colored(p.OverrideByRegexp, applications...)
	return p
}

// lineQuery returns an expression as the query A of lines. B is not drawn: from a single
// query without a result Grafana makes no fields, and the panel reports an error.
func lineQuery(expr string) []query {
	return []query{rowsOf("A", expr), rowsOf("B", reference)}
}

// figureQuery selects what a figure of the report draws, for the applications and surveys
// of the matchers and the filter: users under the application's title, marked
// with a star where an earlier definition counts them, and the share of Internet users.
func (l *Language) figureQuery(filter string, matchers ...string) string {
	users := usage("users", matchers...)
	// A bar without neighbours is as wide as the panel: where the definition changed, both
	// series have a bar of no height at each survey of the other.
	flat := " or 0 * (" + users + " and on (application) cnnic_application_break_info)"
	all := fmt.Sprintf(`(%s or label_replace(%s, "%[4]s", "$1*", "%[4]s", "(.*)") or label_replace(%[3]s, "%[4]s", "%[5]s", "", ""))`,
		l.described(l.scaled(sinceBreak(matchers...)+flat)), l.described(l.scaled(beforeBreak(matchers...)+flat)),
		l.described(usage("penetration_ratio", matchers...)), l.title, l.share())
	return l.withEdges(all+filter, users+filter, "max by (application) ("+users+")")
}

// figure draws applications as the report does: users as bars on the left axis, pale where
// an earlier definition counts them, the share of Internet users as a line on the right.
// All figures have the same axes.
func (l *Language) figure(applications []*dataset.Application, before ...dashboard.DataTransformerConfig) *trend.PanelBuilder {
	return l.lines("A", applications, before...).
		DrawStyle(common.GraphDrawStyleBars).
		BarWidthFactor(0.5).FillOpacity(70).LineWidth(0).
		ShowPoints(common.VisibilityModeNever).
		Max(l.maxUsers()).Decimals(float64(l.peopleDecimals)).
		OverrideByRegexp(`/\*$/`, settings{property("custom.fillOpacity", 15), property("custom.lineWidth", 1)}).
		OverrideByRegexp("/^"+l.share()+"$/", slices.Concat(inPercent(), inColor("text"), settings{
			property("min", 0), property("max", 1),
			property("custom.drawStyle", "line"), property("custom.fillOpacity", 0), property("custom.lineWidth", 2),
			property("custom.showPoints", "always"), property("custom.pointSize", 7),
			property("custom.axisPlacement", "right"), property("custom.axisGridShow", false), property("custom.spanNulls", true),
		}))
}
