package report

import (
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// month finds Dec. 2024, December 2024, 2024年12月, 2024.12, 2024-12 and 2024/12.
var month = compiled(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s*((?:19|20)\d{2})\b` +
	`|\b((?:19|20)\d{2})\s*(?:年|[./-])\s*(0?[1-9]|1[0-2])(?:\s*月|\b)`)

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

// mention is a month that a text names, and where.
type mention struct {
	period     dataset.Period
	start, end int
}

// monthsIn finds the months that a folded text names.
func monthsIn(text string) []mention {
	var all []mention
	for _, m := range month().FindAllStringSubmatchIndex(text, -1) {
		var year, number int
		if m[2] >= 0 {
			number = strings.Index(monthNames, strings.ToLower(text[m[2]:m[3]]))/3 + 1
			year, _ = strconv.Atoi(text[m[4]:m[5]])
		} else {
			year, _ = strconv.Atoi(text[m[6]:m[7]])
			number, _ = strconv.Atoi(text[m[8]:m[9]])
		}
		all = append(all, mention{dataset.Period(year*12 + number - 1), m[0], m[1]})
	}
	return all
}

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
