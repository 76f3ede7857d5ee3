package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// row is a row of a table: a name and its numbers.
type row struct {
	line    int
	name    string
	subject *document.Subject
	// period is the survey, where the row itself names it.
	period dataset.Period
	cells  []cell
}

func (r row) periodOr(p dataset.Period) dataset.Period { return cmp.Or(r.period, p) }

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
	case !slices.ContainsFunc(one.cells, func(c cell) bool { return c.ok }):
	default:
		r.unknownName(one)
	}
	return false
}

func (r *reading) unknownName(one row) {
	name := document.Bare(one.name)
	nearest := ""
	if n := r.names.Nearest(name); n != "" {
		nearest = " (nearest: " + quote(n) + ")"
	}
	r.problem(one.line, "%s is not a known application%s; add it to an application's aliases in applications.csv, or a row of its own such as IDENTIFIER,SECTOR,TITLE,CHINESE TITLE,%s,,YYYY-MM,,", quote(name), nearest, name)
}

// take makes figures of rows whose columns are known.
func (r *reading) take(rows []row, columns []column) {
	for _, one := range rows {
		if !r.applies(one) {
			continue
		}
		byPeriod := map[dataset.Period]*figure{}
		var order []dataset.Period
		newest, before := newestMonths(columns)
		for i, c := range columns {
			number := one.cells[i]
			p := one.periodOr(c.period)
			if c.content == unknown || isAbsent(number.text) {
				continue
			}
			if byPeriod[p] == nil {
				byPeriod[p] = &figure{place: place{r.File, one.line}, name: document.Bare(one.name), subject: one.subject, period: p, basis: table}
				order = append(order, p)
			}
			f := byPeriod[p]
			switch {
			case !number.ok:
				r.problem(one.line, "%s: %s is not a number", f.name, quote(number.text))
			case c.content == users:
				n, rounding, ok := number.People(c.exponent)
				if !ok {
					r.problem(one.line, "%s: %s is no number of users in the unit of its heading, %s; the dataset counts in 10,000 people", f.name, quote(number.text), quote(c.heading))
				}
				f.users, f.rounding = decimal.NewNullDecimal(n), rounding
			case c.content == share:
				if number.Value.IsNegative() || number.Value.GreaterThan(decimal.NewFromInt(100)) {
					r.problem(one.line, "%s: %s is no share; it lies not between 0 and 100", f.name, quote(number.text))
				}
				f.pct = decimal.NewNullDecimal(number.Value)
			case c.content == growth:
				f.growth, f.interval = decimal.NewNullDecimal(number.Value), intervalOf(c.heading)
				if before > 0 && f.interval == 0 {
					f.interval = dataset.Interval(newest - before)
				}
			}
		}
		for _, p := range order {
			// A growth alone is no figure of the dataset.
			if f := byPeriod[p]; f.users.Valid || f.pct.Valid {
				r.figures = append(r.figures, *f)
			}
		}
	}
}

// newestMonths are the two newest months of columns, or 0.
func newestMonths(columns []column) (newest, before dataset.Period) {
	for _, c := range columns {
		if c.content == growth || c.period <= newest {
			continue
		}
		newest = c.period
	}
	for _, c := range columns {
		if c.content != growth && c.period < newest {
			before = max(before, c.period)
		}
	}
	return newest, before
}

var (
	halfYearly = regexp.MustCompile(`(?i)semi|half|半年`)
	yearly     = regexp.MustCompile(`(?i)annual|year|yoy|同比|年增长`)
)

// intervalOf is the interval that a heading of growth states, or 0.
func intervalOf(heading string) dataset.Interval {
	switch {
	case halfYearly.MatchString(heading):
		return dataset.HalfYear
	case yearly.MatchString(heading):
		return dataset.Year
	}
	return 0
}
