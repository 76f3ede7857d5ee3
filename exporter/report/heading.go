package report

import (
	"cmp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// content is what a column holds.
type content int

const (
	nothing content = iota
	users
	penetration
	growth
)

// column is what a heading says of the cells under it.
type column struct {
	content content
	period  dataset.Period
	// exponent is the power of ten of 10,000 people in which users are counted.
	exponent int32
	interval dataset.Interval
}

var (
	growthHeading      = compiled(`(?i)growth|increase|change|增长|增速|增幅|变化`)
	yearlyHeading      = compiled(`(?i)year[- ]on[- ]year|\byoy\b|annual|同比|年增长`)
	halfYearly         = compiled(`(?i)(?:semi|bi|half)[ -]?annual|半年增长`)
	pointsHeading      = compiled(`(?i)\bpoints?\b|\bpp\b|百分点`)
	penetrationHeading = compiled(`(?i)percent|utili[sz]ation|penetration|\brate\b|ratio|proportion|share|使用率|普及率|占比|比例`)
	usersHeading       = compiled(`(?i)\busers?\b|user scale|用户|规模|人数`)
)

// intervalOf is over how long a heading of growth says that it is, or zero.
func intervalOf(heading string) dataset.Interval {
	switch {
	case halfYearly().MatchString(heading):
		return dataset.HalfYear
	case yearlyHeading().MatchString(heading):
		return dataset.Year
	default:
		return 0
	}
}

// contentOf reads a folded heading. The order matters: "percentage of Internet
// users" speaks of users too. An increase in people or in percentage points is no
// growth rate.
func contentOf(heading string) content {
	_, counted := unitOf(heading)
	switch {
	case growthHeading().MatchString(heading) && (counted || pointsHeading().MatchString(heading)):
		return nothing
	case growthHeading().MatchString(heading):
		return growth
	case penetrationHeading().MatchString(heading):
		return penetration
	case usersHeading().MatchString(heading):
		return users
	default:
		return nothing
	}
}

// segment finds words for a part of the population or for other things than use,
// in which a title says that a table is not of the users among all Internet users.
var segment = compiled(`(?i)\bmobile\b|\bchildren\b|手机|学生|儿童` +
	`|\bgen(?:eration)?[ -]?[xyz]\b|\bpost-?\d0s?\b|\bmillennials?\b|[xyz]世代|\d[05]后|县域|下沉市场|城市|乡村` +
	`|\bprovinc\w*|分省|beijing|北京` +
	`|\bdisab\w+|残疾|\benterprises?\b|\bSMEs?\b|企业|\bhouseholds?\b|家庭` +
	`|\bsatisf\w+|满意|\baware\w*|知晓|\bpay(?:ing|ers?)\b|\bpaid\b|付费|\bdaily\b|\bmonthly\b|\bactive\b|[日月]活|活跃|\bnew users\b|新增|净增|\btargets?\b|目标|\btime spent\b|时长`)

func segmentIn(text string) string {
	return cmp.Or(segment().FindString(text), otherPlace().FindString(text), partOf().FindString(text))
}

// shortMonth is a month as spreadsheets write it of their own accord.
var shortMonth = compiled(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-'](\d{2})\b`)

// spellMonths writes Jun-26 as Jun 2026. There was no survey in another century.
func spellMonths(text string) string { return shortMonth().ReplaceAllString(text, "$1 20$2") }

// titleOf is the title of a table that follows on text: its last paragraph, if
// that is no sentence.
func titleOf(text []line) string {
	end := len(text)
	for end > 0 && text[end-1].text == "" {
		end--
	}
	title := ""
	for ; end > 0 && text[end-1].text != ""; end-- {
		title = strings.TrimSpace(text[end-1].text + " " + title)
	}
	if len([]rune(title)) > 150 || endsSentence(title) {
		return ""
	}
	return title
}

// captionsOf are the texts of the rows that are one cell over the whole table.
func captionsOf(head [][]cell) []string {
	var captions []string
	for _, row := range head {
		if i := slices.IndexFunc(row, func(c cell) bool { return c.text != "" }); i >= 0 && isCaption(row) {
			captions = append(captions, row[i].text)
		}
	}
	return captions
}

// headingsOf joins the rows of a heading column by column. A blank cell above
// others belongs to what stands left of it, as spreadsheets lose spans.
func headingsOf(head [][]cell) (headings []string, width int) {
	for _, row := range head {
		width = max(width, len(row))
	}
	headings = make([]string, width)
	for i, row := range head {
		if isCaption(row) && len(head) > 1 {
			continue
		}
		left := ""
		for j, c := range row {
			text := spellMonths(c.text)
			if text == "" && i < len(head)-1 && j > 0 {
				text = left
			}
			left = text
			if text != "" && !strings.Contains(headings[j], text) {
				headings[j] = strings.TrimSpace(headings[j] + " " + text)
			}
		}
	}
	return headings, width
}

// findPeriods gives each column the month of its heading or, where no heading has
// one, those that the caption names, in their order. That order is not certain: a
// title says from when to when. A table of one survey that names no month is of
// the one that the report presents.
func (r *Reading) findPeriods(columns []column, headings []string, caption string, line int) (certain, ok bool) {
	count := map[content]int{}
	months := 0
	for i, c := range columns {
		if c.content == users || c.content == penetration {
			count[c.content]++
			months += len(monthsIn(headings[i]))
		}
	}
	surveys := max(count[users], count[penetration])
	named := distinct(monthsIn(caption))
	certain, ok = true, true
	next := map[content]int{}
	var periods []dataset.Period
	for i := range columns {
		c := &columns[i]
		if c.content != users && c.content != penetration {
			continue
		}
		found := distinct(monthsIn(headings[i]))
		switch {
		case len(found) == 1:
			c.period = found[0]
		case len(found) > 1:
			r.problem(line, 0, "the heading %s names several months", quote(headings[i]))
			ok = false
		case len(named) == 1:
			c.period = named[0]
		case months == 0 && len(named) == surveys:
			c.period = named[next[c.content]]
			certain = false
		case months > 0 || surveys > 1 || len(named) > 0:
			r.problem(line, 0, "the heading %s names no month; write it into the heading, as in %s", quote(headings[i]), quote(headings[i]+", Jun. 2026"))
			ok = false
		}
		next[c.content]++
		periods = append(periods, c.period)
	}
	for i, c := range columns {
		for _, other := range columns[:i] {
			if ok && c.content != nothing && c.content == other.content && c.period == other.period {
				r.problem(line, 0, "two columns have the heading %s", quote(headings[i]))
				ok = false
			}
		}
	}
	if ok && slices.Contains(periods, 0) {
		r.note(line, 0, "%s", noMonth)
	}
	setGrowth(columns, periods)
	return certain, ok
}

// noMonth is what a person is told of a table that does not say when.
const noMonth = "the headings name no month; taken as the survey that the report presents"

// setGrowth makes a column of growth rates speak of the newest period, since the
// one before it unless it says since when.
func setGrowth(columns []column, periods []dataset.Period) {
	slices.Sort(periods)
	periods = slices.Compact(periods)
	for i := range columns {
		if columns[i].content == growth && len(periods) > 0 {
			columns[i].period = periods[len(periods)-1]
			if len(periods) > 1 && columns[i].interval == 0 {
				columns[i].interval = dataset.Interval(columns[i].period - periods[len(periods)-2])
			}
		}
	}
}
