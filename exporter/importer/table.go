package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

type cell struct {
	document.Number
	text   string
	ok     bool     // The text is a number.
	at     location // For a cell of a grid only.
	offset int      // In a line of text, the characters before the cell.
}

const digits = "0123456789"

func parseCell(text string) cell {
	n, ok := document.ParseNumber(text)
	return cell{Number: n, text: text, ok: ok}
}

// amount returns the users in a cell and their rounding, both in 10,000 people, or the percentage in the cell and 0.
func (c cell) amount(of column) (n, unit float64) {
	if of.content != users {
		return c.Value.InexactFloat64(), 0
	}
	people, rounding, _ := c.People(of.exponent)
	return people.InexactFloat64(), float64(rounding)
}

// mayBeRank reports whether a number may be the rank of its row, or a footnote mark.
func (c cell) mayBeRank() bool {
	return c.ok && c.Value.Exponent() >= 0 && c.Value.IntPart() < 1000 && !c.Percent
}

var (
	// absent matches a blank cell, and marks for a number that is not there.
	absent     = regexp.MustCompile(`(?i)^(?:|--?|——?|–|─|/|n/?a|n\.a\.|nan|<na>|none|null|暂?无|\.\.\.)$`)
	mobileName = regexp.MustCompile(`(?i)^(?:of which:? +)?(?:手机|移动端|mobile )`)
	// ofMobile matches mobile users, unless they are only included (含手机网民) or defined (手机网民指…, mobile users are…).
	ofMobile = regexp.MustCompile(`(?i)[^含括和及与中过用](?:手机|移动端)(?:网民|用户|应用|上网|互联网)(?:[^是指:]|$)|(?:^|[^g]) mobile (?:internet |phone )?(?:users|netizens)(?: [^ar]|[^ ]|$)`)
)

// row is a row of a table, or a line above or below a table: a name and its numbers.
type row struct {
	at      location
	name    string
	subject *document.Subject
	cells   []cell
	// grid is nil for a line of text. In a grid, cells has all of a line of data, headings all of a line of headings.
	grid     *grid
	headings []string
	areBelow bool // The cells of a line of text stand in lines below the name.
	// isSentence is true for a sentence, perhaps on the table below. If a heading is right above, name begins with it.
	isSentence bool
}

// isData reports whether a row is a name or numbers of a table, and no line above or below it.
func (r row) isData() bool { return r.subject != nil || len(r.cells) > 0 }

func (r row) isMobile() bool { return mobileName.MatchString(document.Bare(r.name)) }

type table struct {
	at       location
	title    string
	about    string // The lines above the table and the remarks below it.
	beside   string // Scopes that remarks, repeated cells and the headings of skipped shares state.
	dated    string // The title, the headings that may name a month and, if the title has none, that of the names.
	exponent int32  // For columns whose headings state no unit.
	rows     []row
	columns  []column // Columns of numbers, as their headings tell or, in messages.undated, as solve found them.
}

// rejectPart reports, with a note, whether a row is of another publisher or of a part of the users (农村, "rural").
func (r *reader) rejectPart(one row) bool {
	part := ""
	if one.isMobile() || one.subject == nil && len(r.names.All(one.name)) > 0 {
		part = partWords.FindString(one.name)
	}
	for _, c := range one.cells {
		if !c.ok && c.text != one.name && r.names.Exact(c.text) == nil {
			part = cmp.Or(part, partWords.FindString(c.text), publishers.FindString(c.text))
		}
	}
	if part != "" {
		r.note(one.at, "the row %s was passed over: the word %s says that it has no surveyed figures of all users", quote(one.name), quote(part))
	}
	return part != ""
}

func hasKnown(rows []row) bool {
	return slices.ContainsFunc(rows, func(one row) bool { return one.subject != nil })
}

