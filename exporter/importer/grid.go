package importer

import (
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
	g := table{title: t.Title, skipped: names + 1}
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
	if len(monthsIn(g.headings...)) > 0 || slices.ContainsFunc(g.rows, func(one row) bool { return one.period == 0 }) {
		// Months of some rows alone, or beside those of headings, stand in remarks.
		for i := range g.rows {
			g.rows[i].period = 0
		}
	}
	tables := []*table{&g}
	if !known {
		tables = r.byApplication(g)
	}
	for _, one := range tables {
		r.readTable(*one)
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
			one = &table{title: withoutNames(t.title, r.names), skipped: t.skipped}
			for _, month := range t.rows {
				one.rows = append(one.rows, row{line: month.line, name: subject.Title, subject: subject, period: month.period})
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
