package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/units"
)

// application shows all that is known of one application.
func application(l *Language) *board {
	b := newBoard(l, "application")
	b.builder.WithVariable(b.choice("application"))
	b.mark()

	own, none := usageOf("users", ofApplication), l.word("missing")
	b.add("users", 6, 4, number(l.counted(atReference(own)), l.peopleUnit).Decimals(2).NoValue(none))
	b.add("growth", 6, 4, signedNumber(atReference(usageOf("users_growth_ratio", yearly, ofApplication)), units.PercentUnit).Decimals(1).NoValue(none))
	b.add("penetration", 6, 4, number(atReference(usageOf("penetration_ratio", ofApplication)), units.PercentUnit).Decimals(1).NoValue(none))
	b.add("rank", 6, 4, numbers(
		part{l.word("now"), rank(atReference), units.NoUnit, 0, neutral},
		part{l.word("rank.gained"), "(" + rank(aYearBefore) + ") - (" + rank(atReference) + ")", units.NoUnit, 0, changing},
	).NoValue(none))

	b.add("figure", 12, 12, l.reportFigure(ofApplication))
	change := func(interval string) string {
		return fmt.Sprintf(`max by (interval, period) (cnnic_application_users_growth_ratio{%s, interval="%s"})`, ofApplication, interval)
	}
	b.add("changes", 12, 12, lines(units.PercentUnit).
		WithTarget(tableQuery("A", change("1y"))).
		WithTarget(tableQuery("B", change("6mo"))).
		WithTransformation(joinBy("period", "outer")).
		WithTransformation(keep("^(period|Value #[A-B])$")).
		WithTransformation(periodToTime("period")).
		WithTransformation(sortBy("period", false)).
		WithTransformation(organize(column{"period", "period"}, column{"Value #A", l.word("interval.1y")}, column{"Value #B", l.word("interval.6mo")})).
		Decimals(1).NoValue(none))

	peers := usageOf("users") + ` and on (sector) max by (sector) (cnnic_application_info{` + ofApplication + `})`
	b.add("peers", 12, 10, l.bars(l.counted(atReference("("+peers+")")), l.peopleUnit).Min(0))
	segments := func(metric string) string {
		return fmt.Sprintf(`max by (segment, qualifier, period) (cnnic_application_segment_%s{%s})`, metric, ofApplication)
	}
	b.add("segments", 12, 5, l.segments(segments("penetration_ratio"), "column.penetration", shareCell()))
	b.stack("segment_users", 5, l.segments(l.counted(segments("users")), "column.users", plainCell(l.peopleUnit)))
	b.add("sources", width, 12, l.sources(ofApplication))
	return b
}

// rank is the place of the chosen application among all by users, at the survey
// that the given filter keeps.
func rank(at func(string) string) string {
	all, own := at(usageOf("users")), at(usageOf("users", ofApplication))
	return fmt.Sprintf("count((%s) >= on () group_left () (%s))", all, own)
}

// segments is a table of one figure by parts of the population.
func (l *Language) segments(expr, name string, settings []dashboard.DynamicConfigValue) cog.Builder[dashboard.Panel] {
	return list(tablePanel(l.word(name)).NoValue(l.word("missing")).WithTarget(tableQuery("A", expr)),
		cell{column{"segment", l.word("column.segment")}, l.segmentNames()},
		cell{column{"Value", l.word(name)}, append(settings, sized(95)...)},
		cell{column{"period", l.word("column.period")}, sized(85)},
		cell{column{"qualifier", l.word("column.qualifier")}, l.qualifierNames()},
	)
}

// segmentNames are the names of the parts of the population.
func (l *Language) segmentNames() []dashboard.DynamicConfigValue {
	return l.names("segment", "age_60_plus", "rural")
}

// qualifierNames are the source's words for how exact a figure is.
func (l *Language) qualifierNames() []dashboard.DynamicConfigValue {
	return l.names("qualifier", "exact", "rounded", "derived", "over", "nearly", "about", "at_least")
}

// basisNames are the words for where a figure stands.
func (l *Language) basisNames() []dashboard.DynamicConfigValue {
	return l.names("basis", "table", "rounded", "derived")
}

// names maps the values of a label to words of the language.
func (l *Language) names(kind string, values ...string) []dashboard.DynamicConfigValue {
	words := options{}
	for i, v := range values {
		words[v] = options{"text": l.word(kind + "." + v), "index": i}
	}
	return []dashboard.DynamicConfigValue{property("mappings", []options{{"type": "value", "options": words}})}
}
