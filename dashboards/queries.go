package dashboards

import (
	"fmt"
	"strings"
)

// PromQL of the dashboards. Each metric is first reduced to the labels that the
// catalogue gives it. What a scrape adds, job and instance and whatever else a
// stack has, falls away with that, so that two replicas of the exporter show
// once and a join never meets a series twice.

// usageOf is a metric of applications, with matchers such as period="2024-12".
func usageOf(metric string, matchers ...string) string {
	return fmt.Sprintf(`max by (application, sector, period) (cnnic_application_%s%s)`, metric, selector(matchers))
}

// selector writes matchers in braces, or nothing where there are none.
func selector(matchers []string) string {
	if len(matchers) == 0 {
		return ""
	}
	return "{" + strings.Join(matchers, ", ") + "}"
}

// Matchers.
const (
	inSector      = `sector="$sector"`
	ofApplication = `application="$application"`
	yearly        = `interval="1y"`
)

var (
	users             = usageOf("users")
	penetration       = usageOf("penetration_ratio")
	growth            = usageOf("users_growth_ratio", yearly)
	penetrationChange = usageOf("penetration_change_ratio", yearly)
)

// referenceEnd is the end of the reference period, as a scalar.
const referenceEnd = `scalar(max(cnnic_period_end_timestamp_seconds * on (period) group_left () max by (period) (cnnic_reference_period_info)))`

// atReference keeps the samples of the reference period.
func atReference(expr string) string {
	return expr + ` * on (period) group_left () max by (period) (cnnic_reference_period_info)`
}

// aYearBefore keeps the samples of the period a year before the reference
// period: the one that ended 365 or 366 days earlier.
func aYearBefore(expr string) string {
	return expr + ` and on (period) (abs(max by (period) (cnnic_period_end_timestamp_seconds) - ` + referenceEnd + ` + 365.5 * 86400) < 86400)`
}

// changeInAYear is how much a figure of which there is one for each period
// changed in the year to the reference period.
func changeInAYear(expr string) string {
	return fmt.Sprintf(`sum(%s) - sum(%s)`, atReference(expr), aYearBefore(expr))
}

// newest keeps, of each series that the labels make, the sample of the newest
// period.
func newest(expr, labels string) string {
	end := `max by (period) (cnnic_period_end_timestamp_seconds)`
	dated := fmt.Sprintf(`(0 * %s + on (period) group_left () %s)`, expr, end)
	return fmt.Sprintf(`%s and (%s == on (%s) group_left () max by (%s) (%s))`, expr, dated, labels, labels, dated)
}

// named adds the application's title in the dashboard's language.
func (l *Language) named(expr string) string {
	return fmt.Sprintf(`(%s) * on (application) group_left (%s) %s`, expr, l.title, one("application", "cnnic_application_info"))
}

// one picks one of the series that describe the same thing. While replicas are
// brought a new dataset in turn, they may describe it in different words.
func one(label, info string) string {
	return fmt.Sprintf(`topk by (%s) (1, %s)`, label, info)
}

// counted turns people into what the language counts them in.
func (l *Language) counted(expr string) string {
	if l.peopleDivisor == "" {
		return expr
	}
	return fmt.Sprintf(`(%s) / %s`, expr, l.peopleDivisor)
}

// precise turns the unit of a rounding into what the language counts it in.
func (l *Language) precise(expr string) string {
	if l.roundingDivisor == "" {
		return expr
	}
	return fmt.Sprintf(`(%s) / %s`, expr, l.roundingDivisor)
}

// points turns a difference of shares into percentage points.
func points(expr string) string { return "100 * " + expr }

// indicator is an indicator of the country.
func indicator(unit, indicator string) string {
	return fmt.Sprintf(`max by (indicator, period) (cnnic_indicator_%s{indicator="%s"})`, unit, indicator)
}

// countOf counts the samples that a comparison leaves, and zero where it leaves
// none.
func countOf(expr, comparison string) string {
	return fmt.Sprintf(`count(%s %s) or vector(0)`, expr, comparison)
}

// titled adds the title of what an info metric describes, under a label of its
// own: the indicator's as indicator_title.
func (l *Language) titled(expr, what string) string {
	info := one(what, fmt.Sprintf(`label_replace(cnnic_%[1]s_info, "%[1]s_title", "$1", "%[2]s", "(.*)")`, what, l.title))
	return fmt.Sprintf(`(%[1]s) * on (%[2]s) group_left (%[2]s_title) %[3]s`, expr, what, info)
}
