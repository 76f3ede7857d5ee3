package candidate

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"cnnic_exporter/exporter/document"
)

// sentence is a sentence of running text.
type sentence struct {
	line int
	text string
	// opens marks the first sentence of a paragraph.
	opens bool
}

var (
	// begins matches a line that begins a sentence even where the line before has no
	// full stop: an item of a list, a heading, a caption, a date, a source, the usual
	// words of a first sentence.
	begins = regexp.MustCompile(`^(?:[-*–—o+>]\s|\(?\d{1,2}\s?[.)](?:\s|\p{L})|\d{1,2}、|\(?[一二三四五六七八九十]{1,3}[)、]` +
		`|\(?[IVXivx]{1,4}[.)]\s|第\s?[一二三四五六七八九十\d]+\s?[章节部]|(?i:chapter)\s|#+\s|[①-⑳❶-❿➀-➓]|[\p{So}•‣⁃∙▪]` +
		`|(?:图|附?表)\s?\d|(?i:figure|table|chart)\s\d|\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s|$)` +
		`|(?:(?i:source|editor|published)|数据来源|资料来源|来源|编辑|责编|责任编辑|作者|发布时间|日期|时间)\s?:` +
		`|截[至止]|据|《|本报|记者|新华社|中新[社网]|近日|日前|As of |By (?:the end of |June|December)|According to )`)
	// marks are left out at the beginning of a sentence, which spreadsheets would take
	// for a formula with some of them.
	marks      = regexp.MustCompile(`^[\p{So}•‣⁃∙▪\s=+\-@*#>]+`)
	pageNumber = regexp.MustCompile(`^[-–—\s]*\d{1,3}[-–—\s]*$`)
	// cells matches a line of numbers alone, such as the labels of a chart, and the row
	// of a table, which has numbers side by side, also without blanks.
	cells = regexp.MustCompile(`^[\s\d.,%()+\-–—/年月*]*$|\|.*\||(?:\d{3}|\.\d)%?\s+[+-]?\d[\d,.]*%?(?:\s|$)|\d,\d{3}\d`)
	// dateline says where and when an agency writes.
	dateline = regexp.MustCompile(`^[^。!?]{0,120}(?:\([\p{L} .]+\)\s?(?:--|—+|-)\s` +
		`|BEIJING(?:, [A-Z][a-z]+\.? \d+)?\s?(?:--|—+)\s|日[电讯](?:\s?\([^()]*\))?)`)
	// stop ends a sentence, unless it stands behind an abbreviation.
	stop         = regexp.MustCompile(`[。!?|]|.[\p{So}•‣⁃∙▪]|\.(?:\s|$)|[;:]$`)
	abbreviation = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs|inc|ltd|corp|co|st|dr` +
		`|fig|[a-z])$`)
	han       = regexp.MustCompile(`\p{Han}`)
	besideHan = regexp.MustCompile(`(\p{Han}) | (\p{Han})`)
)

// maxSentence bounds a sentence in bytes, for texts without full stops.
const maxSentence = 4096

// sentencesOf splits a text into sentences. Headings, datelines and marks of lists end
// one, and so do rows of tables and lines of numbers, which are left out.
func sentencesOf(lines []document.Line) []sentence {
	var all []sentence
	var rest string
	line, opens := 0, true
	emit := func(text string) {
		if text = marks.ReplaceAllString(closeUp(text), ""); text != "" {
			all = append(all, sentence{line, text, opens})
			opens = false
		}
	}
	end := func() {
		emit(rest)
		rest = ""
	}
	for i, l := range lines {
		text := strings.TrimSpace(l.Text)
		if text != "" && pageNumber.MatchString(text) {
			continue // The sentence may go on behind a page's number.
		}
		if cells.MatchString(text) || begins.MatchString(text) {
			end()
		}
		if text == "" || cells.MatchString(text) {
			opens = true
			continue
		}
		if rest == "" {
			line = l.Number
		}
		rest = strings.TrimSpace(rest + " " + text)
		for at := sentenceEnd(rest); at > 0; at = sentenceEnd(rest) {
			emit(rest[:at])
			rest, line = strings.TrimSpace(rest[at:]), l.Number
		}
		if i+1 < len(lines) && isTitle(text, lines[i+1].Text) {
			end()
		}
	}
	end()
	return all
}

// isTitle reports whether a line without a full stop is much shorter than the next.
func isTitle(line, next string) bool {
	width := func(text string) int { return utf8.RuneCountInString(text) + len(han.FindAllString(text, -1)) }
	return width(next) >= 40 && width(line)*5 < width(next)*3
}

// sentenceEnd is where the first sentence of a text ends, or -1.
func sentenceEnd(text string) int {
	if at := dateline.FindStringIndex(text); at != nil && at[1] < len(text) {
		return at[1]
	}
	for _, at := range stop.FindAllStringIndex(text, -1) {
		if !strings.HasPrefix(text[at[0]:], ".") || !abbreviation.MatchString(text[:at[0]]) {
			return at[1]
		}
	}
	if len(text) > maxSentence {
		return len(text)
	}
	return -1
}

// closeUp reduces white space to one space between words, none beside Chinese
// characters.
func closeUp(text string) string {
	// Twice, since a character may stand between two spaces.
	text = besideHan.ReplaceAllString(strings.Join(strings.Fields(text), " "), "$1$2")
	return besideHan.ReplaceAllString(text, "$1$2")
}
