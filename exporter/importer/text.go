package importer

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

// textTable is a table in text.
type textTable struct {
	line int
	// heading are the words above the table and between its columns.
	heading []string
	rows    []row
	// runs are the numbers of a table whose columns stand one below the other, parted by
	// words.
	runs [][]cell
}

// readText reads the tables among lines of text: rows with their numbers, or names
// followed by their columns.
func (r *reading) readText(lines []document.Line) {
	all := r.joinNames(r.tokens(lines))
	var heading, last []string
	for i := 0; i < len(all); {
		switch t := all[i]; {
		case t.kind == end:
			heading, last = nil, nil
			i++
		case t.kind == number:
			i++
		case t.kind == word && !startsRows(all, i):
			heading = append(heading, t.text)
			i++
		default:
			// The next page has no headings where they are not repeated.
			if !ofFigures(strings.Join(heading, " ")) {
				heading = slices.Concat(last, heading)
			}
			one, from := &textTable{line: t.line.Number, heading: heading}, i
			if t.kind == name && numbersAfter(all, i) == 0 {
				i = one.addColumns(all, i)
			} else {
				i = one.addRows(all, i)
			}
			r.layOut(all, from, i)
			r.solveText(one)
			last, heading = one.heading, nil
		}
	}
}

// layOut marks the lines of a table that begins and ends with tokens, and of the
// headings above it.
func (r *reading) layOut(all []token, from, to int) {
	for to > from && all[to-1].kind != number {
		to--
	}
	for from > 0 && all[from-1].kind != end {
		from--
	}
	for _, t := range all[from:to] {
		r.laidOut[t.line] = true
	}
}

// startsRows reports whether words that are no known name begin the rows of a table:
// a row of mobile users, or of an unknown application, above another row.
func startsRows(all []token, i int) bool {
	n := numbersAfter(all, i)
	next := i + 1 + n
	if contentOf(all[i].text) != unknown || len(monthsIn(all[i].text)) > 0 {
		return false
	}
	return n > 1 && (row{name: all[i].text}.ofMobile() || next < len(all) && all[next].kind == name && numbersAfter(all, next) == n)
}

// addRows gathers rows of a name and its numbers, up to the end of the table or to
// names that stand below each other.
func (t *textTable) addRows(all []token, i int) int {
	for i < len(all) && all[i].kind != end {
		n := numbersAfter(all, i)
		if i+2 < len(all) && all[i].kind == name && all[i+1].kind == name && all[i+2].kind != number {
			break
		}
		if all[i].kind == name || n > 0 {
			t.addRow(all[i])
		}
		for _, d := range all[i+1 : i+1+n] {
			one := &t.rows[len(t.rows)-1]
			one.cells = append(one.cells, d.cell)
		}
		i += 1 + n
	}
	return i
}

func (t *textTable) addRow(of token) {
	t.rows = append(t.rows, row{line: of.line.Number, name: of.text, subject: of.subject})
}

// addColumns gathers names and the runs of numbers below them, up to the end of the
// table or the next name.
func (t *textTable) addColumns(all []token, i int) int {
	last := i
	for j := i; j < len(all) && (all[j].kind == name || all[j].kind == word); j++ {
		if all[j].kind == name {
			last = j
		}
	}
	for ; i <= last; i++ {
		t.addRow(all[i])
	}
	for ; i < len(all) && all[i].kind != name && all[i].kind != end; i++ {
		if all[i].kind == word {
			t.heading = append(t.heading, all[i].text)
			continue
		}
		if all[i-1].kind != number {
			t.runs = append(t.runs, nil)
		}
		t.runs[len(t.runs)-1] = append(t.runs[len(t.runs)-1], all[i].cell)
	}
	return i
}

// maxVariants bounds the ways in which numbers can belong to rows.
const maxVariants = 64

