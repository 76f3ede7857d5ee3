package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// cell is one cell of a table, folded.
type cell struct {
	text         string
	line, column int
}

// table is a table of whatever shape, with the cells that span others repeated.
type table [][]cell

// layout is what the headings of a table say of its columns.
type layout struct {
	columns []column
	// names is the column of the names.
	names int
	// certain says that the headings name the months, and not only a title.
	certain bool
}

// readTable reads a table if it is one of user scale or utilisation ratio, and
// says whether it is. The title is what stands above it.
func (r *Reading) readTable(t table, title string) bool {
	t = slices.DeleteFunc(t, func(row []cell) bool { return len(row) == 0 })
	head := slices.IndexFunc(t, isData)
	if head == 0 {
		return r.continueTable(t)
	}
	r.last = nil
	if head < 0 {
		return false
	}
	headings, width := headingsOf(t[:head])
	l := layout{columns: make([]column, width), names: r.nameColumn(t[head:], width)}
	for i, h := range headings {
		if i != l.names {
			l.columns[i].content = contentOf(h)
			if l.columns[i].content == growth && yearlyHeading().MatchString(h) {
				l.columns[i].interval = dataset.Year
			}
		}
	}
	if !l.states() {
		return false
	}
	line := t[0][0].line
	caption := strings.TrimSpace(title + " " + captionOf(t[:head]))
	r.dropSegments(&l, headings, caption, line)
	r.last = &l
	if !l.states() {
		return true
	}
	certain, ok := r.findPeriods(l.columns, headings, caption, line)
	l.certain = certain
	if !r.findUnits(l.columns, headings, caption, t[head:], line) || !ok {
		return true
	}
	r.readRows(t[head:], &l, line)
	return true
}

// states says whether a table has figures of users.
func (l *layout) states() bool {
	return slices.ContainsFunc(l.columns, func(c column) bool { return c.content == users || c.content == penetration })
}

// continueTable reads the rest of a table that a page break has parted from its
// headings.
func (r *Reading) continueTable(t table) bool {
	if r.last == nil || r.known(t) == 0 || slices.ContainsFunc(t, func(row []cell) bool { return isData(row) && len(row) != len(r.last.columns) }) {
		return false
	}
	r.readRows(t, r.last, t[0][0].line)
	return true
}

// noteUnread says of a table that was not read whether it looks like one that
// should have been.
func (r *Reading) noteUnread(t table) {
	if r.known(t) < 2 {
		return
	}
	line := t[0][0].line
	if isData(t[0]) {
		r.problem(line, 0, "a table without headings has figures of applications; the headings are needed, or the table before it with as many columns")
		return
	}
	r.note(line, 0, "a table without headings of user scale or utilisation ratio was passed over")
}

// known counts the rows that name an application and state figures.
func (r *Reading) known(t table) (n int) {
	for _, row := range t {
		if isData(row) && slices.ContainsFunc(row, func(c cell) bool { return r.vocabulary.application(c.text) != "" }) {
			n++
		}
	}
	return n
}

// dropSegments passes over what is of a part of the population: columns, or all
// of them where the caption says so.
func (r *Reading) dropSegments(l *layout, headings []string, caption string, line int) {
	if part := segmentIn(caption); part != "" {
		r.note(line, 0, "a table speaks of a part of the population (%s) and was passed over: %s", part, quote(caption))
		clear(l.columns)
		return
	}
	for i, c := range l.columns {
		if part := segmentIn(headings[i]); part != "" && c.content != nothing {
			r.note(line, 0, "the column %s speaks of a part of the population (%s) and was passed over", quote(headings[i]), part)
			l.columns[i] = column{}
		}
	}
}

// readRows reads the rows under headings.
func (r *Reading) readRows(rows [][]cell, l *layout, line int) {
	for i, c := range l.columns {
		if c.content == penetration && areFractions(rows, i) {
			r.problem(line, 0, "the utilisation ratios are at most 1; percent is expected: 97.5 or 97.5%%, not 0.975")
			return
		}
	}
	usages, problems := len(r.Usage), len(r.Problems)
	read := func() (forward, backward int) {
		r.Usage, r.Problems = r.Usage[:usages], r.Problems[:problems]
		for _, row := range rows {
			r.readRow(row, l.columns, l.names)
		}
		return directions(r.Usage[usages:])
	}
	forward, backward := read()
	periods := l.periods()
	switch {
	case l.certain && forward == 0 && backward > 1:
		r.problem(line, 0, "the growth rates are right only if the months of the headings are exchanged; look which column is of %s", monthList(periods))
	case l.certain || forward > 0 && backward == 0:
	case len(periods) == 2 && backward > 0 && forward == 0:
		l.exchange(periods[0], periods[1])
		read()
	default:
		r.Usage = r.Usage[:usages]
		r.problem(line, 0, "only the title names months (%s), and nothing says which column is of which: name the months in the headings, as in %q", monthList(periods), "User scale, Jun. 2026")
	}
	l.certain = true
}

