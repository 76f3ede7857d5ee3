package document

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	// named maps names, folded by dataset.FoldName, to subjects; pattern finds them in a text.
	named   map[string]*Subject
	byID    map[string]*Subject
	pattern *regexp.Regexp
}

// variants are other words for parts of an indicator's name: CNNIC's translation
// says netizens as often as Internet users, and its reports write products of
// generative AI with and without "products".
var variants = [][2]string{{"Internet users", "netizens"}, {"产品", ""}, {"人工智能", "AI"}, {"用户规模", "的用户规模"}}

// NewNames returns the names of a dataset's applications, and of the indicators
// that CNNIC's surveys state for the country in people or as a share, with more names
// by their identifiers. Where two share a name, the first has it.
func NewNames(d *dataset.Dataset, more map[string][]string) *Names {
	n := &Names{named: map[string]*Subject{}, byID: map[string]*Subject{}}
	for _, a := range d.Applications {
		n.add(&Subject{Application, a.ID, a.Title}, a.Names)
	}
	kinds := map[dataset.Unit]Kind{dataset.People: People, dataset.Ratio: Share}
	for _, f := range d.Nation {
		i := f.Indicator
		kind, wanted := kinds[i.Unit]
		if f.Report.Survey == 0 || !wanted || n.byID[i.ID] != nil {
			continue
		}
		names := []string{i.Title, i.TitleZH}
		for _, v := range variants {
			for _, name := range slices.Clone(names) {
				names = append(names, strings.ReplaceAll(name, v[0], v[1]))
			}
		}
		n.add(&Subject{kind, i.ID, i.Title}, names)
	}
	for id, names := range more {
		if s := n.byID[id]; s != nil {
			n.add(s, names)
		}
	}
	longest := slices.SortedFunc(maps.Keys(n.named), func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	for i, name := range longest {
		characters := strings.Split(name, "")
		for j, c := range characters {
			characters[j] = regexp.QuoteMeta(c)
		}
		longest[i] = strings.Join(characters, blank+"*")
		if isLatin(rune(name[0])) {
			longest[i] = `\b` + longest[i]
		}
		if isLatin(rune(name[len(name)-1])) {
			longest[i] += `s?(?:\b|\d)` // A footnote mark may follow.
		}
	}
	n.pattern = regexp.MustCompile("(?i)" + strings.Join(longest, "|"))
	return n
}

func (n *Names) add(s *Subject, names []string) {
	n.byID[s.ID] = s
	for _, name := range names {
		if key := dataset.FoldName(footnote.ReplaceAllString(Normalise(name), "")); key != "" && n.named[key] == nil {
			n.named[key] = s
		}
	}
}

// blank matches a separator that names are written with or without: some tools lose the
// blanks of a PDF, others add some.
const blank = `[\s\p{Pd}_]`

func isLatin(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

// ofMobileUsers ends the text before a name that speaks of mobile users alone.
var ofMobileUsers = regexp.MustCompile(`(?i)(?:手机|移动端?|\bmobile)\s*$`)

// All finds the names in a text that Normalise returned, from left to right, the
// longest at each place. A name of mobile users, such as 手机即时通信, is not that of
// all users.
func (n *Names) All(text string) (all []Match) {
	for _, at := range n.pattern.FindAllStringIndex(text, -1) {
		name := strings.TrimRight(text[at[0]:at[1]], "0123456789")
		if s := n.Exact(name); s != nil && !ofMobileUsers.MatchString(text[max(0, at[0]-16):at[0]]) {
			all = append(all, Match{s, at[0], at[0] + len(name)})
		}
	}
	return all
}

// ByID returns the subject with an identifier, or nil.
func (n *Names) ByID(id string) *Subject { return n.byID[id] }

var (
	// footnote is a mark after a name, with brackets of its own or none.
	footnote = regexp.MustCompile(`(?:[\s\d*†‡#^]|\((?:注|note)?[\d*]{0,4}\)|\[[\d*^]{0,5}\]|〔[\d*]{0,4}〕|【[\d*]{0,4}】)+$`)
	// rank is the number and mark of a row before its name, and "of which".
	rank = regexp.MustCompile(`^[\p{So}•·\s]*(?:\(\d{1,2}\)|\d{1,2}\s*[.、)]?)?[\p{So}•·\s]*(?:其中:?[\p{So}•·\s]*)?`)
)

// Bare returns a name without the number of its row and footnote marks.
func Bare(name string) string {
	return footnote.ReplaceAllString(rank.ReplaceAllString(strings.TrimSpace(name), ""), "")
}

// Exact finds the subject whose name a whole cell is, with or without the number of
// its row, a footnote mark and a plural s, or nil.
func (n *Names) Exact(name string) *Subject {
	for _, name := range []string{name, footnote.ReplaceAllString(name, ""), rank.ReplaceAllString(name, ""), Bare(name)} {
		key := dataset.FoldName(name)
		if s := cmp.Or(n.named[key], n.named[strings.TrimSuffix(key, "s")]); s != nil {
			return s
		}
	}
	return nil
}

// Nearest returns the title of the application whose name is written most like another,
// or "" where none is.
func (n *Names) Nearest(name string) string {
	key := dataset.FoldName(Bare(name))
	best, distance := "", max(1, utf8.RuneCountInString(key)*2/5)+1
	for known, s := range n.named {
		d := levenshtein.ComputeDistance(key, known)
		if s.Kind == Application && (d < distance || d == distance && s.Title < best) {
			best, distance = s.Title, d
		}
	}
	return best
}
