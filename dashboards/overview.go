package dashboards

import (
	"fmt"
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/trend"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/palette"
)

func overview(b *board) {
	b.describe("Which Internet applications in China lost users, and what is known of every application.", "哪些中国互联网应用的用户减少，以及全部应用的已有数据。")
	b.addReferenceVariable()
	declined := remarked(`cnnic_application_decline_info{survey="reference"}`,
		" and on (application) ("+latest("users_direction", yearly)+" == 1)", b.Pick(", grew at a newer survey", "，后续调查显示增长"))
	b.addSentencesVariable("shrank", b.declines(declined, reference)+
		otherwise("max("+atReference(usage("users_direction", yearly))+")", b.none())+
		otherwise("max(cnnic_reference_period_info)", b.Pick("no application can be compared with a year before", "尚无同比数据"))+
		otherwise("max(cnnic_period_info)", b.Pick("no survey covers all applications of Table 5 yet", "尚无覆盖表 5 全部应用的调查")))
	newer := "(" + periodEnd + " and on (period) cnnic_period_info) > " + referenceEnd
	// The second panel's title names the newest survey after the reference period, else the survey of the newest decline.
	const latestDeclines = `cnnic_application_decline_info{survey="latest"}`
	inTitle := "topk(1, " + newer + " or " + periodEnd + " and on (period) " + latestDeclines + ")"
	b.addPeriodVariable("newer", inTitle, b.Pick("a newer survey", "后续调查"))
	// A decline at a survey that the title does not name is marked with its survey.
	marked := remarked(latestDeclines+ofNewestReplica, " unless on (period) "+inTitle, b.Pick(" ($1)", "（$1）"))
	b.addSentencesVariable("shrank_newer", b.declines(marked, periodEnd)+
		otherwise("max("+newer+")", b.Pick("none of those stated so far", "已公布的应用中没有"))+
		otherwise("max(cnnic_period_info)", b.Pick("no newer survey yet", "尚无后续调查")))

	b.markdown(10, 5, b.Pick("Shrank, year to ${reference:text}", "${reference:text}用户规模同比下降"),
		b.Pick("Applications that lost users in the year to the "+b.referencePeriod()+". The loss is larger than rounding explains, and the definition did not change.",
			b.referencePeriod()+"用户少于上年同期的应用：降幅超出取整误差，且统计口径未变。"),
		"### ${shrank:join: }\n\n"+b.sectorLegend())
	b.markdown(14, 5, b.Pick("Shrank, year to ${newer:text} (where stated)", "${newer:text}用户规模同比下降（已公布的应用）"),
		b.Pick("Applications that lost users in the year to a survey that is later than the reference period, or less than a year before it. Such a survey may state only some applications. Of each application only its newest comparable change counts.",
			"包括基准期之后的调查（可能只公布部分应用）和基准期之前不足一年的调查。每项应用只取最近一次可比的同比变化。"),
		"<span style='font-size:14px'>${shrank_newer:join: }</span>")

	b.addUsageTable(22, b.Pick(
		" Figures of a newer survey, where there are any, have its month beside them. Applications overlap: short video is a part of online video.",
		"若有后续调查的数据，旁列其月份。应用之间有重叠：短视频是网络视频的一部分。"))

	b.row(b.Pick("Users since "+firstYear()+", by sector, million (* the definition changed)", firstYear()+" 年以来用户规模（万人，* 口径有变化）"))
	sectors := shipped().Terms["sectors"]
	users := b.applicationLines(b.scaled(usage("users")))
	b.charts(len(sectors), 2, 9, b.lineNote(), users, func(i int) (string, *trend.PanelBuilder) {
		s := sectors[i]
		isOther := func(a *dataset.Application) bool { return a.Sector != s }
		applications := slices.DeleteFunc(slices.Clone(shipped().Applications), isOther)
		p := b.lines("A", applications, where("sector", s.ID)).ColorScheme(shades(palette.Sector(s.ID))).Decimals(0)
		return b.Pick(s.Title, s.TitleZH), p
	})
}

// remarked adds the label remark to the series of info that condition selects. In remark, $1 stands for the period.
func remarked(info, condition, remark string) string {
	return labelReplace(info+condition, "remark", remark, "period", "(.*)") + " or ignoring (remark) " + info
}

// declines are sentences on the applications that shrank at the selected periods, with the remarks in info.
// The newest survey comes first, then the largest loss: 1000 for each second between surveys outweighs any loss.
func (l *language) declines(info, periods string) string {
	decline := onePer("application", fmt.Sprintf("max by (application, period, %s, %s, remark) (%s) and on (period) (%s)",
		l.title, l.text, info, periods))
	ordered := fmt.Sprintf("%s - on (period) group_left () 1000 * (%s) + on (application, period) group_left (%s, %s, remark) 0 * %s",
		usage("users_change", yearly), periodEnd, l.title, l.text, decline)
	joined := fmt.Sprintf(`label_join(%s, "sentence", "|", "application", "%s", "%s", "remark")`, ordered, l.title, l.text)
	sentence := "<span style='display:inline-block;min-width:330px'>[$2](" + l.applicationURL("$1") + ") " +
		"<span style='display:inline-block;color:" + fallingHex + "'>$3</span>$4</span>"
	return "sort(" + labelReplace(joined, "sentence", sentence, "sentence", "(.*)[|](.*)[|](.*)[|](.*)") + ")"
}

// otherwise ends a query. If the query so far returns nothing, but condition returns something, the
// result is the sentence. condition is a query for at most one series without labels.
func otherwise(condition, sentence string) string {
	return " or on () " + labelReplace(condition, "sentence", sentence, "", "")
}
