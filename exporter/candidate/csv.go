package candidate

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/document"
)

// Columns are the columns of a file of candidates, in order.
var Columns = []string{"take", "period", "subject", "users_10k", "users_rounding_10k", "pct", "flags", "file", "line", "sentence"}

// Write writes candidates as CSV in UTF-8, for a person to review.
func Write(w io.Writer, all []Candidate) error {
	rows := [][]string{Columns}
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
	return slices.EqualFunc(heading[:min(len(heading), len(Columns))], Columns, strings.EqualFold)
}
