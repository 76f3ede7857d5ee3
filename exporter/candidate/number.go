package candidate

import (
	"regexp"
	"strings"

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
}

const (
	// maxUsers exceeds the population of China, in 10,000 people.
	maxUsers = 150_000
	// people is the power of ten of 10,000 people of a number without a unit.
	people = -4
)

var (
	numeral = regexp.MustCompile(`(?i)(?P<digits>\d[\d,]*(?:\.\d+)?)` +
		`(?:\s*(?P<unit>亿\s*\d{1,4}\s*万|billion|bn\b|million|mln\b|thousand|千万|百万|亿|万)` +
		`|[\s-]*(?P<points>percentage[\s-]points?|个?百分点)|[\s-]*(?P<percent>%|per ?cent\b|pct\b))`)
	// notPeople ends the text before a number of money, of a version, of a name.
	notPeople = regexp.MustCompile(`(?i)(?:[$¥€]\s*|\b(?:rmb|cny|usd)\s*|[a-z.])$`)
	// countsPeople matches the word behind a number. Chinese has more measure words for
	// things than for people.
	countsPeople = regexp.MustCompile(`^\s*(?:[人户的]|[名位](?:[^\p{Han}]|网民|用户|人|$)|用户|网民` +
		`|[和与及同较占比增升提下降上减至到左以由是多余]|[^\p{Han}]|$)`)
	hundred = decimal.NewFromInt(100)
)

// numbersIn finds the numbers of a sentence that may be of people or shares.
func numbersIn(text string) []number {
	var all []number
	for _, at := range numeral.FindAllStringSubmatchIndex(text, -1) {
		group := map[string]string{}
		for i, name := range numeral.SubexpNames() {
			if at[2*i] >= 0 {
				group[name] = text[at[2*i]:at[2*i+1]]
			}
		}
		value, ok := document.ParseNumber(group["digits"] + group["unit"])
		if !ok || notPeople.MatchString(text[:at[0]]) {
			continue
		}
		n := number{start: at[0], end: at[1]}
		if group["points"]+group["percent"] != "" {
			n.percent = document.PrintNumber(value.Value)
			n.points = group["points"] != "" || value.Value.GreaterThan(hundred)
			all = append(all, n)
			continue
		}
		users, rounding, ok := value.People(people)
		n.users, n.rounding = users.IntPart(), rounding
		isPeople := countsPeople.MatchString(text[n.end:]) && !things.MatchString(text[n.end:])
		if ok && isPeople && n.users > 0 && n.users <= maxUsers {
			all = append(all, n)
		}
	}
	return all
}

// blank replaces the matches of a pattern by spaces.
func blank(text string, pattern *regexp.Regexp) string {
	return pattern.ReplaceAllStringFunc(text, func(found string) string { return strings.Repeat(" ", len(found)) })
}
