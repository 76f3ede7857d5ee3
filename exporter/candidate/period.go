package candidate

import (
	"cmp"
	"regexp"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

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
