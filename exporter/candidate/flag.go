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
	Part     Flags = 1 << iota // of a group, of users without a part of them (不含短视频), of something else (active users), or a share of something other than all Internet users
	Bound                      // a bound or an approximation
	Forecast                   // of the future, a guess, or one that the text calls wrong
	List                       // one of a list, paired with the names in order if there are at least as many names
	Foreign                    // of another publisher, of a company or of a place
	TwoNames                   // perhaps of another name, known or unknown; also one at odds with a known figure
	Change                     // growth, decline or a difference
	Period                     // of an unknown survey, or of another survey or year than the text's
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

// doubts maps most flags to patterns of the text around a number №, with \f and \r for names (see phrase.masked). A match raises the flag.
var doubts = map[Flags]*regexp.Regexp{
	Part:     Pattern(`{part}|{part_in_text}|{part_of_named}|{other_rate}[为达至到高]*№|(?:{branch} *\f|\r\f\s*{narrowed})[^\f]*№|№[^\f]*(?:{branch} *\f|\r\f\s*{narrowed})`),
	Bound:    Pattern(`{bound}(?:[了为达有到]{1,2}|占[^,;。\f]{0,8}|\s+the)?\s*№|№\+|№\s*{bound_after}`),
	Forecast: Pattern(`{forecast}|\?$`),
	Foreign:  Pattern(`{foreign}`),
	TwoNames: Pattern(`{others}[^\f,;:。()]*№|№[^人\P{Han}]\p{Han}+用户`),
	Change:   Pattern(`[-–]№|{change}(?:\s*{change_filler})*\s*№|№(?:[- ]?(?:people|users))?[\s-]*{change_after}`),
}

var (
	// wordFile has lists of words for Pattern, nameFile further names of subjects in running text.
	//go:embed words.txt
	wordFile string
	//go:embed names.txt
	nameFile string

	words     = lists(wordFile)
	textNames = lists(nameFile)
	// section matches a heading in brackets and its list.
	section   = regexp.MustCompile(`(?m)^\[(\w+)\].*\n((?:.+\n)+)`)
	separator = regexp.MustCompile(`, |\n`)
)

func lists(file string) map[string][]string {
	all := map[string][]string{}
	for _, m := range section.FindAllStringSubmatch(file, -1) {
		all[m[1]] = separator.Split(strings.TrimSpace(m[2]), -1)
	}
	return all
}

// latin matches the patterns that Pattern limits to whole words: those without Chinese whose first character,
// apart from opening brackets, is a Latin letter.
var latin = regexp.MustCompile(`^[(?:\[]*[A-Za-z]\P{Han}*$`)

// Pattern compiles a pattern, ignoring case. In it, {name} stands for a list of words.txt.
func Pattern(pattern string) *regexp.Regexp {
	for name, list := range words {
		var patterns []string
		for _, word := range list {
			patterns = append(patterns, latin.ReplaceAllString(word, `\b$0\b`))
		}
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", `(?:`+strings.Join(patterns, "|")+`)`)
	}
	return regexp.MustCompile(`(?i)` + pattern)
}
