package importer

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

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
	line    int
	text    string
	subject *document.Subject
	cell    cell
	source  document.Line
}

var (
	// furniture are the numbers and running titles of pages.
	furniture = regexp.MustCompile(`^\s*[-—–]*\s*\d{1,3}\s*[-—–]*\s*$|^\s*第\s*\d+\s*次中国互联网络?发展状况统计报告\s*$|(?i)^\s*the \d+\w\w statistical report on china's internet development\s*$`)
	tableName = regexp.MustCompile(`(?i)^\s*(?:附?表|\btable)\s*\d`)
	year      = regexp.MustCompile(`^(?:19|20)\d\d$`)
	// stuck are a name, the digits that follow on it, and the rest of a number and of
	// those stuck to it.
	stuck = regexp.MustCompile(`^(|.*?[^\d,.+(-])(\d{1,6})((?:,\d{3})+.*)$`)
	// piece is a number among others without blanks between them.
	piece = regexp.MustCompile(`^(?:[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}\.\d%?|\d{1,3}%))`)
	// footnoted is a footnote below a table.
	footnoted = regexp.MustCompile(`^(?:\d{1,3}\s*[^\d\s.,%年月]|注|(?i)notes?\b)`)
	leadRank  = regexp.MustCompile(`^\s*(?:\d{1,2}[.、)]?|\(\d{1,2}\))\s+`)
)

// tokens splits lines into tokens.
func (r *reading) tokens(lines []document.Line) (all []token) {
	for _, l := range lines {
		text := strings.TrimSpace(l.Text)
		switch {
		case text == "" || furniture.MatchString(text):
			continue
		case isSentence(text) && footnoted.MatchString(text):
			continue
		case isSentence(text):
			all = append(all, token{kind: end, line: l.Number, text: text})
			continue
		case tableName.MatchString(text) && !strings.HasPrefix(text, "续"):
			all = append(all, token{kind: end, line: l.Number}, token{kind: word, line: l.Number, text: text, source: l})
			continue
		}
		fields := strings.Fields(text)
		from := len(fields)
		for from > 0 && (parseCell(fields[from-1]).ok && !year.MatchString(fields[from-1]) || isAbsent(fields[from-1])) {
			from--
		}
		rest := fields[from:]
		if from > 0 {
			if before, numbers := unstick(fields[from-1], rest); numbers != nil {
				fields[from-1] = before
				rest = append(numbers, rest...)
			}
		}
		label := strings.Join(fields[:from], " ")
		if len(rest) > 0 {
			label = leadRank.ReplaceAllString(label+" ", "")
		}
		if label = strings.TrimSpace(label); label != "" {
			all = append(all, r.labelled(label, l))
		}
		for _, f := range rest {
			all = append(all, token{kind: number, line: l.Number, text: f, cell: parseCell(f), source: l})
		}
	}
	return all
}

// unstick splits a field into a name and the numbers that stick to it and to each
// other. Digits between the name and the first comma may begin with a footnote mark:
// the number is the one nearest to the next of its row.
func unstick(field string, rest []string) (before string, numbers []string) {
	m := stuck.FindStringSubmatch(field)
	if m == nil {
		return field, nil
	}
	best := math.Inf(1)
	for mark := range len(m[2]) {
		head := m[2][mark:]
		if len(head) > 3 || head[0] == '0' {
			continue
		}
		var pieces []string
		left := head + m[3]
		for p := piece.FindString(left); p != ""; p = piece.FindString(left) {
			pieces, left = append(pieces, p), left[len(p):]
		}
		if left != "" {
			continue
		}
		distance := float64(mark)
		for _, next := range slices.Concat(pieces[1:], rest) {
			if c := parseCell(next); c.Value.GreaterThan(decimal.NewFromInt(150)) {
				distance = math.Abs(math.Log(parseCell(pieces[0]).Value.InexactFloat64() / c.Value.InexactFloat64()))
				break
			}
		}
		if distance < best {
			best, before, numbers = distance, m[1]+m[2][:mark], pieces
		}
	}
	return before, numbers
}

func (r *reading) labelled(label string, l document.Line) token {
	if s := r.names.Exact(label); s != nil && s.Kind == document.Application {
		return token{name, l.Number, label, s, cell{}, l}
	}
	return token{word, l.Number, label, nil, cell{}, l}
}

// maxLabel bounds a heading or a name in text, in characters.
const maxLabel = 90

// cutMonth is a line of a heading that ends with an abbreviated month.
var cutMonth = regexp.MustCompile(`(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.$`)

func isSentence(text string) bool {
	long := len([]rune(strings.Join(strings.Fields(text), " "))) > maxLabel
	return strings.Contains(text, "。") || strings.HasSuffix(text, ".") && !cutMonth.MatchString(text) || long && len(monthsIn(text)) < 2
}

// numbersFrom counts the numbers that follow a token.
func numbersFrom(all []token, i int) int {
	n := 0
	for i+1+n < len(all) && all[i+1+n].kind == number {
		n++
	}
	return n
}

// joinNames makes one name of words that together are one, as a narrow column breaks
// them, also where the numbers of the row stand between them.
func (r *reading) joinNames(all []token) []token {
	drop := map[int]bool{}
	free := func(i int) bool { return i >= 0 && i < len(all) && all[i].kind == word && !drop[i] }
	for i := range all {
		if !free(i) {
			continue
		}
		after := i + 1 + numbersFrom(all, i)
		for _, parts := range [][]int{{i, i + 1, i + 2}, {i - 1, i, after}, {i, after}, {i - 1, i}} {
			var words []string
			for _, p := range parts {
				if !free(p) || p > i && p != after && numbersFrom(all, p-1) > 0 {
					words = nil
					break
				}
				words = append(words, all[p].text)
			}
			if len(words) == 0 {
				continue
			}
			if t := r.labelled(strings.Join(words, " "), all[i].source); t.kind == name {
				for _, p := range parts {
					drop[p] = p != i
				}
				all[i] = t
				break
			}
		}
	}
	joined := all[:0]
	for i, t := range all {
		if !drop[i] {
			joined = append(joined, t)
		}
	}
	return lowered(joined)
}

// lowered puts a name before the numbers of its row where it stands below them, which
// a raised footnote mark does: the row before then seems to have the numbers of both.
func lowered(all []token) []token {
	count, width := map[int]int{}, 0
	for i, t := range all {
		if t.kind != name {
			continue
		}
		if n := numbersFrom(all, i); n > 1 {
			if count[n]++; count[n] > count[width] {
				width = n
			}
		}
	}
	for i := 1; i < len(all); i++ {
		if all[i].kind != name || count[width] < 2 {
			continue
		}
		from := i
		for from > 0 && all[from-1].kind == number {
			from--
		}
		if at := from + width; numbersFrom(all, i) == 0 && i-from >= 2*width && i-from <= 2*width+1 {
			t := all[i]
			copy(all[at+1:i+1], all[at:i])
			all[at] = t
		}
	}
	return all
}