// readLines reads a table in text, whose headings are not aligned with its columns and so are part of its title.
func (r *reader) readLines(t table, rows []row, runs [][]cell, above []row) {
	t.rows = without(rows, r.rejectPart)
	if !hasKnown(t.rows) || runs == nil && widthOf(t.rows) == 0 {
		return
	}
	if !namesContent(t.title) {
		r.note(t.at, "the numbers beside names have no headings of users or share, and were passed over")
		return
	}
	lines := slices.Concat(above, t.rows)
	// Numbers below headings, unless they only number the columns, show that each name stands below its numbers.
	isStray := func(one row) bool {
		hasFigures := slices.ContainsFunc(one.cells, func(c cell) bool { return !c.mayBeRank() })
		return one.areBelow && hasFigures && r.names.Exact(one.name) == nil && len(one.cells) == widthOf(t.rows)
	}
	if i := slices.IndexFunc(lines, isStray); i >= 0 {
		r.problem(lines[i].at, "the numbers below %s have no known name before them; write each name before its numbers, and add a new application to applications.csv", quote(lines[i].name))
	}
	variants := r.arrangements(t.rows, runs)
	if len(variants) > 0 {
		t.columns = slices.Repeat([]column{{exponent: t.exponent, heading: t.title}}, len(variants[0][0].cells))
		// If a table has only users, or only shares, the last months in its title are those of its columns.
		months, content := document.Months(t.title), contentOfTitle(t.title)
		n, distinct := len(t.columns), len(monthsIn(t.title))
		if content == unknown && n < 2*distinct {
			variants = variants[:1] // The second needs users and a share for each month.
		}
		if n == distinct && content != unknown {
			for i, m := range months[len(months)-n:] {
				t.columns[i].content, t.columns[i].period = content, m.Period
			}
		}
	}
	r.takeTable(t, variants)
}

// takeTable takes the figures of a table, if its headings and numbers tell what its columns hold.
func (r *reader) takeTable(t table, variants [][]row) {
	t.dated += " " + t.title
	for _, c := range t.columns {
		if c.content != growth { // The month in a heading of growth is that from which it is counted, not the survey.
			t.dated += " " + c.heading
		}
	}
	months := monthsIn(t.dated)
	if len(months) == 0 {
		months = []dataset.Period{0}
	}
	rows, columns, e := solve(r.facts, variants, t.columns, months)
	other := otherPopulation.FindString(t.about + t.beside)
	word := cmp.Or(other, unknownWord(t.title), unknownWord(t.beside))
	reason := "its headings and numbers do not tell the month or the content of each column"
	if len(variants) == 0 {
		reason = "its numbers do not divide evenly among its names"
	}
	// If only the title says what a column holds, a comparison or the known figures (in the median) must confirm it.
	isTitled := func(c column) bool { return c.heading == t.title || contentOf(c.heading) == unknown }
	off, compared := drift(r.facts, rows, columns, 0)
	areKnown := off == 0 && compared > 1
	isNational := (e.isNational || e.pass > 0 && areKnown) && !ofMobile.MatchString(t.about+t.beside) // Most users are mobile.
	if word == "" && e.pass == 0 && !areKnown && slices.ContainsFunc(columns, isTitled) {
		columns, reason = nil, "only its title says what the numbers are, and known figures do not confirm that they are of all Internet users"
	}
	switch {
	case columns == nil:
		// This is a problem only if the table has an application that no table before it had.
		tell := r.note
		for _, one := range t.rows {
			isTaken := func(f *statement) bool { return f.subject == one.subject && f.basis == basisTable }
			if one.subject != nil && !slices.ContainsFunc(r.figures, isTaken) {
				tell = r.problem
			}
		}
		tell(t.at, "a table of applications was not understood: %s; save it as CSV with headings such as 2026.6用户规模（万人） and 2026.6网民使用率, give the PDF itself to this program, or give the reviewed candidates of this file instead", reason)
	case e.fail > e.pass && e.fail > 1:
		r.problem(t.at, "the numbers of the table do not fit its headings: shares or growth contradict the users beside them; columns may be exchanged, shares may be fractions such as 0.97, decimal commas and points may be mixed, the table may be of a group of users, or the dataset may lack the Internet users of an old survey")
	case months[0] == 0 && yearLike.MatchString(t.title+t.beside):
		r.problem(t.at, "the title of the table, or a column, names a year, %s, but no month that is understood; write months such as 2026.6 into the headings", quote(yearLike.FindString(t.title+t.beside)))
	case word != "" && e.pass == 0 || other != "" && !isNational:
		r.note(t.at, "the table beside %s was passed over: its title, or a line or column beside it, says %s, and no number shows that it is of all Internet users", quote(cmp.Or(t.title, strings.TrimSpace(t.about), t.beside)), quote(word))
	default:
		if months[0] == 0 {
			r.note(t.at, "no heading names the month of the figures; the table is taken to be of the survey that the report presents")
			t.rows, t.columns = rows, columns
			r.undated = append(r.undated, t)
		}
		if d, _ := drift(r.facts, rows, columns, 12); !isNational && d > maxDrift {
			r.Findings = append(r.Findings, fmt.Sprintf("%s: the numbers are, in the median, %.0f %% off those of the nearest survey, and nothing shows that they are of all Internet users; the table may be of a group of them", t.at, 100*d))
		}
		for _, i := range e.unexplained {
			columns[i].content = unknown
			r.note(t.at, "column %d of the numbers was passed over: it fits neither as users nor as a share, and no users beside it confirm it as growth", i+1)
		}
		r.take(rows, columns, basisTable)
		r.Findings = append(r.Findings, e.mismatches...)
	}
}

