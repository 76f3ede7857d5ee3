package importer

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// monthColumn is the heading of a column of months.
var monthColumn = regexp.MustCompile(`(?i)^(?:时期|时间|月份|period|survey|month)$`)

// readGrid reads a table whose cells the format separates.
func (r *reading) readGrid(t document.Table) {
	width := 0
	for _, row := range t.Rows {
		width = max(width, len(row.Cells))
	}
	names := r.nameColumn(t)
	if names < 0 {
		r.readMonths(t, width)
		return
	}
	var head [][]string
	var body []row
	title, months := t.Title, -1
	for _, row := range t.Rows {
		if len(body) == 0 && r.isHeading(row.Cells, names) {
			if only := onlyCell(row.Cells); only != "" && width > 1 {
				title = only
				continue
			}
			head = append(head, row.Cells)
			months = max(months, slices.IndexFunc(row.Cells, monthColumn.MatchString))
			continue
		}
		if len(head) > 0 && slices.ContainsFunc(head, func(h []string) bool { return slices.Equal(h, row.Cells) }) {
			continue // The headings are repeated on a new page.
		}
		if one, ok := r.gridRow(row, names, months, width); ok {
			body = append(body, one)
		}
	}
	if len(body) == 0 {
		return
	}
	swapDecimalCommas(body)
	headings := headingsOf(head, width)
	r.readColumns(body, headings, title, names, months)
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

// isHeading reports whether a row holds no numbers beside a name.
func (r *reading) isHeading(cells []string, names int) bool {
	if names < len(cells) && r.names.Exact(cells[names]) != nil {
		return false
	}
	return !slices.ContainsFunc(cells, func(c string) bool { return parseCell(c).ok })
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

// gridRow reads a row. One without numbers, such as a subheading, is none.
func (r *reading) gridRow(from document.Row, names, months, width int) (one row, ok bool) {
	one = row{line: from.Number, cells: make([]cell, width)}
	if names < len(from.Cells) {
		one.name = from.Cells[names]
		one.subject = r.names.Exact(one.name)
	}
	for i, c := range from.Cells {
		if i == names {
			continue
		}
		if i == months {
			if m := monthsIn(c); len(m) == 1 {
				one.period = m[0]
			}
			continue
		}
		one.cells[i] = parseCell(c)
		ok = ok || one.cells[i].ok || one.subject != nil && strings.ContainsAny(c, "0123456789")
	}
	if ok && len(from.Cells) != width {
		r.problem(from.Number, "the row of %s has %d cells and the table %d; a cell is missing, or a number is parted by a separator", quote(one.name), len(from.Cells), width)
		return one, false
	}
	return one, ok && one.name != ""
}

// headingsOf joins the rows of a heading column by column. A blank cell above others
// belongs to the cell on its left, as spreadsheets lose spans.
func headingsOf(head [][]string, width int) []string {
	headings := make([]string, width)
	for i, row := range head {
		left := ""
		for j := range headings {
			text := ""
			if j < len(row) {
				text = row[j]
			}
			if text == "" && i < len(head)-1 && j > 0 {
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

// readColumns reads the contents of columns from their headings, and checks them by
// the numbers.
func (r *reading) readColumns(rows []row, headings []string, title string, names, months int) {
	line := rows[0].line
	if part := parts.FindString(title); part != "" {
		r.note(line, "the table %s is of a part of the users (%s) and was passed over", quote(title), part)
		return
	}
	if !slices.ContainsFunc(rows, func(one row) bool { return one.subject != nil }) {
		for _, one := range rows {
			r.applies(one)
		}
		return
	}
	columns := make([]column, len(headings))
	var taken []int
	for i, h := range headings {
		columns[i] = column{heading: h}
		if i == names || i == months || !slices.ContainsFunc(rows, func(one row) bool { return one.cells[i].ok }) || isRank(rows, i) {
			continue
		}
		c, word := contentOf(h), strange(h)
		if part := parts.FindString(h); part != "" {
			word = part
		}
		if c == unknown || word != "" {
			r.passOver(line, i, h, word)
			continue
		}
		columns[i].content = c
		if found := distinct(h); len(found) == 1 && c != growth {
			columns[i].period = found[0]
		}
		if exponent, ok := document.UnitOf(h); ok {
			columns[i].exponent = exponent
		} else if exponent, ok := document.UnitOf(title); ok {
			columns[i].exponent = exponent
		}
		taken = append(taken, i)
	}
	r.settle(rows, columns, taken, title, headings, line, months >= 0)
}

func (r *reading) passOver(line, i int, heading, word string) {
	why := "its heading is not understood"
	if word != "" {
		why = "its heading says " + quote(word)
	}
	r.note(line, "column %d, %s, was passed over: %s; write the heading as 用户规模（万人） or 网民使用率（%%）, with the month, if that is what it holds", i+1, quote(heading), why)
}

// isRank recognises a column that counts the rows.
func isRank(rows []row, i int) bool {
	for j, one := range rows {
		if j > 0 && one.cells[i].Value.IntPart() <= rows[j-1].cells[i].Value.IntPart() || !one.cells[i].ok || !one.cells[i].Value.IsInteger() || one.cells[i].Value.IntPart() > 99 {
			return false
		}
	}
	return len(rows) > 1 && rows[0].cells[i].Value.IntPart() == 1
}

// settle finds the months that headings omit, and takes the rows unless the numbers
// contradict them. taken are the columns whose content is known.
func (r *reading) settle(rows []row, columns []column, taken []int, title string, headings []string, line int, ownMonths bool) {
	some := narrow(rows, taken)
	given := make([]column, len(taken))
	missing, counted := false, 0
	var named []dataset.Period
	for k, i := range taken {
		given[k] = columns[i]
		if columns[i].content != growth {
			counted++
			missing = missing || columns[i].period == 0
			if columns[i].period != 0 {
				named = append(named, columns[i].period)
			}
		}
	}
	if counted == 0 {
		return
	}
	inTitle := distinct(title)
	solved := given
	switch {
	case ownMonths || !missing:
	case len(inTitle) == 0 && len(named) == 0 && counted <= 2 && (counted == 1 || given[0].content != given[1].content):
		r.note(line, "the headings name no month; the table is taken to be of the survey that the report presents")
	case len(inTitle) == 1 && len(named) == 0:
		for k := range solved {
			solved[k].period = inTitle[0]
		}
	default:
		var ok bool
		if solved, ok = r.facts.solve(some, given, distinct(title, strings.Join(headings, " "))); !ok {
			r.problem(line, "the headings do not say which column is of which month, and the numbers do not tell; write the month into each heading, as in %s", quote(given[0].heading+" 2026.6"))
			return
		}
	}
	newest, _ := newestMonths(solved)
	seen := map[column]bool{}
	for k, i := range taken {
		if solved[k].content == growth {
			solved[k].period = newest
		}
		key := column{content: solved[k].content, period: solved[k].period}
		if seen[key] {
			r.problem(line, "two columns have the heading %s", quote(columns[i].heading))
			return
		}
		seen[key] = true
		columns[i] = solved[k]
	}
	e := r.facts.weigh(some, solved)
	word := strange(title)
	switch {
	case e.contradicts():
		r.problem(line, "the numbers of the table do not fit its headings: users are not the share of Internet users that stands beside them (%d of %d comparisons fail); columns may be exchanged, or the table is of other users", e.fail, e.pass+e.fail)
	case word != "" && e.pass == 0:
		r.note(line, "the table %s was passed over: its title says %s, and no number shows that it is of all Internet users", quote(title), quote(word))
	default:
		r.take(rows, columns)
	}
}

// narrow keeps some columns of known rows.
func narrow(rows []row, taken []int) []row {
	var some []row
	for _, one := range rows {
		if one.subject == nil {
			continue
		}
		cells := make([]cell, len(taken))
		for k, i := range taken {
			cells[k] = one.cells[i]
		}
		one.cells = cells
		some = append(some, one)
	}
	return some
}

// readMonths reads a table whose rows are months, and whose columns or title name
// the application, as one with a row for each application and month.
func (r *reading) readMonths(t document.Table, width int) {
	i := slices.IndexFunc(t.Rows, func(row document.Row) bool { return len(monthsIn(row.Cells[0])) == 1 })
	if i < 0 {
		return
	}
	var head [][]string
	for _, row := range t.Rows[:i] {
		head = append(head, row.Cells)
	}
	headings := headingsOf(head, width)
	tables := map[*document.Subject]*document.Table{}
	var order []*document.Table
	for j := 1; j < width; j++ {
		matches := r.names.All(headings[j])
		if len(matches) == 0 {
			matches = r.names.All(t.Title)
		}
		if len(matches) != 1 || matches[0].Kind != document.Application {
			continue
		}
		s := matches[0].Subject
		if tables[s] == nil {
			tables[s] = &document.Table{Title: withoutNames(t.Title, r.names), Rows: []document.Row{{Number: t.Rows[0].Number, Cells: []string{"应用", "时间"}}}}
			order = append(order, tables[s])
			for _, row := range t.Rows[i:] {
				tables[s].Rows = append(tables[s].Rows, document.Row{Number: row.Number, Cells: []string{s.Title, row.Cells[0]}})
			}
		}
		tables[s].Rows[0].Cells = append(tables[s].Rows[0].Cells, withoutNames(headings[j], r.names))
		for k, row := range t.Rows[i:] {
			tables[s].Rows[k+1].Cells = append(tables[s].Rows[k+1].Cells, row.Cells[min(j, len(row.Cells)-1)])
		}
	}
	for _, table := range order {
		r.readGrid(*table)
	}
}

// withoutNames blanks the names of subjects in a text.
func withoutNames(text string, names *document.Names) string {
	var b strings.Builder
	end := 0
	for _, m := range names.All(text) {
		b.WriteString(text[end:m.Start] + " ")
		end = m.End
	}
	return b.String() + text[end:]
}
