package candidate

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// month is a month that a sentence names.
type month struct {
	start, end int
	period     dataset.Period
	// compared marks a month with which the sentence compares.
	compared bool
}

var (
	// yearless is a month of this year or the last.
	yearless = regexp.MustCompile(`(?i)(?:截[至止]到?|到|至|今年|去年|上年|当年)\s?(1[0-2]|[1-9])月|\b(?:as of|by|at|in|of|last|end of|since)\s+(?:last\s+)?(june|december)\b|\bend of (last year)\b|(去年[底末]|上年[底末])`)
	asOf     = regexp.MustCompile(`(?i)(?:截[至止]到?|(?:as of|by)(?: the end of)?)\s*$`)
	compared = regexp.MustCompile(`(?i)(?:较|比|同|与|自|从|由|于|对比)(?:上年|去年)?\s*$` +
		`|\b(?:from|since|than|over|versus|vs\.?|against|compared (?:with|to)|with)\s+(?:(?:that|those|the amount|the number|the end)\s+)?(?:(?:in|of|at)\s+)?(?:(?:the )?(?:end of )?(?:last )?)?$`)
	rangeEnd = regexp.MustCompile(`(?i)^\s*(?:至|到|-|–|—|~|to|through)\s*(?:\d|[a-z]{3})`)
	// beside matches the words between a month and its number, behind those between a
	// number and its month.
	beside = regexp.MustCompile(`(?i)^[\s(:]*(?:底|末)?(?:的|为|达|约|was|were|at|of|with|had|the|stood)?[\s(:]*$`)
	behind = regexp.MustCompile(`(?i)^\s*(?:人|people|users)?\s*(?:in|as of|by|at the end of|by the end of|at)\s*$`)
)

// tail is the end of a text, as far as patterns for that end look.
func tail(text string) string { return text[max(0, len(text)-160):] }

// namedMonths finds the months of a sentence that stand with their year. A day other
// than the last of the month is the day of an event.
func namedMonths(text string) []month {
	var all []month
	for _, m := range document.Months(text) {
		atEnd := m.Day == 0 || m.Day == m.Period.End().Day()
		before := tail(text[:m.Start])
		if atEnd && (isSurvey(m.Period) || m.Period%12 == 2 && asOf.MatchString(before)) {
			all = append(all, month{m.Start, m.End, m.Period, compared.MatchString(before) || rangeEnd.MatchString(text[m.End:])})
		}
	}
	return all
}

// isSurvey reports whether a month is that of a survey: June or December.
func isSurvey(p dataset.Period) bool { return p%6 == 5 }

// newestSurvey is the newest month that a text names, except in comparisons and
// forecasts.
func newestSurvey(sentences []sentence) (newest dataset.Period) {
	for _, s := range sentences {
		for _, m := range namedMonths(s.text) {
			if !m.compared && !forecast.MatchString(s.text) {
				newest = max(newest, m.period)
			}
		}
	}
	return newest
}

// monthsIn finds all months of a sentence. Those without a year are the last ones up
// to the survey that the text is of.
func (t *text) monthsIn(text string) []month {
	all := namedMonths(text)
	for _, m := range yearless.FindAllStringSubmatchIndex(text, -1) {
		if slices.ContainsFunc(all, func(o month) bool { return o.start < m[1] && m[0] < o.end }) || t.survey == 0 {
			continue
		}
		number := 12
		switch {
		case m[2] >= 0:
			number, _ = strconv.Atoi(text[m[2]:m[3]])
		case m[4] >= 0 && strings.EqualFold(text[m[4]:m[5]], "june"):
			number = 6
		}
		p := t.survey - (t.survey-dataset.Period(number-1)+12)%12
		if isSurvey(p) || p == t.survey {
			start := max(m[2], m[4], m[6], m[8])
			compares := compared.MatchString(tail(text[:start])) || compared.MatchString(tail(text[:m[0]]))
			all = append(all, month{start: start, end: m[1], period: p, compared: compares})
		}
	}
	slices.SortStableFunc(all, func(a, b month) int { return cmp.Compare(a.start, b.start) })
	return all
}

// periodOf finds the survey of a number: that of the month beside it, of the last
// month before it, of the paragraph, of the text. It is in doubt where it is not the
// text's.
func (t *text) periodOf(n number, text string, months []month) (p dataset.Period, doubtful bool) {
	p = cmp.Or(t.paragraph, t.survey)
	var before, later bool
	for _, m := range months {
		switch {
		case m.end <= n.start && beside.MatchString(text[m.end:n.start]), m.start >= n.end && behind.MatchString(text[n.end:m.start]):
			return m.period, m.period != t.survey
		case m.compared:
		case m.start < n.start:
			p, before = m.period, true
		case !before && !later:
			p, later = m.period, true
		}
	}
	return p, p == 0 || p != t.survey
}

// remember keeps the survey that a sentence names for the rest of its paragraph.
func (t *text) remember(months []month) {
	for _, m := range months {
		if !m.compared {
			t.paragraph = m.period
		}
	}
}
