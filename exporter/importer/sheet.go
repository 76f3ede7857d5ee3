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
	columns        []string
	rows           []record
	added, changed int
}

// record is a row of a sheet, by the headings of its columns.
type record map[string]string

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Contains(rows[0], "report") {
		return nil, fmt.Errorf("%s: no lines can be added; save it as CSV in UTF-8, separated by commas, under its headings", name)
	}
	s := &sheet{name: name, content: content, columns: rows[0]}
	for _, cells := range rows[1:] {
		r := record{}
		for i, column := range s.columns {
			r[column] = cells[i]
		}
		s.rows = append(s.rows, r)
	}
	return s, nil
}

func (r record) number(column string) decimal.NullDecimal {
	n, err := decimal.NewFromString(r[column])
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

func (r record) key() key {
	p, _ := dataset.ParsePeriod(r["period"])
	return key{p, cmp.Or(r["application"], r["indicator"])}
}

// insert puts a row behind the last one that precedes it in order.
func (s *sheet) insert(r record, follows func(record) bool) {
	after := len(s.rows)
	for after > 0 && follows(s.rows[after-1]) {
		after--
	}
	s.rows = slices.Insert(s.rows, after, r)
	s.added++
}

// bytes is the file with its changes.
func (s *sheet) bytes() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	// A write to a buffer does not fail.
	_ = w.Write(s.columns)
	for _, r := range s.rows {
		var cells []string
		for _, column := range s.columns {
			cells = append(cells, r[column])
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}
