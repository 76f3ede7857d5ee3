package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

var (
	plainNumber   = compiled(`^[+-]?\d{1,12}(?:\.\d{1,6})?$`)
	groupedNumber = compiled(`^[+-]?\d{1,3}(?:[, ]\d{3}){1,4}(?:\.\d{1,6})?$`)
	separators    = strings.NewReplacer(",", "", " ", "")
	minus         = strings.NewReplacer("−", "-", "–", "-", "﹣", "-")
)

// absent are the ways in which a table says that it has no number.
var absent = []string{"", "-", "--", "—", "——", "/", "n/a", "na", "*", "…"}

// isAbsent says whether a folded cell holds no number on purpose.
func isAbsent(cell string) bool {
	return slices.Contains(absent, strings.ToLower(minus.Replace(strings.TrimSpace(cell))))
}

// parseNumber reads a number of a table, with or without thousands separators
// and percent sign.
func parseNumber(cell string) (decimal.Decimal, error) {
	text := strings.TrimSpace(minus.Replace(strings.TrimSpace(cell)))
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if !plainNumber().MatchString(text) && !groupedNumber().MatchString(text) {
		return decimal.Decimal{}, fmt.Errorf("%s is not a number", quote(cell))
	}
	return decimal.NewFromString(separators.Replace(text))
}

// unitBehind is a number of people that says itself in what it counts.
var unitBehind = compiled(`(?i)^(.*\d)\s*(亿|万|billion|million|thousand)(?:人|户| people| users)?$`)

// splitUnit parts a cell such as 10.79亿 into its number and its unit, as a power
// of ten of 10,000 people.
func splitUnit(cell string) (number string, exponent int32, ok bool) {
	m := unitBehind().FindStringSubmatch(strings.TrimSpace(cell))
	if m == nil {
		return cell, 0, false
	}
	return m[1], exponents[strings.ToLower(m[2])], true
}

// isNumber says whether a cell holds a number, with or without a unit, and no
// month.
func isNumber(cell string) bool {
	number, _, _ := splitUnit(cell)
	_, err := parseNumber(number)
	return err == nil && len(monthsIn(cell)) == 0
}

// people counts a number in units of 10,000 people, where it was stated in units
// of ten to a power times as many, and says to what it was rounded. Nothing
// between two whole units, such as 12.3 thousand, is possible.
func people(n decimal.Decimal, exponent int32) (users decimal.Decimal, rounding int64, ok bool) {
	users = n.Shift(exponent)
	unit := decimal.New(1, n.Exponent()+exponent)
	if !users.IsInteger() || users.IsNegative() {
		return users, 0, false
	}
	return users, max(1, unit.IntPart()), true
}
