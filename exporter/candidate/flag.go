package candidate

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
)

var (
	// shareOf and shareOfBehind match the words before and behind a share that say of whom
	// it is one. userBase matches those of all Internet users.
	shareOf       = regexp.MustCompile(`占(?:比|[^,;。占]*)$`)
	shareOfBehind = regexp.MustCompile(`(?i)^\s*of\s+[^,.;]{0,60}|^的(?:用户|受访|企业|消费者|人)`)
	userBase      = regexp.MustCompile(`(?i)网民|整体|总体|上网用户` +
		`|internet users?|netizens?|(?:internet|online|user|china's|country's|total) population|user base|^\s*of (?:the )?(?:total|overall)\s*$`)
)

// flagWords adds the doubts that the words around a number raise.
func (c *claim) flagWords(w *window) {
	before, behind := w.masked[w.lo:w.start], w.masked[w.end:w.hi]
	c.flag(Part, part.MatchString(before) || part.MatchString(behind) || w.shareOfPart())
	c.flag(Bound, bound.MatchString(before) || boundBehind.MatchString(behind))
	c.flag(Forecast, forecast.MatchString(before) || forecast.MatchString(behind))
	c.flag(Foreign, foreign.MatchString(before) || foreign.MatchString(behind))
	c.flag(Change, w.points || change.MatchString(before) || changeBehind.MatchString(behind))
}

// shareOfPart reports whether a share has another base than all Internet users.
func (w *window) shareOfPart() bool {
	before, behind := w.text[w.clause:w.start], shareOfBehind.FindString(w.text[w.end:])
	return w.percent != "" && !w.points &&
		(shareOf.MatchString(before) && !userBase.MatchString(before) || behind != "" && !userBase.MatchString(behind))
}

// otherPublisher reports whether a text is another publisher's: one of its first
// sentences names one, and none names CNNIC.
func otherPublisher(sentences []sentence) bool {
	other := false
	for i, s := range sentences {
		if surveyor.MatchString(s.text) {
			return false
		}
		other = other || i < 3 && publisher.MatchString(s.text)
	}
	return other
}

// notePublisher notes the publisher that a sentence names for the rest of its
// paragraph.
func (t *text) notePublisher(text string) {
	switch {
	case publisher.MatchString(text):
		t.foreign = true
	case surveyor.MatchString(text):
		t.foreign = false
	}
}

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
