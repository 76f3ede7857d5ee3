package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

type reader struct {
	*document.Document
	names   *document.Names
	facts   candidate.Facts
	figures []*statement
	*messages
}

// read returns a reader that has read all figures of a file, and adds the messages about the file to m.
func read(d *document.Document, names *document.Names, facts candidate.Facts, m *messages) *reader {
	r := &reader{Document: d, names: names, facts: facts, messages: m}
	captionsBelow := false
	for _, section := range r.sections(d.Lines) { // sections itself calls readCandidates, whose rows are in no section.
		if len(section) > 0 && chartTitle.MatchString(section[0].name) {
			r.readChart(section, captionsBelow)
		} else {
			captionsBelow = r.hasLabels(section) // Then the caption that follows stands below the labels of its chart.
			r.readTables(section)
		}
	}
	return r
}

func (r *reader) at(line int) location { return location{r.File, line} }

func (r *reader) application(name string) *document.Subject {
	if s := r.names.Exact(name); s != nil && s.Kind == document.Application {
		return s
	}
	return nil
}

// messages are for a person: problems prevent the import, notes are only printed, and Findings must be judged.
type messages struct {
	problems, notes, Findings []string
	undated                   []table // Tables taken without a month; see rejectOtherSurveys.
}

func (m *messages) problem(at location, format string, args ...any) {
	m.problems = append(m.problems, at.String()+": "+fmt.Sprintf(format, args...))
}

func (m *messages) note(at location, format string, args ...any) {
	m.notes = append(m.notes, at.String()+": "+fmt.Sprintf(format, args...))
}

// quote puts a text in quotation marks for a message, on one line and shortened.
func quote(text string) string {
	characters := []rune(strings.Join(strings.Fields(text), " "))
	if len(characters) > 70 {
		characters = append(characters[:70], '…')
	}
	return strconv.Quote(string(characters))
}

// readCandidates takes the rows that a person has marked in a file of candidates.
func (r *reader) readCandidates(rows []document.Line) {
	anyTaken := false
	for _, line := range rows[1:] {
		one := record{}
		for i, column := range rows[0].Cells[:min(len(rows[0].Cells), len(line.Cells))] {
			one[strings.ToLower(column)] = line.Cells[i]
		}
		if one["take"] == "" {
			continue
		}
		anyTaken = true
		if f, column, problem := r.statementOf(one, r.at(line.Number)); problem != "" {
			r.problem(r.at(line.Number), "%s: %s %s", column, quote(one[column]), problem)
		} else {
			r.figures = append(r.figures, f)
		}
	}
	if !anyTaken {
		r.note(r.at(rows[0].Number), "no row of the candidates has x under take")
	}
}

// wholeNumber matches 106800, 106800.0 and 106800.00, but not 103.000 and 82,000, whose separators group thousands.
var wholeNumber = regexp.MustCompile(`^\d+(?:\.00?)?$`)

// statementOf returns the statement of a candidate's row at a location, or the column that is wrong and why.
func (r *reader) statementOf(one record, at location) (f *statement, column, problem string) {
	subject, months := r.names.ByID(one["subject"]), document.Months(one["period"])
	users, rounding, pct := one.number("users_10k"), one.number("users_rounding_10k"), one.number("pct")
	isCount := func(column string) bool {
		n := one.number(column).Decimal
		return wholeNumber.MatchString(one[column]) && n.IsPositive() && n.LessThan(document.MaxPeople)
	}
	const notCount = "is not a whole number from 1 to 149999, in units of 10,000 people and without separators"
	switch {
	case !strings.EqualFold(one["take"], "x"):
		return nil, "take", "is neither x nor empty"
	case subject == nil:
		return nil, "subject", "is neither an application nor a national indicator of people or shares; type other figures into national_indicators.csv"
	// Jun-26 and 2026/6/1 are accepted, too: spreadsheets save months so.
	case len(months) != 1 || months[0].Start > 0 || months[0].End < len(one["period"]) || months[0].Day > 1:
		return nil, "period", "is not a month written YYYY-MM"
	case one["users_10k"]+one["pct"] == "":
		return nil, "users_10k", "is empty, as is pct; a row that is taken needs at least one number"
	case one["users_10k"] != "" && subject.Kind == document.Share:
		return nil, "users_10k", "counts people, and the subject is a share; clear this cell"
	case one["pct"] != "" && subject.Kind == document.People:
		return nil, "pct", "is a share, and the subject counts people; clear this cell"
	case one["users_10k"] != "" && !isCount("users_10k"):
		return nil, "users_10k", notCount
	case users.Valid && !isCount("users_rounding_10k"):
		return nil, "users_rounding_10k", notCount
	case one["pct"] != "" && !isShare(pct):
		return nil, "pct", "is not a share from 0 to 100"
	}
	if line, err := strconv.Atoi(one["line"]); err == nil && one["file"] != "" {
		at = location{one["file"], line} // Of the sentence.
	}
	return &statement{
		location: at, subject: subject, period: months[0].Period,
		users: users, rounding: rounding.Decimal.IntPart(), pct: pct, basis: basisText,
	}, "", ""
}

func isShare(n decimal.NullDecimal) bool {
	return n.Valid && !n.Decimal.IsNegative() && n.Decimal.LessThanOrEqual(decimal.NewFromInt(100))
}
