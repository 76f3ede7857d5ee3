package report

import (
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// month finds Dec. 2024, December 2024, 2024年12月, 2024.12, 2024-12 and 2024/12.
var month = compiled(`(?i)\b(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b)?,?\s*(?P<year>(?:19|20)\d{2})\b` +
	`|\b(?P<year>(?:19|20)\d{2})\s*(?:年|[./-])\s*(?P<number>0?[1-9]|1[0-2])(?:\s*月|\b)`)

// dayBehind follows a month that is part of a day.
var dayBehind = compiled(`^(?:\s*(\d{1,2})\s*[日号]|[./-](\d{1,2})(?:[^\d]|$))`)

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

// mention is a month that a text names, and where.
type mention struct {
	period     dataset.Period
	start, end int
}

// monthsIn finds the months that a folded text names. A day is that of an event or
// of a page, unless it is the last one of a survey's month: that is the survey's.
func monthsIn(text string) []mention {
	var all []mention
	for _, m := range month().FindAllStringSubmatchIndex(text, -1) {
		group := map[string]string{}
		for i, name := range month().SubexpNames() {
			if m[2*i] >= 0 {
				group[name] = text[m[2*i]:m[2*i+1]]
			}
		}
		end, day := m[1], group["day"]
		if behind := dayBehind().FindStringSubmatch(startOf(text[end:])); behind != nil {
			day = behind[1] + behind[2]
			end += strings.Index(text[end:], day) + len(day)
			if next := text[end:]; strings.HasPrefix(strings.TrimSpace(next), "日") || strings.HasPrefix(strings.TrimSpace(next), "号") {
				end += strings.IndexAny(next, "日号") + len("日")
			}
		}
		year, _ := strconv.Atoi(group["year"])
		number, err := strconv.Atoi(group["number"])
		if err != nil {
			number = strings.Index(monthNames, strings.ToLower(group["name"]))/3 + 1
		}
		if lastDay := map[int]string{6: "30", 12: "31"}[number]; day == "" || day == lastDay {
			all = append(all, mention{periodOf(year, number), m[0], end})
		}
	}
	return all
}

func periodOf(year, month int) dataset.Period { return dataset.Period(year*12 + month - 1) }

// yearEnd is another way to say December.
var yearEnd = compiled(`(?i)\b(?:end[- ]of[- ]|year-end |end-)((?:19|20)\d{2})\b|\b((?:19|20)\d{2})\s*年(?:\s*年)?[底末]`)

func yearEndsIn(text string) []mention {
	var all []mention
	for _, m := range yearEnd().FindAllStringSubmatchIndex(text, -1) {
		at := max(m[2], m[4])
		year, _ := strconv.Atoi(text[at : at+4])
		all = append(all, mention{periodOf(year, 12), m[0], m[1]})
	}
	return all
}

var (
	// yearless is the month of a survey by which text says what it is of, without the
	// year that a report's release leaves out. Nothing follows that may say which.
	yearless    = compiled(`(?i)\b(?:as of|by|at) (?:the )?(?:end of )?((?:june|december)(?: this year)?)|截至\s*((?:今年)?\s*(?:6|12)\s*月)`)
	yearlessEnd = compiled(`^\s*(?:[,;.)]|$|\p{Han})`)
)

// yearlessIn finds months without a year. Their year is zero.
func yearlessIn(text string) []mention {
	var all []mention
	for _, m := range yearless().FindAllStringSubmatchIndex(text, -1) {
		start, end := max(m[2], m[4]), max(m[3], m[5])
		number := 6
		if name := text[start:end]; strings.Contains(name, "12") || strings.ContainsAny(name[:1], "Dd") {
			number = 12
		}
		if yearlessEnd().MatchString(startOf(text[end:])) {
			all = append(all, mention{periodOf(0, number), start, end})
		}
	}
	return all
}

// InYear gives a month without a year that of a survey, if it is its month. Other
// periods it leaves as they are.
func InYear(p, survey dataset.Period) (resolved dataset.Period, ok bool) {
	switch {
	case !isYearless(p):
		return p, true
	case p%12 == survey%12:
		return survey, true
	default:
		return 0, false
	}
}

func isYearless(p dataset.Period) bool { return 0 < p && p < 12 }

// isSurvey says whether a survey is made in a month.
func isSurvey(p dataset.Period) bool { return p%6 == 5 }

// distinct are the periods of mentions, each once, in their order.
func distinct(mentions []mention) []dataset.Period {
	var periods []dataset.Period
	seen := map[dataset.Period]bool{}
	for _, m := range mentions {
		if !seen[m.period] {
			seen[m.period] = true
			periods = append(periods, m.period)
		}
	}
	return periods
}
