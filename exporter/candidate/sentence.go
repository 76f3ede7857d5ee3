package candidate

import (
	"regexp"
	"strings"
	"unicode"

	"cnnic_exporter/exporter/document"
)

// sentence is a sentence of running text.
type sentence struct {
	line int
	text string
	// opens says that it begins a paragraph; items of a list continue theirs.
	opens bool
}

var (
	// listMark begins an item or a numbered heading.
	listMark = regexp.MustCompile(`^\s*(?:[-*–—o+>]\s+|\(?\d{1,2}\s?[.)](?:\s|\p{L})|\d{1,2}、|\(?[一二三四五六七八九十]{1,3}[)、]|\([IVXivx]{1,4}\)|\([一二三四五六七八九十]+\)|[IVX]{1,4}\.\s|第\s?[一二三四五六七八九十\d]+\s?[章节部]|(?i:chapter)\s|#+\s|[①-⑳❶-❿➀-➓])`)
	// apart is a line that belongs to no sentence: a caption, a dateline, a source.
	apart = regexp.MustCompile(`(?i)^\s*(?:(?:图|附?表)\s?\d|(?:figure|table|chart)\s\d|\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s|$)|(?:source|editor|published|数据来源|资料来源|来源|编辑|责编|责任编辑|作者|发布时间|日期|时间)\s?[:：])`)
	// starter begins a sentence even where the line before has no full stop.
	starter = regexp.MustCompile(`^\s*(?:截[至止]|据|《|本报|记者|新华社|中新社|中新网|近日|日前|As of |By (?:the end of |June|December)|According to )`)
	// values is a line of nothing but numbers, as the labels of a chart are.
	values = regexp.MustCompile(`^[\s\d.,%()+\-–—/年月*]*$`)
	// goesOn continues a sentence of which each line is a paragraph.
	goesOn     = regexp.MustCompile(`^(?:分别|达到?[\d约超近]|约?为\d|较|占|\d[\d.]*[亿万%])`)
	pageNumber = regexp.MustCompile(`^[-–—\s]*\d{1,3}[-–—\s]*$`)
	// dateline says where and when an agency writes.
	dateline = regexp.MustCompile(`\([\p{L} .]+\)\s?(?:--|—+|-)\s|^BEIJING(?:, [A-Z][a-z]+\.? \d+)?\s?(?:--|—+)\s|日[电讯](?:\s?\([^()]*\))?`)
	ending   = regexp.MustCompile(`[。!?;:][”"』」)]?\s*$|\.[”")]?\s*$`)
	// abbreviation ends in a full stop that ends no sentence.
	abbreviation = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs|inc|ltd|corp|co|st|dr|fig|[a-z])$`)
)

// sentencesOf parts a text into sentences. Titles, datelines and list marks end one,
// and so do lines of numbers and rows of tables, which are left out.
func sentencesOf(lines []document.Line) []sentence {
	var p paragraphs
	for i, l := range lines {
		text := strings.TrimSpace(l.Text)
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimSpace(lines[i+1].Text)
		}
		item := text != "" && (listMark.MatchString(text) || isMark([]rune(text)[0]))
		switch {
		case text == "" && goesOn.MatchString(nextText(lines[i:])):
			continue
		case text == "":
			p.end()
			p.open = true
			continue
		case pageNumber.MatchString(text):
			continue
		case strings.Count(text, "|") > 1, values.MatchString(text):
			p.end()
			continue
		case item, apart.MatchString(text):
			p.end()
		}
		p.add(text, l.Number, item)
		if apart.MatchString(text) || ending.MatchString(text) || endsTitle(text, next, width(lines, i)) {
			p.end()
		}
	}
	p.end()
	return p.all
}

// nextText is the first line that is not empty.
func nextText(lines []document.Line) string {
	for _, l := range lines[:min(len(lines), 4)] {
		if text := strings.TrimSpace(l.Text); text != "" {
			return text
		}
	}
	return ""
}

// endsTitle says whether a line without a full stop ends all the same: the next one
// begins a sentence, or had room on it.
func endsTitle(text, next string, most int) bool {
	if strings.HasSuffix(text, ",") || strings.HasSuffix(text, "、") {
		return false
	}
	return starter.MatchString(next) || listMark.MatchString(text) && starts(next) || most >= 40 && columns(text)*5 < most*3
}

// starts says whether a line begins with a capital letter.
func starts(text string) bool { return text != "" && unicode.IsUpper([]rune(text)[0]) }

// width is that of the widest line around a line, up to empty ones.
func width(lines []document.Line, at int) int {
	most := 0
	for i := at; i >= 0 && i > at-30 && strings.TrimSpace(lines[i].Text) != ""; i-- {
		most = max(most, columns(lines[i].Text))
	}
	for i := at; i < len(lines) && i < at+30 && strings.TrimSpace(lines[i].Text) != ""; i++ {
		most = max(most, columns(lines[i].Text))
	}
	return most
}

// columns counts the places that a text takes on a screen.
func columns(text string) int {
	n := 0
	for _, c := range text {
		if n++; unicode.Is(unicode.Han, c) {
			n++
		}
	}
	return n
}

// isMark says whether a character only marks the items of a list.
func isMark(c rune) bool {
	return (unicode.Is(unicode.So, c) || strings.ContainsRune("•‣⁃∙▪", c)) && !strings.ContainsRune("©®°℃", c)
}

// paragraphs gathers lines into sentences.
type paragraphs struct {
	all  []sentence
	text strings.Builder
	line int
	// open says that the next sentence begins a paragraph, item that it is an item of
	// a list, listing that the one before was or introduces a list.
	open, item, listing bool
}

func (p *paragraphs) add(text string, line int, item bool) {
	if p.text.Len() == 0 {
		p.line, p.item = line, item
		if len(p.all) == 0 {
			p.open = true
		}
	} else {
		p.text.WriteByte(' ')
	}
	p.text.WriteString(text)
	// Sentences end within the line, too.
	rest := p.text.String()
	for {
		end := sentenceEnd(rest)
		if end < 0 {
			break
		}
		p.emit(rest[:end])
		if rest = strings.TrimSpace(rest[end:]); rest == "" {
			break
		}
		p.line = line
	}
	p.text.Reset()
	if p.text.WriteString(rest); len(rest) > maxSentence {
		p.end()
	}
}

// maxSentence bounds, in bytes, what a text without full stops is searched for.
const maxSentence = 4096

// end ends the sentence that has no full stop.
func (p *paragraphs) end() {
	p.emit(p.text.String())
	p.text.Reset()
}

func (p *paragraphs) emit(text string) {
	text = strings.TrimLeftFunc(closeUp(text), func(c rune) bool { return isMark(c) || strings.ContainsRune(" =+-@*#>\uFE0F", c) })
	if text == "" {
		return
	}
	p.all = append(p.all, sentence{p.line, text, p.open && !(p.item && p.listing)})
	p.listing = p.item || strings.HasSuffix(text, ":")
	p.open = false
}

// sentenceEnd is where the first sentence of a text ends, or -1.
func sentenceEnd(text string) int {
	if at := dateline.FindStringIndex(text); at != nil && !strings.ContainsAny(text[:at[0]], "。!?") && at[1] < len(text) {
		return at[1]
	}
	for i, c := range text {
		end := i + len(string(c))
		switch {
		case strings.ContainsRune("。!?|", c), i > 0 && isMark(c):
			return end
		case c == '.' && (end == len(text) || text[end] == ' ') && !abbreviation.MatchString(text[max(0, i-12):i]):
			return end
		}
	}
	return -1
}

// closeUp leaves one space between words and none beside Chinese characters.
func closeUp(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	kept := runes[:0]
	for i, c := range runes {
		if c == ' ' && i > 0 && i < len(runes)-1 && (unicode.Is(unicode.Han, runes[i-1]) || unicode.Is(unicode.Han, runes[i+1])) {
			continue
		}
		kept = append(kept, c)
	}
	return string(kept)
}
