package candidate

import (
	"encoding/csv"
	"io"
	"strconv"
)

// Write writes candidates as CSV in UTF-8 for review. Those without flags have x under take.
func Write(w io.Writer, all []Candidate) error {
	rows := [][]string{{"take", "period", "subject", "users_10k", "users_rounding_10k", "pct", "flags", "file", "line", "sentence"}}
	for _, c := range all {
		var take, period string
		if c.Flags == 0 {
			take = "x"
		}
		if c.Period != 0 {
			period = c.Period.String()
		}
		rows = append(rows, []string{take, period, c.Subject, c.Users, c.Rounding, c.Percent, c.Flags.String(), c.File, strconv.Itoa(c.Line), c.Sentence})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
