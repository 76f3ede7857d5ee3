package importer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"

	"github.com/shopspring/decimal"
)

// sheet is a CSV file of the dataset with changes. Unchanged rows keep their text, so
// that a diff shows only new rows.
type sheet struct {
	name    string
	content []byte
	rows    []*record
	// mark and crlf are the byte order mark and line ends that spreadsheets write.
	mark, crlf     bool
	added, changed int
}

// record is a row of a sheet.
type record struct {
	sheet *sheet
	cells []string
	line  int
}

const byteOrderMark = "\uFEFF"

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	text := bytes.TrimPrefix(content, []byte(byteOrderMark))
	s := &sheet{name: name, content: content, mark: len(text) < len(content), crlf: bytes.Contains(text, []byte("\r\n"))}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Contains(rows[0], "report") {
		return nil, fmt.Errorf("%s: no lines can be added; save it as CSV in UTF-8, separated by commas, under its headings", name)
	}
	for i, cells := range rows {
		s.rows = append(s.rows, &record{s, cells, i + 1})
	}
	return s, nil
}

func (r *record) text(column string) string {
	if i := slices.Index(r.sheet.rows[0].cells, column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

func (r *record) number(column string) decimal.NullDecimal {
	n, err := decimal.NewFromString(r.text(column))
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

// insert puts a row behind the last one that precedes it in order.
func (s *sheet) insert(cells map[string]string, follows func(*record) bool) {
	after := 1
	for i, r := range s.rows[1:] {
		if !follows(r) {
			after = i + 2
		}
	}
	r := &record{sheet: s, cells: make([]string, len(s.rows[0].cells))}
	r.set(cells)
	s.rows = slices.Insert(s.rows, after, r)
	s.added++
}

// replace changes the named cells of a row.
func (r *record) replace(cells map[string]string) {
	r.set(cells)
	r.sheet.changed++
}

func (r *record) set(cells map[string]string) {
	for i, column := range r.sheet.rows[0].cells {
		if c, ok := cells[column]; ok {
			r.cells[i] = c
		}
	}
}

// bytes is the file with its changes.
func (s *sheet) bytes() []byte {
	var b bytes.Buffer
	if s.mark {
		b.WriteString(byteOrderMark)
	}
	w := csv.NewWriter(&b)
	w.UseCRLF = s.crlf
	for _, r := range s.rows {
		// A write to a buffer does not fail.
		_ = w.Write(r.cells)
	}
	w.Flush()
	return b.Bytes()
}
