package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

var (
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	// underscore matches an underscore that is not between digits: users_10k_2026_06 becomes "users 10k 2026_06".
	underscore     = regexp.MustCompile(`(\D)_|_(\D)`)
	swapSeparators = strings.NewReplacer(".", ",", ",", ".")
)

// grid is the layout of a table whose format separates cells, such as CSV or HTML.
type grid struct {
	// nameColumn is the column with the names of the rows, firstRow the line of the first name; without names, both are 0.
	width, nameColumn, firstRow int
	// rowsAreNamed is true if a column names the applications, false if headings or titles do.
	rowsAreNamed, hasDecimalCommas bool
}

// layout describes a table. The first application left of a cell that begins with a digit is in its column of names.
func (r *reader) layout(lines []document.Line) *grid {
	g := &grid{}
	startsWithDigit := func(c string) bool { return strings.IndexAny(c, digits) == 0 }
	for n, l := range lines {
		g.width = max(g.width, len(l.Cells))
		for i, c := range l.Cells {
			g.hasDecimalCommas = g.hasDecimalCommas || decimalComma.MatchString(c)
			if !g.rowsAreNamed && r.application(c) != nil && slices.ContainsFunc(l.Cells[i+1:], startsWithDigit) {
				g.nameColumn, g.firstRow, g.rowsAreNamed = i, n, true
			}
		}
	}
	return g
}

// gridRows reads lines of cells as rows. In CSV and Markdown a merged cell is blank in all its rows but the first:
// a blank name beside numbers, or a blank cell left of the names, takes the text of the cell above.
func (r *reader) gridRows(lines []document.Line, g *grid) (rows []row) {
	carried := make([]string, g.nameColumn+1)
	lines = slices.Clone(lines) // The document keeps its cells.
	for n, l := range lines {
		lines[n].Cells = make([]string, max(len(l.Cells), len(carried)))
		for i, c := range l.Cells {
			lines[n].Cells[i] = underscore.ReplaceAllString(c, "$1 $2")
		}
	}
	r.rejectLowLabels(lines, g)
	for _, l := range lines {
		for i := range carried {
			carried[i] = cmp.Or(l.Cells[i], carried[i])
		}
		one := row{at: r.at(l.Number), name: l.Cells[g.nameColumn], grid: g}
		for _, text := range slices.Concat(carried, l.Cells[len(carried):]) {
			c := parseCell(text)
			if swapped := parseCell(swapSeparators.Replace(text)); g.hasDecimalCommas && swapped.ok {
				c.Number, c.ok = swapped.Number, true
			}
			c.at = one.at
			one.cells = append(one.cells, c)
		}
		mayBeYears := !hasKnown(rows) && unknownWord(one.name) == "" // Years above the applications are headings.
		isNumber := func(c cell) bool { return c.ok && !(mayBeYears && year.MatchString(c.text)) }
		hasDigits := func(c cell) bool { return strings.ContainsAny(c.text, digits) }
		after := one.cells[len(carried):]
		isData := slices.ContainsFunc(after, isNumber)
		if isData {
			one.name = carried[g.nameColumn]
		}
		one.subject = r.application(one.name)
		// Beside an application, an unreadable number counts as data, too, so that it is reported.
		isData = isData || one.subject != nil && slices.ContainsFunc(after, hasDigits)
		if !isData {
			one.name, one.headings = g.headingsIn(l.Cells)
			one.cells = nil
		}
		if one.name != "" && (isData || one.subject == nil && !continued.MatchString(one.name)) { // A lone name says nothing.
			rows = append(rows, one)
		}
	}
	return rows
}

// headingsIn returns the text of a line without numbers and, unless it is a title, its cells.
func (g *grid) headingsIn(cells []string) (text string, headings []string) {
	isMark := func(c string) bool { return absent.MatchString(c) || parseCell(c).mayBeRank() }
	texts := slices.DeleteFunc(slices.Clone(cells), isMark)
	// Right of a blank cell, a text repeated in several cells, or alone in a table of two columns, is no title.
	spansColumns := absent.MatchString(cells[g.nameColumn]) && (len(texts) > 1 || g.width == 2)
	texts = slices.Compact(texts)
	hasUnit := len(texts) == 2 && unitLine.MatchString(texts[1]) // A title, and right of it the unit.
	if !hasUnit && (len(texts) > 1 || spansColumns) {
		headings = cells
	}
	return strings.Join(texts, " "), headings
}

// rejectLowLabels adds a problem for a merged cell of a PDF file whose text a tool has put beside its middle row, with
// blank cells above and below. A blank only above is no problem: it may be that of unnamed totals.
func (r *reader) rejectLowLabels(lines []document.Line, g *grid) {
	isFigure := func(text string) bool {
		c := parseCell(text)
		return c.ok && !c.mayBeRank() && !year.MatchString(text)
	}
	for i := range g.nameColumn + 1 {
		isLabel := func(l document.Line) bool {
			return i == g.nameColumn && r.application(l.Cells[i]) != nil || i < g.nameColumn && len(monthsIn(l.Cells[i])) == 1
		}
		isBlank := func(l document.Line) bool { return l.Cells[i] == "" && slices.ContainsFunc(l.Cells[i+1:], isFigure) }
		blank, label := slices.IndexFunc(lines, isBlank), slices.IndexFunc(lines, isLabel)
		if g.rowsAreNamed && blank >= 0 && blank < label && slices.ContainsFunc(lines[label:], isBlank) {
			r.problem(r.at(lines[blank].Number), "a cell left of the first numbers is blank, and %s stands further down; write the text of a merged cell beside each of its rows", quote(lines[label].Cells[i]))
		}
	}
}
