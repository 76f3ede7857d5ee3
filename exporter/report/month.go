package report

import (
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// month finds Dec. 2024, December 2024, 2024年12月, 2024.12, 2024-12 and 2024/12.
var month = compiled(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s*((?:19|20)\d{2})\b` +
	`|\b((?:19|20)\d{2})\s*(?:年|[./-])\s*(0?[1-9]|1[0-2])(?:\s*月|\b)`)

// dayBehind follows a month that is only part of the day of an event or a page.
var dayBehind = compiled(`^(?:\s*\d{1,2}\s*[日号]|[./-]\d{1,2}(?:\D|$))`)

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

// mention is a month that a text names, and where.
type mention struct {
	period     dataset.Period
	start, end int
}

// monthsIn finds the months that a folded text names other than in days.
func monthsIn(text string) []mention {
	var all []mention
	for _, m := range month().FindAllStringSubmatchIndex(text, -1) {
		if dayBehind().MatchString(startOf(text[m[1]:])) {
			continue
		}
		var year, number int
		if m[2] >= 0 {
			number = strings.Index(monthNames, strings.ToLower(text[m[2]:m[3]]))/3 + 1
			year, _ = strconv.Atoi(text[m[4]:m[5]])
		} else {
			year, _ = strconv.Atoi(text[m[6]:m[7]])
			number, _ = strconv.Atoi(text[m[8]:m[9]])
		}
		all = append(all, mention{periodOf(year, number), m[0], m[1]})
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
