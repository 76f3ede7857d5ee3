package candidate

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cnnic_exporter/exporter/document"
)

// sentence is a sentence of running text.
type sentence struct {
	line int
	text string
	// opens marks the first sentence of a paragraph. Items of a list continue it.
	opens bool
}

var (
	// listMark begins an item or a numbered heading.
	listMark = regexp.MustCompile(`^\s*(?:[-*–—o+>]\s+|\(?\d{1,2}\s?[.)](?:\s|\p{L})|\d{1,2}、|\(?[一二三四五六七八九十]{1,3}[)、]|\([IVXivx]{1,4}\)|\([一二三四五六七八九十]+\)|[IVX]{1,4}\.\s|第\s?[一二三四五六七八九十\d]+\s?[章节部]|(?i:chapter)\s|#+\s|[①-⑳❶-❿➀-➓])`)
	// apart matches a line outside of sentences: a caption, a dateline, a source.
	apart = regexp.MustCompile(`(?i)^\s*(?:(?:图|附?表)\s?\d|(?:figure|table|chart)\s\d|\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s|$)|(?:source|editor|published|数据来源|资料来源|来源|编辑|责编|责任编辑|作者|发布时间|日期|时间)\s?[:：])`)
	// starter begins a sentence even where the line before has no full stop.
	starter = regexp.MustCompile(`^\s*(?:截[至止]|据|《|本报|记者|新华社|中新社|中新网|近日|日前|As of |By (?:the end of |June|December)|According to )`)
	// values matches a line of numbers alone, such as the labels of a chart.
	values     = regexp.MustCompile(`^[\s\d.,%()+\-–—/年月*]*$`)
	pageNumber = regexp.MustCompile(`^[-–—\s]*\d{1,3}[-–—\s]*$`)
	// dateline says where and when an agency writes.
	dateline = regexp.MustCompile(`\([\p{L} .]+\)\s?(?:--|—+|-)\s|^BEIJING(?:, [A-Z][a-z]+\.? \d+)?\s?(?:--|—+)\s|日[电讯](?:\s?\([^()]*\))?`)
	ending   = regexp.MustCompile(`[。!?;:][”"』」)]?\s*$|\.[”")]?\s*$`)
	// abbreviation ends in a full stop that ends no sentence.
	capital      = regexp.MustCompile(`^\p{Lu}`)
	han          = regexp.MustCompile(`\p{Han}`)
	besideHan    = regexp.MustCompile(`(\p{Han}) | (\p{Han})`)
	abbreviation = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs|inc|ltd|corp|co|st|dr|fig|[a-z])$`)
)

// sentencesOf splits a text into sentences. Titles, datelines and list marks end one,
// and so do rows of tables and lines of numbers, which are left out.
func sentencesOf(lines []document.Line) []sentence {
	var all []sentence
	var rest string
	var current sentence
	opens, item, listing := true, false, false
	emit := func(text string) {
		text = strings.TrimLeftFunc(closeUp(text), func(c rune) bool { return isMark(c) || strings.ContainsRune(" =+-@*#>", c) })
		if text != "" {
			all = append(all, sentence{current.line, text, opens && !(item && listing)})
			opens, listing = false, item || strings.HasSuffix(text, ":")
		}
	}
	end := func() {
		emit(rest)
		rest = ""
	}
	text := func(i int) string {
		if i < 0 || i >= len(lines) {
			return ""
		}
		return strings.TrimSpace(lines[i].Text)
	}
	for i, l := range lines {
		line := text(i)
		if line != "" && pageNumber.MatchString(line) {
			continue
		}
		marked := line != "" && (listMark.MatchString(line) || isMark([]rune(line)[0]))
		if line == "" || marked || apart.MatchString(line) || strings.Count(line, "|") > 1 || values.MatchString(line) {
			end()
		}
		if opens = opens || line == ""; strings.Count(line, "|") > 1 || values.MatchString(line) {
			continue
		}
		if rest == "" {
			item, current.line = marked, l.Number
		}
		rest = strings.TrimSpace(rest + " " + line)
		for at := sentenceEnd(rest); at >= 0; at = sentenceEnd(rest) {
			emit(rest[:at])
			rest, current.line = strings.TrimSpace(rest[at:]), l.Number
		}
		if apart.MatchString(line) || ending.MatchString(line) || endsTitle(line, text(i-1), text(i+1)) {
			end()
		}
	}
	end()
	return all
}

// maxSentence bounds a sentence in bytes, for texts without full stops.
const maxSentence = 4096

// endsTitle reports whether a line without a full stop ends a sentence: the next line
// begins one, or the line is much shorter than its neighbours.
func endsTitle(line, before, next string) bool {
	if strings.HasSuffix(line, ",") || strings.HasSuffix(line, "、") {
		return false
	}
	most := max(places(before), places(next))
	return starter.MatchString(next) || listMark.MatchString(line) && capital.MatchString(next) || most >= 40 && places(line)*5 < most*3
}

// places is the width of a text on a screen, in columns.
func places(text string) int { return utf8.RuneCountInString(text) + len(han.FindAllString(text, -1)) }

// isMark reports whether a character marks items of a list.
func isMark(c rune) bool {
	return (unicode.Is(unicode.So, c) || strings.ContainsRune("•‣⁃∙▪", c)) && !strings.ContainsRune("©®°℃", c)
}

// sentenceEnd is where the first sentence of a text ends, or -1.
func sentenceEnd(text string) int {
	start := text[:min(len(text), 200)]
	if at := dateline.FindStringIndex(start); at != nil && !strings.ContainsAny(start[:at[0]], "。!?") && at[1] < len(text) {
		return at[1]
	}
	for i, c := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case strings.ContainsRune("。!?|", c), i > 0 && isMark(c), i > maxSentence:
			return end
		case c == '.' && (end == len(text) || text[end] == ' ') && !abbreviation.MatchString(text[max(0, i-12):i]):
			return end
		}
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
