package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
)

// table is a CSV file whose cells satisfy the description of their columns.
type table struct {
	*resource
	column map[string]int
	rows   []row
	// whole says that the file was read to its end. What a broken file lacks is
	// not held against the rows that refer to it.
	whole bool
}

// row is one record of a table.
type row struct {
	table *table
	line  int
	cells []string
	// bad says that a cell is wrong: the row is known by its key, and judged no
	// further.
	bad bool
}

// text is the cell in a column.
func (r row) text(column string) string { return r.cells[r.table.column[column]] }

// period is the cell of a column of type yearmonth, or zero where it is empty.
func (r row) period(column string) Period {
	p, _ := ParsePeriod(r.text(column))
	return p
}

// number is the cell of a numeric column times a power of ten.
func (r row) number(column string, exponent int) Number {
	n, err := number(r.text(column), exponent)
	return Number{Value: n, Known: err == nil}
}

// fail notes a problem in a cell.
func (r row) fail(errs *Errors, column, format string, args ...any) {
	errs.add(r.table.Path, r.line, column, format, args...)
}

// numeral says whether a cell is a sign, digits, a point and digits, of which
// only the first digits must be there, and whether it ends with them. A regular
// expression takes ten times as long, in every second cell of a dataset.
func numeral(cell string) (decimal, integral bool) {
	if cell != "" && (cell[0] == '+' || cell[0] == '-') {
		cell = cell[1:]
	}
	whole, fraction, pointed := strings.Cut(cell, ".")
	return digits(whole) && (!pointed || digits(fraction)), digits(cell)
}

func digits(text string) bool {
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return text != ""
}

// number reads a decimal numeral and moves its point, so that 97.6 percent
// becomes the float nearest to 0.976 and not the quotient of two rounded ones.
func number(cell string, exponent int) (float64, error) {
	if decimal, _ := numeral(cell); !decimal {
		return 0, fmt.Errorf("%s is not a number", quote(cell))
	}
	n, err := strconv.ParseFloat(cell+"e"+strconv.Itoa(exponent), 64)
	if err != nil {
		return 0, fmt.Errorf("%s is out of range", quote(cell))
	}
	return n, nil
}

// readTable reads a file and checks every cell by itself.
func readTable(fsys fs.FS, r *resource, errs *Errors) *table {
	t := &table{resource: r, column: map[string]int{}}
	content, err := readFile(fsys, r.Path)
	if err != nil {
		errs.add(r.Path, 1, "file", "%s", err)
		return t
	}
	content, ok := plainText(r.Path, content, errs)
	if !ok {
		return t
	}

	ended := len(content) == 0 || content[len(content)-1] == '\n'
	if !ended {
		errs.add(r.Path, bytes.Count(content, []byte("\n"))+1, "row", "the last line has no end: the file is cut off, or lacks its last line break")
	}
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			errs.add(r.Path, 1, "file", "is empty; its header is %s", strings.Join(r.columns(), ","))
		} else {
			errs.add(r.Path, 1, "row", "%s", plainCSVError(err))
		}
		return t
	}
	fields, ok := t.readHeader(header, errs)
	if !ok {
		return t
	}
	checks := make([]columnCheck, len(fields))
	for i, f := range fields {
		checks[i] = columnCheck{field: f}
	}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			t.whole = ended
			return t
		}
		if err != nil {
			line := 0
			if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
				line = parse.StartLine
			}
			// What follows a stray quote cannot be told apart any more.
			errs.add(r.Path, line, "row", "%s", plainCSVError(err))
			return t
		}
		line, _ := reader.FieldPos(0)
		if len(cells) != len(header) {
			errs.add(r.Path, line, "row", "has %d cells, the header has %d", len(cells), len(header))
			continue
		}
		bad := false
		for i := range checks {
			cell, message := checks[i].check(cells[i])
			if message != "" {
				errs.add(r.Path, line, checks[i].Name, "%s", message)
				bad = true
			}
			cells[i] = cell
		}
		t.rows = append(t.rows, row{t, line, cells, bad})
	}
}

