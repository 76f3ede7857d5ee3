package candidate

import (
	"regexp"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/document"
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

// people is the power of ten of 10,000 people of a number without a unit.
const people = -4

var hundred = decimal.NewFromInt(100)

var (
	numeral = regexp.MustCompile(`(?i)(\d[\d,]*(?:\.\d+)?)(?:(多|余)?\s*(亿\s*\d{1,4}\s*万|billion|bn\b|million|mln\b|thousand|千万|百万|亿|万)|[\s-]*(percentage[\s-]points?|个?百分点)|[\s-]*(%|per ?cent\b|pct\b)|(人))`)
	money   = regexp.MustCompile(`(?i)(?:[$¥€]|\b(?:rmb|cny|usd))\s*$`)
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
		value, ok := document.ParseNumber(group(1) + group(3))
		if !ok || m[0] > 0 && (isLetter(text[m[0]-1]) || text[m[0]-1] == '.') {
			continue
		}
		n := number{start: m[0], end: m[1], open: group(2) != ""}
		if group(4)+group(5) != "" {
			n.percent = document.PrintNumber(value.Value)
			n.points = group(4) != "" || value.Value.GreaterThan(hundred)
			all = append(all, n)
			continue
		}
		if group(6) != "" { // The people behind a bare number are no unit.
			n.end -= len(group(6))
		}
		if money.MatchString(tail(text[:n.start])) || !countsPeople.MatchString(text[n.end:]) || countsThings.MatchString(text[n.end:]) {
			continue
		}
		users, rounding, ok := value.People(people)
		n.users, n.rounding = users.IntPart(), rounding
		if ok && n.users > 0 && n.users <= maxUsers {
			all = append(all, n)
		}
	}
	return all
}
