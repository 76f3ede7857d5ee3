package candidate

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// number is a number of people or a share in a sentence.
type number struct {
	start, end int
	// users counts 10,000 people, rounded to as many.
	users, rounding int64
	// percent is a share as the text writes it; with points, it is a difference of
	// shares, or more than all.
	percent string
	points  bool
	// open marks a number with an open end, such as 3000多万.
	open bool
}

func (n number) sameKind(other number) bool {
	return (n.percent == "") == (other.percent == "") && n.points == other.points
}

// maxUsers exceeds the population of China, in 10,000 people.
const maxUsers = 150_000

var (
	numeral = regexp.MustCompile(`(?i)(\d[\d,]*(?:\.\d+)?)(?:(多|余)?\s*(?:(亿)\s*(\d{1,4})\s*万|(billion|bn\b|million|mln\b|thousand|千万|百万|亿|万))|[\s-]*(percentage[\s-]points?|个?百分点)|[\s-]*(%|per ?cent\b|pct\b)|(人))`)
	grouped = regexp.MustCompile(`^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$`)
	// exponents are powers of ten of 10,000 people.
	exponents = map[string]int32{"": -4, "billion": 5, "bn": 5, "million": 2, "mln": 2, "thousand": -1, "亿": 4, "千万": 3, "百万": 2, "万": 0}
	money     = regexp.MustCompile(`(?i)(?:[$¥€]|\b(?:rmb|cny|usd))\s*$`)
	// countsPeople and countsThings match the word behind a number. Chinese has more
	// measure words for things than for people.
	countsPeople = regexp.MustCompile(`^\s*(?:人|[名位户](?:[^\p{Han}]|网民|用户|人|$)|用户|网民|的|[和与及同较占比增升提下降上减至到左以由是多余]|[^\p{Han}]|$)`)
	countsThings = regexp.MustCompile(`(?i)^[\s-]*(?:yuan|rmb|us dollars|dollars|orders|trips|visits|jobs|times|hours|minutes|(?:5g )?base stations|stations|square|courses|companies|enterprises|websites|web ?pages|(?:internet )?domain|ipv6|blocks|terminals|apps?\b|vehicles|drivers|items|parcels|downloads|works|titles|gb\b|registered|new energy|ride-hailing (?:trips|orders))`)
)

// numbersIn finds the numbers of a sentence that may be of people or shares.
func numbersIn(text string) []number {
	var all []number
	for _, m := range numeral.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		digits := group(1)
		if !grouped.MatchString(digits) || m[0] > 0 && (isLetter(text[m[0]-1]) || text[m[0]-1] == '.') {
			continue
		}
		n := number{start: m[0], end: m[1], open: group(2) != ""}
		if group(6)+group(7) != "" {
			n.percent = strings.ReplaceAll(digits, ",", "")
			value, err := strconv.ParseFloat(n.percent, 64)
			n.points = group(6) != "" || err != nil || value > 100
			all = append(all, n)
			continue
		}
		if group(8) != "" { // The people behind a bare number are no unit.
			n.end -= len(group(8))
		}
		value, err := decimal.NewFromString(strings.ReplaceAll(digits, ",", ""))
		if err != nil || money.MatchString(tail(text[:n.start])) || !countsPeople.MatchString(text[n.end:]) || countsThings.MatchString(text[n.end:]) {
			continue
		}
		exponent := exponents[strings.ToLower(group(5))]
		if group(3) != "" { // 8亿2113万
			value, exponent = value.Shift(4).Add(decimal.RequireFromString(group(4))), 0
		}
		if n.users, n.rounding = inTenThousands(value, exponent); n.users > 0 && n.users <= maxUsers {
			all = append(all, n)
		}
	}
	return all
}

// inTenThousands converts people to units of 10,000. It is 0 for a fraction of one.
func inTenThousands(value decimal.Decimal, exponent int32) (users, rounding int64) {
	if value = value.Shift(exponent); !value.IsInteger() {
		return 0, 0
	}
	return value.IntPart(), max(1, decimal.New(1, value.Exponent()).IntPart())
}
