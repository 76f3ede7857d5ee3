package importer

import (
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// statement is one report's statement on a subject at a survey, in the source's units.
type statement struct {
	users, pct, growth decimal.NullDecimal
	// rounding is the unit to which the users were rounded, in 10,000 people.
	rounding int64
	basis    string
	// qualifier is that of a figure of the country, such as over.
	qualifier, report string
	// record is the row of the dataset, where it has one.
	record *record
}

// ofApplication reads a row of application_usage.csv.
func ofApplication(r *record) statement {
	return statement{
		users: r.number("users_10k"), pct: r.number("penetration_pct"), growth: r.number("stated_growth_pct"),
		rounding: r.number("users_rounding_10k").Decimal.IntPart(), basis: r.text("basis"), report: r.text("report"), record: r,
	}
}

// ofCountry reads a row of national_indicators.csv, of people or of a share.
func ofCountry(r *record, kind document.Kind) statement {
	s := statement{qualifier: r.text("qualifier"), report: r.text("report"), record: r}
	if kind == document.Share {
		s.pct = r.number("value")
		return s
	}
	s.users, s.rounding = r.number("value"), 1
	if s.qualifier != "exact" && s.qualifier != "derived" {
		s.rounding = max(1, int64(dataset.TextRounding(s.users.Decimal.Shift(4).InexactFloat64())/1e4))
	}
	return s
}

func (f figure) statement(report string) statement {
	s := statement{users: f.users, pct: f.pct, growth: f.growth, rounding: f.rounding, basis: f.basis, report: report, qualifier: "exact"}
	if f.subject.Kind == document.People && f.basis == rounded && f.rounding > 1 {
		s.qualifier = "rounded"
	}
	return s
}

// roughly is the tolerance for a figure with the qualifier about, as a share.
const roughly = 0.05

// agrees reports whether both statements can be right. A number that one of them omits
// contradicts nothing. Only rows of the dataset have bounds.
func (s statement) agrees(o statement) bool {
	near := func(a, b decimal.NullDecimal, unitA, unitB float64) bool {
		x, y := a.Decimal.InexactFloat64(), b.Decimal.InexactFloat64()
		switch {
		case !a.Valid || !b.Valid:
			return true
		case o.qualifier == "over" || o.qualifier == "at_least":
			return x+unitA/2 >= y
		case o.qualifier == "nearly":
			return x-unitA/2 <= y
		case o.qualifier == "about":
			return math.Abs(x/y-1) < roughly
		}
		return x == y || dataset.Agree(x, y, unitA, unitB)
	}
	return near(s.users, o.users, float64(s.rounding), float64(o.rounding)) && near(s.pct, o.pct, s.tenths(), o.tenths())
}

// tenths is the unit to which a share was rounded, doubled for one derived from two
// others.
func (s statement) tenths() float64 {
	if s.basis == "derived" || s.qualifier == "derived" {
		return 0.2
	}
	return 0.1
}

func (s statement) isBound() bool {
	return slices.Contains([]string{"over", "at_least", "nearly", "about"}, s.qualifier)
}

// adds reports whether a statement has a number that another lacks, or a more exact
// one.
func (s statement) adds(o statement) bool {
	return o.isBound() && !s.isBound() || s.users.Valid && (!o.users.Valid || s.rounding < o.rounding) ||
		s.pct.Valid && (!o.pct.Valid || s.tenths() < o.tenths())
}

// with completes a statement by the numbers of another.
func (s statement) with(o statement) statement {
	if !s.users.Valid {
		s.users, s.rounding = o.users, o.rounding
	}
	if !s.pct.Valid {
		s.pct = o.pct
	}
	if !s.growth.Valid {
		s.growth = o.growth
	}
	return s
}

// strength orders bases: a report's table counts before its charts, and those
// before its text.
func (s statement) strength() int {
	return slices.Index([]string{rounded, chart, table}, s.basis)
}

// cells are a statement's cells of application_usage.csv.
func (s statement) cells() map[string]string {
	cells := map[string]string{
		"report": s.report, "users_10k": "", "users_rounding_10k": "",
		"penetration_pct": printed(s.pct), "stated_growth_pct": printed(s.growth), "basis": s.basis,
	}
	if s.users.Valid {
		cells["users_10k"] = s.users.Decimal.String()
		cells["users_rounding_10k"] = decimal.NewFromInt(s.rounding).String()
	}
	return cells
}

// value is a statement's cell of national_indicators.csv.
func (s statement) value() string {
	if s.users.Valid {
		return s.users.Decimal.String()
	}
	return printed(s.pct)
}
