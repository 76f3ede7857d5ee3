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
	// named are the names by their folded forms, and folded those forms, the longest
	// first.
	named  map[string]named
	folded []string
	byID   map[string]*Subject
}

// named is a name as the dataset writes it.
type named struct {
	*Subject
	name string
}

// NewNames returns the names of a dataset's applications, and of the indicators
// that CNNIC's surveys state for the country in people or as a share. Where two
// share a name, the first has it.
func NewNames(d *dataset.Dataset) *Names {
	n := &Names{named: map[string]named{}, byID: map[string]*Subject{}}
	for _, a := range d.Applications {
		n.add(&Subject{Application, a.ID, a.Title}, append([]string{a.Title}, a.Names()...))
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
	n.sort()
	return n
}

// With returns the names with more of them for subjects, which are found by their
// identifiers. Subjects that the dataset does not have are left out.
func (n *Names) With(more map[string][]string) *Names {
	all := &Names{named: maps.Clone(n.named), byID: maps.Clone(n.byID)}
	for id, names := range more {
		if s := n.byID[id]; s != nil {
			all.add(s, names)
		}
	}
	all.sort()
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
		name = footnote.ReplaceAllString(Normalise(name), "")
		if key, _ := fold(name); key != "" && n.named[key].Subject == nil {
			n.named[key] = named{s, name}
		}
	}
}

func (n *Names) sort() {
	n.folded = slices.SortedFunc(maps.Keys(n.named), func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
}

// fold makes names equal that differ in case, blanks or hyphens: some tools lose the
// blanks of a PDF, others add some. It also returns where each byte of the result comes
// from.
func fold(text string) (folded string, from []int) {
	var b strings.Builder
	for i, r := range text {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '_' {
			continue
		}
		size, _ := b.WriteRune(unicode.ToLower(r))
		for range size {
			from = append(from, i)
		}
	}
	return b.String(), from
}

// ofMobileUsers ends the text before a name that speaks of mobile users alone.
var ofMobileUsers = regexp.MustCompile(`(?i)(?:手机|移动端?|\bmobile)\s*$`)

// All finds the names in a text that Normalise returned, from left to right, the
// longest at each place. A name of mobile users, such as 手机即时通信, is not that of
// all users.
func (n *Names) All(text string) []Match {
	var all []Match
	folded, from := fold(text)
	for i := 0; i < len(folded); {
		first, size := utf8.DecodeRuneInString(folded[i:])
		start := from[i]
		i += size
		if before, _ := utf8.DecodeLastRuneInString(text[:start]); isLatin(first) && (isLatin(before) || unicode.IsDigit(before)) {
			continue // Within a word.
		}
		for _, key := range n.folded {
			last := i - size + len(key) - 1
			if !strings.HasPrefix(folded[i-size:], key) {
				continue
			}
			if end := wordEnd(text, from[last]); end > 0 {
				if !ofMobileUsers.MatchString(text[:start]) {
					all = append(all, Match{n.named[key].Subject, start, end})
				}
				i = last + 1
				break
			}
		}
	}
	return all
}

// wordEnd is where a name ends whose last character begins at an offset, with a plural
// s, or 0 if the word goes on.
func wordEnd(text string, last int) int {
	r, size := utf8.DecodeRuneInString(text[last:])
	end := last + size
	if isLatin(r) && strings.HasPrefix(text[end:], "s") {
		end++
	}
	if next, _ := utf8.DecodeRuneInString(text[end:]); isLatin(r) && isLatin(next) {
		return 0
	}
	return end
}

func isLatin(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

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
		key, _ := fold(candidate)
		if s := cmp.Or(n.named[key].Subject, n.named[strings.TrimSuffix(key, "s")].Subject); s != nil {
			return s
		}
	}
	return nil
}

// Nearest returns the name of an application that is written most like another, or
// "" where none is.
func (n *Names) Nearest(name string) string {
	key, _ := fold(Bare(name))
	length := utf8.RuneCountInString(key)
	if length > maxTitle {
		return ""
	}
	best, distance := "", max(1, length*2/5)+1
	for known, s := range n.named {
		d := levenshtein.ComputeDistance(key, known)
		if s.Kind == Application && (d < distance || d == distance && s.name < best) {
			best, distance = s.name, d
		}
	}
	return best
}
