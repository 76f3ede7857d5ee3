package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxProblems bounds the problems that one load lists.
const maxProblems = 100

// Problem is an error or finding in one place of a file.
type Problem struct {
	File string // The name within the dataset's directory.
	Line int    // 1 is the header.
	// Column is a column's name, the names of a key's columns, or "row" or "file" if no column is meant.
	Column, Message string
}

func (p Problem) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", p.File, p.Line, p.Column, p.Message)
}

// Errors are the problems for which a load was rejected, sorted by file and line.
type Errors struct {
	Problems []Problem // Those found first, at most maxProblems.
	More     int       // How many were found beyond these.
}

// Error lists the problems, one a line.
func (e *Errors) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	if e.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", e.More))
	}
	return strings.Join(lines, "\n")
}

// add records a problem, or counts it beyond maxProblems. Callers format cells with %.60q,
// which bounds them and escapes invisible characters.
func (e *Errors) add(file string, line int, column, format string, args ...any) {
	if len(e.Problems) == maxProblems {
		e.More++
		return
	}
	e.Problems = append(e.Problems, Problem{file, line, column, fmt.Sprintf(format, args...)})
}

// orNil returns the sorted problems, or nil where there are none.
func (e *Errors) orNil() error {
	if len(e.Problems) == 0 {
		return nil
	}
	slices.SortStableFunc(e.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return e
}
