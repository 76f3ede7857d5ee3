package dataset

import (
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
	// fields describe the columns in the order of the file.
	fields []*field
	// rows are the rows without a wrong cell.
	rows []row
	keys []uniqueKey
	// complete says that every row was read. References to a file that is not complete
	// are not checked.
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

// key is the value of a row in the columns of a key.
func (r row) key(columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = r.text(c)
	}
	return list(parts)
}

// fail notes a problem in a cell.
func (r row) fail(errs *Errors, column, format string, args ...any) {
	errs.add(r.table.Path, r.line, column, format, args...)
}

// readTable checks the cells of a file one by one.
func readTable(f File, r *resource, errs *Errors) *table {
	t := &table{resource: r, column: map[string]int{}, keys: []uniqueKey{{r.Schema.PrimaryKey, map[string]int{}}}}
	for _, f := range r.Schema.Fields {
		if f.Constraints.Unique {
			t.keys = append(t.keys, uniqueKey{[]string{f.Name}, map[string]int{}})
		}
	}
	if f.Err != nil {
		errs.add(r.Path, 1, "file", "%s", f.Err)
		return t
	}
	text, ok := plainText(r.Path, f.Content, errs)
	if !ok {
		return t
	}
	reader := csvReader(text)
	header, err := reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		errs.add(r.Path, 1, "file", "is empty; its header is %s", strings.Join(r.columns(), ","))
	case err != nil:
		t.failQuotes(1, err, errs)
	case t.readHeader(header[:trimCells(header)], errs):
		t.complete = t.readRows(reader, errs)
	}
	return t
}

// failQuotes notes that the CSV reader cannot tell the cells of a row apart.
func (t *table) failQuotes(line int, err error, errs *Errors) {
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		line, err = parse.StartLine, parse.Err
	}
	errs.add(t.Path, line, "row", "%s; write a cell that holds quotation marks in quotation marks, and each one in it twice", err)
}

// readHeader finds the description of each column, in any order.
func (t *table) readHeader(header []string, errs *Errors) bool {
	names, good := t.columns(), true
	for i, name := range header {
		at := slices.Index(names, name)
		_, twice := t.column[name]
		switch {
		case at < 0:
			errs.add(t.Path, 1, "row", "%s is not a column%s", quoted(name), nearest{name, slices.Values(names)})
			good = false
		case twice:
			errs.add(t.Path, 1, name, "the column stands twice")
			good = false
		default:
			t.column[name] = i
			t.fields = append(t.fields, t.Schema.Fields[at])
		}
	}
	for _, name := range names {
		if _, found := t.column[name]; !found {
			errs.add(t.Path, 1, name, "the column is missing")
			good = false
		}
	}
	return good
}

// readRows reports whether it read all rows.
func (t *table) readRows(reader *csv.Reader, errs *Errors) bool {
	complete := true
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return complete
		}
		if err != nil {
			// Cells behind a stray quotation mark cannot be told apart.
			t.failQuotes(0, err, errs)
			return false
		}
		line, _ := reader.FieldPos(0)
		filled := trimCells(cells)
		if filled == 0 {
			continue
		}
		missing := t.fields[min(len(cells), len(t.fields)):]
		if filled > len(t.fields) || slices.ContainsFunc(missing, func(f *field) bool { return f.Constraints.Required }) {
			errs.add(t.Path, line, "row", "has %d cells, the header has %d", max(filled, min(len(cells), len(t.fields))), len(t.fields))
			complete = false
			continue
		}
		// Spreadsheets leave out empty cells at the end of a row.
		r := row{t, line, append(cells, make([]string, len(missing))...)}
		if t.checkCells(r, errs) {
			t.rows = append(t.rows, r)
		}
	}
}

// checkCells reports whether a row has no wrong cell and repeats no key. Keys of
// wrong rows count as known, so that a reference to one is no second problem.
func (t *table) checkCells(r row, errs *Errors) bool {
	good := true
	for i, f := range t.fields {
		if f.Type == "number" {
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
			r.fail(errs, list(k.columns), "%s stands on line %d already", quoted(value), first)
		}
	}
	return good
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
			case found:
			case r.period(column) != 0:
				r.fail(errs, column, "no row of %s has the period %s", target.Path, value)
			default:
				r.fail(errs, column, "%s is not in %s%s", quoted(value), target.Path, nearest{value, maps.Keys(known)})
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
