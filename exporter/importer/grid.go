package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// grid is a table whose cells the format separates.
type grid struct {
	title    string
	headings []string
	rows     []row
	// names and months are the columns of names and of months, or -1.
	names, months int
}

// readGrid reads a table whose cells the format separates.
func (r *reading) readGrid(t document.Table) {
	g := r.gridOf(t)
	part := parts.FindString(g.title)
	switch {
	case len(g.rows) == 0:
	case part != "":
		r.note(g.rows[0].line, "the table %s is of a part of the users (%s) and was passed over", quote(g.title), part)
	case g.names < 0:
		r.readSubjects(g)
	case !slices.ContainsFunc(g.rows, func(one row) bool { return one.subject != nil }):
		for _, one := range g.rows {
			r.applies(one)
		}
	default:
		r.readColumns(g)
	}
}

// gridOf parts a table into headings and rows.
func (r *reading) gridOf(t document.Table) *grid {
	g := &grid{title: t.Title, names: r.nameColumn(t), months: -1}
	width := 0
	for _, from := range t.Rows {
		width = max(width, len(from.Cells))
	}
	var head [][]string
	for _, from := range t.Rows {
		one, ok := r.gridRow(from, g.names, width)
		switch {
		case ok:
			g.rows = append(g.rows, one)
		case len(g.rows) > 0 || one.subject != nil:
		case width > 1 && onlyCell(from.Cells) != "":
			g.title = onlyCell(from.Cells)
		default:
			head = append(head, from.Cells)
		}
	}
	swapDecimalCommas(g.rows)
	g.headings = headingsOf(head, width)
	for i := range width {
		if i != g.names && len(g.rows) > 0 && !slices.ContainsFunc(g.rows, func(one row) bool { return len(monthsIn(one.cells[i].text)) != 1 }) {
			g.months = i
		}
	}
	for i := range g.rows {
		if g.months >= 0 {
			g.rows[i].period = monthsIn(g.rows[i].cells[g.months].text)[0]
		}
	}
	return g
}

