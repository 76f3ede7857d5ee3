package dashboards

import "fmt"

// PromQL of the dashboards. Each metric is first reduced to the labels that the
// catalogue gives it. What a scrape adds, job and instance and whatever else a
// stack has, falls away with that, so that two replicas of the exporter show
// once and a join never meets a series twice.

const (
	users             = `max by (application, sector, period) (cnnic_application_users)`
	penetration       = `max by (application, sector, period) (cnnic_application_penetration_ratio)`
	growth            = `max by (application, sector, period) (cnnic_application_users_growth_ratio{interval="1y"})`
	penetrationChange = `max by (application, sector, period) (cnnic_application_penetration_change_ratio{interval="1y"})`
)

// atReference keeps the samples of the reference period.
func atReference(expr string) string {
	return expr + ` * on (period) group_left () max by (period) (cnnic_reference_period_info)`
}

// named adds the application's title in the dashboard's language.
func (l *Language) named(expr string) string {
	return fmt.Sprintf(`%s * on (application) group_left (%[2]s) max by (application, %[2]s) (cnnic_application_info)`, expr, l.title)
}

// classed adds the sector's title in the dashboard's language as sector_title.
func (l *Language) classed(expr string) string {
	return fmt.Sprintf(`%s * on (sector) group_left (sector_title) max by (sector, sector_title) (label_replace(cnnic_sector_info, "sector_title", "$1", "%s", "(.*)"))`, expr, l.title)
}

// counted turns people into what the language counts them in.
func (l *Language) counted(expr string) string {
	if l.peopleDivisor == "" {
		return expr
	}
	return fmt.Sprintf(`(%s) / %s`, expr, l.peopleDivisor)
}

// points turns a difference of shares into percentage points.
func points(expr string) string { return "100 * " + expr }

// ofSector keeps the samples of one sector, or of a dashboard variable's.
func ofSector(metric, sector string) string {
	return fmt.Sprintf(`max by (application, sector, period) (%s{sector="%s"})`, metric, sector)
}

// nation is an indicator of the country.
func nation(unit, indicator string) string {
	return fmt.Sprintf(`max by (indicator, period) (cnnic_indicator_%s{indicator="%s"})`, unit, indicator)
}

// countOf counts the samples that a comparison leaves, and zero where it leaves
// none.
func countOf(expr, comparison string) string {
	return fmt.Sprintf(`count(%s %s) or vector(0)`, expr, comparison)
}
