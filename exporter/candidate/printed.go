package candidate

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
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

// month is a month that a sentence names.
type month struct {
	document.Month
	// compared marks a month with which the sentence compares.
	compared bool
}

var (
	asOf     = regexp.MustCompile(`(?i)(?:截[至止]到?|(?:as of|by)(?: the end of)?)\s*$`)
	compared = regexp.MustCompile(`(?i)(?:较|比|同|与|自|从|由|于|对比)\s*$` +
		`|\b(?:from|since|than|over|versus|vs\.?|against|compared (?:with|to)|with)` +
		`\s+(?:(?:that|those|the amount|the number|the end)\s+)?(?:(?:in|of|at)\s+)?(?:the )?(?:end of )?$`)
	rangeEnd = regexp.MustCompile(`(?i)^\s*(?:至|到|-|–|—|~|to|through)\s*(?:\d|[a-z]{3})`)
	// justBefore matches the words between a month and its number, justBehind those between a
	// number and its month.
	justBefore = regexp.MustCompile(`(?i)^[\s(:]*(?:底|末)?(?:的|为|达|约|was|were|at|of|with|had|the|stood)?[\s(:]*$`)
	justBehind = regexp.MustCompile(`(?i)^\s*(?:人|people|users)?\s*(?:in|as of|by|at the end of|by the end of|at)\s*$`)
	// lastYear matches an earlier time without its year.
	lastYear = regexp.MustCompile(`(?i)去年|上年|\blast (?:year|june|december)\b|\ba year (?:ago|earlier|before)\b`)
)

// monthsIn finds the months of surveys that a sentence names. A day other than the last
// of the month is the day of an event.
func monthsIn(text string) []month {
	var all []month
	for _, m := range document.Months(text) {
		before := text[:m.Start]
		isSurvey := m.Period%6 == 5 || m.Period%12 == 2 && asOf.MatchString(before)
		if isSurvey && (m.Day == 0 || m.Day == m.Period.End().Day()) {
			all = append(all, month{m, compared.MatchString(before) || rangeEnd.MatchString(text[m.End:])})
		}
	}
	return all
}

// newestSurvey is the newest month that a text names, except in comparisons and
// forecasts.
func newestSurvey(sentences []sentence) (newest dataset.Period) {
	for _, s := range sentences {
		for _, m := range monthsIn(s.text) {
			if !m.compared && !forecast.MatchString(s.text) {
				newest = max(newest, m.Period)
			}
		}
	}
	return newest
}

// period is the survey of numbers: that of the month beside them, of the last month
// before them, of the next one, of the paragraph, of the text. It is in doubt where it
// is not the text's.
func (t *text) period(w *window, months []month) (p dataset.Period, doubtful bool) {
	p = cmp.Or(t.paragraph, t.survey)
	found := false
	for _, m := range months {
		switch {
		case m.End <= w.start && justBefore.MatchString(w.text[m.End:w.start]),
			m.Start >= w.end && justBehind.MatchString(w.text[w.end:m.Start]):
			return m.Period, m.Period != t.survey
		case !m.compared && (m.Start < w.start || !found):
			p, found = m.Period, true
		}
	}
	return p, p == 0 || p != t.survey || lastYear.MatchString(w.text[w.lo:w.hi])
}
