package report

import (
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
}

// readProse reads running text, in English or Chinese.
func (r *Reading) readProse(text []line) {
	var period dataset.Period
	for _, s := range sentences(text) {
		if p := surveyOf(s.text); p != 0 {
			period = p
		}
		r.readSentence(s, period)
	}
}

// sentences joins lines to paragraphs and parts these into sentences.
func sentences(text []line) []sentence {
	var all []sentence
	var b strings.Builder
	type start struct{ offset, line int }
	var starts []start
	flush := func() {
		paragraph, from := b.String(), 0
		for _, end := range sentenceEnds(paragraph) {
			one := paragraph[from:end]
			if lead := len(one) - len(strings.TrimLeft(one, " ")); strings.TrimSpace(one) != "" {
				at := sort.Search(len(starts), func(i int) bool { return starts[i].offset > from+lead }) - 1
				all = append(all, sentence{strings.TrimSpace(one), starts[max(at, 0)].line})
			}
			from = end
		}
		b.Reset()
		starts = nil
	}
	for _, l := range text {
		trimmed := strings.TrimSpace(l.text)
		if trimmed == "" {
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

// abbreviation ends a month or another word that has a full stop of its own.
var abbreviation = compiled(`(?i)\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs)\.$`)

func sentenceEnds(paragraph string) []int {
	var ends []int
	for i, c := range paragraph {
		end := i + utf8.RuneLen(c)
		switch c {
		case '。', '!', '?', ';', '|', '•', '●':
			ends = append(ends, end)
		case '.':
			if strings.HasPrefix(paragraph[end:], " ") && !abbreviation().MatchString(endOf(paragraph[:end])) {
				ends = append(ends, end)
			}
		}
	}
	return append(ends, len(paragraph))
}

// endOf is as much of a text's end as an expression needs that looks back from
// there, so that a sentence without an end does not take time without one.
func endOf(text string) string { return text[max(0, len(text)-256):] }

// startOf is the same for expressions that look ahead.
func startOf(text string) string { return text[:min(256, len(text))] }

// comparison ends before a month with which the text only compares.
var comparison = compiled(`(?i)(?:than|from|with|since|to that (?:of|in)|of that in|compared (?:to|with)|over|较|比|相比|同比|自|从)\s*(?:in |that in |at the end of |the end of |end of )?$`)

// surveyOf is the month that a sentence speaks of, or zero where it names none
// but those that it compares with.
func surveyOf(text string) dataset.Period {
	for _, m := range monthsIn(text) {
		if !comparison().MatchString(endOf(text[:m.start])) {
			return m.period
		}
	}
	return 0
}

// parenthesis is a remark in brackets without figures.
var parenthesis = compiled(`\([^()\d]*\)`)

// readSentence finds the figures of a sentence and of what they are.
func (r *Reading) readSentence(s sentence, period dataset.Period) {
	text := parenthesis().ReplaceAllStringFunc(s.text, func(p string) string { return strings.Repeat(" ", len(p)) })
	subjects := r.subjectsIn(text)
	var given *named // The subject that the last figure was given to.
	end := 0
	for _, q := range quantitiesIn(text) {
		role := q.role(text, end)
		subject, ambiguous := choose(subjects, given, q, end, text)
		if role == ignored {
			if subject != nil && !ambiguous {
				given = subject
			}
			end = q.end
			continue
		}
		if role == unclear || ambiguous || subject == nil {
			r.passOver(s, text, q, subject, ambiguous, role)
			end = q.end
			continue
		}
		switch part := partOf().FindString(strings.ReplaceAll(clause(text, subject, q), subject.text, "")); {
		case q.percent && q.number.GreaterThan(hundred):
			r.note(s.line, 0, "%s is no share from 0 to 100 %% and was passed over: %s", quote(q.text), quote(s.text))
		case part != "":
			r.note(s.line, 0, "%s speaks of a part of the population (%s) and was passed over: %s", quote(q.text), part, quote(s.text))
		default:
			r.take(s, subject, q, text[min(end, q.start):q.start], period)
		}
		given, end = subject, max(q.end, subject.end)
	}
}

// partOf finds words for a part of the population.
var partOf = compiled(`(?i)\b(?:non|rural|urban|elderly|aged|minors?|teenagers?|students?|females?|males?|women|men|and[- ](?:over|above|older)|years? old)\b|农村|城镇|老年|\d岁|未成年|青少年|男性|女性|大学生|非`)

// clause is the part of a sentence that names a subject and its figure.
func clause(text string, subject *named, q quantity) string {
	before, behind := endOf(text[:q.start]), startOf(text[q.end:])
	if within := min(subject.start, q.start) - (q.start - len(before)); within > 0 {
		before = before[strings.LastIndexAny(before[:within], ",;")+1:]
	}
	if end := strings.IndexAny(behind, ",;"); end >= 0 {
		behind = behind[:end]
	}
	return before + text[q.start:q.end] + behind
}

// named is a mention of a subject.
type named struct {
	*Subject
	text       string
	start, end int
}

// whole ends before a name that only says of what a share is one.
var whole = compiled(`(?i)(?:%|per cent)\s*of\s+(?:all|the|total|china's|chinese|overall|whole|number of|\s)*$|占(?:整体|全体|全国)?$`)

func (r *Reading) subjectsIn(text string) []named {
	var all []named
	for _, m := range r.vocabulary.inText.FindAllStringIndex(text, -1) {
		name := text[m[0]:m[1]]
		if s := r.vocabulary.Find(name); s != nil && !whole().MatchString(endOf(text[:m[0]])) {
			all = append(all, named{s, name, m[0], m[1]})
		}
	}
	return all
}

// between is what may stand between a number and the name that it counts.
var between = compiled(`(?i)^\s*(?:of|people|netizens|used|use|using|chinese|china's|the|\s)*$`)

// choose finds the subject of a quantity: what is named right behind it, or else
// what was named last before it. Several that were named since the last figure
// leave it open.
func choose(subjects []named, given *named, q quantity, end int, text string) (subject *named, ambiguous bool) {
	next := sort.Search(len(subjects), func(i int) bool { return subjects[i].start >= q.end })
	if next < len(subjects) {
		n := &subjects[next]
		if behind := startOf(text[q.end:n.start]); between().MatchString(behind) || q.percent && ofAll().MatchString(behind) {
			return n, false
		}
	}
	distinct := map[string]bool{}
	for i := next - 1; i >= 0 && subjects[i].start >= end; i-- {
		n := &subjects[i]
		if n.end > q.start {
			continue
		}
		if subject == nil {
			subject = n
		}
		distinct[n.ID] = true
	}
	if subject == nil {
		subject = given
	}
	return subject, len(distinct) > 1
}

// passOver notes a figure that was not understood, where it may be one that is
// wanted.
func (r *Reading) passOver(s sentence, text string, q quantity, subject *named, ambiguous bool, role role) {
	switch {
	case ambiguous:
		r.note(s.line, 0, "%s may be of several applications and was passed over: %s", quote(q.text), quote(s.text))
	case subject != nil && subject.Kind == Application:
		r.note(s.line, 0, "%s was not understood and passed over: %s", quote(q.text), quote(s.text))
	case subject == nil && role == level && !q.percent && countsUsers().MatchString(text):
		r.note(s.line, 0, "%s is of no known application and was passed over: %s", quote(q.text), quote(s.text))
	}
}

var countsUsers = compiled(`(?i)\busers\b|用户规模`)

// take adds a figure of a subject.
func (r *Reading) take(s sentence, subject *named, q quantity, before string, period dataset.Period) {
	qualifier := q.qualifier(before)
	if subject.Kind != Application {
		if q.percent != (subject.Kind == Share) {
			return // The share of a number of people is no indicator.
		}
		f := Figure{Position: r.at(s.line, 0), Subject: subject.ID, Period: period, Qualifier: qualifier, Value: q.number}
		if !q.percent {
			value, _, ok := people(q.number, q.exponent)
			if !ok {
				r.note(s.line, 0, "%s is no whole number of 10,000 people and was passed over", quote(q.text))
				return
			}
			f.Value = value
		}
		r.Figures = append(r.Figures, f)
		return
	}
	if qualifier != "exact" && qualifier != "rounded" && qualifier != "about" {
		r.note(s.line, 0, "%s of %s is not a figure but a bound (%s) and was passed over: %s", quote(q.text), subject.text, qualifier, quote(s.text))
		return
	}
	u := Usage{Position: r.at(s.line, 0), Name: subject.text, Subject: subject.ID, Period: period}
	// The share that follows a number of users is of the same statement.
	if n := len(r.Usage); q.percent && n > 0 {
		last := &r.Usage[n-1]
		if !last.Table && last.Position == u.Position && last.Subject == u.Subject && last.Period == period && !last.Penetration.Valid {
			last.Penetration = decimal.NewNullDecimal(q.number)
			return
		}
	}
	if q.percent {
		u.Penetration = decimal.NewNullDecimal(q.number)
	} else {
		value, rounding, ok := people(q.number, q.exponent)
		if !ok {
			r.note(s.line, 0, "%s is no whole number of 10,000 people and was passed over", quote(q.text))
			return
		}
		u.Users, u.Rounding = decimal.NewNullDecimal(value), rounding
	}
	r.Usage = append(r.Usage, u)
}
