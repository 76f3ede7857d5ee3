package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// units are the words of headings for what users are counted in.
var units = []struct {
	word     func() *regexp.Regexp
	exponent int32
}{
	{compiled(`(?i)(?:^|[^十百千])万|\b10[, ]?000\b|\bten[ -]thousand|\b10 ?k\b`), 0},
	{compiled(`(?i)亿|\b(?:100|hundred)[ -]million`), 4},
	{compiled(`(?i)billion|\(bn\)`), 5},
	{compiled(`(?i)千万|\b(?:10|ten)[ -]million`), 3},
	{compiled(`(?i)million|百万|\((?:m|mn|mln)\)`), 2},
	{compiled(`(?i)十万|\b100[, ]?000\b|\bhundred[ -]thousand`), 1},
	{compiled(`(?i)thousand|\b1[, ]?000\b|\(k\)|千`), -1},
	{compiled(`(?i)\((?:in )?(?:people|persons?|individuals|users)\)|\b(?:in|unit:) (?:people|persons?|individuals)\b|\([人名]\)|单位: ?[人名]`), -4},
}

func unitOf(heading string) (exponent int32, ok bool) {
	for _, u := range units {
		if u.word().MatchString(heading) {
			return u.exponent, true
		}
	}
	return 0, false
}

var (
	// unitPlace is where a heading names what users are counted in.
	unitPlace = compiled(`(?i)(?:users?|scale|规模|人数|用户数?)[^()]{0,24}\(([^()]*)\)|(?:\bunits?|单位) ?: ?([^\s,;()]+)`)
	// noUnit are the words in such a place that are none.
	noUnit = compiled(`(?i)\b(?:by|as|of|in|at|on|the|end|to|and|no|note|survey)\b|注`)
)

// unknownUnit is what a heading names as its unit where unitOf knows none.
func unknownUnit(heading string) string {
	for _, m := range unitPlace().FindAllStringSubmatch(heading, -1) {
		place := m[1] + m[2]
		rest := noUnit().ReplaceAllString(month().ReplaceAllString(place, ""), "")
		if strings.ContainsFunc(rest, unicode.IsLetter) {
			return place
		}
	}
	return ""
}

// findUnit finds in what the users under a heading are counted.
func (r *Reading) findUnit(heading, caption string, line int) (exponent int32, ok bool) {
	for _, text := range []string{heading, caption} {
		if exponent, ok := unitOf(text); ok {
			return exponent, true
		}
		if unit := unknownUnit(text); unit != "" {
			r.refuseUnit(text, unit, line)
			return 0, false
		}
	}
	r.note(line, 0, "the heading %s names no unit; taken as 10,000 people", quote(heading))
	return 0, true
}

func (r *Reading) refuseUnit(heading, unit string, line int) {
	r.problem(line, 0, "the heading %s counts users in a unit that is not known, %s; write (10,000 people), (thousand), (million) or 万人", quote(heading), quote(unit))
}

// findUnits finds the units of columns whose cells do not all name their own.
func (r *Reading) findUnits(columns []column, headings []string, caption string, rows [][]cell, line int) bool {
	good := true
	for i := range columns {
		bare := slices.ContainsFunc(rows, func(row []cell) bool {
			text := row[min(i, len(row)-1)].text
			_, _, counted := splitUnit(text)
			return isNumber(text) && !counted
		})
		if columns[i].content == users && bare {
			exponent, ok := r.findUnit(headings[i], caption, line)
			columns[i].exponent = exponent
			good = good && ok
		}
	}
	return good
}
