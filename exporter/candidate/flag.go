package candidate

import (
	_ "embed"
	"regexp"
	"strings"
)

// Flags are reasons not to take a number.
type Flags uint8

// The flags, in the order in which rows list them. The comments say what the number may be.
const (
	// Part is a number of a group, of users without a part of them (不含短视频), or of something else (active users), or
	// a share of something other than all Internet users.
	Part     Flags = 1 << iota
	Bound          // A bound or an approximation.
	Forecast       // Of the future, a guess, or one that the text calls wrong.
	List           // One of a list, paired with names in order if there are enough, or a nameless one right after a list.
	Foreign        // Of another publisher, of a company or of a place.
	TwoNames       // Perhaps of another name, known or unknown; also one at odds with a known figure.
	Change         // Growth, decline or a difference.
	Period         // Of an unknown survey, or of another survey or year than the text's.
)

var flagNames = []string{"part", "bound", "forecast", "list", "foreign", "two_names", "change", "period"}

// String returns the names of the flags with blanks between them.
func (f Flags) String() string {
	var all []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	return strings.Join(all, " ")
}

func (f *Flags) set(flag Flags, doubtful bool) {
	if doubtful {
		*f |= flag
	}
}

// doubts maps most flags to the pattern that raises the flag, in text around a number №. words.txt explains \f and \r.
var doubts = map[Flags]*regexp.Regexp{
	Part: Pattern(`{part}|{part_in_text}|{part_of_named}|{other_rate}[为达至到高]*№|` +
		`(?:{branch} *\f|\r\f\s*{narrowed})[^\f]*№|№[^\f]*(?:{branch} *\f|\r\f\s*{narrowed})`),
	Bound:    Pattern(`{bound}(?:[了为达有到]{1,2}|占[^,;。\f]{0,8}|\s+the)?\s*№|№\+|№\s*{bound_after}`),
	Forecast: Pattern(`{forecast}|\?$`),
	Foreign:  Pattern(`{foreign}`),
	TwoNames: Pattern(`{others}[^\f,;:。()]*№|№[^人\P{Han}]\p{Han}+用户`),
	Change:   Pattern(`[-–]№|{change}(?:\s*{change_filler})*\s*№|№(?:[- ]?(?:people|users))?[\s-]*{change_after}`),
}

var (
	//go:embed words.txt
	wordFile string
	//go:embed applications.txt
	applicationFile string
	//go:embed indicators.txt
	indicatorFile string

	words = compile(lists(wordFile)) // A pattern for each list of words.txt.
	// ApplicationNames are names of applications, by identifier, that a dataset may lack.
	ApplicationNames = lists(applicationFile)
)

// lists splits a file at headings in brackets, and each list at commas and line breaks.
func lists(file string) map[string][]string {
	all := map[string][]string{}
	for _, m := range regexp.MustCompile(`(?m)^\[(\w+)\].*\n((?:.+\n)+)`).FindAllStringSubmatch(file, -1) {
		all[m[1]] = regexp.MustCompile(`, |\n`).Split(strings.TrimSpace(m[2]), -1)
	}
	return all
}

// compile joins each list to one pattern, and limits its expressions in Latin letters to whole words (see words.txt).
func compile(lists map[string][]string) map[string]*regexp.Regexp {
	latin := regexp.MustCompile(`^[(?:\[]*[A-Za-z]\P{Han}*$`)
	all := map[string]*regexp.Regexp{}
	for name, list := range lists {
		for i, word := range list {
			list[i] = latin.ReplaceAllString(word, `\b$0\b`)
		}
		all[name] = regexp.MustCompile(`(?i)(?:` + strings.Join(list, "|") + `)`)
	}
	return all
}

func matches(list, text string) bool { return words[list].MatchString(text) }

// Pattern compiles a pattern, ignoring case. In it, {name} stands for a list of words.txt.
func Pattern(pattern string) *regexp.Regexp {
	for name, list := range words {
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", list.String())
	}
	return regexp.MustCompile(`(?i)` + pattern)
}