// nameColumn is the first column that holds the name of an application, or of its
// mobile users, or -1.
func (r *reading) nameColumn(t document.Table) int {
	best := -1
	for _, row := range t.Rows {
		i := slices.IndexFunc(row.Cells, func(c string) bool {
			s := r.names.Exact(strings.TrimPrefix(c, "手机"))
			return s != nil && s.Kind == document.Application
		})
		if i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

// gridRow reads a row. One without numbers, such as a subheading, is not ok.
func (r *reading) gridRow(from document.Row, names, width int) (one row, ok bool) {
	one = row{line: from.Number, cells: make([]cell, width)}
	for i, c := range from.Cells {
		if i == names {
			one.name, one.subject = c, r.names.Exact(c)
			continue
		}
		one.cells[i] = parseCell(c)
	}
	for i, c := range one.cells {
		ok = ok || i != names && (c.ok || one.subject != nil && strings.ContainsAny(c.text, "0123456789"))
	}
	if ok && len(from.Cells) != width {
		r.problem(from.Number, "the row of %s has %d cells and the table %d; a cell is missing, or a number is parted by a separator", quote(one.name), len(from.Cells), width)
		return one, false
	}
	return one, ok && (one.name != "" || names < 0)
}

// onlyCell is the text of a row that is one cell over the whole table, or "".
func onlyCell(cells []string) string {
	text := ""
	for _, c := range cells {
		if c != "" && text != "" && c != text {
			return ""
		}
		text = max(text, c)
	}
	return text
}

// headingsOf joins the rows of a heading column by column. A blank cell above others
// belongs to the cell on its left, as spreadsheets lose spans.
func headingsOf(head [][]string, width int) []string {
	headings := make([]string, width)
	for i, row := range head {
		left := ""
		for j := range min(width, len(row)) {
			text := row[j]
			if text == "" && i < len(head)-1 {
				text = left
			}
			left = text
			if text != "" && !strings.Contains(headings[j], text) {
				headings[j] = strings.TrimSpace(headings[j] + " " + text)
			}
		}
	}
	return headings
}

var (
	// decimalComma is a number as spreadsheets write it where the comma stands before
	// the decimals.
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// swapDecimalCommas replaces the decimal commas of a table by points.
func swapDecimalCommas(rows []row) {
	swap := slices.ContainsFunc(rows, func(r row) bool {
		return slices.ContainsFunc(r.cells, func(c cell) bool { return decimalComma.MatchString(c.text) })
	})
	for _, r := range rows {
		for i, c := range r.cells {
			if swapped := parseCell(swapPoints.Replace(c.text)); swap && swapped.ok {
				r.cells[i] = swapped
			}
		}
	}
}

// readSubjects reads a table whose rows are months, and whose headings or title name
// the application: as a table for each application.
func (r *reading) readSubjects(g *grid) {
	tables := map[*document.Subject]*grid{}
	for i, h := range g.headings {
		matches := r.names.All(h)
		if len(matches) == 0 {
			matches = r.names.All(g.title)
		}
		if i == g.months || g.months < 0 || len(matches) != 1 || matches[0].Kind != document.Application {
			continue
		}
		s := matches[0].Subject
		if tables[s] == nil {
			tables[s] = &grid{title: withoutNames(g.title, r.names), headings: make([]string, len(g.headings)), names: -1, months: g.months, rows: slices.Clone(g.rows)}
			for j := range tables[s].rows {
				tables[s].rows[j].name, tables[s].rows[j].subject = s.Title, s
			}
			defer r.readColumns(tables[s])
		}
		tables[s].headings[i] = withoutNames(h, r.names)
	}
}

// readColumns reads the contents of columns from their headings, and takes the rows
// unless the numbers contradict them.
func (r *reading) readColumns(g *grid) {
	line := g.rows[0].line
	var given []column
	rows := slices.Clone(g.rows)
	for j := range rows {
		rows[j].cells = nil
	}
	for i, h := range g.headings {
		if i == g.names || i == g.months || h == "" && g.names < 0 || !slices.ContainsFunc(g.rows, func(one row) bool { return one.cells[i].ok }) || isRank(g.rows, i) {
			continue
		}
		c := column{content: contentOf(h), heading: h}
		if word := strange(h); c.content == unknown || word != "" {
			why := "its heading is not understood"
			if word != "" {
				why = "its heading says " + quote(word)
			}
			r.note(line, "column %d, %s, was passed over: %s; write the heading as 用户规模（万人） or 网民使用率（%%）, with the month, if that is what it holds", i+1, quote(h), why)
			continue
		}
		if months := monthsIn(h); len(months) == 1 && c.content != growth {
			c.period = months[0]
		}
		var ok bool
		if c.exponent, ok = document.UnitOf(h); !ok {
			c.exponent, _ = document.UnitOf(g.title)
		}
		given = append(given, c)
		for j := range rows {
			rows[j].cells = append(rows[j].cells, g.rows[j].cells[i])
		}
	}
	if !slices.ContainsFunc(given, func(c column) bool { return c.content != growth }) {
		return
	}
	months := monthsIn(append(slices.Clone(g.headings), g.title)...)
	if g.months >= 0 || len(months) == 0 {
		months = []dataset.Period{0}
	}
	_, columns, e := r.facts.solve([][]row{rows}, given, months)
	word := strange(g.title)
	switch {
	case columns == nil:
		r.problem(line, "the headings do not say which column is of which month, and the numbers do not tell; write the month into each heading, as in %s", quote(given[0].heading+" 2026.6"))
	case e.contradicts():
		r.problem(line, "the numbers of the table do not fit its headings: users are not the share of Internet users that stands beside them (%d of %d comparisons fail); columns may be exchanged, or the table is of other users", e.fail, e.pass+e.fail)
	case word != "" && e.pass == 0:
		r.note(line, "the table %s was passed over: its title says %s, and no number shows that it is of all Internet users", quote(g.title), quote(word))
	default:
		if months[0] == 0 && g.months < 0 {
			r.note(line, "the headings name no month; the table is taken to be of the survey that the report presents")
		}
		r.take(rows, columns)
	}
}

// isRank recognises a column that counts the rows.
func isRank(rows []row, i int) bool {
	for j, one := range rows {
		if !one.cells[i].ok || !one.cells[i].Value.Equal(decimal.NewFromInt(int64(j+1))) {
			return false
		}
	}
	return len(rows) > 1
}

// withoutNames blanks the names of subjects in a text.
func withoutNames(text string, names *document.Names) string {
	for _, m := range slices.Backward(names.All(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return text
}
