package candidate

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// startMonth sets the month of a sentence's first numbers.
func (t *textReader) startMonth(s string) {
	dated := words["aside"].ReplaceAllString(s, "")
	surveys, months := t.surveys(dated), document.Months(dated)
	namesMonth := len(months) > 0 && months[0].Day == 0 && !matches("comparison", dated[:months[0].Start])
	t.isRelated = (matches("related", s) || t.isRelated) && !strings.HasSuffix(s, "。") && !strings.HasSuffix(s, ".")
	switch {
	case len(surveys) > 0:
		t.month = surveys[0] // The first month also dates the numbers before it.
	case namesMonth, t.isRelated, t.month%6 == 5 && matches("other_month", dated):
		t.month = 0 // The sentence is of no known survey, or of another article.
	}
	if yearless := monthsWithoutYear(s); len(yearless) > 0 && !slices.Contains(yearless, t.month%12) {
		t.month = 0 // The sentence names June or December, and t.month is another month.
		if slices.Contains(yearless, t.survey%12) {
			t.month = t.survey
		}
	}
}

// ofOtherYear reports whether the text around the number № names a year, without a month, other than that of the
// number's survey. A year after 较 or the like counts only if the number stands right after it (较2020年的8.73亿人).
func ofOtherYear(text string, p dataset.Period) bool {
	return slices.ContainsFunc(words["whole_year"].FindAllStringSubmatchIndex(text, -1), func(at []int) bool {
		end := max(at[5], at[7], at[9])
		return text[end-4:end] != p.String()[:4] && (at[2] < 0 || matches("just_before", text[end:]))
	})
}

// monthsWithoutYear returns the Junes and Decembers of [without_year], as 5 and 11 (Period%12).
func monthsWithoutYear(text string) (all []dataset.Period) {
	for _, m := range words["without_year"].FindAllStringSubmatch(text, -1) {
		month := dataset.Period(11)
		if m[1] != "" {
			month = 5
		}
		all = append(all, month)
	}
	return all
}

// surveyMonths finds June, December and the months of known surveys. A day other than the month's last dates an event.
func (f *Finder) surveyMonths(text string) []document.Month {
	return slices.DeleteFunc(document.Months(text), func(m document.Month) bool {
		isSurvey := m.Period%6 == 5 || slices.Contains(f.known, m.Period)
		return !isSurvey || m.Day != 0 && m.Day != m.Period.End().Day()
	})
}

// surveys returns the survey months of a text that do not follow [comparison] or, if none, a numbered report's survey.
func (f *Finder) surveys(text string) (all []dataset.Period) {
	for _, m := range f.surveyMonths(text) {
		if !matches("comparison", text[:m.Start]) {
			all = append(all, m.Period)
		}
	}
	m := words["report_number"].FindStringSubmatch(text)
	if m != nil && len(all) == 0 && !matches("comparison", text[:strings.Index(text, m[0])]) {
		all = append(all, f.surveyOf[m[1]+m[2]])
	}
	return all
}

// period is the survey of the number № in a text: the month beside it, zero for the start of a range, else t.month.
func (t *textReader) period(raw, masked string) dataset.Period {
	for _, m := range t.surveyMonths(raw) {
		if matches("just_before", raw[m.End:]) || matches("just_after", raw[:m.Start]) {
			return m.Period
		}
	}
	if matches("range_start", masked) {
		return 0
	}
	return t.month
}
