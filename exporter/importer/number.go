package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// cell is a number of a table, or none.
type cell struct {
	text  string
	value decimal.Decimal
	ok    bool
	// exponent is the power of ten of 10,000 people in which the cell counts, if the
	// cell states it.
	exponent int32
	counted  bool
}

var (
	plainNumber = regexp.MustCompile(`(?i)^([+-]?(?:\d{1,12}|\d{1,3}(?:[, ]\d{3}){1,4})(?:\.\d{1,6})?)\s*(%|(?:亿|万|billion|million|thousand)(?:人|户| people| users)?)?$`)
	// decimalComma is a number as spreadsheets write it where the comma stands before
	// the decimals.
	decimalComma = regexp.MustCompile(`^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2} ?%?$`)
	grouping     = strings.NewReplacer(",", "", " ", "")
	swapPoints   = strings.NewReplacer(".", ",", ",", ".")
)

// absent are the marks by which tables leave a number out.
var absent = []string{"-", "--", "—", "——", "–", "/", "n/a", "N/A", "...", "…"}

func isAbsent(text string) bool { return text == "" || slices.Contains(absent, text) }

// parseCell reads a cell. A text that is no number is not ok.
func parseCell(text string) cell {
	c := cell{text: strings.TrimSpace(text)}
	m := plainNumber.FindStringSubmatch(c.text)
	if m == nil || len(monthsIn(c.text)) > 0 {
		return c
	}
	value, err := decimal.NewFromString(grouping.Replace(m[1]))
	c.value, c.ok = value, err == nil
	for _, u := range units {
		if m[2] != "" && m[2] != "%" && !c.counted && u.word.MatchString(m[2]) {
			c.exponent, c.counted = u.exponent, true
		}
	}
	return c
}

func (c cell) isPercent() bool { return strings.HasSuffix(c.text, "%") }

// inPeople is the cell in 10,000 people, counted in units of a power of ten of them
// unless it says itself in what, and the unit to which it was rounded. A number of
// people that is no multiple of 10,000 is not ok.
func (c cell) inPeople(exponent int32) (users decimal.Decimal, rounding int64, ok bool) {
	if c.counted {
		exponent = c.exponent
	}
	users = c.value.Shift(exponent)
	if !users.IsInteger() || users.IsNegative() || c.isPercent() {
		return users, 0, false
	}
	return users, max(1, decimal.New(1, c.value.Exponent()+exponent).IntPart()), true
}

// printed keeps trailing zeros, which state the rounding: 97.0 is not 97.
func printed(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.StringFixed(max(0, -n.Decimal.Exponent()))
}
