package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// sheet is a CSV file of the dataset into which lines are put without touching the
// others, so that a diff shows the news alone.
type sheet struct {
	name    string
	content []byte
	header  []string
	rows    []record
	newline string
	// inserted are new lines by the row that they follow, 0 for the header.
	inserted map[int][][]string
	replaced map[int][]string
}

// record is a row of a sheet, and where its bytes end.
type record struct {
	sheet     *sheet
	cells     []string
	line, end int
}

const byteOrderMark = "\uFEFF"

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	s := &sheet{name: name, content: content, newline: "\n", inserted: map[int][][]string{}, replaced: map[int][]string{}}
	mark := len(content) - len(bytes.TrimPrefix(content, []byte(byteOrderMark)))
	if first := bytes.IndexByte(content, '\n'); first > 0 && content[first-1] == '\r' {
		s.newline = "\r\n"
	}
	reader := csv.NewReader(bytes.NewReader(content[mark:]))
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		s.rows = append(s.rows, record{s, cells, line, mark + int(reader.InputOffset())})
	}
	if len(s.rows) == 0 || !slices.Contains(s.rows[0].cells, "report") {
		return nil, fmt.Errorf("%s:1: the headings have no column report; save the file as CSV, separated by commas, in UTF-8", name)
	}
	s.header = s.rows[0].cells
	return s, nil
}

func (r record) text(column string) string {
	if i := slices.Index(r.sheet.header, column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

func (r record) number(column string) decimal.NullDecimal {
	n, err := decimal.NewFromString(r.text(column))
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

func (r record) place() string { return fmt.Sprintf("%s:%d", r.sheet.name, r.line) }

// insert puts a row behind the last one that is not to follow it.
func (s *sheet) insert(cells map[string]string, follows func(record) bool) {
	after := 0
	for i, r := range s.rows[1:] {
		if !follows(r) {
			after = i + 1
		}
	}
	s.inserted[after] = append(s.inserted[after], s.order(cells, make([]string, len(s.header))))
}

// replace gives a row new cells and keeps those that are not named.
func (s *sheet) replace(r record, cells map[string]string) {
	i := slices.IndexFunc(s.rows, func(row record) bool { return row.line == r.line })
	s.replaced[i] = s.order(cells, slices.Clone(r.cells))
}

// order puts cells into the order of the header.
func (s *sheet) order(cells map[string]string, into []string) []string {
	for i, column := range s.header {
		if c, ok := cells[column]; ok {
			into[i] = c
		}
	}
	return into
}

// changes are the numbers of lines that are new and that are changed.
func (s *sheet) changes() (added, changed int) {
	for _, rows := range s.inserted {
		added += len(rows)
	}
	return added, len(s.replaced)
}

// bytes is the file with its changes.
func (s *sheet) bytes() []byte {
	var b bytes.Buffer
	write := func(cells []string) {
		var one strings.Builder
		w := csv.NewWriter(&one)
		// A builder takes everything.
		_ = w.Write(cells)
		w.Flush()
		b.WriteString(strings.TrimSuffix(one.String(), "\n") + s.newline)
	}
	start := 0
	for i, r := range s.rows {
		if cells, ok := s.replaced[i]; ok {
			write(cells)
		} else {
			b.Write(s.content[start:r.end])
		}
		for _, cells := range s.inserted[i] {
			write(cells)
		}
		start = r.end
	}
	b.Write(s.content[start:])
	return b.Bytes()
}
