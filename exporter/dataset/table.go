package dataset

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// table holds those rows of a CSV file in which every cell fits its column's description.
type table struct {
	*resource
	errs *Errors
	rows []row
	// lines maps each value of a key to the first line that has it.
	lines map[keyValue]int
	// complete says that every row was read. References to an incomplete file are not checked.
	complete bool
}

// keyValue is a value of a key, such as 55 of report. The columns of a composite key are joined, as are its values.
type keyValue struct{ columns, value string }

type row struct {
	table *table
	line  int
	cells []string
}

func (r row) text(column string) string { return r.cells[slices.Index(r.table.header, column)] }

// period is the cell of a column of type yearmonth, or zero where it is empty.
func (r row) period(column string) Period {
	p, _ := ParsePeriod(r.text(column))
	return p
}

// number is the cell of a numeric column times a power of ten.
func (r row) number(column string, exponent int) Number { return number(r.text(column), exponent) }

func (r row) key(columns []string) keyValue {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = r.text(c)
	}
	return keyValue{strings.Join(columns, ", "), strings.Join(parts, ", ")}
}

func (r row) fail(column, format string, args ...any) { r.table.fail(r.line, column, format, args...) }

func (t *table) fail(line int, column, format string, args ...any) {
	t.errs.add(t.Path, line, column, format, args...)
}

// readTable reads a file and checks each cell.
func readTable(f File, r *resource, errs *Errors) *table {
	t := &table{resource: r, errs: errs, lines: map[keyValue]int{}}
	if f.Err != nil {
		t.fail(1, "file", "%s", f.Err)
		return t
	}
	text, wrongLine := plainText(f.Content)
	if wrongLine > 0 {
		t.fail(wrongLine, "row", "is not UTF-8, or holds a control character or U+FFFD; save the file as CSV UTF-8")
		return t
	}
	reader := csvReader(text)
	cells, err := reader.Read()
	header, want := cells[:TrimCells(cells)], strings.Join(r.header, ",")
	switch {
	case errors.Is(err, io.EOF):
		t.fail(1, "file", "is empty; its header must be %s", want)
	case err != nil:
		t.addParseError(err)
	case !slices.Equal(header, r.header):
		matching := 0
		for matching < min(len(header), len(r.header)) && header[matching] == r.header[matching] {
			matching++
		}
		wrong := strings.Join(header[matching:], ",")
		t.fail(1, "row", "is wrong from column %d on, %.60q; the header must be %s", matching+1, wrong, want)
	default:
		t.readRows(reader, len(cells)-len(header))
	}
	return t
}

// addParseError records a row that the CSV reader cannot parse: only stray quotes cause that.
func (t *table) addParseError(err error) {
	parse, _ := errors.AsType[*csv.ParseError](err)
	t.fail(parse.StartLine, "row", "%s; put a cell that contains quotation marks in quotation marks, "+
		"and double those inside it", parse.Err)
}

// readRows reads and checks the rows below the header, which has blank columns on its right.
func (t *table) readRows(reader *csv.Reader, blankColumns int) {
	t.complete = true
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.addParseError(err)
			t.complete = false
			return
		}
		line, _ := reader.FieldPos(0)
		filled := TrimCells(cells)
		// An unquoted comma makes the row longer even if its last cell is empty.
		width := max(filled, len(cells)-blankColumns)
		switch {
		case filled == 0: // A blank row.
		case width > len(t.header):
			t.fail(line, "row", "has %d cells, the header has %d; put a cell that contains a separator in quotation marks, "+
				"or delete the cells that have no heading", width, len(t.header))
			t.complete = false
		default:
			// Spreadsheets leave out empty cells at the end of a row.
			r := row{t, line, append(cells[:filled], make([]string, len(t.header)-filled)...)}
			if t.checkCells(r) {
				t.rows = append(t.rows, r)
			}
		}
	}
}

// checkCells rewrites decimal commas and TRUE, records wrong cells and repeated keys, and reports whether no cell is
// wrong. Keys of wrong rows enter lines, too, so that references to them are not reported as well.
func (t *table) checkCells(r row) bool {
	good := true
	for i, f := range t.Schema.Fields {
		switch f.Type {
		case "number":
			r.cells[i] = decimalPoint(r.cells[i])
		case "boolean":
			r.cells[i] = strings.ToLower(r.cells[i]) // Spreadsheets write TRUE.
		}
		if problem := f.problem(r.cells[i]); problem != "" {
			r.fail(f.Name, "%s", problem)
			good = false
		}
	}
	for _, k := range t.keys {
		key := r.key(k)
		first, repeated := t.lines[key]
		switch {
		case key.value == "": // An empty key, of an optional column.
		case !repeated:
			t.lines[key] = r.line
		case good:
			r.fail(key.columns, "%.60q is already on line %d", key.value, first)
		}
	}
	return good
}

func (t *table) checkReferences(tables map[string]*table) {
	for _, fk := range t.Schema.ForeignKeys {
		target := tables[fk.Reference.Resource]
		if !target.complete {
			continue
		}
		column := fk.Fields[0]
		for _, r := range t.rows {
			value := r.text(column)
			if _, found := target.lines[keyValue{fk.Reference.Fields[0], value}]; !found {
				r.fail(column, "%.60q is not in %s", value, target.Path)
			}
		}
	}
}
