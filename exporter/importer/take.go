package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// take adds the figures of rows whose columns are known. It takes no growth but that over a year.
func (r *reader) take(rows []row, columns []column, basis string) {
	for _, one := range rows {
		if one.subject == nil {
			r.rejectName(one)
			continue
		}
		var figures []*statement
		for i, c := range columns {
			number := one.cells[i]
			if absent.MatchString(number.text) {
				continue
			}
			at := cmp.Or(number.at, one.at)
			k := slices.IndexFunc(figures, func(f *statement) bool { return f.period == c.period })
			if k < 0 {
				k = len(figures)
				figures = append(figures, &statement{location: at, subject: one.subject, period: c.period, basis: basis})
			}
			f := figures[k]
			people, unit, ok := number.People(c.exponent)
			value := decimal.NewNullDecimal(number.Value)
			switch {
			case !number.ok && (c.content == growth || !strings.ContainsAny(number.text, digits)):
				r.note(at, "%s: %s is not a number and was left out", one.name, quote(number.text))
			case !number.ok:
				r.problem(at, "%s: %s is not a number", one.name, quote(number.text))
			case c.content == users && (!ok || people.GreaterThanOrEqual(document.MaxPeople)):
				r.problem(at, "%s: %s cannot be a number of users in the unit that its heading %s or its table states (10,000 people if neither does); it may contain a footnote mark, or the table may mix decimal commas and points", one.name, quote(number.text), quote(c.heading))
			case c.content == users:
				f.users, f.rounding = decimal.NewNullDecimal(people), unit
			case c.content == share && !(isShare(value) && number.Value.Shift(1).IsInteger()):
				r.problem(at, "%s: %s is not a share from 0 to 100 with one decimal, as CNNIC prints it; it may contain a footnote mark", one.name, quote(number.text))
			case c.content == share:
				f.pct = value
			case c.content == growth && c.since == c.period.Minus(dataset.Year):
				f.growth = value
			}
		}
		lacksFigure := func(f *statement) bool { return !f.users.Valid && !f.pct.Valid } // The dataset has no such rows.
		r.figures = append(r.figures, slices.DeleteFunc(figures, lacksFigure)...)
	}
}

// rejectName adds a note on an indicator, a heading, a total, a part of the users or a remark, and a problem on others.
func (r *reader) rejectName(one row) {
	name := document.Bare(one.name)
	switch {
	case r.names.Exact(name) != nil:
		r.note(one.at, "%s is a national indicator, not an application, and was passed over; type it into national_indicators.csv", quote(name))
	case unknownWord(partWords.ReplaceAllString(name, " ")) == "":
		r.note(one.at, "the row %s was passed over as a heading, a total, a part of the users or a remark", quote(name))
	default:
		nearest := r.names.Nearest(name)
		if nearest != "" {
			nearest = " (nearest: " + quote(nearest) + ")"
		}
		r.problem(one.at, "%s is not a known application%s; in applications.csv, add it to the aliases of the application that it names or, if the application is new, add a row such as IDENTIFIER,SECTOR,TITLE,CHINESE TITLE,%q,,YYYY-MM,,", quote(name), nearest, name)
	}
}
