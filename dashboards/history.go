package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// history shows what no scrape has: Prometheus needs remote read from the exporter, or a backfill.
func history(b *board) {
	b.describe("The surveys on their own time axis, for use beside other series.", "历次调查在真实时间轴上的数据，可与其他序列对照。")
	// Sectors are not queried again when a reader zooms: in years without scrapes, the query would find none.
	b.builder.WithVariable(b.sectorVariable().Refresh(dashboard.VariableRefreshOnDashboardLoad))
	b.addAnnotation(b.Pick("Reports released", "报告发布"), "rgba(128, 128, 128, 0.6)",
		"1000 * "+published, b.Pick("Report {{report}}, survey {{period}}", "第 {{report}} 次报告，调查期 {{period}}"))
	// Annotations mark every panel, and every panel shows the chosen sector: other sectors' changes are left out.
	breaks := "max by (application, period, reason) (cnnic_application_break_info)" +
		" and on (application) cnnic_application_info{" + inSector + "}"
	b.addAnnotation(b.Pick("Definitions changed in the sector", "该类别的口径变化"), warning,
		b.named(b.withTitleAndSector(breaks), "reason", "reason_title")+" * on (period) group_left () (1000 * "+periodEnd+")",
		"{{"+b.title+"}}"+b.Pick(": ", "：")+"{{reason_title}}")

	note := b.Pick("Each figure is drawn until the next one, for a year at most. After that the line has a gap.", "两次调查之间沿用较早一次的数据。空缺表示一年内没有调查数据。")
	draw := func(unit, refID string) *timeseries.PanelBuilder {
		p := timeseries.NewPanelBuilder().
			Unit(unit).
			Min(0).
			ColorScheme(shades(blue)).
			LineInterpolation(common.LineInterpolationStepAfter).
			LineWidth(2).
			ShowPoints(common.VisibilityModeNever).
			Legend(legend(true)).
			Tooltip(tooltip(common.TooltipDisplayModeMulti)).
			Interval("1w"). // Surveys are months apart.
			NoValue(b.Pick("No history here. If the other dashboards show figures, Prometheus has only what it scraped: configure remote_read from the exporter's /api/v1/read, or backfill the history (see docs/history.md). If the other dashboards are empty, too, nothing was scraped at the end of this range.",
				"没有历史数据。若其他仪表板有数据，说明 Prometheus 只有抓取到的样本：请配置 remote_read 读取导出器的 /api/v1/read，或回填数据（见 docs/history.md）。若其他仪表板也为空，则所选时间范围的末尾没有抓取到数据。")).
			Transformations(keepQueries(refID))
		colored(p.OverrideByRegexp, shipped().Applications...)
		return p
	}
	// The first chart queries for both charts.
	id := b.add(12, 14, b.Pick("${sector:text}: users, million", "${sector:text}：用户规模（万人）"), note, draw("locale", "A").
		WithTarget(valueOf("A", b.scaled(b.historical("application_users")), "{{"+b.title+"}}").Range()).
		WithTarget(valueOf("B", b.historical("application_penetration_ratio"), "{{"+b.title+"}}").Range()))
	b.add(12, 14, b.Pick("${sector:text}: share of Internet users", "${sector:text}：网民使用率"), note,
		draw("percentunit", "B").WithTarget(from(id)).Max(1))
}

// historical is a metric of the history for the sector's applications: at each time, its newest value in the past year.
func (l *language) historical(metric string) string {
	last := func(metric, matchers string) string {
		return fmt.Sprintf(`last_over_time(cnnic_history_%s{%stimeline="survey"}[1y])`, metric, matchers)
	}
	return fmt.Sprintf("max by (application) (%s) * on (application) group_left (%s) %s",
		last(metric, inSector+", "), l.title, onePer("application", last("application_info", "")))
}

// addAnnotation adds annotations, off by default, at the times that expr returns in milliseconds.
func (b *board) addAnnotation(name, color, expr, text string) {
	b.builder.Annotation(dashboard.NewAnnotationQueryBuilder().
		Name(name).
		Datasource(datasource).
		Enable(false).
		IconColor(color).
		Target(valueOf("Anno", expr, "")).
		UseValueForTime(true).
		TitleFormat(name).
		TextFormat(text))
}
