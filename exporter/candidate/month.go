package candidate

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	// withoutYear matches June or 上半年 (its group), or December, without a year, after "as of", 今年 or the like.
	withoutYear = regexp.MustCompile(`(?i)(?:今年|截[至止]到?(?:去年)?|\b(?:as of|by(?: the end of)?|by end-|this))\s*(?:([6六]月|上半年|june\b)|(?:12|十二)月|december\b)[, ]*(?:\d{1,3}\b[, ]*)*(?:[^\d, ]|$)`)
	// comparison matches the text before a month that does not date the next numbers: they are compared with it
	// (较2025年12月, since December 2025; 于 counts only after 高, 低 or the like), or it dates the number № before it.
	comparison = regexp.MustCompile(`(?i)(?:较|比|同|与|自|从|由|[高低多少大小优等当始]于)$` +
		`|\b(?:from|since|than|over|versus|vs\.?|against|compared to|with)` +
		`\s+(?:(?:that|those|the amount|the number|[\d.,]+\s*(?:[mb](?:illion|ln|n)?(?: users)?|%|per ?cent|pct))\s+)?(?:(?:in|of|at)\s+)?(?:the )?(?:end of )?$` +
		`|№\s*(?:people|users)?\s*(?:in|at)\s*(?:the end of )?$`)
	// justBefore matches the words between a month or year and its number №, justAfter those in the other order.
	justBefore = regexp.MustCompile(`(?i)^(?:['’]s)?[\s(:年]*[底末时]?(?:公布|统计|figure|level|total)?\s*(?:的?约?|at|of|with)[\s(:]*№`)
	justAfter  = regexp.MustCompile(`(?i)№\s*(?:people|users)?\s*(?:in|as of|(?:by|at)(?: the end of)?)\s*$`)
	// rangeStart matches the earlier of two numbers (from № to …, № → …) or a number to compare with (versus №).
	rangeStart = regexp.MustCompile(`(?i)(?:[由从自]|\bfrom)\s*№|№(?:\S{0,6}?\s*(?:至|到|-?>|[→~])|[^\s,]{0,6}\s*[—–])\s*$|\b(?:versus|vs\.?|against|compared (?:with|to))(?: the)?\s*№`)
	// aside matches brackets with a number after a month or year, which does not date the numbers before the brackets.
	aside = regexp.MustCompile(`(?i)\([^()]*(?:20\d\d|月)[^()\d]*\d[\d,.]* ?(?:[亿万%]|[mb](?:illion|ln|n)?\b|per ?cent|pct)[^()]*\)`)
	// relativeDate matches words for an earlier time, such as 去年, "months ago" or "beginning of 2025".
	relativeDate = regexp.MustCompile(`(?i)去年|上年|[年半]前|上(?:一?[次轮]|一?个)(?:报告|调查)?期?[中时为的,]|上期|前值|此前[的为]*№|\bprevious\s*№|春节|\b(?:(?:years?|months) (?:ago|earlier|before)|last survey|spring festival|(?:start|beginning) of (?:the year|20\d\d)|before the pandemic)|\blast (?:year|june|december)\b|\bwhen\b[^,№]*№`)
	// wholeYear matches a year without a month, but not 2020年底 (December 2020) or 2020年以来 (since 2020). Group 1 is 较 or the like.
	wholeYear = regexp.MustCompile(`(?i)([较比与同自])?(20[0-3]\d)年(?:[^\d底末以起]|$)|\b(?:in|during) (20[0-3]\d)\b`)
)

// ofOtherYear reports whether the text around the number № names a year, without a month, other than that of
// the number's survey. A year after 较 or the like counts only if the number stands right after it (较2020年的8.73亿人).
func ofOtherYear(text string, p dataset.Period) bool {
	return slices.ContainsFunc(wholeYear.FindAllStringSubmatchIndex(text, -1), func(at []int) bool {
		end := max(at[5], at[7])
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

// period is the survey of the number № in a text: the month beside the number; zero if
// rangeStart matches, since that survey is not named; else t.month.
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
