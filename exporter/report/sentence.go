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
	item := false
	flush := func() {
		whole, from, opens := b.String(), 0, true
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
		starts, item = nil, false
	}
	for _, l := range text {
		trimmed := strings.TrimSpace(l.text)
		if trimmed == "" {
			flush()
			continue
		}
		if mark := listMark().FindString(trimmed); mark != "" {
			flush()
			trimmed, item = trimmed[len(mark):], true
		}
		// A numbered heading belongs to no sentence, though no line is between.
		if begins := b.Len() == 0 || ended().MatchString(endOf(b.String())); begins && numberedHeading().MatchString(trimmed) {
			flush()
			starts = append(starts, start{0, l.number})
			b.WriteString(trimmed)
			flush()
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

var (
	listMark        = compiled(`^(?:[•●▪◦‣·*-]\s+|——\s*)`)
	ended           = compiled(`[.。!！?？;；:：]$`)
	numberedHeading = compiled(`^(?:[(（](?:[IVXivx]+|\d+|[一二三四五六七八九十]+)[)）]|[一二三四五六七八九十]+、|[IVX]+\.|\d+(?:\.\d+)*[.、])\s*[^.,;:!?。，；：！？、\d亿万]{2,60}$`)
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
