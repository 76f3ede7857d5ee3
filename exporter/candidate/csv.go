package candidate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// columns of a file of candidates.
var columnNames = []string{"take", "period", "subject", "users_10k", "users_rounding_10k", "pct", "flags", "file", "line", "sentence"}

// Write writes candidates as CSV in UTF-8, for a person to review.
func Write(w io.Writer, all []Candidate) error {
	out := csv.NewWriter(w)
	rows := [][]string{columnNames}
	for _, c := range all {
		row := make([]string, len(columnNames))
		if c.Take {
			row[0] = "x"
		}
		if c.Period != 0 {
			row[1] = c.Period.String()
		}
		row[2], row[5] = c.Subject, c.Percent
		if c.UsersRounding != 0 {
			row[3], row[4] = strconv.FormatInt(c.Users, 10), strconv.FormatInt(c.UsersRounding, 10)
		}
		flags := make([]string, len(c.Flags))
		for i, f := range c.Flags {
			flags[i] = string(f)
		}
		row[6], row[7], row[8], row[9] = strings.Join(flags, " "), plain(c.File), strconv.Itoa(c.Line), plain(c.Sentence)
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write candidates: %w", err)
	}
	return nil
}

// plain keeps a spreadsheet from taking a text for a formula.
func plain(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// IsTable says whether a table is a file of candidates.
func IsTable(t document.Table) bool {
	return len(t.Rows) > 0 && len(t.Rows[0].Cells) >= len(columnNames) && slices.EqualFunc(t.Rows[0].Cells[:len(columnNames)], columnNames, strings.EqualFold)
}

// Read returns the candidates of a reviewed file that are taken. The error lists all
// wrong cells of these as file:line: column: problem.
func Read(file string, t document.Table, names *document.Names) ([]Candidate, error) {
	var taken []Candidate
	var problems []error
	for _, row := range t.Rows[1:] {
		r := &reviewed{cells: row.Cells, file: file, line: row.Number}
		if r.isTaken() {
			taken = append(taken, r.candidate(names))
		}
		problems = append(problems, r.problems...)
	}
	return taken, errors.Join(problems...)
}

// reviewed is a row that a person has seen.
type reviewed struct {
	cells    []string
	file     string
	line     int
	problems []error
}

func (r *reviewed) cell(column string) string {
	if i := slices.Index(columnNames, column); i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

func (r *reviewed) fail(column, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("%s:%d: %s: %s", r.file, r.line, column, fmt.Sprintf(format, args...)))
}

func (r *reviewed) isTaken() bool {
	take := r.cell("take")
	if take != "" && !strings.EqualFold(take, "x") {
		r.fail("take", "%.40q is neither x nor empty", take)
	}
	return strings.EqualFold(take, "x")
}

var share100 = regexp.MustCompile(`^(?:100(?:[.,]0+)?|\d{1,2}(?:[.,]\d{1,4})?)%?$`)

// candidate reads the cells of a row that is taken.
func (r *reviewed) candidate(names *document.Names) Candidate {
	c := Candidate{Take: true, Subject: r.cell("subject"), File: r.cell("file"), Sentence: r.cell("sentence")}
	c.Line, _ = strconv.Atoi(r.cell("line"))
	for f := range strings.FieldsSeq(r.cell("flags")) {
		c.Flags = append(c.Flags, Flag(f))
	}
	subject := names.ByID(c.Subject)
	if subject == nil {
		r.fail("subject", "%.40q is no application and no national indicator of people or shares", c.Subject)
		return c
	}
	if c.Period = r.period(); c.Period == 0 {
		r.fail("period", "%.40q is not a month written YYYY-MM", r.cell("period"))
	}
	users, rounding, pct := r.cell("users_10k"), r.cell("users_rounding_10k"), r.cell("pct")
	if users == "" && pct == "" {
		r.fail("users_10k", "is empty, and so is pct; a row that is taken has at least one")
	}
	if users != "" {
		c.Users = r.count("users_10k", users)
		c.UsersRounding = r.count("users_rounding_10k", rounding)
		if subject.Kind == document.Share {
			r.fail("users_10k", "%s is a share; empty this cell", c.Subject)
		}
	} else if rounding != "" {
		r.fail("users_rounding_10k", "rounds no users; empty this cell")
	}
	if pct != "" {
		if !share100.MatchString(pct) {
			r.fail("pct", "%.40q is not a share from 0 to 100", pct)
		}
		c.Percent = strings.TrimSuffix(strings.ReplaceAll(pct, ",", "."), "%")
		if subject.Kind == document.People {
			r.fail("pct", "%s counts people; empty this cell", c.Subject)
		}
	}
	return c
}

// count reads a whole number from 1.
func (r *reviewed) count(column, cell string) int64 {
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil || n < 1 || n > maxUsers {
		r.fail(column, "%.40q is not a whole number from 1 to %d (10,000 people)", cell, maxUsers)
	}
	return n
}

// asDate is what spreadsheets make of YYYY-MM when they save it.
var asDate = regexp.MustCompile(`^(?:(\d{4})[-/.](\d{1,2})(?:[-/.]0?1)?|([A-Za-z]{3})-(\d{2})|(\d{4})年(\d{1,2})月(?:1日)?)$`)

// period reads the month of a row, also as a spreadsheet shows it, or gives zero.
func (r *reviewed) period() dataset.Period {
	m := asDate.FindStringSubmatch(r.cell("period"))
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1] + m[5])
	number, _ := strconv.Atoi(m[2] + m[6])
	if m[3] != "" {
		at := strings.Index(monthNames, strings.ToLower(m[3]))
		short, _ := strconv.Atoi(m[4])
		year, number = 2000+short, at/3+1
		if at%3 != 0 {
			return 0
		}
	}
	if number < 1 || number > 12 {
		return 0
	}
	return periodOf(year, number)
}
