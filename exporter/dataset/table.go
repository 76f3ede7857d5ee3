package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// table is a CSV file of which every cell satisfies the description of its column.
type table struct {
	*resource
	column map[string]int
	// rows are the rows without a wrong cell.
	rows []row
	keys []uniqueKey
	// complete says that the file was read to its end. Rows that refer to an incomplete
	// file are not checked for it.
	complete bool
}

// uniqueKey is a primary key, or a column that is unique, with the line of each of
// its values.
type uniqueKey struct {
	columns []string
	lines   map[string]int
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
	p, _ := ParsePeriod(r.text(column))
	return p
}

// number is the cell of a numeric column times a power of ten.
func (r row) number(column string, exponent int) Number {
	n, ok := number(r.text(column), exponent)
	return Number{n, ok}
}

// fail notes a problem in a cell.
func (r row) fail(errs *Errors, column, format string, args ...any) {
	errs.add(r.table.Path, r.line, column, format, args...)
}

// readTable checks the cells of a file one by one.
func readTable(f file, r *resource, errs *Errors) *table {
	t := &table{resource: r, column: map[string]int{}, keys: []uniqueKey{{r.Schema.PrimaryKey, map[string]int{}}}}
	for _, f := range r.Schema.Fields {
		if f.Constraints.Unique {
			t.keys = append(t.keys, uniqueKey{[]string{f.Name}, map[string]int{}})
		}
	}
	if f.err != nil {
		errs.add(r.Path, 1, "file", "%s", f.err)
		return t
	}
	text, ok := plainText(r.Path, f.content, errs)
	if !ok {
		return t
	}
	ended := bytes.HasSuffix(text, []byte("\n"))
	if !ended && len(text) > 0 {
		errs.add(r.Path, bytes.Count(text, []byte("\n"))+1, "row", "the last line has no end: the file is cut off, or lacks its last line break")
	}
	reader := csvReader(text)
	header, err := reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		errs.add(r.Path, 1, "file", "is empty; its header is %s", strings.Join(r.columns(), ","))
		return t
	case err != nil:
		errs.add(r.Path, 1, "row", "%s", csvProblem(err))
		return t
	}
	if fields, ok := t.readHeader(header, errs); ok {
		t.complete = t.readRows(reader, fields, errs) && ended
	}
	return t
}

// readHeader finds the description of each column, in any order. It is nil for a
// column without a name, which must be blank.
func (t *table) readHeader(header []string, errs *Errors) (fields []*field, ok bool) {
	names, unknown, misread := t.columns(), map[string]bool{}, false
	for i, name := range header {
		name = trim(name)
		at := slices.Index(names, name)
		_, twice := t.column[name]
		var f *field
		switch {
		case name == "":
		case at < 0:
			misread = true
			meant := nearest(name, slices.Values(names))
			unknown[meant.best()] = true
			errs.add(t.Path, 1, "row", "%s is not a column%s", quoted(name), meant)
		case twice:
			misread = true
			errs.add(t.Path, 1, name, "the column stands twice")
		default:
			f = t.Schema.Fields[at]
			t.column[name] = i
		}
		fields = append(fields, f)
	}
	for _, name := range names {
		if _, found := t.column[name]; !found && !unknown[name] {
			misread = true
			errs.add(t.Path, 1, name, "the column is missing")
		}
	}
	return fields, !misread && len(t.column) == len(names)
}

// readRows reports whether it read all rows.
func (t *table) readRows(reader *csv.Reader, fields []*field, errs *Errors) bool {
	complete := true
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return complete
		}
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			// Cells behind a stray quotation mark cannot be told apart.
			errs.add(t.Path, parse.StartLine, "row", "%s", csvProblem(err))
			return false
		}
		line, _ := reader.FieldPos(0)
		for i, cell := range cells {
			cells[i] = trim(cell)
		}
		if isBlank(cells) {
			continue
		}
		cells = fit(cells, fields)
		if len(cells) != len(fields) {
			errs.add(t.Path, line, "row", "has %d cells, the header has %d", len(cells), len(fields))
			complete = false
			continue
		}
		r := row{t, line, cells}
		if t.checkCells(r, fields, reader.Comma, errs) {
			t.rows = append(t.rows, r)
		}
	}
}

// fit cuts blank cells behind the header's last column and adds the empty cells that
// spreadsheets leave out at the end of a row.
func fit(cells []string, fields []*field) []string {
	for len(cells) > len(fields) && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	for n := len(cells); n < len(fields); n++ {
		if f := fields[n]; f != nil && f.Constraints.Required {
			return cells[:min(n, len(cells))]
		}
		cells = append(cells, "")
	}
	return cells
}

// checkCells reports whether a row has no wrong cell and repeats no key. Keys of
// wrong rows count as known, so that a reference to one is no second problem.
func (t *table) checkCells(r row, fields []*field, separator rune, errs *Errors) bool {
	good := true
	for i, f := range fields {
		if f == nil {
			if r.cells[i] != "" {
				errs.add(t.Path, r.line, "row", "%s stands in column %d, which has no name", quoted(r.cells[i]), i+1)
				good = false
			}
			continue
		}
		if separator != ',' && f.Type == "number" {
			r.cells[i] = decimalPoint(r.cells[i])
		}
		if problem := f.problem(r.cells[i]); problem != "" {
			r.fail(errs, f.Name, "%s", problem)
			good = false
		}
	}
	for _, k := range t.keys {
		value := r.key(k.columns)
		first, repeated := k.lines[value]
		switch {
		case strings.Trim(value, ", ") == "":
		case !repeated:
			k.lines[value] = r.line
		case good:
			r.fail(errs, list(k.columns), "%s stands on line %d already", shorten(value, maxText/2), first)
		}
	}
	return good
}

// key is the value of a row in the columns of a key.
func (r row) key(columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = r.text(c)
	}
	return list(parts)
}

// checkReferences finds values that the referenced table does not have.
func (t *table) checkReferences(tables map[string]*table, errs *Errors) {
	for _, fk := range t.Schema.ForeignKeys {
		target := tables[fk.Reference.Resource]
		if !target.complete {
			continue
		}
		column, known := fk.Fields[0], target.lines(fk.Reference.Fields)
		for _, r := range t.rows {
			value := r.text(column)
			switch _, found := known[value]; {
			case value == "" || found:
			case r.period(column) != 0:
				r.fail(errs, column, "no row of %s has the period %s", target.Path, value)
			default:
				r.fail(errs, column, "%s is not in %s%s", quoted(value), target.Path, nearest(value, maps.Keys(known)))
			}
		}
	}
}

// lines are the lines of the values of a key.
func (t *table) lines(columns []string) map[string]int {
	for _, k := range t.keys {
		if slices.Equal(k.columns, columns) {
			return k.lines
		}
	}
	return nil
}

// list joins values for a message.
func list(values []string) string { return strings.Join(values, ", ") }
