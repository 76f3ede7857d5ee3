package dataset

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxProblems bounds what one load reports: a file of a million wrong lines is
// wrong in one way, and its first hundred lines say which.
const maxProblems = 100

// maxText bounds each text of a problem: a line of ten megabytes is wrong too.
const maxText = 600

// Problem is one thing that is wrong in one place of a file.
type Problem struct {
	// File is the file's name within the dataset's directory.
	File string
	// Line counts from 1, the header.
	Line int
	// Column is the column's name, or "row" or "file" where the whole is meant.
	Column string
	// Message says what is wrong.
	Message string
}

// String is the form in which problems are printed and logged.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", p.File, p.Line, p.Column, p.Message)
}

// Errors are all problems for which a load was rejected, in the order of the
// files and their lines.
type Errors struct {
	// Problems are the first of them, at most a hundred.
	Problems []Problem
	// More counts those that were left out.
	More int
}

// Error lists the problems, one a line.
func (e *Errors) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.String())
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "\nand %d more", e.More)
	}
	return b.String()
}

// full says that further problems are only counted. What else it takes to list
// one, and a hostile file has millions, is not worth its time and memory.
func (e *Errors) full() bool { return len(e.Problems) == maxProblems }

// leftOut counts a problem if it is not to be listed.
func (e *Errors) leftOut() bool {
	if e.full() {
		e.More++
		return true
	}
	return false
}

// add notes a problem in a place.
func (e *Errors) add(file string, line int, column, format string, args ...any) {
	if e.leftOut() {
		return
	}
	e.Problems = append(e.Problems, Problem{file, line, shorten(column, maxText), shorten(fmt.Sprintf(format, args...), maxText)})
}

// orNil sorts what was found and returns it, or nil where nothing was.
func (e *Errors) orNil() error {
	if len(e.Problems) == 0 {
		return nil
	}
	slices.SortStableFunc(e.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return e
}

// shorten cuts a text that holds much of a hostile file.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