// variants are the ways in which the numbers of runs can belong to the rows: a run
// holds columns one after the other, or side by side.
func (t *textTable) variants() [][]row {
	all := [][]row{t.rows}
	for _, run := range t.runs {
		k := len(run) / len(t.rows)
		if len(run)%len(t.rows) != 0 || len(all) > maxVariants {
			return nil
		}
		var next [][]row
		for _, rows := range all {
			for _, steps := range [][2]int{{1, len(t.rows)}, {k, 1}}[:min(k, 2)] {
				more := slices.Clone(rows)
				for i := range more {
					more[i].cells = slices.Clone(more[i].cells)
					for j := range k {
						more[i].cells = append(more[i].cells, run[i*steps[0]+j*steps[1]])
					}
				}
				next = append(next, more)
			}
		}
		all = next
	}
	return all
}

// solveText takes a table in text. Its headings are not aligned with its columns, so
// the numbers must tell what the columns hold.
func (r *reading) solveText(t *textTable) {
	text := strings.Join(t.heading, " ")
	known, numbers := 0, len(t.runs) > 0
	for _, one := range t.rows {
		if one.subject != nil {
			known++
		} else if one.ofMobile() {
			r.applies(one)
		}
		numbers = numbers || len(one.cells) > 0
	}
	part := parts.FindString(text)
	switch {
	case known == 0 || !numbers || len(t.runs) > 0 && known < 2:
		return
	case !ofFigures(text):
		if known > 1 {
			r.note(t.line, "numbers beside %d names have no headings of users or share, and were passed over", known)
		}
		return
	case part != "":
		r.note(t.line, "a table was passed over: its title or headings say %s, a part of the users", quote(part))
		return
	}
	variants := t.variants()
	if len(t.runs) == 0 {
		variants = [][]row{r.evenRows(t.rows)}
	}
	var columns []column
	var rows []row
	if len(variants) > 0 && len(variants[0]) > 0 {
		given := make([]column, len(variants[0][0].cells))
		exponent, _ := document.UnitOf(text)
		for i := range given {
			given[i] = column{exponent: exponent, heading: text}
		}
		rows, columns, _ = r.facts.solve(variants, given, monthsIn(text))
	}
	if columns == nil {
		r.lost = append(r.lost, t)
		return
	}
	r.take(rows, columns)
}

// evenRows keeps the rows that have as many numbers as most, without footnote marks
// that stand apart, and names the others.
func (r *reading) evenRows(rows []row) (even []row) {
	count, width := map[int]int{}, 0
	for _, one := range rows {
		if n := len(one.cells); n > 0 && (one.subject != nil || one.ofMobile()) {
			if count[n]++; count[n] > count[width] || count[n] == count[width] && n > width {
				width = n
			}
		}
	}
	for i, one := range rows {
		n := len(one.cells)
		// A raised footnote mark puts a name below the numbers of its row.
		if (n == 2*width || n == 2*width+1) && i+1 < len(rows) && len(rows[i+1].cells) == 0 {
			rows[i+1].cells = one.cells[width:]
			one.cells, n = one.cells[:width], width
		}
		if n == width+1 && one.cells[0].ok && one.cells[0].Value.IsInteger() && one.cells[0].Value.IntPart() < 1000 && !one.cells[0].Percent {
			one.cells, n = one.cells[1:], width
		}
		switch {
		case n == width:
			even = append(even, one)
		case one.subject != nil && n > 1:
			r.problem(one.line, "the row of %s has %d numbers and the others %d; write - for a number that the table leaves out", quote(one.name), n, width)
		}
	}
	return even
}

// reportLost names the tables that were not understood. One whose applications all
// stand in another table, such as one of other users, is no problem.
func (r *reading) reportLost() {
	found := map[*document.Subject]bool{nil: true}
	for _, f := range r.figures {
		found[f.subject] = found[f.subject] || f.basis == table
	}
	for _, t := range r.lost {
		report := r.note
		if slices.ContainsFunc(t.rows, func(one row) bool { return !found[one.subject] }) {
			report = r.problem
		}
		report(t.line, "a table of %d applications was not understood: its numbers and headings do not tell which number is of which month; save it as CSV, or give the PDF itself to this program", len(t.rows))
	}
}