// readHeader finds the description of each column, in whatever order they stand.
func (t *table) readHeader(header []string, errs *Errors) ([]*field, bool) {
	names, good := t.columns(), true
	if separator := otherSeparator(header); separator != "" {
		errs.add(t.Path, 1, "row", "cells are separated by %q, and not by commas", separator)
		return nil, false
	}
	fields := make([]*field, len(header))
	for i, name := range header {
		at := slices.Index(names, name)
		_, twice := t.column[name]
		switch {
		case name == "":
			errs.add(t.Path, 1, "row", "column %d has no name", i+1)
			good = false
		case at < 0:
			errs.add(t.Path, 1, strings.Join(strings.Fields(name), " "), "unknown column%s", nearest(name, slices.Values(names)))
			good = false
		case twice:
			errs.add(t.Path, 1, name, "the column stands twice")
			good = false
		default:
			fields[i] = t.Schema.Fields[at]
		}
		t.column[name] = i
	}
	for _, name := range names {
		if _, ok := t.column[name]; !ok {
			errs.add(t.Path, 1, name, "the column is missing")
			good = false
		}
	}
	return fields, good
}

// good are the rows of which every cell is right by itself.
func (t *table) good() iter.Seq[row] {
	return func(yield func(row) bool) {
		for _, r := range t.rows {
			if !r.bad && !yield(r) {
				return
			}
		}
	}
}

// checkKeys finds rows that repeat the primary key, or a value of a column that
// is unique.
func (t *table) checkKeys(errs *Errors) {
	t.checkUnique(t.Schema.PrimaryKey, errs)
	for _, f := range t.Schema.Fields {
		if f.Constraints.Unique {
			t.checkUnique(key{f.Name}, errs)
		}
	}
}

func (t *table) checkUnique(columns key, errs *Errors) {
	seen := make(map[string]int, len(t.rows))
	for r := range t.good() {
		parts := make([]string, len(columns))
		for i, c := range columns {
			parts[i] = r.text(c)
		}
		joined := strings.Join(parts, ", ")
		if strings.Trim(joined, ", ") == "" {
			continue
		}
		if first, ok := seen[joined]; ok {
			r.fail(errs, strings.Join(columns, ", "), "%s stands on line %d already", shorten(joined, maxText/2), first)
			continue
		}
		seen[joined] = r.line
	}
}

// checkReferences finds values that the referenced table does not have.
func (t *table) checkReferences(tables map[string]*table, errs *Errors) {
	for _, fk := range t.Schema.ForeignKeys {
		target := tables[fk.Reference.Resource]
		if !target.whole {
			continue
		}
		known := map[string]bool{}
		for _, r := range target.rows {
			known[r.text(fk.Reference.Fields[0])] = true
		}
		column := fk.Fields[0]
		for r := range t.good() {
			switch v := r.text(column); {
			case v == "" || known[v]:
			case r.period(column) != 0:
				r.fail(errs, column, "no row of %s has the period %s", target.Path, v)
			default:
				r.fail(errs, column, "%s is not in %s%s", quote(v), target.Path, nearest(v, maps.Keys(known)))
			}
		}
	}
}

// plainCSVError takes the position off, which the problem states itself.
func plainCSVError(err error) string {
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		return parse.Err.Error()
	}
	return err.Error()
}

// list joins values for a message.
func list(values []string) string { return strings.Join(values, ", ") }

// nearest names the known value that a misspelt one probably means, as the end
// of a message, or is empty where none is near. It is looked for when the message
// is written, and most of a million messages are not.
func nearest(value string, known iter.Seq[string]) fmt.Stringer { return suggestion{value, known} }

type suggestion struct {
	value string
	known iter.Seq[string]
}

func (s suggestion) String() string {
	best, distance := "", 4
	if len(s.value) > 80 {
		return ""
	}
	for _, k := range slices.Sorted(s.known) {
		if d := levenshtein.ComputeDistance(s.value, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; the nearest is %q", best)
}
