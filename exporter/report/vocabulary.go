package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"cnnic_exporter/exporter/dataset"
)

// Kind says what a subject's numbers are.
type Kind int

// The kinds of subject: an application, and an indicator of the country that
// counts people or is a share.
const (
	Application Kind = iota
	People
	Share
)

// Subject is something that reports state figures of.
type Subject struct {
	Kind  Kind
	ID    string
	Names []string
}

// Vocabulary finds subjects by their names.
type Vocabulary struct {
	subjects map[string]*Subject
	// inText finds any name within running text, the longest first.
	inText *regexp.Regexp
}

// NewVocabulary makes a vocabulary of subjects. Where two share a name, the first
// has it.
func NewVocabulary(subjects []Subject) *Vocabulary {
	v := &Vocabulary{subjects: map[string]*Subject{}}
	for _, s := range subjects {
		for _, name := range s.Names {
			folded := dataset.FoldName(name)
			if _, taken := v.subjects[folded]; !taken && folded != "" {
				v.subjects[folded] = &s
			}
		}
	}
	names := make([]string, 0, len(v.subjects))
	for name := range v.subjects {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	for i, name := range names {
		pattern := strings.ReplaceAll(regexp.QuoteMeta(name), " ", `[\s\p{Pd}_]+`)
		if first := name[0]; first < unicode.MaxASCII {
			pattern = `\b` + pattern
		}
		if last := name[len(name)-1]; last < unicode.MaxASCII && last != ')' {
			pattern += `s?\b`
		}
		names[i] = pattern
	}
	if len(names) == 0 {
		names = []string{`[^\s\S]`} // Matches nothing.
	}
	v.inText = regexp.MustCompile(`(?i)(?:` + strings.Join(names, "|") + `)`)
	return v
}

// footnote is what sticks to the end of a name: raised marks, with brackets of
// their own or none. The bracket that ends a name's own remark is no mark.
var footnote = compiled(`(?:[\s\d⁰¹²³⁴-⁹①-⑳*†‡#^]|\([\d*]{0,4}\)|\[[\d*^]{0,5}\]|〔[\d*]{0,4}〕|【[\d*]{0,4}】)+$`)

// running is the number of a row, which stands before its name.
var running = compiled(`^(?:\d{1,2}\s*[.、)\s]|\(\d{1,2}\)|[①-⑳])\s*`)

// Find finds a subject by its name, with or without the number of its row and a
// footnote mark.
func (v *Vocabulary) Find(name string) *Subject {
	folded := dataset.FoldName(fold(name))
	unnumbered := running().ReplaceAllString(folded, "")
	for _, candidate := range []string{folded, footnote().ReplaceAllString(folded, ""), unnumbered, footnote().ReplaceAllString(unnumbered, "")} {
		candidate = dataset.FoldName(candidate)
		if s := v.subjects[candidate]; s != nil {
			return s
		}
		if s := v.subjects[strings.TrimSuffix(candidate, "s")]; s != nil {
			return s
		}
	}
	return nil
}

// BareName is a name without the number of its row and footnote marks.
func BareName(name string) string {
	return footnote().ReplaceAllString(running().ReplaceAllString(fold(name), ""), "")
}

// Nearest is the name of an application that is written most like another, or
// empty where none is like it.
func (v *Vocabulary) Nearest(name string) string {
	folded := dataset.FoldName(BareName(name))
	length := len([]rune(folded))
	if length > 80 {
		return ""
	}
	best, distance := "", max(1, length*2/5)+1
	for known, s := range v.subjects {
		d := levenshtein.ComputeDistance(folded, known)
		if s.Kind == Application && (d < distance || d == distance && known < best) {
			best, distance = known, d
		}
	}
	return best
}

// application finds an application by its name.
func (v *Vocabulary) application(name string) string {
	if s := v.Find(name); s != nil && s.Kind == Application {
		return s.ID
	}
	return ""
}
