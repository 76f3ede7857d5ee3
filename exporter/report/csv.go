package report

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// spacedNumber ends a line of pasted text, whose commas are those of thousands.
var spacedNumber = compiled(`[\s(][+-]?\d[\d.]*%?$`)

// separatorOf finds the character that separates the cells of a text which is
// CSV or TSV, or 0 for a text that is neither. One row is enough below headings
// that say what it is.
func separatorOf(text string) rune {
	best, most := rune(0), 1
	for _, separator := range []rune{'\t', ',', ';'} {
		reader := csvReader(text, separator)
		reader.LazyQuotes = true
		rows, headed, ragged := 0, 0, false
		for {
			record, err := reader.Read()
			if err != nil {
				break
			}
			if len(record) < 2 {
				continue
			}
			ragged = ragged || headed > 0 && len(record) != headed
			row := cells(record, 0, nil)
			if separator == ';' {
				decimalCommas([][]cell{row})
			}
			texts, numbers := contents(row)
			switch {
			case numbers == 0 && rows == 0 && slices.ContainsFunc(row, func(c cell) bool { k := contentOf(c.text); return k == users || k == penetration }):
				headed = len(row)
			case texts > 0 && (numbers >= texts || numbers > 0 && headed == len(row)) && !isNumber(row[0].text) && !spacedNumber().MatchString(row[0].text):
				rows++
			}
		}
		if headed > 0 && !ragged && rows == 1 && most == 1 {
			rows++
		}
		if rows > most {
			best, most = separator, rows
		}
	}
	return best
}

// decimalComma is a number as spreadsheets write it where a comma stands before
// the decimals, and so a semicolon between the cells.
var decimalComma = compiled(`^[+-]?\d{1,3}(?:\.\d{3})*,\d{1,2} ?%?$|^[+-]?\d+,\d{1,2} ?%?$`)

// decimalCommas writes the numbers of a table with decimal commas as others do.
func decimalCommas(t [][]cell) {
	if !slices.ContainsFunc(t, func(row []cell) bool {
		return slices.ContainsFunc(row, func(c cell) bool { return decimalComma().MatchString(c.text) })
	}) {
		return
	}
	for _, row := range t {
		for i, c := range row {
			if swapped := swapPoints.Replace(c.text); isNumber(swapped) {
				row[i].text = swapped
			}
		}
	}
}

var swapPoints = strings.NewReplacer(".", ",", ",", ".")

func csvReader(text string, separator rune) *csv.Reader {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = separator
	reader.FieldsPerRecord = -1
	return reader
}

func cells(record []string, line int, column func(int) int) []cell {
	row := make([]cell, len(record))
	for i, text := range record {
		row[i] = cell{text: strings.TrimSpace(fold(text)), line: line}
		if column != nil {
			row[i].column = column(i)
		}
	}
	return row
}

// readCSV reads a table whose cells a character separates. Lines without it are
// running text.
func (r *Reading) readCSV(text string, separator rune) {
	reader := csvReader(text, separator)
	// A quotation mark within a tab-separated cell is an ordinary character.
	reader.LazyQuotes = separator == '\t'
	var t table
	var rest []line
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			r.problem(parse.StartLine, parse.Column, "%s", parse.Err)
			return
		}
		number, _ := reader.FieldPos(0)
		if len(record) == 1 {
			rest = append(rest, line{fold(record[0]), number})
			if len(t) > 0 {
				continue
			}
		}
		t = append(t, cells(record, number, func(i int) int { _, c := reader.FieldPos(i); return c }))
	}
	if separator == ';' {
		decimalCommas(t)
	}
	if !r.readTable(t, "") {
		r.problem(1, 0, "has a table without headings of user scale (用户规模) or utilisation ratio (网民使用率)")
	}
	r.readProse(rest)
}
