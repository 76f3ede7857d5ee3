package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

var (
	// unitLine is a line above or below a table that states its unit.
	unitLine = regexp.MustCompile(`(?i)^[(\[\s]*(?:单位|units?\b|(?:注|notes?\b).*(?:单位|\bin (?:units of )?(?:(?:hundred|ten) )?(?:[mb]illions?|thousands?|10)))`)
	foreign  = candidate.Pattern(`{foreign}`)
)

// maxAbove bounds the lines above cells that are taken for their titles.
const maxAbove = 4

// header is what stands above a table: lines, and rows of words for each column.
type header struct {
	grid   *grid
	titles []string
	words  [][]string
}

func headerOf(rows []row) (h header) {
	for _, one := range rows {
		if one.words != nil {
			h.words = append(h.words, one.words)
		} else {
			h.titles = append(h.titles, one.name)
		}
	}
	return h
}

// text is all words of the heading.
func (h header) text() string {
	all := slices.Clone(h.titles)
	for _, words := range h.words {
		all = append(all, slices.Compact(slices.DeleteFunc(slices.Clone(words), isAbsent))...)
	}
	return strings.Join(all, " ")
}

// readTables finds the tables of a section. Lines above a table that name no columns, such as
// a month or a group of users, add to the heading of the table before.
func (r *reading) readTables(all []row) {
	var last header
	for {
		n := 0
		for n < len(all) && !startsTable(all[n:]) {
			n++
		}
		if n == len(all) {
			return
		}
		g, above := all[n].grid, headerOf(all[:n])
		above.grid = g
		all = all[n:]
		if g != nil {
			above.titles = above.titles[max(0, len(above.titles)-maxAbove):]
		}
		if !g.equal(last.grid) {
			last.words = nil
		}
		if len(above.words) == 0 && (g != nil || !ofFigures(above.text())) && len(last.titles)+len(last.words) > 0 {
			above.titles, above.words = slices.Concat(last.titles, above.titles), last.words
		} else {
			if len(above.titles) == 0 && g == last.grid {
				above.titles = last.titles
			}
			last = above
		}
		// The names of another table end this one, other headings behind rows, or any name
		// behind columns.
		end, numbers, torn := 0, false, len(all[0].cells) == 0
		for ; end < len(all); end++ {
			rest := all[end:]
			another := namesBelow(rest) || torn && rest[0].subject != nil || !torn && headsAnother(rest, above) ||
				rest[0].grid != g && startsTable(rest)
			if numbers && another {
				break
			}
			numbers = numbers || len(rest[0].cells) > 0
		}
		if numbers && torn {
			last = r.readColumns(all[:end], above)
		} else if numbers {
			r.readRows(all[:end], nil, above)
		}
		all = all[end:]
	}
}

// startsTable reports whether a row is the first of a table: one of cells with numbers, a
// known name, or a row of mobile users or of an unknown application above another row.
func startsTable(all []row) bool {
	one, n := all[0], len(all[0].cells)
	return one.subject != nil || n > 0 && one.grid != nil || n > 1 && len(monthsIn(one.name)) == 0 &&
		(one.ofMobile() || len(all) > 1 && all[1].subject != nil && len(all[1].cells) == n)
}

// namesBelow reports whether names begin that stand below each other.
func namesBelow(all []row) bool {
	return len(all) > 1 && all[0].subject != nil && len(all[0].cells) == 0 && all[1].subject != nil && len(all[1].cells) == 0
}

// headsAnother reports whether lines without numbers name columns, a month or a part of the
// users above other rows, and are not those of the table before.
func headsAnother(all []row, above header) bool {
	n := 0
	for n < len(all) && len(all[n].cells) == 0 && all[n].subject == nil {
		n++
	}
	h := headerOf(all[:n])
	text := h.text()
	names := len(h.words) > 0 || ofFigures(text) || parts.MatchString(text) || len(monthsIn(text)) > 0
	return n < len(all) && startsTable(all[n:]) && names && !strings.Contains(above.text(), text)
}

// readColumns takes a table of names with columns of numbers and their headings below. It
// returns all its headings.
func (r *reading) readColumns(rows []row, above header) header {
	last := slices.IndexFunc(rows, func(one row) bool { return len(one.cells) > 0 })
	for rows[last].subject == nil {
		last--
	}
	names := slices.Clone(rows[:last+1])
	names[last].cells = nil
	var columns [][]cell
	for i, below := range rows[last:] {
		if i > 0 {
			above.titles = append(above.titles, below.name)
		}
		if len(below.cells) > 0 {
			columns = append(columns, below.cells)
		}
	}
	if last > 0 {
		r.readRows(names, columns, above)
	}
	return above
}

// readRows takes a table of rows with numbers, or of names and columns of numbers.
func (r *reading) readRows(rows []row, columns [][]cell, above header) {
	t := table{line: rows[0].line, about: strings.Join(above.titles, " ")}
	isUnit := unitLine.MatchString
	var units []string
	for _, line := range slices.Backward(above.titles) {
		if isUnit(line) {
			units = append(units, line)
		} else if t.title == "" {
			t.title = line
		}
	}
	for _, one := range rows {
		if len(one.cells) == 0 && isUnit(one.name) {
			units = append(units, one.name)
		}
	}
	g := rows[0].grid
	if g == nil {
		t.title = t.about
	}
	for _, line := range slices.Insert(units, 0, t.title) {
		if exponent, ok := document.UnitOf(line); ok {
			t.exponent = exponent
			break
		}
	}
	if part := parts.FindString(t.about); part != "" {
		r.note(r.at(t.line), "the table %s is of a part of the users (%s) and was passed over", quote(cmp.Or(t.title, t.about)), part)
		return
	}
	if g == nil {
		r.readLines(t, rows, columns)
		return
	}
	r.readGrid(t, slices.DeleteFunc(slices.Clone(rows), func(one row) bool { return one.grid != g || one.cells == nil }), above.words)
}