// arrangements returns the ways in which numbers can belong to names, or none if they do not divide evenly. Without
// runs, each row has its numbers. A run has its numbers column by column or, if below the names, perhaps row by row.
func (r *reader) arrangements(rows []row, runs [][]cell) [][]row {
	if runs == nil {
		return [][]row{r.evenRows(rows)}
	}
	down, across, wide := slices.Clone(rows), slices.Clone(rows), false
	for _, run := range runs {
		width := len(run) / len(rows)
		if len(run)%len(rows) != 0 {
			return nil
		}
		wide = wide || width > 1
		for i := range rows {
			for j := range width {
				down[i].cells = append(down[i].cells, run[i+j*len(rows)])
				across[i].cells = append(across[i].cells, run[i*width+j])
			}
		}
	}
	if wide && rows[len(rows)-1].areBelow {
		return [][]row{down, across}
	}
	return [][]row{down}
}

const unevenRow = "the row of %s has too few or too many numbers (%d for %d columns); write - for a missing number, remove footnote marks and separators within numbers and headings, and put each row on one line"

// evenRows returns the rows that have as many numbers as the table has columns. Any other row of an
// application is a problem if it has numbers. A surplus number is dropped if only it may be a rank or footnote mark.
func (r *reader) evenRows(rows []row) (even []row) {
	width := widthOf(rows)
	isBeside := func(o row) bool { return o.subject != nil && len(o.cells) > 0 && !o.areBelow }
	isBelow := func(o row) bool { return o.areBelow }
	isBare := func(o row) bool { return o.subject != nil && len(o.cells) == 0 }
	isProse := func(o row) bool {
		names := r.names.All(o.name)
		return o.subject == nil && len(o.cells) < width && len(names) > 0 && proseBefore.MatchString(o.name[:names[0].Start])
	}
	areAllBelow := !slices.ContainsFunc(rows, isBeside)
	for i, one := range rows {
		n, next := len(one.cells), rows[i+1:]
		// If a row has twice as many numbers, perhaps with a rank, the second half belongs to the next name without
		// numbers, unless, in a table with numbers beside names, a row between the two has numbers below its name.
		lost := slices.IndexFunc(next, isBare)
		if n/2 == width && lost >= 0 && (areAllBelow || !slices.ContainsFunc(next[:lost], isBelow)) {
			next[lost].cells = one.cells[width:]
			one.cells, n = one.cells[:width], width
		}
		mark := slices.IndexFunc(one.cells, cell.mayBeRank)
		if n == width+1 && mark >= 0 && !slices.ContainsFunc(one.cells[mark+1:], cell.mayBeRank) {
			one.cells, n = slices.Delete(slices.Clone(one.cells), mark, mark+1), width
		}
		below := slices.IndexFunc(next, row.isData)
		isAboveNumbers := below >= 0 && next[below].subject == nil && !isProse(next[below]) // Perhaps its own.
		switch {
		case isProse(one):
			r.noteNumbers(rows[i : i+1])
		case one.subject == nil && n < width && r.hasLostCells(one):
			r.problem(one.at, "the row %s was not read: a cell is not a number; write plain numbers, and - for a missing one", quote(one.name))
		case n == width:
			even = append(even, one)
		case one.subject != nil && (n > 0 || isAboveNumbers):
			r.problem(one.at, unevenRow, quote(one.name), n, width)
		}
	}
	return even
}

// hasLostCells reports whether cells of a row were taken for words because one of the cells is not a number.
func (r *reader) hasLostCells(one row) bool {
	n, hasDigits := len(one.cells), strings.ContainsAny(one.name, digits)
	hasLost := n > 1 || n > 0 && hasDigits || lostCells.MatchString(r.withoutNames(one.name))
	return rowInName.MatchString(one.name) || hasLost && len(r.names.All(one.name)) == 1
}

// widthOf returns the commonest count of numbers in rows of known applications, the largest of equals.
func widthOf(rows []row) (width int) {
	count := map[int]int{}
	for _, one := range rows {
		if n := len(one.cells); n > 0 && one.subject != nil {
			if count[n]++; count[n] > count[width] || count[n] == count[width] && n > width {
				width = n
			}
		}
	}
	return width
}
