package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// cell is a number of a table, or a text that is none.
type cell struct {
	document.Number
	text string
	ok   bool
	// at is its place on a line of text, in characters.
	at int
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

// passOver notes a row of mobile users, and the problem of one with another name that is
// not known.
func (r *reading) passOver(one row) {
	if one.ofMobile() {
		r.note(r.at(one.line), "%s is a row of mobile users and was passed over", quote(one.name))
		return
	}
	name := document.Bare(one.name)
	nearest := ""
	if n := r.names.Nearest(name); n != "" {
		nearest = " (nearest: " + quote(n) + ")"
	}
	r.problem(r.at(one.line), "%s is not a known application%s; add it to an application's aliases in applications.csv, or a row of its own such as IDENTIFIER,SECTOR,TITLE,CHINESE TITLE,%s,,YYYY-MM,,", quote(name), nearest, name)
}

// take makes figures of rows whose columns are known. Misprinted rows have a growth that
// does not follow from their users. A growth over a year goes into the dataset, which
// checks it, and another is reported here.
func (r *reading) take(rows []row, columns []column, basis string, misprinted []row) {
	newest, before := newestMonths(columns)
	for _, one := range rows {
		if one.subject == nil {
			r.passOver(one)
			continue
		}
		var found []*statement
		for i, c := range columns {
			number := one.cells[i]
			if isAbsent(number.text) {
				continue
			}
			if c.content == growth {
				c.period = newest
			}
			p := cmp.Or(one.period, c.period)
			k := slices.IndexFunc(found, func(f *statement) bool { return f.period == p })
			if k < 0 {
				k = len(found)
				found = append(found, &statement{place: r.at(one.line), name: document.Bare(one.name), subject: one.subject, period: p, basis: basis})
			}
			f := found[k]
			people, unit, ok := number.People(c.exponent)
			value := decimal.NewNullDecimal(number.Value)
			switch {
			case !number.ok:
				r.problem(r.at(one.line), "%s: %s is not a number", f.name, quote(number.text))
			case c.content == users && !ok:
				r.problem(r.at(one.line), "%s: %s is no number of users in the unit of its heading, %s; the dataset counts in 10,000 people", f.name, quote(number.text), quote(c.heading))
			case c.content == users:
				f.users, f.rounding = decimal.NewNullDecimal(people), unit
			case c.content == share && (number.Value.IsNegative() || number.Value.GreaterThan(decimal.NewFromInt(100))):
				r.problem(r.at(one.line), "%s: %s is no share; it lies not between 0 and 100", f.name, quote(number.text))
			case c.content == share:
				f.pct = value
			case newest == before+dataset.Period(dataset.Year):
				f.growth = value
			}
		}
		for _, f := range found {
			// A growth alone is no figure of the dataset.
			if f.users.Valid || f.pct.Valid {
				r.figures = append(r.figures, f)
			}
		}
	}
	for _, one := range misprinted {
		if newest != before+dataset.Period(dataset.Year) {
			r.findings = append(r.findings, fmt.Sprintf("%s: %s: the printed growth does not follow from the users (%s)", r.at(one.line), one.name, dataset.StatedGrowth))
		}
	}
}

// newestMonths are the two newest months of columns, or 0.
func newestMonths(columns []column) (newest, before dataset.Period) {
	for _, c := range columns {
		switch {
		case c.period > newest:
			newest, before = c.period, newest
		case c.period < newest:
			before = max(before, c.period)
		}
	}
	return newest, before
}

// content is the kind of number in a column.
type content int

const (
	unknown content = iota
	users
	share
	growth
)

// column is the content and the survey of a table's column.
type column struct {
	content content
	period  dataset.Period
	// exponent is the power of ten of 10,000 people in which users are counted.
	exponent int32
	heading  string
}

// monthsIn returns the months that texts name, in order of time, each once.
func monthsIn(texts ...string) []dataset.Period {
	var all []dataset.Period
	for _, t := range texts {
		for _, m := range document.Months(t) {
			all = append(all, m.Period)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The words of headings. parts are those of tables and columns of a part of the users,
// of a forecast, or of something else than users.
var (
	growthWords  = candidate.Pattern(`{growth}`)
	pointWords   = candidate.Pattern(`{points}`)
	shareWords   = candidate.Pattern(`{share}`)
	userWords    = candidate.Pattern(`{users}`)
	headingWords = candidate.Pattern(`{heading}`)
	parts        = candidate.Pattern(`{part}|{other_tables}|{forecast}`)
)

// contentOf reads a heading. The order matters: "percentage of Internet users" is a
// share. An increase in people or in percentage points is no growth rate.
func contentOf(heading string) content {
	_, counted := document.UnitOf(heading)
	switch {
	case growthWords.MatchString(heading) && (counted || pointWords.MatchString(heading)):
		return unknown
	case growthWords.MatchString(heading):
		return growth
	case shareWords.MatchString(heading):
		return share
	case userWords.MatchString(heading):
		return users
	}
	return unknown
}

// ofFigures reports whether words are the headings of users, shares or growth.
func ofFigures(words string) bool {
	return growthWords.MatchString(words) || contentOf(words) != unknown
}

// strange returns the first word of headings or titles that is none of those that
// are known, or "".
func strange(text string) string {
	for _, m := range slices.Backward(document.Months(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	for _, f := range strings.FieldsFunc(headingWords.ReplaceAllString(text, " "), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if len([]rune(f)) > 1 || f[0] >= unicode.MaxASCII {
			return f
		}
	}
	return ""
}
