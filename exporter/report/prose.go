package report

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

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
	p.giveYears(*about)
	namesSurvey := func(m *mark) bool { return m.kind == monthNamed && isSurvey(m.period) }
	dates := func(m *mark) bool { return namesSurvey(m) && !isYearless(m.period) }
	if slices.ContainsFunc(p.marks, dates) || returns().MatchString(p.text) {
		about.strayed, about.ofPart = false, false
	}
	parsed := parse(p, *about, r.vocabulary.Find("internet penetration"))
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

// refers begins a sentence that goes on about what the one before spoke of.
var refers = compiled(`^(?:(?:and|by|as of|in|到|截至|至)[^,]*,)? ?(?:the|this|that|their|its) (?:figure|number|total|user)|^(?:they|it|these|this|that)\b|^(?:这一|该|其)|(?:^|,)用户规模|\bthe (?:figure|number)\b`)

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
