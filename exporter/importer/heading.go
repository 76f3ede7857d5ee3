package importer

import (
	"slices"
	"strings"
	"unicode"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// content is the kind of number in a column.
type content int

const (
	unknown content = iota
	users
	share
	growth
)

// column is the content and the survey of a table's column.
type column struct {
	content content
	// since is the survey from which a growth is counted to period, or 0.
	period, since dataset.Period
	// exponent is the power of ten of 10,000 people in which users are counted.
	exponent int32
	heading  string
	// number counts the columns of a grid from 1. It is 0 where headings name applications, and
	// in text.
	number int
}

// monthsIn returns the months that texts name, in order of time, each once.
func monthsIn(texts ...string) []dataset.Period {
	var all []dataset.Period
	for _, t := range texts {
		for _, m := range document.Months(t) {
			all = append(all, m.Period)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The words of headings. partWords are those of a part of the users, of a forecast, or of
// something other than users.
var (
	growthWords  = candidate.Pattern(`{growth}`)
	pointWords   = candidate.Pattern(`{points}`)
	shareWords   = candidate.Pattern(`{share}`)
	userWords    = candidate.Pattern(`{users}`)
	headingWords = candidate.Pattern(`{heading}`)
	partWords    = candidate.Pattern(`{part}|{without}|{other_tables}|{forecast}`)
)

// contentOf reads a heading. The order matters: "percentage of Internet users" is a
// share. An increase in people or in percentage points is no growth rate.
func contentOf(heading string) content {
	_, counted := document.UnitOf(heading)
	switch {
	case growthWords.MatchString(heading) && (counted || pointWords.MatchString(heading)):
		return unknown
	case growthWords.MatchString(heading):
		return growth
	case shareWords.MatchString(heading):
		return share
	case userWords.MatchString(heading):
		return users
	}
	return unknown
}

// ofFigures reports whether words are the headings of users, shares or growth.
func ofFigures(words string) bool {
	return growthWords.MatchString(words) || contentOf(words) != unknown
}

// unknownWord returns the first word of headings or titles that is none of those that
// are known, or "".
func unknownWord(text string) string {
	for _, m := range slices.Backward(document.Months(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	for _, f := range strings.FieldsFunc(headingWords.ReplaceAllString(text, " "), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if len([]rune(f)) > 1 || f[0] >= unicode.MaxASCII {
			return f
		}
	}
	return ""
}
