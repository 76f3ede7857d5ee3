package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

var (
	// decimalComma is a number as spreadsheets write it where the comma stands before
	// the decimals.
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// readGrid finds the names, headings and numbers of a table between lines that speak of
// it, and takes its figures. Below its rows other headings begin another table.
func (r *reading) readGrid(t document.Table, above, below []string) {
	names, width, commas := -1, 0, false
	for _, from := range t.Rows {
		width = max(width, len(from.Cells))
		for i, c := range from.Cells {
			if names < 0 && r.application(strings.TrimPrefix(c, "手机")) != nil {
				names = i
			}
			commas = commas || decimalComma.MatchString(c)
		}
	}
	known := names >= 0
	names = max(names, 0)
	if second := r.secondNames(t, names); second > 0 {
		for _, half := range halves(t, second) {
			r.readGrid(half, above, below)
		}
		return
	}
	// next are the rows without numbers since the last one with some.
	var g table
	var head, next [][]string
	var titles []string
	left := make([]string, names)
	var before []int
	flush := func() {
		if len(g.rows) > 0 && (known || len(monthsIn(g.rows[0].name)) > 0) {
			g.skipped, g.headings = names+1, headingsOf(head, width)[names+1:]
			r.readHeaded(g, known)
		}
	}
	for _, from := range t.Rows {
		one := r.gridRow(from, left, commas)
		numbers := slices.ContainsFunc(one.cells, func(c cell) bool {
			return c.ok || one.subject != nil && strings.ContainsAny(c.text, "0123456789")
		})
		indicator := one.subject == nil && r.names.Exact(one.name) != nil
		switch {
		case numbers && indicator:
			if len(g.rows)+len(next) > 0 && known {
				r.note(r.at(one.line), "%s is a row of the country and was passed over; type it into national_indicators.csv", quote(one.name))
			}
		case numbers && one.name != "":
			words, lines := headingRows(next, width)
			next = nil
			if len(g.rows) == 0 || startsAnother(words, lines, head, g) {
				flush()
				switch {
				case len(g.rows) == 0:
					titles = slices.Concat(above, lines)
				case len(words) > 0 && len(lines) > 0:
					titles = lines
				}
				if len(words) > 0 {
					head, lines = words, nil
				}
				g = titled(slices.Concat(titles, lines), below)
			}
			g.rows = append(g.rows, one)
			for i, c := range left {
				n := parseCell(c)
				if isRank := n.Value.IsInteger() && n.Value.IntPart() < 1000 && !n.Percent; n.ok && !isRank && !slices.Contains(before, i) {
					before = append(before, i)
					r.note(r.at(one.line), "column %d was passed over: its numbers stand before the names; put it behind them", i+1)
				}
			}
		case !numbers && one.subject == nil:
			next = append(next, from.Cells)
		}
	}
	if _, lines := headingRows(next, width); len(lines) > 0 && len(g.rows) > 0 && unitLine.MatchString(lines[0]) {
		if exponent, ok := document.UnitOf(lines[0]); ok {
			g.exponent = exponent
		}
	}
	flush()
}

// headingRows parts rows without numbers into those of a heading and single cells, which
// are titles.
func headingRows(rows [][]string, width int) (head [][]string, titles []string) {
	for _, cells := range rows {
		texts := slices.Compact(slices.DeleteFunc(slices.Clone(cells), isAbsent))
		switch {
		case len(texts) > 1 || width == 1:
			head = append(head, cells)
		case len(texts) == 1:
			titles = append(titles, texts[0])
		}
	}
	return head, titles
}

// startsAnother reports whether headings and titles below rows begin another table than
// the one that has a heading already. The name of a category does not.
func startsAnother(words [][]string, titles []string, head [][]string, g table) bool {
	return len(words) > 0 && !slices.EqualFunc(words, head, slices.Equal) ||
		slices.ContainsFunc(titles, func(title string) bool {
			return !strings.Contains(g.about, title) && (parts.MatchString(title) || len(monthsIn(title)) > 0)
		})
}

// secondNames is the column of other applications than those of the first, or 0.
func (r *reading) secondNames(t document.Table, first int) int {
	for _, from := range t.Rows {
		for i := first + 1; i < len(from.Cells); i++ {
			one, other := r.application(from.Cells[first]), r.application(from.Cells[i])
			if one != nil && other != nil && one != other {
				return i
			}
		}
	}
	return 0
}

// halves parts a table of two columns of names at the second. Titles belong to both.
func halves(t document.Table, second int) (both [2]document.Table) {
	for _, from := range t.Rows {
		at := min(second, len(from.Cells))
		right := append(make([]string, at), from.Cells[at:]...)
		if at > 0 && len(slices.DeleteFunc(slices.Clone(from.Cells), isAbsent)) == 1 {
			right[0] = from.Cells[0]
		}
		both[0].Rows = append(both[0].Rows, document.Row{Number: from.Number, Cells: from.Cells[:at]})
		both[1].Rows = append(both[1].Rows, document.Row{Number: from.Number, Cells: right})
	}
	return both
}

// readHeaded takes a table whose rows are applications, if they are known, or months.
func (r *reading) readHeaded(g table, known bool) {
	if len(monthsIn(g.headings...)) > 0 || slices.ContainsFunc(g.rows, func(one row) bool { return one.period == 0 }) {
		// Months of some rows alone, or beside those of headings, stand in remarks.
		for i := range g.rows {
			g.rows[i].period = 0
		}
	}
	if known {
		r.readTable(g)
		return
	}
	for _, one := range r.byApplication(g) {
		r.readTable(*one)
	}
}

// gridRow reads the name of a row and the cells behind it. Of the cells left of the name
// a blank one is that of the row above.
func (r *reading) gridRow(from document.Row, left []string, commas bool) row {
	names := len(left)
	if len(from.Cells) <= names {
		return row{}
	}
	one := row{line: from.Number, name: from.Cells[names], subject: r.application(from.Cells[names])}
	for i := range left {
		left[i] = cmp.Or(from.Cells[i], left[i])
	}
	for _, c := range slices.Concat(left, from.Cells[names:]) {
		if months := monthsIn(c); len(months) == 1 {
			one.period = months[0]
		}
		if c != one.name && one.part == "" && r.names.Exact(c) == nil && !parseCell(c).ok {
			one.part = parts.FindString(c)
		}
	}
	for _, c := range from.Cells[names+1:] {
		read := parseCell(c)
		if swapped := parseCell(swapPoints.Replace(c)); commas && swapped.ok {
			read = swapped
		}
		one.cells = append(one.cells, read)
	}
	return one
}

// application is the application whose name a cell is, or nil.
func (r *reading) application(name string) *document.Subject {
	if s := r.names.Exact(name); s != nil && s.Kind == document.Application {
		return s
	}
	return nil
}

// headingsOf joins the rows of a heading column by column. A blank cell above others
// belongs to the cell on its left, as spreadsheets lose spans.
func headingsOf(head [][]string, width int) []string {
	headings := make([]string, width)
	for i, row := range head {
		left := ""
		for j := range min(width, len(row)) {
			if row[j] != "" || i == len(head)-1 {
				left = row[j]
			}
			if !strings.Contains(headings[j], left) {
				headings[j] = strings.TrimSpace(headings[j] + " " + left)
			}
		}
	}
	return headings
}

// byApplication parts a table whose rows are months into one for each application that the
// headings or the title name.
func (r *reading) byApplication(t table) (tables []*table) {
	of := map[*document.Subject]*table{}
	for i, h := range t.headings {
		matches := r.names.All(h)
		if len(matches) == 0 {
			matches = r.names.All(t.title)
		}
		if len(matches) != 1 || matches[0].Kind != document.Application {
			continue
		}
		subject := matches[0].Subject
		one := of[subject]
		if one == nil {
			one = &table{title: withoutNames(t.title, r.names), about: t.about, exponent: t.exponent, skipped: t.skipped}
			for _, month := range t.rows {
				one.rows = append(one.rows, row{line: month.line, name: subject.Title, subject: subject, period: month.period, part: month.part})
			}
			of[subject], tables = one, append(tables, one)
		}
		one.headings = append(one.headings, withoutNames(h, r.names))
		for j, month := range t.rows {
			if i < len(month.cells) {
				one.rows[j].cells = append(one.rows[j].cells, month.cells[i])
			}
		}
	}
	return tables
}

// withoutNames blanks the names of subjects in a text.
func withoutNames(text string, names *document.Names) string {
	for _, m := range slices.Backward(names.All(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return text
}
