package report

import (
	"regexp"
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
	penetrationHeading = compiled(`(?i)percent|utili[sz]ation|penetration|usage rate|ratio|proportion|share|使用率|普及率|占比|比例`)
	usersHeading       = compiled(`(?i)\busers?\b|user scale|用户|规模|人数`)
)

// contentOf reads a folded heading. The order matters: "percentage of Internet
// users" speaks of users too.
func contentOf(heading string) content {
	switch {
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

// units are the words of headings for what users are counted in.
var units = []struct {
	word     func() *regexp.Regexp
	exponent int32
}{
	{compiled(`(?i)万人|万户|10[, ]?000|ten thousand|\(万\)`), 0},
	{compiled(`(?i)亿|100 million`), 4},
	{compiled(`(?i)billion`), 5},
	{compiled(`(?i)million|百万`), 2},
}

func unitOf(heading string) (exponent int32, ok bool) {
	for _, u := range units {
		if u.word().MatchString(heading) {
			return u.exponent, true
		}
	}
	return 0, false
}

func captionOf(head [][]cell) string {
	var b strings.Builder
	for _, row := range head {
		if isCaption(row) {
			for _, c := range row {
				if c.text != "" {
					b.WriteString(c.text + " ")
					break
				}
			}
		}
	}
	return b.String()
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
			text := c.text
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

// findPeriods gives each column the month of its heading, or where the headings
// have none, those that the caption names, in their order.
func (r *Reading) findPeriods(columns []column, headings []string, caption string, line int) bool {
	next := map[content]int{}
	named := distinct(monthsIn(caption))
	good := true
	var periods []dataset.Period
	for i := range columns {
		c := &columns[i]
		if c.content != users && c.content != penetration {
			continue
		}
		found := distinct(monthsIn(headings[i]))
		switch n := next[c.content]; {
		case len(found) == 1:
			c.period = found[0]
		case len(found) == 0 && n < len(named):
			c.period = named[n]
		case len(found) > 1:
			r.problem(line, 0, "the heading %s names several months", quote(headings[i]))
			good = false
		default:
			r.problem(line, 0, "the heading %s names no month, such as Dec. 2024 or 2024年12月", quote(headings[i]))
			good = false
		}
		next[c.content]++
		periods = append(periods, c.period)
	}
	for i, c := range columns {
		for _, other := range columns[:i] {
			if c.content != nothing && c.content == other.content && c.period == other.period {
				r.problem(line, 0, "two columns have the heading %s", quote(headings[i]))
				good = false
			}
		}
	}
	setGrowth(columns, periods)
	return good
}

// setGrowth makes a column of growth rates speak of the newest period, since the
// one before it.
func setGrowth(columns []column, periods []dataset.Period) {
	slices.Sort(periods)
	periods = slices.Compact(periods)
	for i := range columns {
		if columns[i].content == growth && len(periods) > 0 {
			columns[i].period = periods[len(periods)-1]
			if len(periods) > 1 {
				columns[i].interval = dataset.Interval(columns[i].period - periods[len(periods)-2])
			}
		}
	}
}

func (r *Reading) findUnits(columns []column, headings []string, caption string, line int) {
	for i := range columns {
		if columns[i].content != users {
			continue
		}
		exponent, ok := unitOf(headings[i])
		if !ok {
			exponent, ok = unitOf(caption)
		}
		if !ok {
			r.note(line, 0, "the heading %s names no unit; taken as 10,000 people", quote(headings[i]))
		}
		columns[i].exponent = exponent
	}
}
