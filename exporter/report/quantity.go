package report

import (
	"strings"

	"github.com/shopspring/decimal"
)

// quantity is a number with its unit within a sentence.
type quantity struct {
	start, end int
	// kind is the letter that stands for it in a phrase.
	kind   byte
	number decimal.Decimal
	// exponent is the power of ten of 10,000 people.
	exponent int32
}

var (
	quantities = compiled(`(?i)(\d[\d,]*(?:\.\d+)?)\s*(?:(亿)\s*(\d{1,4})\s*万|(trillion|billion|bn\b|million|mln\b|thousand|万亿|亿|千万|百万|万)|(%|per ?cent\b|pct\b)|(percentage points?|个百分点))?`)
	// spelled is a number in words, which is left to a person.
	spelled = compiled(`(?i)\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|half a|a|several|hundreds of)(?: hundred)? (?:per ?cent|million|billion)\b|[一二三四五六七八九十百千两零〇]+[亿万][一二三四五六七八九十百千万两零〇]*`)
	// otherThings are counted in numbers that are not of people.
	otherThings = compiled(`(?i)^\s*(?:yuan|rmb|us dollars|dollars|orders|trips|visits|jobs|times|stations|square|courses|companies|enterprises|websites|domain|terminals|apps?\b|亿?元|件|家|部|次|人次|单|个|条|笔|款|台|座|项|门|平方|美元)`)
	exponents   = map[string]int32{"": -4, "trillion": 8, "billion": 5, "bn": 5, "million": 2, "mln": 2, "thousand": -1, "万亿": 8, "亿": 4, "千万": 3, "百万": 2, "万": 0}
)

// quantitiesIn finds the numbers of a folded text that may count people or be a
// share. One without a unit is one from five digits, which a year has not.
func quantitiesIn(text string) []quantity {
	var all []quantity
	for _, m := range quantities().FindAllStringSubmatchIndex(text, -1) {
		digits, unit := strings.TrimRight(text[m[2]:m[3]], ","), ""
		q := quantity{start: m[0], end: m[1], kind: people10k}
		switch {
		case m[4] >= 0: // So many 亿, and so many 万, below.
		case m[8] >= 0:
			unit = strings.ToLower(text[m[8]:m[9]])
		case m[10] >= 0:
			q.kind = percentage
		case m[12] >= 0:
			q.kind = points
		case len(separators.Replace(digits)) < 5 || strings.Contains(digits, "."):
			continue
		default:
			q.end = m[2] + len(digits)
		}
		if !plainNumber().MatchString(digits) && !groupedNumber().MatchString(digits) {
			q.kind = unreadable
		}
		number, err := decimal.NewFromString(separators.Replace(digits))
		if err != nil {
			continue
		}
		q.number, q.exponent = number, exponents[unit]
		if m[4] >= 0 {
			small, _ := decimal.NewFromString(text[m[6]:m[7]])
			q.number, q.exponent = number.Shift(4).Add(small), 0
			if !number.IsInteger() {
				q.kind = unreadable
			}
		}
		if q.kind == people10k && otherThings().MatchString(startOf(text[q.end:])) {
			q.kind = thing
		}
		all = append(all, q)
	}
	for _, m := range spelled().FindAllStringIndex(text, -1) {
		all = append(all, quantity{start: m[0], end: m[1], kind: unreadable})
	}
	return all
}
