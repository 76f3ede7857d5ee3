package importer

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// sheet is a CSV file of the dataset with changes.
type sheet struct {
	name           string
	content        []byte
	rows           []*record
	added, changed int
}

// record is a row of a sheet.
type record struct {
	sheet *sheet
	cells []string
	line  int
}

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	s := &sheet{name: name, content: content}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Contains(rows[0], "report") || !slices.Contains(rows[0], "period") {
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

func (r *record) key() key {
	p, _ := dataset.ParsePeriod(r.text("period"))
	return key{p, cmp.Or(r.text("application"), r.text("indicator"))}
}

// insert puts a row behind the last one that precedes it in order.
func (s *sheet) insert(cells map[string]string, follows func(*record) bool) {
	after := 1
	for i, r := range s.rows[1:] {
		if !follows(r) {
			after = i + 2
		}
	}
	s.rows = slices.Insert(s.rows, after, &record{sheet: s, cells: make([]string, len(s.rows[0].cells))})
	s.rows[after].set(cells)
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
	w := csv.NewWriter(&b)
	for _, r := range s.rows {
		// A write to a buffer does not fail.
		_ = w.Write(r.cells)
	}
	w.Flush()
	return b.Bytes()
}
