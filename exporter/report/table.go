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

// readTable reads a table if it is one of user scale or utilisation ratio, and
// says whether it is.
func (r *Reading) readTable(t table) bool {
	t = slices.DeleteFunc(t, func(row []cell) bool { return len(row) == 0 })
	head := slices.IndexFunc(t, isData)
	if head < 1 {
		return false
	}
	headings, width := headingsOf(t[:head])
	columns := make([]column, width)
	stated := false
	for i, h := range headings {
		columns[i].content = contentOf(h)
		stated = stated || columns[i].content == users || columns[i].content == penetration
	}
	names := r.nameColumn(t[head:], width)
	columns[names].content = nothing
	if !stated {
		return false
	}
	line := t[0][0].line
	if !r.findPeriods(columns, headings, captionOf(t[:head]), line) {
		return true
	}
	r.findUnits(columns, headings, captionOf(t[:head]), line)
	for _, row := range t[head:] {
		r.readRow(row, columns, names)
	}
	return true
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
		n, err := parseNumber(c.text)
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

var hundred = decimal.NewFromInt(100)

// set takes a number of a table over, or says what is wrong with it.
func (u *Usage) set(n decimal.Decimal, c column) string {
	switch c.content {
	case users:
		users, rounding, ok := people(n, c.exponent)
		if !ok {
			return "is not a whole number in units of 10,000 people"
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
