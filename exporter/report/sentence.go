package report

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of running text.
type sentence struct {
	text string
	line int
	// opens says that it is the first of its paragraph.
	opens bool
	// item says that it stands behind the mark of a list.
	item bool
}

// quoted is the sentence, or as much of it as a message shows.
func (s sentence) quoted() string { return quote(startOf(s.text)) }

// sentences joins lines to paragraphs and parts these into sentences.
func sentences(text []line) []sentence {
	var all []sentence
	var b strings.Builder
	type start struct{ offset, line int }
	var starts []start
	opens, item := true, false
	flush := func() {
		whole, from := b.String(), 0
		for _, end := range sentenceEnds(whole) {
			one := whole[from:end]
			if lead := len(one) - len(strings.TrimLeft(one, " ")); strings.TrimSpace(one) != "" {
				at := sort.Search(len(starts), func(i int) bool { return starts[i].offset > from+lead }) - 1
				all = append(all, sentence{strings.TrimSpace(one), starts[max(at, 0)].line, opens, item})
				opens = false
			}
			from = end
		}
		b.Reset()
		starts = nil
	}
	endParagraph := func() {
		flush()
		opens, item = true, false
	}
	for i, l := range text {
		trimmed := strings.TrimSpace(l.text)
		begins := b.Len() == 0 || ended().MatchString(endOf(b.String()))
		switch {
		case trimmed == "":
			endParagraph()
			continue
		case isFurniture(text, i, begins):
			continue
		case isLegend(trimmed):
			// The paragraph around a figure goes on.
			flush()
			continue
		}
		if mark := listMark().FindString(trimmed); mark != "" {
			endParagraph()
			trimmed, item = trimmed[len(mark):], true
		}
		// A numbered heading belongs to no sentence, though no line is between.
		if begins && numberedHeading().MatchString(trimmed) {
			endParagraph()
			starts = append(starts, start{0, l.number})
			b.WriteString(trimmed)
			endParagraph()
			continue
		}
		if b.Len() > 0 {
			before, _ := utf8.DecodeLastRuneInString(b.String())
			after, _ := utf8.DecodeRuneInString(trimmed)
			// A line of Chinese is broken anywhere, one of English between words.
			if !unicode.Is(unicode.Han, before) || !unicode.Is(unicode.Han, after) {
				b.WriteByte(' ')
			}
		}
		starts = append(starts, start{b.Len(), l.number})
		b.WriteString(trimmed)
	}
	flush()
	return all
}

// isFurniture says whether a line is the number of a page or what stands at the
// head of each. A sentence may go on behind both.
func isFurniture(text []line, i int, begins bool) bool {
	isPage := func(i int) bool { return i >= 0 && i < len(text) && dashedPage().MatchString(text[i].text) }
	switch l := text[i].text; {
	case isPage(i):
		return true
	case pageNumber().MatchString(l):
		return begins
	default:
		return runningTitle().MatchString(l) && (begins || isPage(i-1) || isPage(i+1))
	}
}

// isLegend says whether a line is the title of a figure or a table, or says that it
// is from CNNIC. What it is from else counts for the text above it.
func isLegend(text string) bool {
	return legend().MatchString(text) && !endsSentence(text) || ownLegend().MatchString(text)
}

var (
	listMark        = compiled(`^(?:[•●▪◦‣·*-]\s+|——\s*|[◇◆□■➢►▶※\x{F000}-\x{F0FF}]\s*)`)
	ended           = compiled(`[.。!！?？;；:：]$`)
	numberedHeading = compiled(`^(?:[(（](?:[IVXivx]+|\d+|[一二三四五六七八九十]+)[)）]|[一二三四五六七八九十]+、|[IVX]+\.|\d+(?:\.\d+)*[.、])\s*[^.,;:!?。，；：！？、\d亿万]{2,60}$`)
	dashedPage      = compiled(`^[-–—]+\s*\d{1,3}\s*[-–—]+$`)
	runningTitle    = compiled(`(?i)^(?:\d{1,3} )?(?:the )?(?:\d+(?:st|nd|rd|th) )?statistical report on china's internet development(?: \d{1,3})?$|^(?:\d{1,3} ?)?(?:第\d+次)?中国互联网络发展状况统计报告(?: ?\d{1,3})?$`)
	// A legend has no verb, as the sentences have that speak of a figure.
	legend    = compiled(`^(?:Table|TABLE|Figure|FIGURE|Chart|CHART) ?\d+(?:[.-]\d+)?[:.]? +[A-Z][^,;:]*(?:, (?:[A-Z][a-z]{2}\.? )?\d{4}[^,;:]*)?$|^(?:附?表|图) ?\d+(?:[.-]\d+)?[:.]? *(?:[^,;:。()显所可看达为是在]|\([^()]*\))+$`)
	ownLegend = compiled(`(?i)^(?:(?:data )?sources? ?: ?|(?:数据|资料)?来源 ?[:：] ?)(?:cnnic|(?:the )?china internet network information cent(?:er|re)|中国互联网络(?:信息中心|发展状况))[^,;。]*(?:, ?[a-z]{3,9}\.? \d{4}\.?)?$`)
)

// abbreviation ends a month or another word that has a full stop of its own.
var abbreviation = compiled(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs|inc|ltd|corp|co|st|dr)\.$|\b(?-i:[A-Z])\.$`)

func sentenceEnds(text string) []int {
	var ends []int
	for i, c := range text {
		end := i + utf8.RuneLen(c)
		switch c {
		case '。', '!', '?', '|', '•', '●':
			ends = append(ends, end)
		case '.':
			if strings.HasPrefix(text[end:], " ") && !abbreviation().MatchString(endOf(text[:end])) {
				ends = append(ends, end)
			}
		}
	}
	return append(ends, len(text))
}

// endOf is as much of a text's end as an expression needs that looks back from
// there, so that a sentence without an end does not take time without one.
func endOf(text string) string { return text[max(0, len(text)-256):] }

// startOf is the same for expressions that look ahead.
func startOf(text string) string { return text[:min(256, len(text))] }
