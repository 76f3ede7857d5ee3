package edition

import (
	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// statement is what one report says of an application at a survey, in the
// source's units.
type statement struct {
	users, penetration, growth decimal.NullDecimal
	// rounding is the unit to which the users were rounded.
	rounding int64
	basis    string
	// report is the report that says so.
	report string
	// record is the row of the dataset, where it has one.
	record record
}

// The bases that an import gives to figures.
const (
	table   = "table"
	rounded = "rounded"
)

// stated reads a row of the dataset.
func stated(r record) statement {
	return statement{
		users: r.number("users_10k"), penetration: r.number("penetration_pct"), growth: r.number("stated_growth_pct"),
		rounding: r.number("users_rounding_10k").Decimal.IntPart(), basis: r.text("basis"), report: r.text("report"), record: r,
	}
}

// read is what a reading says. Only growth over a year is kept: the dataset
// compares it with what the user scales give.
func read(u report.Usage, id string) statement {
	s := statement{users: u.Users, penetration: u.Penetration, rounding: u.Rounding, basis: rounded, report: id}
	if u.Table {
		s.basis = table
	}
	if u.Interval == dataset.Year {
		s.growth = u.Growth
	}
	return s
}

// agrees says whether both statements can be right. What one of them leaves out
// the other may say.
func (s statement) agrees(o statement) bool {
	users := !s.users.Valid || !o.users.Valid ||
		dataset.Agree(s.users.Decimal.InexactFloat64(), o.users.Decimal.InexactFloat64(), float64(s.rounding), float64(o.rounding))
	shares := !s.penetration.Valid || !o.penetration.Valid ||
		dataset.Agree(s.penetration.Decimal.InexactFloat64(), o.penetration.Decimal.InexactFloat64(), s.tenths(), o.tenths())
	return users && shares
}

// tenths is the unit to which a share was rounded: one derived from two others
// may be off by twice as much.
func (s statement) tenths() float64 {
	if s.basis == "derived" {
		return 0.2
	}
	return 0.1
}

// adds says whether a statement has a number that another lacks, or has it more
// exactly.
func (s statement) adds(o statement) bool {
	return s.users.Valid && (!o.users.Valid || s.rounding < o.rounding) || s.penetration.Valid && !o.penetration.Valid ||
		s.penetration.Valid && s.tenths() < o.tenths()
}

// with is a statement with what it leaves out taken from another.
func (s statement) with(o statement) statement {
	if !s.users.Valid {
		s.users, s.rounding = o.users, o.rounding
	}
	if !s.penetration.Valid {
		s.penetration = o.penetration
	}
	if !s.growth.Valid {
		s.growth = o.growth
	}
	return s
}

// cells are a statement's cells of application_usage.csv.
func (s statement) cells() map[string]string {
	cells := map[string]string{
		"report": s.report, "users_10k": "", "users_rounding_10k": "",
		"penetration_pct": written(s.penetration), "stated_growth_pct": written(s.growth), "basis": s.basis,
	}
	if s.users.Valid {
		cells["users_10k"] = s.users.Decimal.String()
		cells["users_rounding_10k"] = decimal.NewFromInt(s.rounding).String()
	}
	return cells
}

// written keeps the zeros that a source prints: 97.0 is not 97.
func written(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.StringFixed(max(0, -n.Decimal.Exponent()))
}
