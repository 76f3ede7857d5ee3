package dashboards

import "fmt"

// Language is one of the languages in which every dashboard is written.
type Language struct {
	// ID is the language's code, the name of its folder of files.
	ID string
	// Name is the language's own name, the title of links to it.
	Name string
	// title and text are the labels that hold titles and sentences in this
	// language.
	title, text string
	// millions names the unit of people: millions, or the units of 10,000 in which the
	// Chinese report prints them. people is its size and peopleDecimals how many decimals
	// hold the report's 10,000 people.
	millions       string
	people         float64
	peopleDecimals int
	// nameWidth is how many pixels the longest name of an application takes in a table.
	nameWidth int
}

// English and Chinese are the languages.
var (
	English = &Language{ID: "en", Name: "English", title: "title", text: "text", millions: "million", people: 1e6, peopleDecimals: 2, nameWidth: 204}
	Chinese = &Language{ID: "zh", Name: "中文", title: "title_zh", text: "text_zh", millions: "万", people: 1e4, peopleDecimals: 0, nameWidth: 140}
)

// Languages are all languages.
var Languages = []*Language{English, Chinese}

// say picks the text of the language.
func (l *Language) say(en, zh string) string {
	if l == Chinese {
		return zh
	}
	return en
}

// counted turns people into the unit in which the language counts them.
func (l *Language) counted(expr string) string { return fmt.Sprintf("(%s) / %g", expr, l.people) }

// inPeople is a name followed by the unit of people.
func (l *Language) inPeople(name string) string {
	return l.say(name+", M", name+"（万）")
}

// Words that several dashboards use, so that one thing has one name.
func (l *Language) application() string { return l.say("Application", "应用") }
func (l *Language) users() string       { return l.say("Users", "用户规模") }
func (l *Language) share() string       { return l.say("Share of Internet users", "网民使用率") }
func (l *Language) survey() string      { return l.say("Survey", "调查") }

// empty is shown where a query finds no samples of the exporter.
func (l *Language) empty() string {
	return l.say("No samples at the end of this range: set it to now", "所选时间范围的末尾没有数据：请将结束时间设为现在")
}

// none is shown where there are figures, and none satisfies the query.
func (l *Language) none() string { return l.say("none", "无") }

// maybeNone is shown where a table is empty for one of these reasons.
func (l *Language) maybeNone() string {
	return l.say("None. (If other panels are empty too: no samples at the end of this range, set it to now.)", "无。（若其他面板也为空：所选时间范围的末尾没有数据，请将结束时间设为现在。）")
}
