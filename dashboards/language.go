package dashboards

import (
	"fmt"

	"cnnic_exporter/exporter/headline"
)

// language is one of the languages in which every dashboard is written.
type language struct {
	headline.Language
	id   string // The language's code, which names its folder of files.
	name string // The language's name in the language itself.
	// title, text and change name the labels that hold a title, a figure or a change in words, in this language.
	title, text, change string
	// peopleScale is the unit in which numbers of people are shown, a million or 万人 (10,000),
	// and peopleDecimals how many decimals it takes to show 10,000 people.
	peopleScale, peopleDecimals float64
	// How many pixels columns of tables take: names of applications, changes of users, and users.
	nameWidth, changeWidth, usersWidth int
}

var (
	english = &language{
		Language: headline.English, id: "en", name: "English", title: "title", text: "text", change: "change",
		peopleScale: 1e6, peopleDecimals: 2, nameWidth: 204, changeWidth: 88, usersWidth: 90,
	}
	chinese = &language{
		Language: headline.Chinese, id: "zh", name: "中文", title: "title_zh", text: "text_zh", change: "change_zh",
		peopleScale: 1e4, peopleDecimals: 0, nameWidth: 140, changeWidth: 100, usersWidth: 130,
	}

	languages = []*language{english, chinese}
)

func (l *language) scaled(expr string) string { return fmt.Sprintf("(%s) / %g", expr, l.peopleScale) }

// maxUsers is the longest bar of users that charts allow for, 1.2 billion people in the language's unit. Raise it,
// and the number in the heading of addUsageTable's bars, before China has that many Internet users.
func (l *language) maxUsers() float64 { return 1.2e9 / l.peopleScale }

// Words that several dashboards use, so that one thing has one name.
func (l *language) application() string { return l.Pick("Application", "应用") }
func (l *language) users() string       { return l.Pick("Users, M", "用户规模（万人）") }
func (l *language) share() string       { return l.Pick("Share of Internet users", "网民使用率") }
func (l *language) survey() string      { return l.Pick("Survey", "调查期") }

func (l *language) referencePeriod() string {
	return l.Pick("reference period, by default the newest survey that covers all applications of the report's Table 5",
		"基准期（默认为覆盖报告表 5 全部应用的最近一次调查）")
}

func (l *language) lineNote() string {
	return l.Pick("A line joins the surveys that state the figure.", "连线仅连接有数据的调查期。")
}

func (l *language) noValue() string {
	return l.Pick("None, or no samples at the end of this range (then set its end to now)", "无，或所选时间范围的末尾没有数据（此时请将结束时间设为现在）")
}

// none is shown if samples exist but there is nothing to list. Where samples may be missing, too, use noValue.
func (l *language) none() string { return l.Pick("none", "无") }
