package report

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
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

// readProse reads running text, in English or Chinese. What a sentence says of
// its survey, and that it is of another time, place or source, holds to the end
// of the paragraph, and of the list that it introduces.
func (r *Reading) readProse(text []line) {
	var about paragraph
	all := sentences(text)
	for i, s := range all {
		if s.opens && !introduces().MatchString(about.before) && !(s.item && about.item) {
			about = paragraph{foreign: hasOtherSource(all[i:])}
		}
		r.readSentence(s, &about)
		about.before, about.item = s.text, s.item
	}
}

// introduces ends a sentence that goes on in the next paragraph.
var introduces = compiled(`[:;]$`)

// paragraph is what is known of a paragraph.
type paragraph struct {
	period dataset.Period
	before string // The sentence before.
	item   bool   // The sentence before is of a list.
	// strayed says that it has gone to another time, place or source, foreign that
	// all of it is of another source.
	strayed, foreign bool
	// ofPart says that a part of the Internet users was spoken of.
	ofPart bool
}

// hasOtherSource says whether a line on the source in the paragraph that begins
// there names anyone but CNNIC.
func hasOtherSource(all []sentence) bool {
	for i, s := range all {
		if i > 0 && s.opens {
			return false
		}
		if sourceLine().MatchString(s.text) && !ownSource().MatchString(s.text) {
			return true
		}
	}
	return false
}

// numeral is in every sentence with a figure.
var numeral = compiled(`(?i)\d|[亿万]|per ?cent|illion`)

// readSentence takes what a sentence says and notes what it may say.
func (r *Reading) readSentence(s sentence, about *paragraph) {
	if len(s.text) > maxSentence {
		if numeral().MatchString(s.text) {
			r.note(s.line, 0, "a sentence of more than %d bytes was passed over: %s", maxSentence, s.quoted())
		}
		return
	}
	p := r.vocabulary.phraseOf(strings.TrimRight(s.text, ".。!?;| "))
	namesSurvey := func(m *mark) bool { return m.kind == monthNamed && isSurvey(m.period) }
	if slices.ContainsFunc(p.marks, namesSurvey) || returns().MatchString(p.text) {
		about.strayed, about.ofPart = false, false
	}
	parsed := parse(p, *about)
	for _, m := range parsed.read {
		m.read = true
	}
	for _, m := range parsed.left {
		m.read = false
	}
	for _, stated := range parsed.statements {
		r.take(s, stated)
	}
	if parsed.dated || len(parsed.statements) > 0 {
		about.period = parsed.period
	}
	about.ofPart = parsed.ofPart
	// A survey that is named in words which nobody understands may be what the next
	// sentence is of.
	unread := slices.ContainsFunc(p.marks, func(m *mark) bool { return namesSurvey(m) && !m.read })
	if unread && len(parsed.statements) == 0 || parsed.doubtful && strays(s.text, p) {
		about.strayed = true
	}
	if p.has("QPV") {
		r.noteUnread(s, p, refers().MatchString(p.text) && r.vocabulary.inText.MatchString(about.before))
	}
}

var (
	sourceLine = compiled(`(?i)\bsources?: |来源[:：]`)
	ownSource  = compiled(`(?i)\bcnnic\b|china internet network information cent|中国互联网络信息中心|中国互联网络发展状况`)
	// returns is in a sentence that is of the whole country again.
	returns   = compiled(`\bchina\b|\bcnnic\b|我国|全国|中国`)
	otherTime = compiled(`\b(?:19|20)\d\d\b|(?:19|20)\d\d年|\b(?:years?|months?) (?:ago|earlier|before)\b|\blast year\b|\bsame (?:period|time)\b|去年|上年|前年|同期|年前|此前|上半年|下半年|季度`)
	// otherSource is looked for after the report itself is left out.
	theReport    = compiled(`\b(?:the|this) (?:latest |new )?(?:statistical )?(?:report|survey)\b|^报告|,报告(?:显示|指出|表明)`)
	otherSource  = compiled(`\baccording to\b|\b(?:report|survey|study|research|data|statistics|poll|earnings|questmobile|iresearch)\b|报告|财报|数据|统计|调查|据|^[^,]{2,30} ?(?:--|—)|\d日[电讯]|\(xinhua\)`)
	abroadFirst  = compiled(`^(?:In|Across|Throughout|Within|As for|For|Among) (?:the )?[A-Z]`)
	publishes    = compiled(`\b(?:released|issued|published)\b|发布|公布`)
	inPart       = compiled(`(?i)^(?:in|across|among) (?:the )?(?:urban|rural)|^在?(?:城镇|农村)`)
	homeFirst    = compiled(`^\w+(?: \w+)? (?:the )?(?:China|Chinese|CNNIC)\b`)
	leadingMonth = compiled(`^\w+(?: \w+)? (?:the )?(?:end of )?M`)
)

