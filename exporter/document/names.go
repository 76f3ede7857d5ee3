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

// An application has users and a share of Internet users; an indicator counts people or is a share.
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

// Match is the subject of a name in a text, and the byte offsets of the name.
type Match struct {
	*Subject
	Start, End int
}

// Names finds the subjects of a dataset by all their names.
type Names struct {
	// named maps names, folded by dataset.FoldName, to subjects; pattern finds names in a text.
	named   map[string]*Subject
	byID    map[string]*Subject
	pattern *regexp.Regexp
}

// variants pairs parts of an indicator's names with what reports also write in their place.
var variants = [][2]string{{"Internet users", "netizens"}, {"产品", ""}, {"人工智能", "AI"}, {"用户规模", "的用户规模"}}

// NewNames returns the names of a dataset's applications and of the indicators that CNNIC's surveys state for the
// country, in people or as a share, and the given names by identifier. A name of two subjects belongs to the first.
func NewNames(d *dataset.Dataset, applicationNames, indicatorNames map[string][]string) *Names {
	n := &Names{named: map[string]*Subject{}, byID: map[string]*Subject{}}
	for _, a := range d.Applications {
		n.add(&Subject{Application, a.ID, a.Title}, a.Names)
	}
	for _, a := range d.Applications {
		n.add(n.byID[a.ID], applicationNames[a.ID])
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
			for _, name := range names {
				names = append(names, strings.ReplaceAll(name, v[0], v[1]))
			}
		}
		n.add(&Subject{kind, i.ID, i.Title}, append(names, indicatorNames[i.ID]...))
	}
	alternatives := slices.Sorted(maps.Keys(n.named))
	for i, name := range alternatives {
		characters := strings.Split(name, "")
		for j, c := range characters {
			characters[j] = regexp.QuoteMeta(c)
		}
		alternatives[i] = strings.Join(characters, nameSeparator+"*")
		if isLatin(rune(name[0])) {
			alternatives[i] = `\b` + alternatives[i]
		}
		if isLatin(rune(name[len(name)-1])) {
			alternatives[i] += `s?(?:\b|\d)` // A footnote mark may follow.
		}
	}
	n.pattern = regexp.MustCompile("(?i)" + strings.Join(alternatives, "|"))
	n.pattern.Longest()
	return n
}

func (n *Names) add(s *Subject, names []string) {
	n.byID[s.ID] = s
	for _, name := range names {
		key := dataset.FoldName(footnoteMark.ReplaceAllString(Normalise(name), ""))
		for _, k := range []string{key, brackets.Replace(key)} { // Exact drops brackets from a name in two languages.
			n.named[k] = cmp.Or(n.named[k], s)
		}
	}
	delete(n.named, "") // Of a name that is a number, footnoteMark leaves nothing.
}

// nameSeparator matches what dataset.FoldName leaves out: some tools lose blanks, others add some.
const nameSeparator = `[\s\p{Pd}_]`

func isLatin(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

// ofMobileUsers matches a word that, right before a name, limits the name to mobile users.
var ofMobileUsers = regexp.MustCompile(`(?i)(?:手机|移动端?|mobile)\s*$`)

// All finds the names in a normalised text, from left to right, the longest at each place, but none of mobile users.
func (n *Names) All(text string) (all []Match) {
	for _, at := range n.pattern.FindAllStringIndex(text, -1) {
		name := strings.TrimRight(text[at[0]:at[1]], "0123456789")
		before := text[max(0, at[0]-16):at[0]] // 16 bytes hold the word.
		if s := n.Exact(name); s != nil && !ofMobileUsers.MatchString(before) {
			all = append(all, Match{s, at[0], at[0] + len(name)})
		}
	}
	return all
}

// ByID returns the subject with an identifier, or nil.
func (n *Names) ByID(id string) *Subject { return n.byID[id] }

const (
	bullet = `[\p{So}•·\s]*`
	// group matches the name of a group of applications and the blank after it, or nothing.
	group = `(?:(?:(?:基础应用|商务交易|网络娱乐|文旅娱乐|公共服务)类?(?:应用)?|(?i:(?:basic|business transactions?|` +
		`culture, tourism and entertainment|public services?)(?: applications)?))\s+)?`
)

var (
	// footnoteMark matches the marks after a name, with or without brackets, and a colon.
	footnoteMark = regexp.MustCompile(`(?:[\s\d*†‡#^:\p{So}]|` +
		`\(注?[\d*]{0,4}\)|\[[\d*^]{0,5}\]|〔[\d*]{0,4}〕|【[\d*]{0,4}】)+$`)
	brackets = strings.NewReplacer("(", "", ")", "", "、", "") // Removes them, and the commas of a Chinese list.
	// notChinese and notEnglish split a name in both languages, such as 即时通信 (Instant messaging).
	notChinese, notEnglish = regexp.MustCompile(`\P{Han}+`), regexp.MustCompile(`[^a-z]+`)
	// rowPrefix matches what stands before the name in a row: a bullet, group, rank such as 1 or TOP1, 其中 (of which).
	rowPrefix = regexp.MustCompile(`^` + bullet + group + `(?:\(\d{1,2}\)|(?:(?i:top|no\.?)\s*)?\d{1,2}\s*[.、)]?)?` +
		bullet + `(?:其中:?` + bullet + `)?` + group)
)

// Bare returns the name in a cell, without a row's prefix and without footnote marks.
func Bare(cell string) string {
	return footnoteMark.ReplaceAllString(rowPrefix.ReplaceAllString(cell, ""), "")
}

// Exact returns the subject if a cell holds its name and nothing else but a row's prefix and footnote marks, else nil.
// The name is in both languages, or in one, where a plural s or one of the words users, apps and services may follow.
func (n *Names) Exact(cell string) *Subject {
	// Bare takes the 5 of 5G for a rank.
	for _, name := range []string{footnoteMark.ReplaceAllString(cell, ""), Bare(cell)} {
		key := dataset.FoldName(name)
		for _, suffix := range []string{"", "s", "用户", "users", "应用", "apps", "服务", "services"} {
			if s := n.named[strings.TrimSuffix(key, suffix)]; s != nil {
				return s
			}
		}
		chinese, english := n.named[notChinese.ReplaceAllString(key, "")], n.named[notEnglish.ReplaceAllString(key, "")]
		if chinese != nil && chinese == english {
			return chinese
		}
	}
	return nil
}

// Nearest returns the title of the application with the most similar name, "" if none is similar.
func (n *Names) Nearest(name string) string {
	key := dataset.FoldName(name)
	best, distance := "", utf8.RuneCountInString(key)*2/5+1 // Two fifths of a similar name may differ.
	for known, s := range n.named {
		d := levenshtein.ComputeDistance(key, known)
		if s.Kind == Application && (d < distance || d == distance && s.Title < best) {
			best, distance = s.Title, d
		}
	}
	return best
}
