package importer

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// cell is a number of a table, or a text that is none.
type cell struct {
	document.Number
	text string
	ok   bool
}

func parseCell(text string) cell {
	c := cell{text: strings.TrimSpace(text)}
	c.Number, c.ok = document.ParseNumber(c.text)
	return c
}

// measure is the number of a cell in 10,000 people or percent, and the unit to which it
// is rounded.
func (c cell) measure(of column) (n, unit float64) {
	exponent := of.exponent
	switch {
	case of.content != users:
		exponent = 0
	case c.Counted:
		exponent = c.Exponent
	}
	return c.Value.InexactFloat64() * math.Pow10(int(exponent)), math.Pow10(int(c.Value.Exponent() + exponent))
}

// isAbsent reports whether a text is a mark by which tables leave a number out.
func isAbsent(text string) bool {
	return slices.Contains([]string{"", "-", "--", "—", "——", "–", "/", "n/a", "N/A", "...", "…"}, text)
}

// row is a row of a table: a name and its numbers.
type row struct {
	line    int
	name    string
	subject *document.Subject
	// period is the survey, where the row itself names it.
	period dataset.Period
	cells  []cell
}

// ofMobile reports whether a row is of mobile users only.
func (r row) ofMobile() bool {
	return strings.HasPrefix(r.name, "手机") || strings.HasPrefix(strings.ToLower(r.name), "mobile ")
}

// applies reports whether a row is of an application of the dataset, and notes the
// problem of any other.
func (r *reading) applies(one row) bool {
	switch {
	case one.subject != nil:
		return one.subject.Kind == document.Application
	case one.ofMobile():
		r.note(one.line, "%s is a row of mobile users and was passed over", quote(one.name))
	case slices.ContainsFunc(one.cells, func(c cell) bool { return c.ok }):
		name := document.Bare(one.name)
		nearest := ""
		if n := r.names.Nearest(name); n != "" {
			nearest = " (nearest: " + quote(n) + ")"
		}
		r.problem(one.line, "%s is not a known application%s; add it to an application's aliases in applications.csv, or a row of its own such as IDENTIFIER,SECTOR,TITLE,CHINESE TITLE,%s,,YYYY-MM,,", quote(name), nearest, name)
	}
	return false
}

// take makes figures of rows whose columns are known.
func (r *reading) take(rows []row, columns []column) {
	newest, before := newestMonths(columns)
	for _, one := range rows {
		if !r.applies(one) {
			continue
		}
		var found []*statement
		at := func(p dataset.Period) *statement {
			i := slices.IndexFunc(found, func(f *statement) bool { return f.period == p })
			if i < 0 {
				i = len(found)
				found = append(found, &statement{place: place{r.File, one.line}, name: document.Bare(one.name), subject: one.subject, period: p, basis: table})
			}
			return found[i]
		}
		interval := dataset.Interval(0)
		for i, c := range columns {
			number := one.cells[i]
			if isAbsent(number.text) {
				continue
			}
			if c.content == growth {
				c.period, interval = newest, intervalOf(c.heading, newest, before)
			}
			f := at(cmp.Or(one.period, c.period))
			people, unit, ok := number.People(c.exponent)
			value := decimal.NewNullDecimal(number.Value)
			switch {
			case !number.ok:
				r.problem(one.line, "%s: %s is not a number", f.name, quote(number.text))
			case c.content == users && !ok:
				r.problem(one.line, "%s: %s is no number of users in the unit of its heading, %s; the dataset counts in 10,000 people", f.name, quote(number.text), quote(c.heading))
			case c.content == users:
				f.users, f.rounding = decimal.NewNullDecimal(people), unit
			case c.content == share && (number.Value.IsNegative() || number.Value.GreaterThan(decimal.NewFromInt(100))):
				r.problem(one.line, "%s: %s is no share; it lies not between 0 and 100", f.name, quote(number.text))
			case c.content == share:
				f.pct = value
			default:
				f.growth = value
			}
		}
		for _, f := range found {
			if f.growth.Valid && interval != dataset.Year {
				r.checkGrowth(f, at(f.period.Before(interval)))
				f.growth = decimal.NullDecimal{}
			}
			// A growth alone is no figure of the dataset.
			if f.users.Valid || f.pct.Valid {
				r.figures = append(r.figures, f)
			}
		}
	}
}

// checkGrowth compares a growth that the dataset does not keep, since it is not over a
// year, with the users.
func (r *reading) checkGrowth(f, before *statement) {
	if !f.users.Valid || !before.users.Valid || f == before {
		return
	}
	of := func(f *statement) dataset.Rounded {
		return dataset.Rounded{Value: f.users.Decimal.InexactFloat64(), Unit: float64(f.rounding)}
	}
	g := dataset.GrowthOf(of(f), of(before))
	if !g.Allows(dataset.Rounded{Value: f.growth.Decimal.Shift(-2).InexactFloat64(), Unit: 0.001}) {
		r.findings = append(r.findings, fmt.Sprintf("%s: %s of %s: the report prints %s %%, its users give %.2f %% (%s)",
			f.place, f.name, f.period, printed(f.growth), 50*(g.Least+g.Most), dataset.StatedGrowth))
	}
}

// newestMonths are the two newest months of columns, or 0.
func newestMonths(columns []column) (newest, before dataset.Period) {
	for _, c := range columns {
		switch {
		case c.content == growth:
		case c.period > newest:
			newest, before = c.period, newest
		case c.period < newest:
			before = max(before, c.period)
		}
	}
	return newest, before
}

var (
	halfYearly = regexp.MustCompile(`(?i)semi|half|半年`)
	yearly     = regexp.MustCompile(`(?i)annual|year|yoy|同比|年增长`)
)

// intervalOf is the interval of a column of growth: the one that its heading states, or
// that between the two newest surveys of the table.
func intervalOf(heading string, newest, before dataset.Period) dataset.Interval {
	switch {
	case halfYearly.MatchString(heading):
		return dataset.HalfYear
	case yearly.MatchString(heading):
		return dataset.Year
	case before > 0:
		return dataset.Interval(newest - before)
	}
	return 0
}
