package document

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// Number is a number as reports print it: "109,400", "96.7%", "10.94亿人".
type Number struct {
	Value   decimal.Decimal
	Percent bool // The number has a percent sign or the word percent.
	hasUnit bool // The number has a unit of its own, so that Value is in units of 10,000 people.
}

var (
	// printedNumber has five groups: the number, the 21 and the 00 (rounded digits) of 8亿2100万, another unit, percent.
	printedNumber = regexp.MustCompile(`(?i)^([+-]?(?:\d{1,12}|\d{1,3}(?:[, ]\d{3}){1,4})(?:\.\d{1,6})?)\s*` +
		`(?:(?:亿\s*(\d,?\d{0,3}?)(0{0,3})\s*万|(亿|千万|百万|万|billion|b(?:l?n)?|million|ml?n|m|thousand))` +
		`(?:人| people| users)?|(%|\s*per ?cent|pct))?$`)
	withoutSeparators = strings.NewReplacer(",", "", " ", "")
	// fall and rise match what tables print instead of - and +. A dash counts only before a number with
	// decimals or a percent sign, an arrow also after a percent sign.
	fall = regexp.MustCompile(`^(?:[▼↓]|下降|减少|降低|[–—](\d+(?:\.\d+|%))|(\d\S*%)[▼↓]$)`)
	rise = regexp.MustCompile(`^(?:[▲↑]|增长|增加|上升|(\d\S*%)[▲↑]$)`)
)

// MaxPeople is more than the population of China, in 10,000 people.
var MaxPeople = decimal.NewFromInt(150_000)

// ParseNumber reads a text that is one number. It fails for a month such as 2026.6 without a unit or a percent sign.
func ParseNumber(text string) (n Number, ok bool) {
	m := printedNumber.FindStringSubmatch(rise.ReplaceAllString(fall.ReplaceAllString(text, "-$1$2"), "+$1"))
	if m == nil || m[2]+m[4]+m[5] == "" && len(Months(text)) > 0 {
		return n, false
	}
	exponent, hasUnit := UnitOf(m[4])
	n = Number{decimal.RequireFromString(withoutSeparators.Replace(m[1])).Shift(exponent), m[5] != "", hasUnit}
	if m[2] != "" {
		rest := decimal.RequireFromString(withoutSeparators.Replace(m[2])).Shift(int32(len(m[3])))
		n.Value, n.hasUnit = n.Value.Shift(4).Add(rest), true
	}
	return n, true
}

// People returns the number in 10,000 people and its unit of rounding. It fails for shares, negative numbers and
// fractions. A number without a unit of its own is in 10,000 * 10^exponent people or, over 15 million, in people.
func (n Number) People(exponent int32) (users decimal.Decimal, rounding int64, ok bool) {
	if n.hasUnit {
		exponent = 0
	} else if n.Value.GreaterThan(MaxPeople.Shift(2)) {
		exponent = -4 // Only numbers of people are so large.
	}
	users = n.Value.Shift(exponent)
	if n.Percent || users.IsNegative() || !users.IsInteger() {
		return users, 0, false
	}
	return users, max(1, decimal.New(1, n.Value.Exponent()+exponent).IntPart()), true
}

const (
	// notAmount matches text before a unit 亿 or billion that is no number (as 11.31 in 11.31亿 is), or a year or month.
	notAmount = `(?:^|[^\d\s.]\s*|\b20\d\d(?:[-./]?\d\d?)?\s*)`
	people    = `(?:people|persons?|individuals)`
)

// units are words for units of 10,000 * 10^exponent people. Where a text has several, the first in this list counts.
var units = []struct {
	word     *regexp.Regexp
	exponent int32
}{
	{regexp.MustCompile(`(?i)(?:^|[^十百千])万|\b10[, ]?000\b|\b(?:10|ten)[ -]thousand|\b10 ?k\b`), 0},
	{regexp.MustCompile(`(?i)` + notAmount + `亿|\b(?:100|hundred)[ -]million`), 4},
	{regexp.MustCompile(`(?i)` + notAmount + `billion|\bbl?n\b|^b$`), 5},
	{regexp.MustCompile(`(?i)千万|\b(?:10|ten)[ -]million`), 3},
	{regexp.MustCompile(`(?i)million|百万|[(,:] ?(?:m|mn|mln)\b|^(?:ml?n|m)$`), 2},
	{regexp.MustCompile(`(?i)十万|\b100[, ]?000\b|\b(?:100|hundred)[ -]thousand`), 1},
	{regexp.MustCompile(`(?i)thousand|\b1[, ]?000\b|'000\b|\(k\)|千`), -1},
	{regexp.MustCompile(`(?i)\((?:in )?` + people + `\)|\b(?:in|unit:) ` + people + `\b|\([人名]\)|单位: ?[人名]`), -4},
}

