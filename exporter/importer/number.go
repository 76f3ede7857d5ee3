package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/document"
)

// cell is a number of a table, or a text that is none.
type cell struct {
	document.Number
	text string
	ok   bool
}

func parseCell(text string) cell {
	c := cell{text: strings.TrimSpace(text)}
	c.Number, c.ok = document.ParseNumber(c.text)
	return c
}

var (
	// decimalComma is a number as spreadsheets write it where the comma stands before
	// the decimals.
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// absent are the marks by which tables leave a number out.
var absent = []string{"-", "--", "—", "——", "–", "/", "n/a", "N/A", "...", "…"}

func isAbsent(text string) bool { return text == "" || slices.Contains(absent, text) }

// printed keeps trailing zeros, which state the rounding: 97.0 is not 97.
func printed(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return document.PrintNumber(n.Decimal)
}
