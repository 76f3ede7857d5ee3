package importer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

// reading is the result of reading one file.
type reading struct {
	*document.Document
	names   *document.Names
	facts   facts
	figures []*statement
	*log
}

// read takes all figures of a file's tables and charts.
func read(d *document.Document, names *document.Names, facts facts, log *log) *reading {
	r := &reading{Document: d, names: names, facts: facts, log: log}
	for _, t := range d.Tables {
		if candidate.IsTable(t) {
			r.readCandidates(t)
		} else {
			r.readGrid(t)
		}
	}
	r.readText(d.Lines)
	return r
}

// at is a place in the file.
func (r *reading) at(line int) place { return place{r.File, line} }

// log collects messages, which begin with their place.
type log struct {
	// findings are contradictions within tables.
	problems, notes, findings []string
}

func (l *log) problem(at place, format string, args ...any) {
	l.problems = append(l.problems, at.String()+": "+fmt.Sprintf(format, args...))
}

func (l *log) note(at place, format string, args ...any) {
	l.notes = append(l.notes, at.String()+": "+fmt.Sprintf(format, args...))
}

// quote writes a text for a message, on one line and shortened.
func quote(text string) string {
	const limit = 70
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		text = string(runes[:limit]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// readCandidates reads the rows of a file of candidates that a person has taken.
func (r *reading) readCandidates(t document.Table) {
	for _, from := range t.Rows[1:] {
		one := record{}
		for i, column := range candidate.Columns[:min(len(candidate.Columns), len(from.Cells))] {
			one[column] = strings.TrimSpace(from.Cells[i])
		}
		f := &statement{subject: r.names.ByID(one["subject"]), basis: basisText}
		column, problem := "take", "is neither x nor empty"
		if strings.EqualFold(one["take"], "x") {
			column, problem = f.fill(one)
		}
		switch {
		case one["take"] == "":
		case problem != "":
			r.problem(r.at(from.Number), "%s: %.40q %s", column, one[column], problem)
		default:
			r.figures = append(r.figures, f)
		}
	}
}

// fill takes the numbers of a candidate's row. It returns the column that is wrong, and
// the problem.
func (s *statement) fill(one record) (column, problem string) {
	isCount := func(n decimal.NullDecimal) bool {
		return n.Valid && n.Decimal.IsInteger() && n.Decimal.IsPositive() && n.Decimal.LessThanOrEqual(decimal.NewFromInt(maxUsers))
	}
	s.line, _ = strconv.Atoi(one["line"])
	s.file, s.users = one["file"], one.number("users_10k")
	rounding, percent := one.number("users_rounding_10k"), one["pct"]
	pct, err := decimal.NewFromString(strings.Replace(strings.TrimSuffix(percent, "%"), ",", ".", 1))
	s.rounding, s.pct = rounding.Decimal.IntPart(), decimal.NullDecimal{Decimal: pct, Valid: err == nil}
	months := document.Months(one["period"])
	const people = "is not a whole number from 1 to 150000 (10,000 people)"
	switch {
	case s.subject == nil:
		return "subject", "is no application and no national indicator of people or shares"
	// Spreadsheets save a month as Jun-26 or 2026/6/1.
	case len(months) != 1 || months[0].Start > 0 || months[0].End < len(one["period"]) || months[0].Day > 1:
		return "period", "is not a month written YYYY-MM"
	case one["users_10k"] == "" && percent == "":
		return "users_10k", "is empty, and so is pct; a row that is taken has at least one"
	case one["users_10k"] != "" && s.subject.Kind == document.Share:
		return "users_10k", "counts people, and the subject is a share; empty this cell"
	case percent != "" && s.subject.Kind == document.People:
		return "pct", "is a share, and the subject counts people; empty this cell"
	case one["users_10k"] != "" && !isCount(s.users):
		return "users_10k", people
	case s.users.Valid && !isCount(rounding):
		return "users_rounding_10k", people
	case percent != "" && (err != nil || pct.IsNegative() || pct.GreaterThan(decimal.NewFromInt(100))):
		return "pct", "is not a share from 0 to 100"
	}
	s.name, s.period = s.subject.Title, months[0].Period
	return "", ""
}
