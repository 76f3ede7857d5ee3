package candidate

import (
	"cmp"
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

// columns are the columns of a file of candidates, in order.
var columns = []string{"take", "period", "subject", "users_10k", "users_rounding_10k", "pct", "flags", "file", "line", "sentence"}

// Write writes candidates as CSV in UTF-8, for a person to review.
func Write(w io.Writer, all []Candidate) error {
	rows := [][]string{columns}
	for _, c := range all {
		var take, period, users, rounding string
		if c.Take {
			take = "x"
		}
		if c.Period != 0 {
			period = c.Period.String()
		}
		if c.UsersRounding != 0 {
			users, rounding = strconv.FormatInt(c.Users, 10), strconv.FormatInt(c.UsersRounding, 10)
		}
		flags, line := strings.Trim(fmt.Sprint(c.Flags), "[]"), strconv.Itoa(c.Line)
		rows = append(rows, []string{take, period, c.Subject, users, rounding, c.Percent, flags, c.File, line, c.Sentence})
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write candidates: %w", err)
	}
	return nil
}

// IsTable reports whether a table is a file of candidates.
func IsTable(t document.Table) bool {
	if len(t.Rows) == 0 {
		return false
	}
	heading := t.Rows[0].Cells
	return slices.EqualFunc(heading[:min(len(heading), len(columns))], columns, strings.EqualFold)
}

// Read returns the candidates of a reviewed file that are taken, without their flags.
// The error lists all wrong cells of these as file:line: column: problem.
func Read(file string, t document.Table, names *document.Names) ([]Candidate, error) {
	var taken []Candidate
	var problems []error
	for _, cells := range t.Rows[min(1, len(t.Rows)):] {
		r := row{Row: cells}
		r.fail = func(column, format string, args ...any) {
			problems = append(problems, fmt.Errorf("%s:%d: %s: %s", file, r.Number, column, fmt.Sprintf(format, args...)))
		}
		switch take := r.cell("take"); {
		case strings.EqualFold(take, "x"):
			taken = append(taken, r.candidate(names))
		case take != "":
			r.fail("take", "%.40q is neither x nor empty", take)
		}
	}
	return taken, errors.Join(problems...)
}

// row is a row of a reviewed file. Fail notes what is wrong in one of its cells.
type row struct {
	document.Row
	fail func(column, format string, args ...any)
}

func (r *row) cell(column string) string {
	if i := slices.Index(columns, column); i < len(r.Cells) {
		return strings.TrimSpace(r.Cells[i])
	}
	return ""
}

// percentage matches a share from 0 to 100 with a decimal point or comma.
var percentage = regexp.MustCompile(`^(\d{1,2}(?:[.,]\d+)?|100(?:[.,]0+)?)%?$`)

// candidate reads the cells of a row that is taken.
func (r *row) candidate(names *document.Names) Candidate {
	c := Candidate{Take: true, Subject: r.cell("subject"), Period: r.period(), File: r.cell("file"), Sentence: r.cell("sentence")}
	c.Line, _ = strconv.Atoi(r.cell("line"))
	subject := names.ByID(c.Subject)
	if subject == nil {
		r.fail("subject", "%.40q is no application and no national indicator of people or shares", c.Subject)
		return c
	}
	users, pct := r.cell("users_10k"), r.cell("pct")
	switch {
	case cmp.Or(users, pct) == "":
		r.fail("users_10k", "is empty, and so is pct; a row that is taken has at least one")
	case users != "" && subject.Kind == document.Share:
		r.fail("users_10k", "%s is a share; empty this cell", c.Subject)
	case users != "":
		c.Users, c.UsersRounding = r.count("users_10k"), r.count("users_rounding_10k")
	}
	m := percentage.FindStringSubmatch(pct)
	switch {
	case pct == "":
	case subject.Kind == document.People:
		r.fail("pct", "%s counts people; empty this cell", c.Subject)
	case m == nil:
		r.fail("pct", "%.40q is not a share from 0 to 100", pct)
	default:
		c.Percent = strings.ReplaceAll(m[1], ",", ".")
	}
	return c
}

// count reads a whole number from 1.
func (r *row) count(column string) int64 {
	n, err := strconv.ParseInt(r.cell(column), 10, 64)
	if err != nil || n < 1 || n > maxUsers {
		r.fail(column, "%.40q is not a whole number from 1 to %d (10,000 people)", r.cell(column), maxUsers)
	}
	return n
}

// period reads the month of a row, written YYYY-MM or as spreadsheets save it: Jun-26,
// 2026/6/1.
func (r *row) period() dataset.Period {
	cell := r.cell("period")
	m := document.Months(cell)
	if len(m) != 1 || m[0].Start > 0 || m[0].End < len(cell) || m[0].Day > 1 {
		r.fail("period", "%.40q is not a month written YYYY-MM", cell)
		return 0
	}
	return m[0].Period
}
