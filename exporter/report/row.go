package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

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
		r.problem(line, 0, "which columns are of which survey (%s) is not certain from a title: name the months in the headings, as in %q", monthList(periods), "User scale, Jun. 2026")
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
