package importer

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

type content int

const (
	unknown content = iota
	users
	share
	growth
)

// column says what the numbers of a table's column are, and of which survey.
type column struct {
	content       content
	period, since dataset.Period // For growth, since is the earlier survey, or 0 if unknown, and period the later one.
	exponent      int32          // Numbers of users are in units of 10,000 × 10^exponent people.
	heading       string
	// position is the column's number in its grid, from 1, which keeps columns with equal headings apart.
	// It is 0 without a grid, and where headings name applications: columns that differ only in the application merge.
	position int
}

func (c column) isFigure() bool { return c.content == users || c.content == share }

// monthsIn returns the months that texts name, in order of time, each once.
func monthsIn(texts ...string) (all []dataset.Period) {
	for _, m := range document.Months(strings.Join(texts, "|")) {
		all = append(all, m.Period)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The words of headings, from candidate/words.txt. usualWords are those of tables of applications; any
// other may mean another table. partWords mean a part of the users, a forecast or something other than users.
var (
	growthWords   = candidate.Pattern(`{growth}`)
	pointWords    = candidate.Pattern(`{points}`)
	shareWords    = candidate.Pattern(`{share}`)
	userWords     = candidate.Pattern(`{users}`)
	usualWords    = candidate.Pattern(`{usual}`)
	noFigureWords = candidate.Pattern(`{no_figures}`)
	partWords     = candidate.Pattern(`{part}|{without}|{other_tables}|{forecast}`)
	publishers    = candidate.Pattern(`{other_publisher}`)
	// anyWord matches a word, but no single Latin letter.
	anyWord = regexp.MustCompile(`\pL{2,}|[^\PLA-Za-z]`)
)

// contentOf returns what a heading states. "Percentage of Internet users" is a share; a change in people is unknown.
func contentOf(heading string) content {
	_, hasUnit := document.UnitOf(heading)
	switch {
	case growthWords.MatchString(heading) && (hasUnit || pointWords.MatchString(heading)):
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

// contentOfTitle returns what columns of months hold if the title names only users, or a share without users or unit.
func contentOfTitle(title string) content {
	title = strings.ReplaceAll(strings.ToLower(title), "internet users", "") // The base of shares.
	_, hasUnit := document.UnitOf(title)
	if growthWords.MatchString(title) || (hasUnit || userWords.MatchString(title)) == shareWords.MatchString(title) {
		return unknown
	}
	return contentOf(title)
}

// namesContent reports whether words name users, a share or growth, even such growth as contentOf leaves unknown.
func namesContent(words string) bool {
	return growthWords.MatchString(words) || contentOf(words) != unknown
}

// unknownWord returns the first word that is neither a month nor one of usualWords, or "".
func unknownWord(text string) string {
	for _, m := range slices.Backward(document.Months(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return anyWord.FindString(usualWords.ReplaceAllString(text, " "))
}

func (r *reader) withoutNames(text string) string {
	for _, m := range slices.Backward(r.names.All(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	return text
}
