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
	// commas is true if commas stand before decimals.
	commas bool
}

var (
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// readGrid reads a table whose cells the format separates.
func (r *reading) readGrid(t document.Table) {
	g := r.gridOf(t)
	if len(g.rows) == 0 {
		return
	}
	if part := parts.FindString(g.title); part != "" {
		r.note(r.at(g.rows[0].line), "the table %s is of a part of the users (%s) and was passed over", quote(g.title), part)
		return
	}
	for _, one := range r.bySubject(g) {
		r.readColumns(one)
	}
}

// gridOf parts a table into headings and rows.
func (r *reading) gridOf(t document.Table) *grid {
	g := &grid{title: t.Title, names: -1, months: -1}
	width := 0
	for _, from := range t.Rows {
		width = max(width, len(from.Cells))
		for i, c := range from.Cells {
			if (g.names < 0 || i < g.names) && r.application(strings.TrimPrefix(c, "手机")) != nil {
				g.names = i
			}
			g.commas = g.commas || decimalComma.MatchString(c)
		}
	}
	var head [][]string
	for _, from := range t.Rows {
		if r.addRow(g, from, width) || len(g.rows) > 0 {
			continue
		}
		texts := slices.DeleteFunc(slices.Clone(from.Cells), func(c string) bool { return c == "" })
		if texts = slices.Compact(texts); len(texts) == 1 && width > 1 {
			g.title = texts[0] // One cell over the whole table.
			continue
		}
		head = append(head, from.Cells)
	}
	g.headings = headingsOf(head, width)
	for i := range width {
		if !slices.ContainsFunc(g.rows, func(one row) bool { return len(monthsIn(one.cells[i].text)) != 1 }) {
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

// application is the application whose name a cell is, or nil.
func (r *reading) application(name string) *document.Subject {
	if s := r.names.Exact(name); s != nil && s.Kind == document.Application {
		return s
	}
	return nil
}

// addRow adds a row with numbers to a table. It returns false for any other, such as a
// heading.
func (r *reading) addRow(g *grid, from document.Row, width int) bool {
	one := row{line: from.Number, cells: make([]cell, width)}
	known, numbers := false, false
	for i, c := range from.Cells {
		if i != g.names {
			one.cells[i] = parseCell(c)
			if swapped := parseCell(swapPoints.Replace(c)); g.commas && swapped.ok {
				one.cells[i] = swapped
			}
			continue
		}
		one.name, one.subject, known = c, r.application(c), r.names.Exact(c) != nil
	}
	for _, c := range one.cells {
		numbers = numbers || c.ok || known && strings.ContainsAny(c.text, "0123456789")
	}
	switch {
	case numbers && len(from.Cells) != width:
		r.problem(r.at(from.Number), "the row of %s has %d cells and the table %d; a cell is missing, or a number is parted by a separator", quote(one.name), len(from.Cells), width)
	case numbers && (one.subject != nil || !known) && (one.name != "" || g.names < 0):
		g.rows = append(g.rows, one)
	}
	return numbers || known
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

// bySubject parts a table whose rows are months, and whose headings or title name the
// application, into a table for each application.
func (r *reading) bySubject(g *grid) (tables []*grid) {
	if g.names >= 0 {
		return []*grid{g}
	}
	of := map[*document.Subject]*grid{}
	for i, h := range g.headings {
		matches := r.names.All(h)
		if len(matches) == 0 {
			matches = r.names.All(g.title)
		}
		if i == g.months || g.months < 0 || len(matches) != 1 || matches[0].Kind != document.Application {
			continue
		}
		s := matches[0].Subject
		if of[s] == nil {
			of[s] = &grid{withoutNames(g.title, r.names), make([]string, len(g.headings)), slices.Clone(g.rows), -1, g.months, g.commas}
			for j := range of[s].rows {
				of[s].rows[j].name, of[s].rows[j].subject = s.Title, s
			}
			tables = append(tables, of[s])
		}
		of[s].headings[i] = withoutNames(h, r.names)
	}
	return tables
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
		if i == g.months || h == "" && g.names < 0 || !slices.ContainsFunc(g.rows, func(one row) bool { return one.cells[i].ok }) || isRank(g.rows, i) {
			continue
		}
		c := column{content: contentOf(h), heading: h}
		if word := strange(h); c.content == unknown || word != "" {
			why := "its heading is not understood"
			if word != "" {
				why = "its heading says " + quote(word)
			}
			r.note(r.at(line), "column %d, %s, was passed over: %s; write the heading as 用户规模（万人） or 网民使用率（%%）, with the month, if that is what it holds", i+1, quote(h), why)
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
		r.problem(r.at(line), "the headings do not say which column is of which month, and the numbers do not tell; write the month into each heading, as in %s", quote(given[0].heading+" 2026.6"))
	case e.contradicts():
		r.problem(r.at(line), "the numbers of the table do not fit its headings: users are not the share of Internet users that stands beside them (%d of %d comparisons fail); columns may be exchanged, or the table is of other users", e.fail, e.pass+e.fail)
	case word != "" && e.pass == 0:
		r.note(r.at(line), "the table %s was passed over: its title says %s, and no number shows that it is of all Internet users", quote(g.title), quote(word))
	default:
		if months[0] == 0 && g.months < 0 {
			r.note(r.at(line), "the headings name no month; the table is taken to be of the survey that the report presents")
		}
		r.take(rows, columns, table)
		r.checkGrowth(e.misprinted, columns)
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
