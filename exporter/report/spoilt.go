package report

import (
	"slices"
	"strings"
)

// belowHeadings is where the rows begin that end before a line: the first of them may
// be spoilt, and would part the others from their headings.
func (r *Reading) belowHeadings(all []line, after, from int) int {
	for i := from - 1; i >= after; i-- {
		rest, ok := r.behindName(all[i].text)
		switch {
		case ok && areFigures(rest):
			from = i
		case all[i].text != "":
			return from
		}
	}
	return from
}

// reportBroken is for lines between the rows of a table and directly behind them
// that begin with the name of an application and are no row that was understood,
// such as one in which a letter stands for a digit. It would be missed by nobody.
func (r *Reading) reportBroken(all []line, g group) {
	at := g.from
	for _, row := range g.rows {
		for _, l := range all[at:max(at, row.from)] {
			if rest, ok := r.behindName(l.text); ok && strings.ContainsAny(rest, digits) || misread().MatchString(l.text) {
				r.reportNoRow(l)
			}
		}
		at = row.to
	}
	for _, l := range all[g.to:] {
		rest, ok := r.behindName(l.text)
		if l.text != "" && (!ok || parts(l)) {
			return
		}
		if areFigures(rest) {
			r.reportNoRow(l)
		}
	}
}

func (r *Reading) reportNoRow(l line) {
	r.problem(l.number, 0, "is no row that was understood, %s; write the name and its numbers, each without blanks", quote(l.text))
}

const digits = "0123456789"

// behindName is what follows on the name of an application that begins a line. The
// number of a page is nothing.
func (r *Reading) behindName(text string) (rest string, ok bool) {
	text = stuckMark().ReplaceAllString(running().ReplaceAllString(text, ""), "$1 ")
	at := r.vocabulary.inText.FindStringIndex(text)
	if at == nil || at[0] > 0 || r.vocabulary.application(text[:at[1]]) == "" {
		return "", false
	}
	rest = strings.TrimSpace(text[at[1]:])
	if pageNumber().MatchString(rest) {
		rest = ""
	}
	return rest, true
}

var (
	// stuckMark is a footnote mark behind the words that begin a line.
	stuckMark = compiled(`^(\D*\pL)\d{1,3}\s`)
	// figureLike is a number in which letters may stand for digits.
	figureLike = compiled(`^\(?[+-]?[\dA-Za-z|]{0,3}[\d.,%][\dA-Za-z.,%|]*\)?$`)
	// misread is such a number on a line of its own.
	misread = compiled(`^\d+(?:[A-Za-z|]{1,2}\d*[.,]\d+|[.,]\d*[A-Za-z|]{1,2}\d*)%?$`)
)

// areFigures says whether words are numbers, of which a letter may spoil some.
func areFigures(words string) bool {
	fields := strings.Fields(words)
	return strings.ContainsAny(words, digits) && !slices.ContainsFunc(fields, func(f string) bool { return !figureLike().MatchString(f) && !isAbsent(f) })
}
