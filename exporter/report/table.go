package report

import (
	"slices"
	"strings"
)

// cell is one cell of a table, folded.
type cell struct {
	text         string
	line, column int
}

// table is a table of whatever shape, with the cells that span others repeated.
type table [][]cell

// layout is what the headings of a table say of its columns.
type layout struct {
	columns []column
	// names is the column of the names.
	names int
	// certain says that the headings name the months, and not only a title.
	certain bool
}

// readTable reads a table if it is one of user scale or utilisation ratio, and
// says whether it is. The title is what stands above it, if it has no captions of
// its own.
func (r *Reading) readTable(t table, title string, captions ...string) bool {
	t = slices.DeleteFunc(t, func(row []cell) bool { return len(row) == 0 })
	head := slices.IndexFunc(t, isData)
	if head == 0 {
		return r.continueTable(t)
	}
	r.last = nil
	if head < 0 {
		return false
	}
	headings, width := headingsOf(t[:head])
	l := layout{columns: make([]column, width), names: r.nameColumn(t[head:], width)}
	for i, h := range headings {
		if i != l.names {
			l.columns[i].content = contentOf(h)
			if l.columns[i].content == growth {
				l.columns[i].interval = intervalOf(h)
			}
		}
	}
	if !l.states() {
		return false
	}
	line := t[0][0].line
	captions = append(captions, captionsOf(t[:head])...)
	caption := strings.TrimSpace(title + " " + strings.Join(captions, " "))
	if numberedTitle().MatchString(title) {
		captions = append(captions, title)
	}
	r.dropOthers(&l, headings, caption, captions, line)
	r.last = &l
	if !l.states() {
		return true
	}
	certain, ok := r.findPeriods(l.columns, headings, caption, line)
	l.certain = certain
	if !r.findUnits(l.columns, headings, caption, t[head:], line) || !ok {
		return true
	}
	r.readRows(t[head:], &l, line)
	return true
}

// states says whether a table has figures of users.
func (l *layout) states() bool {
	return slices.ContainsFunc(l.columns, func(c column) bool { return c.content == users || c.content == penetration })
}

// continueTable reads the rest of a table that a page break has parted from its
// headings.
func (r *Reading) continueTable(t table) bool {
	if r.last == nil || r.known(t) == 0 || slices.ContainsFunc(t, func(row []cell) bool { return isData(row) && len(row) != len(r.last.columns) }) {
		return false
	}
	r.readRows(t, r.last, t[0][0].line)
	return true
}

// reportUnreadTable says of a table that was not read whether it looks like one that
// should have been.
func (r *Reading) reportUnreadTable(t table) {
	if r.known(t) < 2 {
		return
	}
	line := t[0][0].line
	if isData(t[0]) {
		r.problem(line, 0, "a table without headings has figures of applications; the headings are needed, or the table before it with as many columns")
		return
	}
	r.note(line, 0, "a table without headings of user scale or utilisation ratio was passed over")
}

// known counts the rows that name an application and state figures.
func (r *Reading) known(t table) (n int) {
	for _, row := range t {
		if isData(row) && slices.ContainsFunc(row, func(c cell) bool { return r.vocabulary.application(c.text) != "" }) {
			n++
		}
	}
	return n
}

// dropOthers passes over what is of a part of the population or of something
// unknown: columns, or all of them where the caption says so. The titles are those
// of the table itself, and not just text above it.
func (r *Reading) dropOthers(l *layout, headings []string, caption string, titles []string, line int) {
	if part := segmentIn(caption); part != "" {
		r.note(line, 0, "a table speaks of a part of the population (%s) and was passed over: %s", part, quote(caption))
		clear(l.columns)
		return
	}
	for _, title := range titles {
		if word := strangeTitle(title); word != "" {
			r.note(line, 0, "a table's title was not understood (%s) and the table passed over: %s", word, quote(title))
			clear(l.columns)
			return
		}
	}
	for i, c := range l.columns {
		if c.content == nothing {
			continue
		}
		word := strangeHeading(headings[i], c.content)
		switch {
		case word != "" && c.content == users && strings.Contains(unknownUnit(headings[i]), word):
			r.refuseUnit(headings[i], unknownUnit(headings[i]), line)
		case word != "":
			r.note(line, 0, "the heading %s was not understood (%s) and its column passed over", quote(headings[i]), word)
		default:
			continue
		}
		l.columns[i] = column{}
	}
}

// isData says whether a row has a name and figures.
func isData(row []cell) bool {
	texts, numbers := contents(row)
	return texts > 0 && numbers > 0
}

// contents counts the cells of a row that hold words and those that hold numbers.
func contents(row []cell) (texts, numbers int) {
	for _, c := range row {
		switch {
		case isNumber(c.text):
			numbers++
		case !isAbsent(c.text):
			texts++
		}
	}
	return texts, numbers
}

// isCaption says whether a row is one text over the whole table.
func isCaption(row []cell) bool {
	seen := map[string]bool{}
	for _, c := range row {
		if c.text != "" {
			seen[c.text] = true
		}
	}
	return len(seen) <= 1
}

// nameColumn is the column that has the most known names; the first, where none
// has any.
func (r *Reading) nameColumn(rows [][]cell, width int) int {
	best, most := 0, 0
	for i := range width {
		n := 0
		for _, row := range rows {
			if i < len(row) && r.vocabulary.application(row[i].text) != "" {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}
