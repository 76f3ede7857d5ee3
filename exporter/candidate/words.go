package candidate

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

// wordFile has the words that raise flags, as regular expressions, and nameFile the
// names that running text uses for subjects.
var (
	//go:embed words.txt
	wordFile string
	//go:embed names.txt
	nameFile string

	words  = lists(wordFile)
	spoken = lists(nameFile)
)

// lists are the lists of a file by their headings in brackets. Commas and line breaks
// part the entries.
func lists(file string) map[string][]string {
	all := map[string][]string{}
	for _, section := range strings.Split(file, "\n\n[")[1:] {
		heading, list, _ := strings.Cut(section, "\n")
		name, _, _ := strings.Cut(heading, "]")
		all[name] = strings.Split(strings.ReplaceAll(strings.TrimSpace(list), "\n", ", "), ", ")
	}
	return all
}

// latin matches a pattern of Latin letters, which matches whole words.
var latin = regexp.MustCompile(`^[(?:\[]*[A-Za-z]\P{Han}*$`)

// Pattern compiles a pattern in which {name} stands for a list of words.txt.
func Pattern(pattern string) *regexp.Regexp {
	for name, list := range words {
		patterns := slices.Clone(list)
		for i, word := range patterns {
			if latin.MatchString(word) {
				patterns[i] = `\b` + word + `\b`
			}
		}
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", `(?:`+strings.Join(patterns, "|")+`)`)
	}
	return regexp.MustCompile(`(?i)` + pattern)
}

var (
	part         = Pattern(`{part}`)
	branch       = Pattern(`{branch}\s*$`)
	narrowed     = Pattern(`^\s*{narrowed}`)
	otherUsers   = Pattern(`{others}`)
	bound        = Pattern(`{bound}(?:了|\s+the)?\s*$`)
	boundBehind  = Pattern(`^\s*{bound_behind}`)
	change       = Pattern(`{change}(?:\s*{change_filler})*\s*$`)
	changeBehind = Pattern(`^(?:人|[- ]?(?:people|users))?[\s-]*{change_behind}`)
	forecast     = Pattern(`{forecast}`)
	foreign      = Pattern(`{foreign}`)
	publisher    = Pattern(`{publisher}`)
	surveyor     = Pattern(`{surveyor}`)
	things       = Pattern(`^[\s-]*{things}`)
)
