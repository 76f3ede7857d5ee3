package candidate

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	withoutYear = Pattern(`{without_year}`)
	otherMonth  = Pattern(`{other_month}`)
	comparison  = Pattern(`{comparison}`)
	// justBefore matches the words between a month or year and its number №, justAfter those in the other order.
	justBefore   = regexp.MustCompile(`(?i)^(?:['’]s)?[\s(:年]*[底末时]?(?:公布|统计|figure|level|total)?\s*(?:的?约?|[则仅]?[为是]|at|of|with)[\s(:]*№`)
	justAfter    = regexp.MustCompile(`(?i)№\s*(?:people|users)?\s*(?:in|as of|of|by|at)(?: the)?(?: end of)?\s*$`)
	rangeStart   = Pattern(`{range_start}`)
	aside        = Pattern(`{aside}`)
	relativeDate = Pattern(`{relative_date}`)
	lastDecember = Pattern(`{last_december}`)
	// wholeYear matches a year without a month, but not 2020年底 (December 2020) or 2020年以来 (since 2020), also in brackets after the number №. Group 1 is 较 or the like.
	wholeYear = regexp.MustCompile(`(?i)([较比与同自])?(20[0-3]\d)年(?:[^\d底末以起]|$)|\b(?:in|during|by) (20[0-3]\d)\b|№人?\s?\((20[0-3]\d)$`)
)

// ofOtherYear reports whether the text around the number № names a year, without a month, other than that of
// the number's survey. A year after 较 or the like counts only if the number stands right after it (较2020年的8.73亿人).
func ofOtherYear(text string, p dataset.Period) bool {
	return slices.ContainsFunc(wholeYear.FindAllStringSubmatchIndex(text, -1), func(at []int) bool {
		end := max(at[5], at[7], at[9])
		return text[end-4:end] != p.String()[:4] && (at[2] < 0 || justBefore.MatchString(text[end:]))
	})
}

// monthsWithoutYear returns the Junes and Decembers that withoutYear finds, as 5 and 11, the remainders Period%12 of these months.
func monthsWithoutYear(text string) (all []dataset.Period) {
	for _, m := range withoutYear.FindAllStringSubmatch(text, -1) {
		month := dataset.Period(11)
		if m[1] != "" {
			month = 5
		}
		all = append(all, month)
	}
	return all
}

// surveyMonths finds June, December and the months of known surveys, alone or with the month's last day. Other days date events.
func (f *Finder) surveyMonths(text string) []document.Month {
	return slices.DeleteFunc(document.Months(text), func(m document.Month) bool {
		return m.Period%6 != 5 && !slices.Contains(f.known, m.Period) || m.Day != 0 && m.Day != m.Period.End().Day()
	})
}

// surveys returns the survey months of a text that comparison does not rule out, or else that of a numbered report.
func (f *Finder) surveys(text string) (all []dataset.Period) {
	for _, m := range f.surveyMonths(text) {
		if !comparison.MatchString(text[:m.Start]) {
			all = append(all, m.Period)
		}
	}
	if m := reportNumber.FindStringSubmatch(text); m != nil && len(all) == 0 && !comparison.MatchString(text[:strings.Index(text, m[0])]) {
		all = append(all, f.surveyOf[m[1]+m[2]])
	}
	return all
}

// period is the survey of the number № in a text: the month beside it, zero for the start of a range, else t.month.
func (t *textReader) period(around string) dataset.Period {
	for _, m := range t.surveyMonths(around) {
		if justBefore.MatchString(around[m.End:]) || justAfter.MatchString(around[:m.Start]) {
			return m.Period
		}
	}
	if rangeStart.MatchString(around) {
		return 0
	}
	return t.month
}
