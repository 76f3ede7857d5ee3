package importer

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// sheet is a CSV file of the dataset: its content before the changes, and its rows after them.
type sheet struct {
	name           string
	content        []byte
	columns        []string
	rows           []record
	added, changed int
}

// record is a row of a CSV file: its cells by the headings of their columns.
type record map[string]string

func (p *Plan) readSheet(name string, content []byte) *sheet {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	for _, cells := range rows {
		dataset.TrimCells(cells) // As a load does.
	}
	if err != nil || !slices.Contains(rows[0], "report") {
		p.problems = append(p.problems, name+": the import needs CSV in UTF-8, separated by commas, with its header in line 1 and a cell for each column in every row")
		return nil
	}
	s := &sheet{name: name, content: content, columns: rows[0]}
	for _, cells := range rows[1:] {
		r := record{}
		for i, column := range s.columns {
			r[column] = cells[i]
		}
		s.rows = append(s.rows, r)
	}
	return s
}

// number returns the number in a cell, which a spreadsheet may have written as 72,8 or 72.8%.
func (r record) number(column string) decimal.NullDecimal {
	n, err := decimal.NewFromString(strings.Replace(strings.TrimSuffix(r[column], "%"), ",", ".", 1))
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

func (r record) key() key {
	p, _ := dataset.ParsePeriod(r["period"]) // A blank row has no period, and is allowed.
	return key{p, cmp.Or(r["application"], r["indicator"])}
}

// insert puts a row after the last earlier one or, if there is none, before the first later one, or else at the end.
// order is negative for earlier rows, positive for later ones, and 0 for rows of other kinds.
func (s *sheet) insert(r record, order func(record) int) {
	at := slices.IndexFunc(s.rows, func(other record) bool { return order(other) > 0 })
	if at < 0 {
		at = len(s.rows)
	}
	for i, other := range s.rows {
		if order(other) < 0 {
			at = i + 1
		}
	}
	s.rows = slices.Insert(s.rows, at, r)
	s.added++
}

func (s *sheet) bytes() []byte {
	rows := [][]string{s.columns}
	for _, r := range s.rows {
		var cells []string
		for _, column := range s.columns {
			cells = append(cells, r[column])
		}
		rows = append(rows, cells)
	}
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(rows) // A write to a buffer does not fail.
	return b.Bytes()
}
