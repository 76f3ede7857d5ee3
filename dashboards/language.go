package dashboards

import "fmt"

// Language is one of the languages in which every dashboard is written.
type Language struct {
	// ID is the language's code, the name of its folder of files.
	ID string
	// Folder is the title of its folder in Grafana.
	Folder string
	// title is the label of the info metrics that holds names in this language.
	title string
	// peopleUnit is the unit in which Grafana shows people, and peopleDivisor
	// what they are divided by for it, if anything.
	peopleUnit, peopleDivisor string
	// roundingUnit and roundingDivisor are the same for what people are rounded to.
	roundingUnit, roundingDivisor string
	// pointsUnit is the unit of percentage points.
	pointsUnit string
	// quantityUnit is the unit in which Grafana shows things that are counted.
	quantityUnit string
	// yuanUnit is the unit in which Grafana shows yuan, divided as people are.
	yuanUnit string
	texts    map[string]text
}

// text is what a reader sees of a panel, a column or a dashboard.
type text struct {
	Title, Description string
}

// English and Chinese are the languages. Chinese counts in units of 10^8.
var (
	English = &Language{ID: "en", Folder: "CNNIC", title: "title", peopleUnit: "short", roundingUnit: "short", pointsUnit: "suffix: pp", quantityUnit: "short", yuanUnit: "currency:CN¥", texts: english}
	Chinese = &Language{ID: "zh", Folder: "CNNIC 中文", title: "title_zh", peopleUnit: "suffix: 亿", peopleDivisor: "1e8", roundingUnit: "suffix: 万", roundingDivisor: "1e4", pointsUnit: "suffix: 个百分点", quantityUnit: "locale", yuanUnit: "suffix: 亿元", texts: chinese}
)

// Languages are all languages.
var Languages = []*Language{English, Chinese}

// text finds a text. One that is missing is a mistake in this package.
func (l *Language) text(key string) text {
	t, ok := l.texts[key]
	if !ok {
		panic(fmt.Sprintf("there is no text %q in %s", key, l.ID))
	}
	return t
}

// word is the title of a text: the name of a column, a series or a link.
func (l *Language) word(key string) string { return l.text(key).Title }
