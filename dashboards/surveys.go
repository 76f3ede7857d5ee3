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
			place := float64(year) - []float64{0.75, 0.5, 0}[i]
			months[fmt.Sprint(place)] = options{"text": fmt.Sprintf("%d-%s", year, month), "index": len(months)}
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

// overSurveys is the base of all charts over surveys.
func (l *Language) overSurveys(x string) *trend.PanelBuilder {
	return trend.NewPanelBuilder().
		Unit("locale").
		Min(0).
		NoValue(l.empty()).
		ColorScheme(shades(own)).
		LineWidth(2).
		ShowPoints(common.VisibilityModeAlways).PointSize(6).
		SpanNulls(common.BoolOrFloat64{Bool: new(true)}).
		Legend(legend(true)).
		Tooltip(tooltip(common.TooltipDisplayModeMulti).HideZeros(true)).
		OverrideByName(x, l.surveyTicks())
}

// lines draws a line for each value of a label over the surveys, from the rows of a
// query after the transformations before. refID is empty if the panel that sends the
// query has only one, as fields are then named without a letter.
func (l *Language) lines(refID, label string, before ...dashboard.DataTransformerConfig) *trend.PanelBuilder {
	value, x := "Value", `x\`+label
	if refID != "" {
		value += " #" + refID
		before = append(transformations{queries(refID)}, before...)
	}
	return l.overSurveys(x).Transformations(slices.Concat(
		transformations{keep("^(sector|application|indicator|" + label + "|x|" + value + ")$")},
		before,
		// The rows at the edges stay, the column that their blank title makes does not.
		transformations{matrix(label, "x", value), keep(`^\S.*$`), convert(x, "number"), sortBy(x, false)},
	))
}

// applicationLines draws a line for each application in its colour.
func (l *Language) applicationLines(refID string, applications []*dataset.Application, before ...dashboard.DataTransformerConfig) *trend.PanelBuilder {
	p := l.lines(refID, l.title, before...)
	colored(p.OverrideByRegexp, applications...)
	return p
}

// figureQueries are the queries of a figure of the report, for the applications and
// surveys that the matchers and the filter select: A users, B share, C users by an
// earlier definition, D rows without values at both ends, for half a bar's room.
func (l *Language) figureQueries(filter string, matchers ...string) []query {
	users := usage("users", matchers...)
	// A bar without neighbours is as wide as the panel: where a definition changed, both
	// have bars of no height.
	none := " or 0 * (" + users + " and on (application) cnnic_application_break_info)"
	shown := func(expr string) string { return onSurveyAxis("(" + expr + ")" + filter) }
	return []query{
		rowsOf("A", shown(l.counted(likeForLike(matchers...)+none))),
		rowsOf("B", shown(usage("penetration_ratio", matchers...))),
		rowsOf("C", shown(l.counted(earlier(matchers...)+none))),
		rowsOf("D", edges("max by (application) ("+users+")", users+filter)),
	}
}

// figure draws an application as the report does: users as bars on the left axis,
// pale where an earlier definition counts them, the share of Internet users as a
// line on the right. All figures have the same axes.
func (l *Language) figure(name string, before ...dashboard.DataTransformerConfig) *trend.PanelBuilder {
	return l.overSurveys("x").
		Transformations(slices.Concat(before, transformations{
			keep("^(x|Value #[ABCD])$"),
			joinBy("x"),
			keep("^(x|Value #[ABC])$"),
			convert("x", "number"),
			sortBy("x", false),
			organize(column{"x", "x", nil}, column{"Value #A", name, nil}, column{"Value #C", name + "*", nil}, column{"Value #B", l.share(), nil}),
		})).
		DrawStyle(common.GraphDrawStyleBars).
		BarWidthFactor(0.5).FillOpacity(70).LineWidth(0).
		ShowPoints(common.VisibilityModeNever).
		Max(l.mostUsers()).Decimals(float64(l.peopleDecimals)).
		// By a pattern, since a name that holds a variable matches no field.
		OverrideByRegexp(`/\*$/`, settings{property("custom.fillOpacity", 15), property("custom.lineWidth", 1)}).
		OverrideByName(l.share(), slices.Concat(inPercent(), inColor("text"), settings{
			property("min", 0), property("max", 1),
			property("custom.drawStyle", "line"), property("custom.fillOpacity", 0), property("custom.lineWidth", 2),
			property("custom.showPoints", "always"), property("custom.pointSize", 7),
			property("custom.axisPlacement", "right"), property("custom.axisGridShow", false), property("custom.spanNulls", true),
		}))
}
