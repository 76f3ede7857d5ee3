package importer

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// place is a file and a line.
type place struct {
	file string
	line int
}

// String writes the place as compilers do.
func (p place) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// The bases of statements, as in application_usage.csv.
const (
	basisTable = "table"
	basisChart = "figure"
	basisText  = "rounded"
)

// key identifies a figure.
type key struct {
	period  dataset.Period
	subject string
}

// statement is what a file, or a row of the dataset, states of a subject at a survey, in
// the source's units.
type statement struct {
	place
	// name is the subject's name in the file, and empty for a row of the dataset.
	name    string
	subject *document.Subject
	// period is the survey, or 0 for the one that the report presents.
	period dataset.Period
	// users is in 10,000 people, rounded to a unit of rounding; pct is a share in
	// percent, and growth the printed growth over a year in percent.
	users, pct, growth decimal.NullDecimal
	rounding           int64
	basis              string
	// qualifier is that of a figure of the country; bound is true for one such as over.
	qualifier string
	bound     bool
	report    string
	// record is the row of the dataset, or nil.
	record record
}

func (s *statement) key() key { return key{s.period, s.subject.ID} }

// agrees reports whether both statements can be right. A number that one of them omits
// contradicts nothing, nor does a bound.
func (s *statement) agrees(o *statement) bool {
	near := func(a, b decimal.NullDecimal, unitA, unitB float64) bool {
		return !a.Valid || !b.Valid || o.bound || a.Decimal.Equal(b.Decimal) ||
			dataset.Agree(a.Decimal.InexactFloat64(), b.Decimal.InexactFloat64(), unitA, unitB)
	}
	return near(s.users, o.users, float64(s.rounding), float64(o.rounding)) && near(s.pct, o.pct, s.tenths(), o.tenths()) && near(s.growth, o.growth, 0, 0)
}

// tenths is the unit to which a share was rounded, doubled for one derived from two
// others.
func (s *statement) tenths() float64 {
	if s.basis == "derived" || s.qualifier == "derived" {
		return 0.2
	}
	return 0.1
}

// adds reports whether a statement has a number that another lacks, or a more exact
// one.
func (s *statement) adds(o *statement) bool {
	return o.bound || s.users.Valid && (!o.users.Valid || s.rounding < o.rounding) || s.pct.Valid && (!o.pct.Valid || s.tenths() < o.tenths())
}

// complete adds the numbers of another statement that this one lacks.
func (s *statement) complete(o *statement) {
	if !s.users.Valid {
		s.users, s.rounding = o.users, o.rounding
	}
	if !s.pct.Valid {
		s.pct = o.pct
	}
	if !s.growth.Valid {
		s.growth = o.growth
	}
}

// strength orders bases: a report's table counts before its charts, and those
// before its text.
func (s *statement) strength() int {
	return slices.Index([]string{basisText, basisChart, basisTable}, s.basis)
}

// row is a statement as a row of application_usage.csv or national_indicators.csv.
func (s *statement) row() record {
	r := record{
		"period": s.period.String(), "report": s.report, "application": s.subject.ID, "indicator": s.subject.ID,
		"users_10k": "", "users_rounding_10k": "", "penetration_pct": printed(s.pct), "stated_growth_pct": printed(s.growth),
		"basis": s.basis, "value": printed(s.pct), "qualifier": s.qualifier,
	}
	if s.users.Valid {
		r["users_10k"], r["value"] = s.users.Decimal.String(), s.users.Decimal.String()
		r["users_rounding_10k"] = decimal.NewFromInt(s.rounding).String()
	}
	return r
}

// printed keeps trailing zeros, which state the rounding: 97.0 is not 97.
func printed(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return document.PrintNumber(n.Decimal)
}

// sheet is a CSV file of the dataset with changes.
type sheet struct {
	name           string
	content        []byte
	columns        []string
	rows           []record
	added, changed int
}

// record is a row of a sheet, by the headings of its columns.
type record map[string]string

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Contains(rows[0], "report") {
		return nil, fmt.Errorf("%s: no lines can be added; save it as CSV in UTF-8, separated by commas, under its headings", name)
	}
	s := &sheet{name: name, content: content, columns: rows[0]}
	for _, cells := range rows[1:] {
		r := record{}
		for i, column := range s.columns {
			r[column] = cells[i]
		}
		s.rows = append(s.rows, r)
	}
	return s, nil
}

func (r record) number(column string) decimal.NullDecimal {
	n, err := decimal.NewFromString(r[column])
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

func (r record) key() key {
	p, _ := dataset.ParsePeriod(r["period"])
	return key{p, cmp.Or(r["application"], r["indicator"])}
}

// insert puts a row behind the last one that precedes it, or at the end.
func (s *sheet) insert(r record, precedes func(record) bool) {
	at := len(s.rows)
	for i, other := range s.rows {
		if precedes(other) {
			at = i + 1
		}
	}
	s.rows = slices.Insert(s.rows, at, r)
	s.added++
}

// bytes is the file with its changes.
func (s *sheet) bytes() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	// A write to a buffer does not fail.
	_ = w.Write(s.columns)
	for _, r := range s.rows {
		var cells []string
		for _, column := range s.columns {
			cells = append(cells, r[column])
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}
