package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// history shows the surveys on their true time axis, for use beside other series.
// Its series reach back further than any scrape: it needs a Prometheus that reads
// from the exporter or was backfilled.
func history(b *board) {
	b.describe("The surveys on their true time axis, for use beside other series.", "历次调查在真实时间轴上的数据，可与其他序列对照。")
	b.chooseSector()
	b.mark(b.say("Reports released", "报告发布"), "rgba(128, 128, 128, 0.6)",
		`1000 * max by (period) (cnnic_period_published_timestamp_seconds) * on (period) group_left (report) `+one("period", "cnnic_period_info{period=~\".*-(03|06|12)\"}"), "{{report}}: {{period}}")
	b.mark(b.say("Definitions changed in the sector", "该类别的口径变化"), warning,
		b.named(b.described(`max by (application, period, reason) (cnnic_application_break_info) and on (application) cnnic_application_info{`+inSector+`}`), "reason", "words")+
			` * on (period) group_left () (1000 * `+periodEnd+`)`, "{{"+b.title+"}}: {{words}}")

	setup := b.say("No history here. If the other dashboards show figures, Prometheus has only what it scraped: let it read the exporter's /api/v1/read, or backfill it (docs: History). If they are empty, too, nothing has been scraped at the end of this range.",
		"没有历史数据。若其他仪表板有数据，说明 Prometheus 只有抓取到的样本：请配置 remote_read 读取导出器的 /api/v1/read，或回填数据（见文档 History）。若其他仪表板也为空，则所选时间范围的末尾没有抓取到数据。")
	held := b.say("Between two surveys the earlier one holds. A gap is a year without a survey.", "两次调查之间取较早一次的数字。空缺表示一年内没有调查数据。")
	// charts draws people and a share from one request.
	charts := func(users, share string, exprs ...string) {
		draw := func(unit, refID string) *timeseries.PanelBuilder {
			p := b.overTime(unit).Interval("1w").NoValue(setup).WithTransformation(queries(refID))
			colored(p.OverrideByRegexp, shipped().Applications...)
			countryColored(p.OverrideByRegexp)
			return p
		}
		p := draw("locale", "A")
		for i, expr := range exprs {
			p.WithTarget(ranged(string(rune('A'+i)), expr, "{{"+b.title+"}}"))
		}
		id := b.add(12, 11, users, held, p)
		b.add(12, 11, share, held, draw("percentunit", "B").WithTarget(from(id)))
	}
	charts(b.say("${sector:text}: users, "+b.millions, "${sector:text}：用户规模（"+b.millions+"）"), b.say("${sector:text}: share of Internet users", "${sector:text}：网民使用率"),
		b.counted(b.historical("application", "application_users", inSector)), b.historical("application", "application_penetration_ratio", inSector))
	charts(b.say("Internet users, "+b.millions, "网民规模（"+b.millions+"）"), b.say("Internet penetration", "互联网普及率"),
		b.counted(b.historical("indicator", "indicator_people", `indicator=~"(rural_|urban_)?internet_users"`)), b.historical("indicator", "indicator_ratio", `indicator=~"(rural_|urban_)?internet_penetration"`))
}

// historical is a figure of the history at the newest survey of a year, with the title
// of its subject.
func (l *Language) historical(what, metric string, matchers ...string) string {
	newest := func(metric string, matchers ...string) string {
		return fmt.Sprintf("last_over_time(cnnic_history_%s%s[1y])", metric, selector(append(matchers, `timeline="survey"`)))
	}
	return fmt.Sprintf("max by (%[1]s) (%[2]s) * on (%[1]s) group_left (%[3]s) %[4]s",
		what, newest(metric, matchers...), l.title, one(what, newest(what+"_info")))
}

// mark adds annotations, which are off by default. The values are their times.
func (b *board) mark(name, color, expr, text string) {
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