// UnitOf returns the unit that a heading or a word names: 10,000 * 10^exponent people.
func UnitOf(text string) (exponent int32, ok bool) {
	for _, u := range units {
		if u.word.MatchString(text) {
			return u.exponent, true
		}
	}
	return 0, false
}

// PrintNumber returns a number with its trailing zeros, which state the rounding: 97.0 is not 97.
func PrintNumber(n decimal.Decimal) string { return n.StringFixed(-n.Exponent()) }

// Month is a month that a text names together with its year.
type Month struct {
	Start, End int // Byte offsets.
	Period     dataset.Period
	Day        int // The day of the month, or 0 where the text names none.
}

// MonthWord is a regular expression for the English months and their short forms.
const MonthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|` +
	`sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

const (
	year    = `(?P<year>(?:199|20[0-3])\d)`
	ordinal = `(?:st|nd|rd|th)?`
)

// month matches the notations that the comments show. The group june marks first halves and second quarters.
var month = regexp.MustCompile(`(?i)` +
	`(?:(?:\b(?:figure|table|chart) |\d\.)\d+ |` + // The 5 of "Table 5 June 2026" is no day.
	`\b(?P<day>[12]\d|3[01]|[1-9])` + ordinal + `(?: of)? )?\b(?P<name>` + MonthWord + `)\.{0,2}` + // 30 June
	`(?:(?:\s+(?P<day>\d{1,2})` + ordinal + `)?,?(?:\s+of)?\s*` + year + `\b` + // Dec. 2025, June 30, 2026
	`|(?:-|\s?['’])(?P<short>\d{2})\b)` + // Jun-26, Dec ’25
	`|` + year + `\s*[年./_-]\s*(?P<number>1[0-2]|0?[1-9])` + // 2026.6, 2026年6月30日
	`(?:\s*月(?:(?P<day>\d{1,2})[日号])?|[./-](?P<day>\d{1,2})\b|\b)` +
	`|\b(?P<number>1[0-2]|0?[1-9])/(?P<year>20[0-3]\d)\b` + // 6/2026
	`|` + year + `\s*(?:年?[底末]|年\s*(?:下|(?P<june>上))半年?|年?\s*(?:(?P<june>H1|Q2)|H2|Q4)\b)` + // 2025年底, 2025H2
	`|\b(?:(?P<june>H1|Q2|1H)|H2|Q4|2H|(?:(?P<june>first)|second)[- ]half(?: of)?(?: the year)?),?\s*` + // H2 2025
	year + `\b` +
	`|\b(?:(?P<june>1H)|2H)(?P<short>\d\d)\b` + // 2H25
	`|(?:\bend[- ]of[- ]|\bend-|\byear-end |\bthe year )` + year + `\b`) // end of 2025, the year 2025

// Months finds the months of a text, from left to right. Half-years, Q2, Q4 and years count as their last month.
func Months(text string) (all []Month) {
	for _, at := range month.FindAllStringSubmatchIndex(text, -1) {
		found := Month{Start: at[0], End: at[1]}
		year, number := 0, 12
		for i, group := range month.SubexpNames() {
			if at[2*i] < 0 {
				continue
			}
			value := text[at[2*i]:at[2*i+1]]
			switch group {
			case "year":
				year, _ = strconv.Atoi(value)
			case "short":
				year, _ = strconv.Atoi("20" + value)
			case "number":
				number, _ = strconv.Atoi(value)
			case "name":
				number = strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(value[:3]))/3 + 1
			case "june":
				number = 6
			case "day":
				found.Day, _ = strconv.Atoi(value)
			}
		}
		found.Period = dataset.Period(year*12 + number - 1)
		all = append(all, found)
	}
	return all
}