// strays says whether a sentence that was not understood speaks of another time,
// place or source, of which the next one may be too.
func strays(text string, p phrase) bool {
	switch {
	case otherPlace().MatchString(p.text), inPart().MatchString(text), ofAPart(p):
		return true
	case ownSource().MatchString(text) && publishes().MatchString(p.text):
		return false // The date is when the report came out.
	case otherTime().MatchString(p.text), slices.ContainsFunc(p.marks, func(m *mark) bool { return m.kind == monthNamed && !isSurvey(m.period) }):
		return true
	case ownSource().MatchString(text):
		return false
	case otherSource().MatchString(theReport().ReplaceAllString(p.text, "")):
		return true
	}
	return abroadFirst().MatchString(text) && !homeFirst().MatchString(text) && !leadingMonth().MatchString(p.text)
}

// ofAPart says whether a sentence speaks of a part of the Internet users. Those
// who are none are no part.
func ofAPart(p phrase) bool {
	part := partOf().FindString(p.text)
	return part != "" && part != "non" && part != "非" && p.has("ANIR")
}

// refers begins a sentence that goes on about what the one before spoke of.
var refers = compiled(`^(?:(?:and|by|as of|in|到|截至|至)[^,]*,)? ?(?:the|this|that|their|its) (?:figure|number|total|user)|^(?:they|it|these|this|that)\b|^(?:这一|该|其)|(?:^|,)用户规模|\bthe (?:figure|number)\b`)

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

// partOf finds words for a part of the population.
var partOf = compiled(`(?i)\b(?:non|rural|urban|elderly|aged|minors?|teenagers?|students?|females?|males?|women|men|and[- ](?:over|above|older)|years? old)\b|农村|城镇|老年|\d岁|未成年|青少年|男性|女性|大学生|非`)

var (
	// changed ends before a number by which something grew or shrank.
	changed = compiled(`\b(?:increas\w*|up|ris(?:e|es|en|ing)|rose|gr[eo]w\w*|down|decreas\w*|declin\w*|fell|fall\w*|drop\w*|lost|gain\w*|add\w*|surg\w*|jump\w*|climb\w*|shr[aiu]nk\w*)(?: by| of)?(?: more than| nearly| over| about)? ?$` +
		`|(?:增长|增加|减少|下降|提升|提高|上升|降低|回落|净增|新增|增幅|降幅|增长率|增速)(?:了|为|超|近|约)?$`)
	penetrates  = compiled(`\bpenetration\b|普及率`)
	takesUp     = compiled(`\b(?:m[ak]\w+|t[ao]\w+) up\b`)
	countsUsers = compiled(`\b(?:users|gamers|user base|online population|people (?:using|who use))\b|用户规模|网民`)
)

