package document

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"cnnic_exporter/exporter/dataset"
)

// Kind is the kind of numbers that a subject has.
type Kind int

// An application has users and a share of Internet users. An indicator of the
// country counts people, or is a share.
const (
	Application Kind = iota
	People
	Share
)

// Subject is an application, or an indicator of the country.
type Subject struct {
	Kind      Kind
	ID, Title string
}

// Match is a name in a text, by byte offsets.
type Match struct {
	*Subject
	Start, End int
}

// Names finds subjects by all names of a dataset.
type Names struct {
	// subjects are found by folded names, blankless by those without blanks.
	subjects, blankless, byID map[string]*Subject
	pattern                   *regexp.Regexp
}

// NewNames returns the names of a dataset's applications, and of the indicators
// that CNNIC's surveys state for the country in people or as a share. Where two
// share a name, the first has it.
func NewNames(d *dataset.Dataset) *Names {
	n := &Names{subjects: map[string]*Subject{}, blankless: map[string]*Subject{}, byID: map[string]*Subject{}}
	for _, a := range d.Applications {
		n.add(&Subject{Application, a.ID, a.Title}, a.Names())
	}
	kinds := map[dataset.Unit]Kind{dataset.People: People, dataset.Ratio: Share}
	seen := map[string]bool{}
	for _, f := range d.Nation {
		i := f.Indicator
		kind, wanted := kinds[i.Unit]
		if f.Report.Survey == 0 || !wanted || seen[i.ID] {
			continue
		}
		seen[i.ID] = true
		names := []string{i.Title, i.TitleZH}
		for _, v := range variants {
			for _, name := range slices.Clone(names) {
				names = append(names, v.word.ReplaceAllString(name, v.other))
			}
		}
		n.add(&Subject{kind, i.ID, i.Title}, names)
	}
	n.compile()
	return n
}

// With returns the names with more of them for subjects, which are found by their
// identifiers. Subjects that the dataset does not have are left out.
func (n *Names) With(more map[string][]string) *Names {
	all := &Names{subjects: maps.Clone(n.subjects), blankless: maps.Clone(n.blankless), byID: maps.Clone(n.byID)}
	for id, names := range more {
		if s := n.byID[id]; s != nil {
			all.add(s, names)
		}
	}
	all.compile()
	return all
}

// variants are other words for parts of an indicator's name: CNNIC's translation
// says netizens as often as Internet users, and its reports write products of
// generative AI with and without "products".
var variants = []struct {
	word  *regexp.Regexp
	other string
}{
	{regexp.MustCompile(`(?i)internet users`), "netizens"},
	{regexp.MustCompile(`产品`), ""},
	{regexp.MustCompile(`人工智能`), "AI"},
	{regexp.MustCompile(`用户规模`), "的用户规模"},
}

func (n *Names) add(s *Subject, names []string) {
	n.byID[s.ID] = s
	for _, name := range names {
		if folded := fold(name); folded != "" && n.subjects[folded] == nil {
			n.subjects[folded] = s
			n.blankless[strings.ReplaceAll(folded, " ", "")] = s
		}
	}
}

// fold makes names equal that differ in case, hyphens, or blanks beside Chinese
// characters.
func fold(name string) string {
	words := strings.Fields(dataset.FoldName(Normalise(name)))
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w[0] < unicode.MaxASCII && words[i-1][len(words[i-1])-1] < unicode.MaxASCII {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

func (n *Names) compile() {
	var names []string
	for name := range n.subjects {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	for i, name := range names {
		var b strings.Builder
		var before rune
		for _, r := range name {
			switch {
			case r == ' ':
				b.WriteString(`[\s\p{Pd}_]+`)
			case before > unicode.MaxASCII && r > unicode.MaxASCII:
				b.WriteString(` ?` + regexp.QuoteMeta(string(r)))
			default:
				b.WriteString(regexp.QuoteMeta(string(r)))
			}
			before = r
		}
		pattern := b.String()
		if name[0] < unicode.MaxASCII {
			pattern = `\b` + pattern
		}
		if before < unicode.MaxASCII && unicode.IsLetter(before) {
			pattern += `s?(?:\b|\d)`
		}
		names[i] = pattern
	}
	if len(names) == 0 {
		names = []string{`[^\s\S]`} // Matches nothing.
	}
	n.pattern = regexp.MustCompile(`(?i)(?:` + strings.Join(names, "|") + `)`)
}

// ofMobileUsers ends the text before a name that speaks of mobile users alone.
var ofMobileUsers = regexp.MustCompile(`(?i)(?:手机|移动端?|\bmobile)\s*$`)

// All finds the names in a text, from left to right, the longest at each place. A
// name of mobile users, such as 手机即时通信, is not that of all users.
func (n *Names) All(text string) []Match {
	var all []Match
	for _, at := range n.pattern.FindAllStringIndex(text, -1) {
		start, end := at[0], at[1]
		for text[end-1] >= '0' && text[end-1] <= '9' {
			end--
		}
		if s := n.lookup(text[start:end]); s != nil && !ofMobileUsers.MatchString(text[:start]) {
			all = append(all, Match{s, start, end})
		}
	}
	return all
}

func (n *Names) lookup(name string) *Subject {
	folded := fold(name)
	for _, candidate := range []string{folded, strings.TrimSuffix(folded, "s")} {
		if s := n.subjects[candidate]; s != nil {
			return s
		}
	}
	// Some tools lose the blanks of a PDF.
	return n.blankless[strings.ReplaceAll(folded, " ", "")]
}

// ByID returns the subject with an identifier, or nil.
func (n *Names) ByID(id string) *Subject { return n.byID[id] }

var (
	// footnote is a mark behind a name, with brackets of its own or none.
	footnote = regexp.MustCompile(`(?:[\s\d*†‡#^]|\([\d*]{0,4}\)|\[[\d*^]{0,5}\]|〔[\d*]{0,4}〕|【[\d*]{0,4}】)+$`)
	// rank is the number of a row before its name.
	rank = regexp.MustCompile(`^(?:\(\d{1,2}\)|\d{1,2}\s*[.、)]?)\s*`)
)

// Bare returns a name without the number of its row and footnote marks.
func Bare(name string) string {
	return footnote.ReplaceAllString(rank.ReplaceAllString(strings.TrimSpace(name), ""), "")
}

// Exact finds the subject whose name a whole cell is, with or without the number of
// its row and a footnote mark, or nil.
func (n *Names) Exact(name string) *Subject {
	for _, candidate := range []string{name, footnote.ReplaceAllString(name, ""), rank.ReplaceAllString(name, ""), Bare(name)} {
		if s := n.lookup(candidate); s != nil {
			return s
		}
	}
	return nil
}

// Nearest returns the name of an application that is written most like another, or
// "" where none is.
func (n *Names) Nearest(name string) string {
	folded := fold(Bare(name))
	length := len([]rune(folded))
	if length > maxTitle {
		return ""
	}
	best, distance := "", max(1, length*2/5)+1
	for known, s := range n.subjects {
		d := levenshtein.ComputeDistance(folded, known)
		if s.Kind == Application && (d < distance || d == distance && known < best) {
			best, distance = known, d
		}
	}
	return best
}
