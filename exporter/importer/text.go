package importer

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

// textTable is a table found in text.
type textTable struct {
	line int
	// heading are the words above the table and between its columns, title first.
	heading []string
	rows    []row
	// blocks are the numbers of a table whose columns stand one below the other, in
	// runs that words part, and above how many words of the heading each ends.
	blocks [][]token
	headed []int
}

// minNameless is the number of numbers without a name from which a note is written.
const minNameless = 10

// readText reads the tables among lines of text: rows with their numbers, or names
// followed by their columns.
func (r *reading) readText(lines []document.Line) {
	all := r.joinNames(r.tokens(lines))
	var heading, last []string
	nameless := 0
	for i := 0; i < len(all); {
		switch t := all[i]; {
		case t.kind == end:
			heading, last, nameless = nil, nil, 0
			i++
		case t.kind == number:
			if nameless++; nameless == minNameless && len(heading) > 0 && tableName.MatchString(heading[0]) && contents.MatchString(heading[0]) {
				r.note(t.line, "the numbers below %s stand beside no known name, and were passed over", quote(heading[0]))
			}
			i++
		case t.kind == word && !startsTable(all, i):
			heading = append(heading, t.text)
			i++
		default:
			// The page after has no headings where they were not repeated.
			if len(last) > 0 && !contents.MatchString(strings.Join(heading, " ")) {
				heading = slices.Concat(last, heading)
			}
			table, from := textTable{line: t.line, heading: heading}, i
			if t.kind == name && i+1 < len(all) && all[i+1].kind != number {
				i = table.addBlocks(all, i)
			} else {
				i = table.addRows(all, i)
			}
			r.layOut(all, from, i)
			r.solveText(&table)
			last, heading = table.heading, nil
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
		r.laidOut[t.source] = true
	}
}

// startsTable reports whether words that are no known name begin the rows of a table:
// a row of mobile users, or of an unknown application, above another row.
func startsTable(all []token, i int) bool {
	n := numbersFrom(all, i)
	next := i + 1 + n
	if contentOf(all[i].text) != unknown || len(monthsIn(all[i].text)) > 0 {
		return false
	}
	return n > 1 && (row{name: all[i].text}.ofMobile() || next < len(all) && all[next].kind == name && numbersFrom(all, next) == n)
}

// addRows gathers rows of a name and its numbers, up to the end of the table.
func (t *textTable) addRows(all []token, i int) int {
	for i < len(all) && all[i].kind != end {
		n := numbersFrom(all, i)
		switch {
		case all[i].kind == name && i+1 < len(all) && (all[i+1].kind == name || n == 0 && i+2 < len(all) && all[i+2].kind == name):
			return i // A block of names begins.
		case all[i].kind == number || n == 0:
			i++
			continue
		}
		one := row{line: all[i].line, name: all[i].text, subject: all[i].subject}
		for _, d := range all[i+1 : i+1+n] {
			one.cells = append(one.cells, d.cell)
		}
		t.rows = append(t.rows, one)
		i += 1 + n
	}
	return i
}

// addBlocks gathers names and the runs of numbers below them, up to the end of the
// table or the next name.
func (t *textTable) addBlocks(all []token, i int) int {
	last := i
	for j := i; j < len(all) && (all[j].kind == name || all[j].kind == word); j++ {
		if all[j].kind == name {
			last = j
		}
	}
	for ; i <= last; i++ {
		t.rows = append(t.rows, row{line: all[i].line, name: all[i].text, subject: all[i].subject})
	}
	var run []token
	for ; i < len(all) && all[i].kind != name; i++ {
		// The title may stand between the names and the columns.
		if all[i].kind == end && (len(t.blocks)+len(run) > 0 || all[i].text != "") {
			break
		} else if all[i].kind == end {
			continue
		}
		if all[i].kind == number {
			run = append(run, all[i])
			continue
		}
		if len(run) > 0 {
			t.blocks, t.headed, run = append(t.blocks, run), append(t.headed, len(t.heading)), nil
		}
		t.heading = append(t.heading, all[i].text)
	}
	if len(run) > 0 {
		t.blocks, t.headed = append(t.blocks, run), append(t.headed, len(t.heading))
	}
	return i
}

// variants are the ways in which the numbers of blocks can belong to the rows: a
// run holds columns one after the other, or side by side.
func (t *textTable) variants(blocks [][]token) (all [][]row) {
	n := len(t.rows)
	all = [][]row{slices.Clone(t.rows)}
	for _, run := range blocks {
		k := len(run) / n
		if len(run)%n != 0 {
			return nil
		}
		var next [][]row
		for _, rows := range all {
			for _, sideways := range []bool{false, true} {
				if sideways && k == 1 {
					continue
				}
				more := slices.Clone(rows)
				for i := range more {
					more[i].cells = slices.Clone(more[i].cells)
					for j := range k {
						at := j*n + i
						if sideways {
							at = i*k + j
						}
						more[i].cells = append(more[i].cells, run[at].cell)
					}
				}
				next = append(next, more)
			}
		}
		if all = next; len(all) > 64 {
			return nil
		}
	}
	return all
}

// solveText finds the contents of the columns of a table in text. Headings in text are
// not aligned with columns, so the numbers must confirm them.
func (r *reading) solveText(t *textTable) {
	text := strings.Join(t.heading, " ")
	known, numbers := 0, len(t.blocks) > 0
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
	case known == 0 || !numbers || len(t.blocks) > 0 && known < 2:
		return
	case !contents.MatchString(text):
		if known > 1 {
			r.note(t.line, "numbers beside %d names have no headings of users or share, and were passed over", known)
		}
		return
	case part != "":
		r.note(t.line, "a table was passed over: its title or headings say %s, a part of the users", quote(part))
		return
	}
	var rows []row
	var columns []column
	if len(t.blocks) == 0 {
		rows, columns = r.solveRows([][]row{r.evenRows(t.rows, commonWidth(t.rows))}, t.heading)
	}
	// Numbers below the last column, such as the labels of a chart, are no column.
	for n := len(t.blocks); n > 0 && columns == nil; n-- {
		last := t.blocks[n-1]
		for k := len(last) / len(t.rows); k > 0 && columns == nil; k-- {
			blocks := append(slices.Clone(t.blocks[:n-1]), last[:k*len(t.rows)])
			rows, columns = r.solveRows(t.variants(blocks), t.heading[:t.headed[n-1]])
		}
	}
	if columns == nil {
		r.lost = append(r.lost, t)
		return
	}
	for _, p := range distinct(t.heading[min(1, len(t.heading)):]...) {
		if !slices.ContainsFunc(columns, func(c column) bool { return c.period == p }) && len(t.blocks) == 0 {
			r.problem(t.line, "the columns of %s were not understood; save the table as CSV", p)
		}
	}
	r.take(rows, columns)
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

// solveRows finds the one reading of a table's rows that its numbers support, or nil.
func (r *reading) solveRows(tables [][]row, heading []string) (rows []row, columns []column) {
	text := strings.Join(heading, " ")
	months := distinct(strings.Join(heading[min(1, len(heading)):], " "))
	if len(months) == 0 {
		months = distinct(text)
	}
	exponent, _ := document.UnitOf(text)
	for _, candidate := range tables {
		if len(candidate) == 0 || len(candidate[0].cells) == 0 {
			continue
		}
		given := make([]column, len(candidate[0].cells))
		all := make([]int, len(given))
		for i := range given {
			given[i], all[i] = column{exponent: exponent, heading: text}, i
		}
		solved, ok := r.facts.solve(narrow(candidate, all), given, months)
		if ok && columns != nil {
			return nil, nil
		}
		if ok {
			rows, columns = candidate, solved
		}
	}
	return rows, columns
}

// commonWidth is the number of numbers in most rows.
func commonWidth(rows []row) int {
	count := map[int]int{}
	best := 0
	for _, one := range rows {
		if one.subject != nil || one.ofMobile() {
			count[len(one.cells)]++
		}
	}
	for width, n := range count {
		if n > count[best] || n == count[best] && width > best {
			best = width
		}
	}
	return best
}

// evenRows keeps the rows that have as many numbers as a table is wide, without
// footnote marks that stand apart, and names the others.
func (r *reading) evenRows(rows []row, width int) (even []row) {
	for _, one := range rows {
		if len(one.cells) == width+1 && one.cells[0].ok && one.cells[0].Value.IsInteger() && one.cells[0].Value.IntPart() < 1000 && !one.cells[0].Percent {
			one.cells = one.cells[1:]
		}
		switch {
		case len(one.cells) == width:
			even = append(even, one)
		case one.subject != nil && len(one.cells) > 1:
			r.problem(one.line, "the row of %s has %d numbers and the others %d; write - for a number that the table leaves out", quote(one.name), len(one.cells), width)
		}
	}
	return even
}
