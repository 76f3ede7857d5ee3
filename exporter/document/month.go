package document

import (
	"regexp"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// Month is a month that a text names together with its year.
type Month struct {
	// Start and End are byte offsets.
	Start, End int
	Period     dataset.Period
	// Day is the day of the month, or 0 where the text names none.
	Day int
}

const monthNames = "janfebmaraprmayjunjulaugsepoctnovdec"

// month matches "Dec. 2025", "Jun-26", "June 30, 2026", "2026.6", "2026年6月30日",
// "2025年底" and "end of 2025".
var month = regexp.MustCompile(`(?i)\b(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?` +
	`(?:(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?,?(?:\s+of)?\s*(?P<year>(?:199|20[0-3])\d)\b|[-'](?P<short>\d{2})\b)` +
	`|(?P<year>(?:199|20[0-3])\d)\s*[年./-]\s*(?P<number>1[0-2]|0?[1-9])(?:\s*月(?:(?P<day>\d{1,2})[日号])?|[./-](?P<day>\d{1,2})\b|\b)` +
	`|(?P<year>(?:199|20[0-3])\d)\s*年?[底末]|(?:\bend[- ]of[- ]|\bend-|\byear-end |\bthe year )(?P<year>(?:199|20[0-3])\d)\b`)

// Months finds the months of a text, from left to right. The end of a year is its
// December.
func Months(text string) []Month {
	var all []Month
	for _, at := range month.FindAllStringSubmatchIndex(text, -1) {
		found := Month{Start: at[0], End: at[1]}
		year, number := 0, 12
		for i, group := range month.SubexpNames() {
			if at[2*i] < 0 {
				continue
			}
			value := text[at[2*i]:at[2*i+1]]
			switch group {
			case "year":
				year, _ = strconv.Atoi(value)
			case "short":
				year, _ = strconv.Atoi("20" + value)
			case "number":
				number, _ = strconv.Atoi(value)
			case "name":
				number = strings.Index(monthNames, strings.ToLower(value))/3 + 1
			case "day":
				found.Day, _ = strconv.Atoi(value)
			}
		}
		found.Period = dataset.Period(year*12 + number - 1)
		all = append(all, found)
	}
	return all
}
