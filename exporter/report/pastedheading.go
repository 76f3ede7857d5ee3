package report

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// headingWord is what the words above a pasted table may look like.
var headingWord = compiled(`(?i)applications?\b|user scale|\busers?\b|percent|utili[sz]ation|growth|\bpeople\b|\bratio\b|\brate\b|10[, ]?000|\(%\)|^table\b|^unit\b|应用|用户规模|使用率|增长率|万人|^表\s*\d|单位`)

// maxHeading bounds the lines of a heading that has one for each cell, with blank
// lines between.
const maxHeading = 100

// headAbove finds the heading that ends a text. A blank line ends it on the way
// up where it has the months of as many surveys as the rows.
func headAbove(text []line, surveys int) []line {
	from, head := len(text), ""
	for ; from > max(0, len(text)-maxHeading); from-- {
		above := text[from-1].text
		if above == "" && len(distinct(monthsIn(head))) >= surveys && headingWord().MatchString(head) || !isHeading(above) {
			break
		}
		head = above + " " + head
	}
	return text[from:]
}

// isHeading says whether a line may be part of a table's heading, which in
// pasted text is broken wherever a cell was narrow.
func isHeading(text string) bool {
	if endsSentence(text) || len(strings.Fields(text)) > 40 {
		return false
	}
	return text == "" || len(text) < 12 || headingWord().MatchString(text) || len(monthsIn(text)) > 0
}

// fromTo is what stands between the months of a range.
var fromTo = compiled(`(?i)^\s*(?:-|–|—|~|to|and|through|vs\.?|\(?(?:as )?compared (?:with|to)|至|到|与|和|及|较|比|、|,)\s*$`)

// columnMonths finds the months of so many surveys in a heading, in the order of
// the columns. Those of a title or a range say from when to when, and not in which
// order the columns stand: they count where the headings name none, and are not
// certain.
func columnMonths(head []line, surveys int) (periods []dataset.Period, certain bool) {
	var b strings.Builder
	title := 0
	for _, l := range head {
		b.WriteString(l.text + " ")
		if tableTitle().MatchString(l.text) {
			title = b.Len()
		}
	}
	text := b.String()
	all := monthsIn(text)
	var columns []mention
	for i, m := range all {
		ranged := i > 0 && fromTo().MatchString(text[all[i-1].end:m.start]) || i+1 < len(all) && fromTo().MatchString(text[m.end:all[i+1].start])
		if !ranged && m.start >= title {
			columns = append(columns, m)
		}
	}
	if periods := distinct(columns); len(periods) == surveys {
		// A title without a number may be among the lines; then the order turns.
		slices.Reverse(columns)
		turned := distinct(columns)
		slices.Reverse(turned)
		return periods, slices.Equal(periods, turned)
	}
	periods = distinct(all)
	return periods, len(periods) < 2
}

var (
	// measureHeading begins the heading of a column of users or of shares; the
	// words that end one may stand on a line with others.
	measureHeading = compiled(`(?i)\busers?\b|utili[sz]ation|penetration|percent|proportion|\bshare\b|用户|使用率|普及率|占比|比例`)
	// growthCell is a heading of growth.
	growthCell = compiled(`(?i)\bgrowth\b|增长率|增速|增幅`)
	// growthTitle is a title without a number that speaks of growth.
	growthTitle = compiled(`(?i)\bgrowth (?:rates? )?(?:and|of|in)\b|(?:增长率|增速|增幅)[和及与的]`)
)

// growthBetween finds a heading of growth that stands before that of another
// column. Numbers alone do not tell growth from a share, unless it stands last.
func growthBetween(head []line) (line, bool) {
	for i, l := range head {
		at := growthCell().FindStringIndex(l.text)
		if at == nil || tableTitle().MatchString(l.text) || growthTitle().MatchString(l.text) {
			continue
		}
		before, after := l.text[:at[0]], growthHeading().ReplaceAllString(l.text[at[0]:], "")
		states := func(text string) bool { return measureHeading().MatchString(text) || len(monthsIn(text)) > 0 }
		if !states(before) {
			if states(after) {
				return l, true
			}
			if growthOnly().MatchString(l.text) {
				// Headings that stand each on a line of its own: months follow on
				// months, and measures on measures.
				before, after = joined(head[belowTitle(head):i]), joined(head[i+1:])
			}
		}
		if len(monthsIn(before)) > 0 && len(monthsIn(after)) > 0 || measureHeading().MatchString(before) && measureHeading().MatchString(after) {
			return l, true
		}
	}
	return line{}, false
}

// growthOnly is a line that has only a heading of growth.
var growthOnly = compiled(`(?i)^(?:growth(?: rates?)?|增长率|增速|增幅) ?(?:\(%\))?$`)

// belowTitle is where the headings below a title begin.
func belowTitle(head []line) int {
	for i, l := range slices.Backward(head) {
		if tableTitle().MatchString(l.text) {
			return i + 1
		}
	}
	return 0
}
