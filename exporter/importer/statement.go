package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

type location struct {
	file string
	line int
}

func (l location) String() string { return fmt.Sprintf("%s:%d", l.file, l.line) }

// Values of the column basis for tables, charts and text. Rows of application_usage.csv may also have "derived".
const (
	basisTable = "table"
	basisChart = "figure"
	basisText  = "rounded"
)

type key struct {
	period  dataset.Period
	subject string
}

// statement is what a file, or a row of the dataset, states of a subject at a survey.
type statement struct {
	location
	subject *document.Subject
	period  dataset.Period // The survey, or 0 for the one that the report presents.
	// users and its unit of rounding are in 10,000 people, pct (a share) and growth (as printed, over a year) in percent.
	users, pct, growth decimal.NullDecimal
	rounding           int64
	basis              string
	// qualifier matters for a figure of the country only. isBound is true for a qualifier such as "over".
	qualifier string
	isBound   bool
	report    string // The identifier of the report.
	record    record // The row of the dataset, or nil for a statement of a file.
}

func (s *statement) key() key { return key{s.period, s.subject.ID} }

// agrees reports whether rounding explains how two statements differ. Bounds and omitted numbers contradict nothing.
func (s *statement) agrees(o *statement) bool {
	near := func(a, b decimal.NullDecimal, unitA, unitB float64) bool {
		x, y := a.Decimal.InexactFloat64(), b.Decimal.InexactFloat64()
		return !a.Valid || !b.Valid || dataset.Agree(x, y, unitA, unitB)
	}
	return s.isBound || o.isBound || near(s.users, o.users, float64(s.rounding), float64(o.rounding)) &&
		near(s.pct, o.pct, s.shareUnit(), o.shareUnit()) && near(s.growth, o.growth, 0.1, 0.1)
}

// isFar reports whether a differs from b, a number of the same survey, by more than restated numbers usually do.
func isFar(a, b decimal.NullDecimal) bool {
	return a.Valid && b.Valid && a.Decimal.Sub(b.Decimal).Abs().GreaterThan(b.Decimal.Mul(decimal.NewFromFloat(maxDrift)))
}

// shareUnit is the unit of rounding of a share in percentage points, doubled if derived.
func (s *statement) shareUnit() float64 {
	if s.basis == "derived" || s.qualifier == "derived" {
		return 0.2
	}
	return 0.1
}

// addsUsers reports whether s has users that o lacks or states less exactly, addsShare whether it has such a share.
func (s *statement) addsUsers(o *statement) bool {
	return s.users.Valid && (!o.users.Valid || o.isBound || s.rounding < o.rounding)
}

func (s *statement) addsShare(o *statement) bool {
	return s.pct.Valid && (!o.pct.Valid || o.isBound || s.shareUnit() < o.shareUnit())
}

// complete gives s what o adds (if they disagree, a number that s lacks), and the stronger basis of its numbers.
func (s *statement) complete(o *statement) {
	agrees := s.agrees(o)
	if o.addsUsers(s) && (agrees || !s.users.Valid) {
		s.users, s.rounding, s.qualifier = o.users, o.rounding, o.qualifier
	}
	if o.addsShare(s) && (agrees || !s.pct.Valid) {
		s.pct, s.qualifier = o.pct, o.qualifier
	}
	if agrees && !s.growth.Valid {
		s.growth = o.growth
	}
	s.isBound = o.isBound // A bound agrees with every number, so the number of o has replaced it.
	if s.strength() < o.strength() && (s.basis != "derived" || o.pct.Valid || s.rounding == o.rounding) {
		s.basis = o.basis
	}
}

// strength ranks the basis: a table over a chart, a chart over text, and derived last.
func (s *statement) strength() int {
	return slices.Index([]string{basisText, basisChart, basisTable}, s.basis)
}

// toRecord returns a row with the columns of both application_usage.csv and national_indicators.csv, except note.
func (s *statement) toRecord() record {
	r := record{
		"period": s.period.String(), "report": s.report, "application": s.subject.ID, "indicator": s.subject.ID,
		"users_10k": "", "users_rounding_10k": "", "penetration_pct": printed(s.pct), "stated_growth_pct": printed(s.growth),
		"basis": s.basis, "value": printed(s.pct), "qualifier": s.qualifier,
	}
	if s.users.Valid {
		r["users_10k"], r["value"] = s.users.Decimal.String(), s.users.Decimal.String()
		r["users_rounding_10k"] = strconv.FormatInt(s.rounding, 10)
	}
	return r
}

func printed(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return document.PrintNumber(n.Decimal)
}

// String writes the numbers for messages: users in millions, as exact as stated.
func (s *statement) String() string {
	var parts []string
	if s.users.Valid {
		// A rounding of 1, 10 or 100 times 10,000 people leaves 2, 1 or 0 decimals of a million.
		decimals := max(0, 3-len(strconv.FormatInt(s.rounding, 10)))
		parts = append(parts, humanize.FormatFloat("#,###."+strings.Repeat("#", decimals), s.users.Decimal.Shift(-2).InexactFloat64())+" million")
	}
	if s.pct.Valid {
		parts = append(parts, printed(s.pct)+" %")
	}
	if s.growth.Valid {
		parts = append(parts, "growth "+printed(s.growth)+" %")
	}
	text := strings.Join(parts, ", ")
	if s.isBound {
		text = strings.ReplaceAll(s.qualifier, "_", " ") + " " + text
	}
	return text
}
