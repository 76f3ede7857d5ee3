package dashboards

import (
	"fmt"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

// rowsOf is a query with a row for each series and its labels as columns. It is instant, at the end of the
// range: one scrape is enough to draw every survey. Only the History dashboard has range queries.
func rowsOf(refID, expr string) *prometheus.DataqueryBuilder {
	return prometheus.NewDataqueryBuilder().RefId(refID).Datasource(datasource).Expr(expr).
		Instant().Format(prometheus.PromQueryFormatTable)
}

// valueOf is an instant query with one value for each series.
func valueOf(refID, expr, legendFormat string) *prometheus.DataqueryBuilder {
	return rowsOf(refID, expr).Format(prometheus.PromQueryFormatTimeSeries).LegendFormat(legendFormat)
}

// from takes the results of the panel with this ID, and sends no query of its own.
type from uint32

func (id from) Build() (variants.Dataquery, error) {
	return variants.UnknownDataquery{"refId": "A", "panelId": uint32(id), "datasource": sameDashboard}, nil
}

// Expressions show each figure once, however many replicas serve it. If their datasets differ, the newer survey counts
// and, of two numbers for one survey, the larger one, unless ofNewestReplica keeps the samples of one replica.

const (
	inSector      = `sector="$sector"`
	ofApplication = `application="$application"`
	ofSurvey      = `period="$survey"`
	yearly        = `interval="1y"`
)

// periodEnd is when each period ends. reference is the reference period, by default the newest full
// survey, with its end as value. referenceEnd is its end as a scalar, 0 if unknown.
const (
	periodEnd    = `max by (period) (cnnic_period_end_timestamp_seconds)`
	reference    = `topk(1, ` + periodEnd + ` and on (period) cnnic_reference_period_info)`
	referenceEnd = `scalar(` + reference + ` or on () vector(0))`
)

// atReference keeps the samples of the reference period.
func atReference(expr string) string { return expr + " and on (period) " + reference }

// usage is a metric of applications, with matchers such as period="2024-12".
func usage(metric string, matchers ...string) string {
	return fmt.Sprintf(`max by (application, period) (cnnic_application_%s%s)`, metric, selector(matchers))
}

func selector(matchers []string) string {
	if len(matchers) == 0 {
		return ""
	}
	return "{" + strings.Join(matchers, ", ") + "}"
}

// yearlyChange is a metric of change in a year. The direction, as a factor, makes the change 0 where rounding
// explains it, and absent across a break in series. subject is users or penetration.
func yearlyChange(metric, subject string, matchers ...string) string {
	return fmt.Sprintf(`max by (application, period) (cnnic_application_%s%s * abs(cnnic_application_%s_direction))`,
		metric, selector(append([]string{yearly}, matchers...)), subject)
}

func usersChange(matchers ...string) string {
	rounding := usage("users_change_rounding", append([]string{yearly}, matchers...)...)
	return roundChange(yearlyChange("users_change", "users", matchers...), rounding)
}

// roundChange rounds changes to millions where rounding explains half a million or more, as headline.InMillions does.
// With the factor, -1.5 million becomes -2 million; PromQL's round alone makes it -1 million.
func roundChange(change, rounding string) string {
	return fmt.Sprintf(`(%[1]s unless on (application, period) %[2]s >= 5e5 or round((%[1]s) * 1.000000001, 1e6))`, change, rounding)
}

// ofNewestReplica keeps for each application the samples of one replica that has its newest survey.
const ofNewestReplica = " and on (application, job, instance) " +
	"topk by (application) (1, cnnic_latest_application_survey_timestamp_seconds)"

// latest is one of the metrics cnnic_latest_application_*, filtered by ofNewestReplica.
func latest(metric string, matchers ...string) string {
	return "max by (application) (cnnic_latest_application_" + metric + selector(matchers) + ofNewestReplica + ")"
}

// latestChange is yearlyChange at each application's newest survey with a known change.
func latestChange(metric, subject string, matchers ...string) string {
	return atLatestChange(yearlyChange(metric, subject, matchers...), subject, matchers...)
}

// atLatestChange keeps the samples of each application's newest survey with a known change in a year. Like the
// changes among cnnic_latest_*, it keeps none if that survey is a year or more older than the application's newest.
func atLatestChange(expr, subject string, matchers ...string) string {
	direction, matchers := subject+"_direction", append([]string{yearly}, matchers...)
	return expr + " and on (application, period) " + newest("application", usage(direction, matchers...)+" ^ 0") +
		" and on (application) " + latest(direction, matchers...)
}

// afterReference keeps the samples of surveys after the reference period.
const afterReference = ` and on (period) (` + periodEnd + ` > ` + referenceEnd + `)`

// labelReplace is PromQL's label_replace. Without source and pattern it sets the label to the replacement.
func labelReplace(expr, label, replacement, source, pattern string) string {
	return fmt.Sprintf(`label_replace(%s, "%s", "%s", "%s", "%s")`, expr, label, replacement, source, pattern)
}

// withLabels joins expr to info by the labels that on lists, and adds the given labels of info.
func withLabels(expr, on, labels, info string) string {
	return fmt.Sprintf(`(%s) * on (%s) group_left (%s) %s`, expr, on, labels, info)
}

// withTitleAndSector adds the application's title in the dashboard's language, and its sector.
func (l *language) withTitleAndSector(expr string) string {
	return withLabels(expr, "application", l.title+", sector", onePer("application", "cnnic_application_info"))
}

// applicationLines puts a figure of applications on the axis of surveys, for a line chart. A star marks
// changed definitions. Matchers restrict the axis to the surveys of some sectors.
func (l *language) applicationLines(expr string, matchers ...string) string {
	const changed = " on (application) cnnic_application_break_info"
	info := onePer("application", "cnnic_application_info")
	starred := labelReplace(info+" and"+changed, l.title, "$1*", l.title, "(.*)")
	expr = withLabels(expr, "application", l.title+", sector", "("+starred+" or "+info+" unless"+changed+")")
	selected := selector(matchers)
	surveys := "cnnic_application_users" + selected + " or cnnic_application_penetration_ratio" + selected
	return l.withEdges(expr, surveys, "max by (sector) (cnnic_application_info"+selected+")")
}

// onePer keeps one series for each combination of the given labels: that of the largest value, or any of
// equal ones. While replicas serve different datasets, they may give one thing different titles.
func onePer(labels, expr string) string { return fmt.Sprintf(`topk by (%s) (1, %s)`, labels, expr) }

// newest keeps the series of the newest period for each combination of the given labels. expr must have the value 1.
func newest(labels, expr string) string {
	return onePer(labels, expr+" * on (period) group_left () "+periodEnd) + " ^ 0"
}

// published is when each survey's report was published, with the label report.
var published = "max by (period) (cnnic_period_published_timestamp_seconds) * on (period) group_left (report) " +
	onePer("period", "cnnic_period_info")

// named adds the title of a label's value as the label titleLabel. Titles of reasons are in cnnic_break_reason_info.
func (l *language) named(expr, label, titleLabel string) string {
	metric := "cnnic_" + strings.Replace(label, "reason", "break_reason", 1) + "_info"
	titles := labelReplace(metric, titleLabel, "$1", l.title, "(.*)")
	return withLabels(expr, label, titleLabel, onePer(label, titles))
}

// barNames joins labels as the label name. It breaks long names, which on a phone do not fit on one line beside bars.
func barNames(expr, separator string, labels ...string) string {
	joined := fmt.Sprintf(`label_join(%s, "name", "%s", "%s")`, expr, separator, strings.Join(labels, `", "`))
	return labelReplace(joined, "name", `$1\n$2`, "name", "(.{15}[^ ]*) (.+)")
}

// platformFigures adds the label figure: the titles of the platform and the indicator.
func (l *language) platformFigures(expr string) string {
	titled := l.named(l.named(expr, "platform", "platform_title"), "indicator", "indicator_title")
	return fmt.Sprintf(`label_join(%s, "figure", "%s", "platform_title", "indicator_title")`, titled, l.Pick(": ", "："))
}

// orNone adds a row with "none" in a label if the exporter is scraped but expr returns nothing: without rows, Grafana
// shows only headers. The row's application is a space, since a join by application drops rows without one.
func (l *language) orNone(expr, label string) string {
	row := labelReplace("NaN * max(cnnic_period_info)", label, l.none(), "", "")
	return expr + " or on () " + labelReplace(row, "application", " ", "", "")
}

// withEdges adds the label x, the position on the axis of surveys, to expr. So that charts do not cut off their
// outer points, it also adds two rows without a number, with a blank title, for each series of perChart: half a year
// before the first of the surveys and 0.4 years after the last, since at 0.5 Grafana would label the next survey.
// perChart has one series for each chart that uses the result, labelled with its application or sector, if any.
func (l *language) withEdges(expr, surveys, perChart string) string {
	positions := axisPosition("(" + periodEnd + " and on (period) (" + surveys + "))")
	edge := func(x string) string {
		return fmt.Sprintf(`%s * NaN * on () group_left (x) count_values("x", %s)`, perChart, x)
	}
	edges := edge("min("+positions+") - 0.5") + " or " + edge("max("+positions+") + 0.4")
	return withLabels(expr, "period", "x", `count_values by (period) ("x", `+axisPosition(periodEnd)+")") +
		" or " + labelReplace(edges, l.title, " ", "", "")
}

// yearSeconds is the mean length of a year in seconds.
const yearSeconds = "31556952"

// axisPosition is where a survey that ends at a time lies on the axis of surveys, rounded to a
// quarter of a year: the year for December, half a year less for June. Time 0 is the end of 1969.
func axisPosition(end string) string {
	return fmt.Sprintf(`round(4 * %s / %s) / 4 + 1969`, end, yearSeconds)
}

// beforeBreak are the users of applications before their last change of definition, sinceBreak all other users.
func beforeBreak(matchers ...string) string {
	users := usage("users", matchers...)
	end := "0 * " + users + " + on (period) group_left () " + periodEnd
	breaks := "cnnic_application_break_info" + selector(matchers) + " * on (period) group_left () " + periodEnd
	before := end + " < on (application) group_left () max by (application) (" + breaks + ")"
	return "(" + users + " and on (application, period) (" + before + "))"
}

func sinceBreak(matchers ...string) string {
	return "(" + usage("users", matchers...) + " unless on (application, period) " + beforeBreak(matchers...) + ")"
}
