package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	// decimalComma is a number as spreadsheets write it where the comma stands before
	// the decimals.
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// grid is a table whose cells the format separates.
type grid struct {
	title string
	// headings are those of the columns behind the names. Before them are skipped columns,
	// those of the names included.
	headings []string
	skipped  int
	rows     []row
}

// readGrid finds the names, headings and numbers of a table, and takes its figures.
func (r *reading) readGrid(t document.Table) {
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
	g := &grid{title: t.Title, skipped: names + 1}
	var head [][]string
	for _, from := range t.Rows {
		one := r.gridRow(from, names, commas)
		numbers := slices.ContainsFunc(one.cells, func(c cell) bool {
			return c.ok || one.subject != nil && strings.ContainsAny(c.text, "0123456789")
		})
		texts := slices.Compact(slices.DeleteFunc(slices.Clone(from.Cells), func(c string) bool { return c == "" }))
		switch {
		case numbers && one.name != "" && (one.subject != nil || r.names.Exact(one.name) == nil):
			g.rows = append(g.rows, one)
		case numbers || len(g.rows) > 0 || one.subject != nil: // Indicators of the country, repeated headings, names without numbers.
		case len(texts) == 1 && width > 1:
			g.title = texts[0] // One cell over the whole table.
		default:
			head = append(head, from.Cells)
		}
	}
	if len(g.rows) == 0 || !known && len(monthsIn(g.rows[0].name)) == 0 {
		return
	}
	g.headings = headingsOf(head, width)[names+1:]
	var uneven []row
	g.rows, uneven = evenRows(g.rows, len(g.headings))
	for _, one := range uneven {
		r.unevenRow(one, len(g.headings))
	}
	if len(monthsIn(g.headings...)) > 0 || slices.ContainsFunc(g.rows, func(one row) bool { return one.period == 0 }) {
		// Months of some rows alone, or beside those of headings, stand in remarks.
		for i := range g.rows {
			g.rows[i].period = 0
		}
	}
	tables := []*grid{g}
	if !known {
		tables = r.bySubject(g)
	}
	for _, one := range tables {
		r.readColumns(one)
	}
}

// gridRow reads the name of a row and the cells behind it.
func (r *reading) gridRow(from document.Row, names int, commas bool) row {
	if len(from.Cells) <= names {
		return row{}
	}
	one := row{line: from.Number, name: from.Cells[names], subject: r.application(from.Cells[names])}
	for _, c := range from.Cells[names:] {
		if months := monthsIn(c); len(months) == 1 {
			one.period = months[0]
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

// bySubject parts a table whose rows are months, and whose headings or title name the
// application, into a table for each application.
func (r *reading) bySubject(g *grid) (tables []*grid) {
	of := map[*document.Subject]*grid{}
	for i, h := range g.headings {
		matches := r.names.All(h)
		if len(matches) == 0 {
			matches = r.names.All(g.title)
		}
		if len(matches) != 1 || matches[0].Kind != document.Application {
			continue
		}
		s := matches[0].Subject
		if of[s] == nil {
			of[s] = &grid{withoutNames(g.title, r.names), make([]string, len(g.headings)), g.skipped, slices.Clone(g.rows)}
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
	if len(g.rows) == 0 {
		return
	}
	at := r.at(g.rows[0].line)
	if part := parts.FindString(g.title); part != "" {
		r.note(at, "the table %s is of a part of the users (%s) and was passed over", quote(g.title), part)
		return
	}
	var given []column
	rows := slices.Clone(g.rows)
	for j := range rows {
		rows[j].cells = nil
	}
	for i, h := range g.headings {
		if !slices.ContainsFunc(g.rows, func(one row) bool { return one.cells[i].ok }) {
			continue
		}
		c := column{content: contentOf(h), heading: h}
		if word := strange(h); c.content == unknown || word != "" {
			r.note(at, "column %d, %s, was passed over: its heading is not understood (%s); write it as 用户规模（万人） or 网民使用率（%%）, with the month, if that is what it holds", g.skipped+i+1, quote(h), cmp.Or(word, "no word for users or share"))
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
	if rows[0].period != 0 || len(months) == 0 {
		months = []dataset.Period{0}
	}
	_, columns, e := r.facts.solve([][]row{rows}, given, months)
	word := strange(g.title)
	switch {
	case columns == nil:
		r.problem(at, "the headings do not say which column is of which month, and the numbers do not tell; write the month into each heading, as in %s", quote(given[0].heading+" 2026.6"))
	case e.contradicts():
		r.problem(at, "the numbers of the table do not fit its headings: users are not the share of Internet users that stands beside them (%d of %d comparisons fail); columns may be exchanged, or the table is of other users", e.fail, e.pass+e.fail)
	case word != "" && e.pass == 0:
		r.note(at, "the table %s was passed over: its title says %s, and no number shows that it is of all Internet users", quote(g.title), quote(word))
	default:
		if months[0] == 0 && rows[0].period == 0 {
			r.note(at, "the headings name no month; the table is taken to be of the survey that the report presents")
		}
		r.take(rows, columns, table, e.misprinted)
	}
}

// withoutNames blanks the names of subjects in a text.
func withoutNames(text string, names *document.Names) string {
	for _, m := range slices.Backward(names.All(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return text
}