// areFractions says whether a column has shares of 1 and not of 100.
func areFractions(rows [][]cell, i int) bool {
	found := false
	for _, row := range rows {
		if i >= len(row) || strings.Contains(row[i].text, "%") {
			continue
		}
		n, err := parseNumber(row[i].text)
		if err == nil && n.GreaterThan(decimal.NewFromInt(1)) {
			return false
		}
		found = found || err == nil && n.IsPositive() && !n.IsInteger()
	}
	return found
}

// isData says whether a row has a name and figures.
func isData(row []cell) bool {
	texts, numbers := contents(row)
	return texts > 0 && numbers > 0
}

// contents counts the cells of a row that hold words and those that hold numbers.
func contents(row []cell) (texts, numbers int) {
	for _, c := range row {
		switch {
		case isNumber(c.text):
			numbers++
		case !isAbsent(c.text):
			texts++
		}
	}
	return texts, numbers
}

// isCaption says whether a row is one text over the whole table.
func isCaption(row []cell) bool {
	seen := map[string]bool{}
	for _, c := range row {
		if c.text != "" {
			seen[c.text] = true
		}
	}
	return len(seen) <= 1
}

// nameColumn is the column that has the most known names; the first, where none
// has any.
func (r *Reading) nameColumn(rows [][]cell, width int) int {
	best, most := 0, 0
	for i := range width {
		n := 0
		for _, row := range rows {
			if i < len(row) && r.vocabulary.application(row[i].text) != "" {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// readRow reads a row's figures by what the headings say of its columns.
func (r *Reading) readRow(row []cell, columns []column, names int) {
	filled := 0
	for _, c := range row {
		if !isAbsent(c.text) {
			filled++
		}
	}
	first := row[0]
	switch {
	case filled == 0:
		return
	case filled == 1 && !isNumber(first.text):
		return // A footnote, or a heading between rows.
	case len(row) != len(columns):
		r.problem(first.line, 0, "has %d cells, the heading has %d; a number with separators for thousands may need quotes", len(row), len(columns))
		return
	case isAbsent(row[names].text) || isNumber(row[names].text):
		r.problem(first.line, first.column, "has figures and no name")
		return
	}
	name := strings.TrimSpace(row[names].text)
	subject := r.vocabulary.application(name)
	usages := map[dataset.Period]*Usage{}
	var order []dataset.Period
	for i, c := range row {
		column := columns[i]
		if column.content == nothing || isAbsent(c.text) {
			continue
		}
		text := c.text
		if number, exponent, ok := splitUnit(text); ok && column.content == users {
			text, column.exponent = number, exponent
		}
		n, err := parseNumber(text)
		if err != nil {
			r.problem(c.line, c.column, "%s: %s", name, err)
			continue
		}
		u := usages[column.period]
		if u == nil {
			u = &Usage{Position: r.at(row[names].line, row[names].column), Name: name, Subject: subject, Period: column.period, Table: true}
			usages[column.period] = u
			order = append(order, column.period)
		}
		if message := u.set(n, column); message != "" {
			r.problem(c.line, c.column, "%s: %s %s", name, quote(c.text), message)
		}
	}
	for _, p := range order {
		if u := usages[p]; u.Users.Valid || u.Penetration.Valid {
			r.Usage = append(r.Usage, *u)
		}
	}
}

var (
	hundred = decimal.NewFromInt(100)
	// mankind is more people, in units of 10,000, than China will have. Who counts so
	// many has mistaken the unit.
	mankind = decimal.NewFromInt(200_000)
)

// set takes a number of a table over, or says what is wrong with it.
func (u *Usage) set(n decimal.Decimal, c column) string {
	switch c.content {
	case users:
		users, rounding, ok := people(n, c.exponent)
		if !ok {
			return "is not a whole number in units of 10,000 people"
		}
		if users.GreaterThan(mankind) {
			return fmt.Sprintf("is more people than China has, %s in units of 10,000; the heading names another unit, or none", users)
		}
		u.Users, u.Rounding = decimal.NewNullDecimal(users), rounding
	case penetration:
		if n.IsNegative() || n.GreaterThan(hundred) {
			return "is not a share from 0 to 100 %"
		}
		u.Penetration = decimal.NewNullDecimal(n)
	case growth:
		if n.LessThan(hundred.Neg()) {
			return fmt.Sprintf("is a fall by more than %s %%", hundred)
		}
		u.Growth, u.Interval = decimal.NewNullDecimal(n), c.interval
	}
	return ""
}
