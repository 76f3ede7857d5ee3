package importer

import (
	"regexp"
	"strings"

	"cnnic_exporter/exporter/document"
)

// kind is the kind of a token.
type kind int

const (
	word   kind = iota // Words that are no name.
	name               // The name of an application.
	number             // A number, or the mark of an absent one.
	end                // The end of a table: a sentence, or a title.
)

// token is a piece of a table in text: words, a name, or a number.
type token struct {
	kind    kind
	line    document.Line
	text    string
	subject *document.Subject
	cell    cell
}

var (
	// furniture are the numbers and running titles of pages.
	furniture = regexp.MustCompile(`^\s*[-—–]*\s*\d{1,3}\s*[-—–]*\s*$|^\s*第\s*\d+\s*次中国互联网络?发展状况统计报告\s*$|(?i)^\s*the \d+\w\w statistical report on china's internet development\s*$`)
	tableName = regexp.MustCompile(`(?i)^\s*(?:附?表|\btable)\s*\d`)
	year      = regexp.MustCompile(`^(?:19|20)\d\d$`)
	leadRank  = regexp.MustCompile(`^\s*(?:\d{1,2}[.、)]?|\(\d{1,2}\))\s+`)
	// stuck is a number that no blank parts from the next or from words, and piece a
	// number of such a line.
	stuck = regexp.MustCompile(`,\d{3}\d|[\pL)]\d{1,5},\d{3}|\.\d+,\d|%[+-]?\d`)
	piece = regexp.MustCompile(`[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}\.\d%?|\d{1,3}%)`)
)

// maxUsers is a number that no number of users reaches, in 10,000 people.
const maxUsers = 150_000

// unstick parts the numbers of a line that has lost the blanks between them. A number of
// more users than people begins with a footnote mark.
func unstick(text string) string {
	if !stuck.MatchString(text) {
		return text
	}
	return piece.ReplaceAllStringFunc(text, func(p string) string {
		if c := parseCell(p); c.ok && c.Value.IntPart() > maxUsers {
			return p[:1] + " " + p[1:] + " "
		}
		return " " + p + " "
	})
}

// tokens splits lines into tokens.
func (r *reading) tokens(lines []document.Line) (all []token) {
	for _, l := range lines {
		text := strings.TrimSpace(l.Text)
		if text == "" || furniture.MatchString(text) {
			continue
		}
		sentence := isSentence(text)
		if sentence || tableName.MatchString(text) && !strings.HasPrefix(text, "续") {
			all = append(all, token{kind: end, line: l})
		}
		if sentence {
			continue
		}
		fields := strings.Fields(unstick(text))
		from := len(fields)
		for from > 0 && (parseCell(fields[from-1]).ok && !year.MatchString(fields[from-1]) || isAbsent(fields[from-1])) {
			from--
		}
		label := strings.Join(fields[:from], " ")
		if from < len(fields) {
			label = strings.TrimSpace(leadRank.ReplaceAllString(label+" ", ""))
		}
		if label != "" {
			all = append(all, r.labelled(label, l))
		}
		for _, f := range fields[from:] {
			all = append(all, token{kind: number, line: l, text: f, cell: parseCell(f)})
		}
	}
	return all
}

func (r *reading) labelled(label string, l document.Line) token {
	if s := r.names.Exact(label); s != nil && s.Kind == document.Application {
		return token{kind: name, line: l, text: label, subject: s}
	}
	return token{kind: word, line: l, text: label}
}

// maxLabel bounds a heading or a name in text, and maxName a name in several lines, in
// characters.
const (
	maxLabel = 90
	maxName  = 40
)

// cutMonth is a line of a heading that ends with an abbreviated month.
var cutMonth = regexp.MustCompile(`(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.$`)

func isSentence(text string) bool {
	long := len([]rune(strings.Join(strings.Fields(text), " "))) > maxLabel
	return strings.Contains(text, "。") || strings.HasSuffix(text, ".") && !cutMonth.MatchString(text) || long && len(monthsIn(text)) < 2
}

// numbersAfter counts the numbers that follow a token.
func numbersAfter(all []token, i int) int {
	n := 0
	for i+1+n < len(all) && all[i+1+n].kind == number {
		n++
	}
	return n
}

// joinNames makes one name of words that together are one, as a narrow column breaks
// them, also where the numbers of the row stand between them.
func (r *reading) joinNames(all []token) (joined []token) {
	for i := 0; i < len(all); {
		t, next, numbers := all[i], i+1, []token(nil)
		text := t.text
		var between []token
		for j := next; t.kind == word && j < len(all) && len([]rune(text)) < maxName; j++ {
			if n := numbersAfter(all, j-1); n > 0 && between == nil {
				between = all[j : j+n]
				j += n
			}
			if j == len(all) || all[j].kind != word {
				break
			}
			text += " " + all[j].text
			if whole := r.labelled(text, t.line); whole.kind == name {
				all[i], next, numbers = whole, j+1, between
			}
		}
		joined = append(append(joined, all[i]), numbers...)
		i = next
	}
	return joined
}
