package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// table is a CSV file whose cells satisfy the description of their columns.
type table struct {
	*resource
	column map[string]int
	// rows are those of which every cell is right by itself, as long as there may
	// be anything to check them for.
	rows []row
	// lines are where the values of each column that is unique stand.
	lines map[string]map[string]int
	// spare is room for the cells of further rows.
	spare []string
	// whole says that the file was read to its end. What a broken file lacks is
	// not held against the rows that refer to it.
	whole bool
}

// row is one record of a table.
type row struct {
	table *table
	line  int
	cells []string
}

// text is the cell in a column.
func (r row) text(column string) string { return r.cells[r.table.column[column]] }

// period is the cell of a column of type yearmonth, or zero where it is empty.
func (r row) period(column string) Period {
	p, _ := parsePeriod(r.text(column))
	return p
}

// number is the cell of a numeric column times a power of ten.
func (r row) number(column string, exponent int) Number {
	n, wrong := number(r.text(column), exponent)
	return Number{Value: n, Known: wrong == none}
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
func number(cell string, exponent int) (float64, fault) {
	if decimal, _ := numeral(cell); !decimal {
		return 0, notNumber
	}
	n, err := strconv.ParseFloat(cell+"e"+strconv.Itoa(exponent), 64)
	if err != nil {
		return 0, outOfRange
	}
	return n, none
}

// readTable reads a file and checks every cell by itself.
func readTable(f file, r *resource, errs *Errors) *table {
	t := &table{resource: r, column: map[string]int{}, lines: map[string]map[string]int{}}
	content, err := f.content, f.err
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
	source := &rowSource{content: content}
	reader := csv.NewReader(source)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	source.begin(0)
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
	t.whole = t.readRows(source, reader, fields, errs) && ended
	return t
}

// readRows says whether it came to the end of the file.
func (t *table) readRows(source *rowSource, reader *csv.Reader, fields []*field, errs *Errors) bool {
	checks := make([]columnCheck, len(fields))
	for i, f := range fields {
		checks[i] = columnCheck{field: f}
	}
	keys := t.keys()
	// Rows with a wrong cell are known by their keys, and judged no further.
	var bad []row
	for {
		start := source.begin(int(reader.InputOffset()))
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			t.learn(keys, bad)
			return true
		}
		if err != nil {
			line := bytes.Count(source.content[:start], []byte("\n")) + 1
			if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
				line = parse.StartLine
			}
			// What follows a stray quote cannot be told apart any more.
			errs.add(t.Path, line, "row", "%s", plainCSVError(err))
			return false
		}
		line, _ := reader.FieldPos(0)
		if len(cells) != len(fields) {
			if !errs.leftOut() {
				errs.add(t.Path, line, "row", "has %d cells, the header has %d", len(cells), len(fields))
			}
			continue
		}
		good := true
		for i := range checks {
			cell, wrong := checks[i].check(cells[i])
			if wrong != none {
				good = false
				if !errs.leftOut() {
					errs.add(t.Path, line, checks[i].Name, "%s", checks[i].message(wrong, cell))
				}
			}
			cells[i] = cell
		}
		r := row{t, line, cells}
		if good {
			for _, k := range keys {
				k.check(r, errs)
			}
		}
		switch {
		case errs.full():
		case len(t.rows) == maxRows:
			errs.add(t.Path, line, "row", "is one too many: a file may have %d", maxRows)
			return false
		case good:
			t.rows = append(t.rows, t.keep(r))
		default:
			bad = append(bad, t.keep(r))
		}
	}
}

// keep copies the cells of a row, whose place the next one takes. Those of many
// rows are in one piece of memory.
func (t *table) keep(r row) row {
	n := len(r.cells)
	if len(t.spare) < n {
		t.spare = make([]string, n*min(max(len(t.rows), 4), 1000))
	}
	copy(t.spare, r.cells)
	r.cells, t.spare = t.spare[:n:n], t.spare[n:]
	return r
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
			good = false
			if !errs.leftOut() {
				errs.add(t.Path, 1, strings.Join(strings.Fields(name), " "), "unknown column%s", nearest(name, slices.Values(names)))
			}
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

// plainCSVError takes the position off, which the problem states itself.
func plainCSVError(err error) string {
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		return parse.Err.Error()
	}
	return err.Error()
}

// list joins values for a message.
func list(values []string) string { return strings.Join(values, ", ") }