// noteUnread notes the figures of a sentence that were not understood, where they
// may be of something that is known.
func (r *Reading) noteUnread(s sentence, p phrase, refers bool) {
	known, everyone, counts := p.has("ANR"), p.has("I"), countsUsers().MatchString(p.text)
	number := 0
	for i := range len(p.text) {
		if p.text[i] < 'A' || p.text[i] > 'Z' {
			continue
		}
		m := p.marks[number]
		number++
		if m.read || !strings.Contains("QPV", string(m.kind)) || changed().MatchString(takesUp().ReplaceAllString(p.text[max(0, i-60):i], "")) {
			continue
		}
		share := m.kind == percentage
		part := partOf().FindString(clauseAround(p.text, i))
		switch {
		case part != "" && (known || everyone):
			r.note(s.line, 0, "%s speaks of a part of the population (%s) and was passed over: %s", quote(m.text), part, s.quoted())
		case known, !share && everyone, refers:
			r.note(s.line, 0, "%s was not understood and passed over: %s", quote(m.text), s.quoted())
		case share && everyone && penetrates().MatchString(p.text):
			r.note(s.line, 0, "%s was not understood and passed over: %s", quote(m.text), s.quoted())
		case !share && counts:
			r.note(s.line, 0, "%s is of no known application and was passed over: %s", quote(m.text), s.quoted())
		}
	}
}

// clauseAround is the clause of a text that has an offset.
func clauseAround(text string, at int) string {
	before, behind := endOf(text[:at]), startOf(text[at:])
	before = before[strings.LastIndexAny(before, ",;")+1:]
	if end := strings.IndexAny(behind, ",;"); end >= 0 {
		behind = behind[:end]
	}
	return before + behind
}

// take adds a figure of a subject.
func (r *Reading) take(s sentence, stated statement) {
	subject, q := stated.subject.subject, stated.number.quantity
	share := q.kind == percentage
	qualifier := qualifierOf(stated.bound, share)
	value, rounding := q.number, int64(0)
	if share && value.GreaterThan(hundred) {
		r.note(s.line, 0, "%s is no share from 0 to 100 %% and was passed over: %s", quote(stated.number.text), s.quoted())
		return
	}
	if !share {
		var ok bool
		if value, rounding, ok = people(q.number, q.exponent); !ok {
			r.note(s.line, 0, "%s is no whole number of 10,000 people and was passed over: %s", quote(stated.number.text), s.quoted())
			return
		}
	}
	exact := qualifier == "exact" || qualifier == "rounded"
	if !exact && (subject.Kind == Application || qualifier == bounded) {
		if qualifier == bounded {
			qualifier = stated.bound
		}
		r.note(s.line, 0, "%s of %s is not a figure but a bound (%s) and was passed over: %s", quote(stated.number.text), stated.subject.text, qualifier, s.quoted())
		return
	}
	if subject.Kind != Application {
		r.Figures = append(r.Figures, Figure{Position: r.at(s.line, 0), Subject: subject.ID, Kind: subject.Kind, Period: stated.period, Qualifier: qualifier, Value: value, Sentence: s.text})
		return
	}
	u := Usage{Position: r.at(s.line, 0), Name: stated.subject.text, Subject: subject.ID, Period: stated.period, Sentence: s.text}
	if !share {
		u.Users, u.Rounding = decimal.NewNullDecimal(value), rounding
		r.Usage = append(r.Usage, u)
		return
	}
	// The share that follows a number of users is of the same statement.
	if n := len(r.Usage); n > 0 {
		last := &r.Usage[n-1]
		if !last.Table && last.Position == u.Position && last.Subject == u.Subject && last.Period == u.Period && !last.Penetration.Valid {
			last.Penetration = decimal.NewNullDecimal(value)
			return
		}
	}
	u.Penetration = decimal.NewNullDecimal(value)
	r.Usage = append(r.Usage, u)
}

// bounded is no qualifier that the dataset knows.
const bounded = "bound"

var qualifiers = []struct{ qualifier, words string }{
	{"over", "more than over above exceed surpass top pass cross broke 超 突破 逾"},
	{"nearly", "near almost close approach 近 逼近"},
	{"about", "about around approx roughly estimated 约"},
	{"at_least", "least 至少"},
}

// qualifierOf is how the dataset calls a word that makes a figure a bound, or
// what a figure is without one: rounded for people, as exact as printed for a
// share.
func qualifierOf(bound string, share bool) string {
	switch {
	case bound == "" && share:
		return "exact"
	case bound == "":
		return "rounded"
	}
	for _, q := range qualifiers {
		for word := range strings.FieldsSeq(q.words) {
			if strings.Contains(bound, word) {
				return q.qualifier
			}
		}
	}
	return bounded
}
