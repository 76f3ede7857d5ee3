package report

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// statement is a figure that a sentence states.
type statement struct {
	subject, number *mark
	bound           string
	period          dataset.Period
}

// parser reads a sentence clause by clause. It knows only what the grammar has:
// a clause that is not in it makes doubtful what stands around it, since it may
// say that the figure is of a province, of a company, or of the future.
type parser struct {
	statements []statement
	// read are the marks that the grammar knows, and left the numbers among them
	// that are not taken after all.
	read, left []*mark
	// given is the subject of which the sentence speaks, and last what the clause
	// before said.
	given *mark
	last  role
	// period is that of the sentence or else of the paragraph. Fresh says that a
	// date stands before the figure that is to come, dated that there was one.
	period       dataset.Period
	fresh, dated bool
	// settled is how many statements nothing behind them can make doubtful.
	settled  int
	doubtful bool
	// ofPart says that a part of the Internet users was spoken of, and that what is
	// said next may be of them.
	ofPart bool
	// many says that there is more than one application, so that a total may be of
	// any of them.
	many bool
	// penetration is the share of the population who use the Internet. Behind their
	// number it needs no other name.
	penetration *Subject
}

// unclear is the period of what follows a figure that has another month than
// what stands before it. No survey is made then.
const unclear dataset.Period = -1

// maxSentence and maxClause bound what the grammar is tried on, so that text
// without any end takes no time without one.
const (
	maxSentence = 3000
	maxClause   = 400
)

var (
	inBrackets = compiled(`\([^()]*\)`)
	// forecast finds words of what is not yet.
	forecast = compiled(`\b(?:expect\w*|forecast\w*|project(?:s|ed|ions?)|predict\w*|will|would|could)\b|预计|预测|预期|有望`)
	// unlikeChange begins a change, which is of where the figure before it is of.
	unlikeChange = compiled(`^(?:which (?:is|was) )?(?:(?:up|down|rising|growing|increasing|declining|falling)(?: by)? |an? (?:year-on-year )?(?:increase|rise|growth|gain|decline|decrease|drop) of )(?:[a-z]+ ){0,2}[QPD]`)
	speaker      = compiled(`\b(?:said|says|reported|according to|source)\b|表示|来源`)
	// aPart finds the indicators of a part of the Internet users.
	aPart  = compiled(`(?i)rural|mobile|农村|手机|移动`)
	inTurn = compiled(`\brespectively\b|分别`)
	// numberList goes on with a list of figures whose first looked like a figure of
	// its own.
	numberList = compiled(`^(?:and )?[QP]人?(?: users)?(?:(?: and |和|、)[QP]人?)*(?: users)?$`)
	// formerRemark is the figure of another survey, in brackets.
	formerRemark = compiled(`^(?:(?:in|at|by|as of) )?(?:the )?(?:end of )?M[底末]?(?: ?[:为是的] ?| was )?[QP]人?(?: users)?$|^[QP](?: users)? (?:in|at|as of) (?:the )?(?:end of )?M$|^(?:去年|上年)同期为?[QP]人?$`)
)

// parse finds the statements of a sentence, with what is known of its paragraph.
func parse(sentence phrase, about paragraph, penetration *Subject) *parser {
	p := &parser{
		period:      about.period,
		doubtful:    about.strayed || about.foreign,
		ofPart:      about.ofPart,
		many:        sentence.applications() > 1,
		penetration: penetration,
	}
	if inTurn().MatchString(sentence.text) || forecast().MatchString(sentence.text) {
		p.doubtful = true
		return p
	}
	start, end := 0, 0
	for start <= len(sentence.text) {
		end = nextEnd(sentence.text, start)
		p.readWithBrackets(sentence.cut(start, end))
		if end < len(sentence.text) && sentence.text[end] == ';' {
			p.settled, p.given, p.last, p.ofPart = len(p.statements), nil, nothingSaid, false
		}
		start = end + 1
	}
	return p
}

// nextEnd is where a clause ends: at a comma, semicolon or colon outside of
// brackets.
func nextEnd(text string, start int) int {
	depth := 0
	for i := start; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',', ';', ':':
			if depth <= 0 {
				return i
			}
		}
	}
	return len(text)
}

// readWithBrackets reads a clause, and then what stands in brackets within it,
// which is of what the clause is.
func (p *parser) readWithBrackets(whole phrase) {
	clause := phrase{}
	var inner []phrase
	end := 0
	for _, m := range inBrackets().FindAllStringIndex(whole.text, -1) {
		part := whole.cut(end, m[0])
		clause = phrase{strings.TrimSpace(clause.text + " " + part.text), append(clause.marks, part.marks...)}
		inner = append(inner, whole.cut(m[0]+1, m[1]-1))
		end = m[1]
	}
	part := whole.cut(end, len(whole.text))
	clause = phrase{closeUp(clause.text + " " + part.text), append(clause.marks, part.marks...)}
	p.readClause(clause)
	for _, remark := range inner {
		switch {
		case p.last == differs || p.last == compares || formerRemark().MatchString(remark.text):
			p.read = append(p.read, remark.marks...)
		case p.last == says && p.try(remark):
			p.last = says
		case !remark.has("QPV"):
			p.doubt()
		}
	}
}

func (p *parser) readClause(clause phrase) {
	switch {
	case p.try(clause):
		return
	case !clause.has("QPDXV") && speaker().MatchString(clause.text):
		p.settled = 0
		p.doubt() // All of the sentence is what somebody else says.
	case numberList().MatchString(clause.text), !clause.has("QPDXV"):
		p.doubt()
	case otherPlace().MatchString(clause.text), unlikeChange().MatchString(clause.text):
		p.doubt() // What stands before it may be of there.
	default:
		p.doubtful = true
	}
	p.given, p.last = nil, nothingSaid
}

// doubt gives up what was stated since the last semicolon, and what follows.
func (p *parser) doubt() {
	for _, s := range p.statements[p.settled:] {
		p.left = append(p.left, s.number)
	}
	p.keep(p.settled)
	p.doubtful = true
}

// keep gives up all but the first statements. What is stated next does not take
// their place in memory, where a clause that is read in vain would leave it.
func (p *parser) keep(n int) { p.statements = slices.Clip(p.statements[:n]) }

// try reads a clause, all of it or nothing.
func (p *parser) try(clause phrase) bool {
	if len(clause.text) > maxClause {
		return false
	}
	before := *p
	for rest := clause; rest.text != ""; {
		next, ok := p.step(rest)
		if !ok {
			*p = before
			return false
		}
		rest = next
	}
	return true
}

// step reads as much as one rule does.
func (p *parser) step(rest phrase) (phrase, bool) {
	if m := lead().FindStringIndex(rest.text); m != nil {
		return rest.cut(m[1], len(rest.text)), true
	}
	for _, rule := range grammar() {
		m := rule.pattern.FindStringSubmatchIndex(rest.text)
		if m == nil {
			continue
		}
		found := found{rule.pattern, rest, m}
		behind := rest.cut(m[1], len(rest.text))
		before := *p
		if p.apply(rule.role, found, behind.text == "") {
			p.read = append(p.read, rest.cut(0, m[1]).marks...)
			return behind, true
		}
		*p = before
	}
	return phrase{}, false
}

// apply does what a rule says, or says that it does not fit here.
func (p *parser) apply(as role, f found, ends bool) bool {
	subject, date := f.first("sz"), f.first("mn")
	switch as {
	case dates:
		switch {
		case ends && (p.last == differs || p.last == compares):
			return true // Since when something has changed.
		case ends && p.last == says && !p.dated:
			p.doubt() // It may be of what stands before it or behind.
		}
		p.period, p.fresh, p.dated = date.period, true, true
		return true
	case names:
		if p.last == names {
			return false
		}
		p.given, p.last = subject, names
	case restates:
		switch p.last {
		case differs, compares:
			return true
		case says:
			return f.first("p") != nil && p.say(f, nil, date)
		default:
			return false
		}
	case says:
		return p.say(f, subject, date)
	case adds:
	default:
		if subject != nil {
			p.given = subject
			p.ofPart = p.ofPart || aPart().MatchString(subject.text)
		}
		p.last = as
	}
	return true
}

// say states a figure, of the subject that is named or else is given.
func (p *parser) say(f found, subject, date *mark) bool {
	number := f.first("qp")
	if subject == nil {
		subject = p.given
		if bound, _ := f.group("b"); subject != nil && bound.text == "" {
			p.dropBound(subject, number.kind)
		}
		if subject == nil || p.hasSaid(subject, number.kind) {
			return false
		}
	} else if p.last == names && p.given != subject {
		return false
	}
	switch part := aPart().MatchString(subject.text); {
	case part:
		p.ofPart = true
	case p.ofPart:
		return false
	}
	if p.many && strings.Contains(f.phrase.text[:f.match[1]], "of the total") {
		return false
	}
	period := p.period
	if date != nil {
		if p.fresh && date.period != period {
			return false
		}
		if p.period != 0 && p.period != date.period {
			p.period = unclear
		} else {
			p.period = date.period
		}
		period, p.dated = date.period, true
	}
	if period != 0 && !isSurvey(period) {
		return false
	}
	share := number.kind == percentage
	penetrates := penetrates().FindString(f.phrase.text[:f.match[1]])
	if share && penetrates != "" && subject.kind == netizens && p.penetration != nil && p.hasSaid(subject, people10k) {
		subject = &mark{kind: rate, text: penetrates, subject: p.penetration}
	}
	switch kind := subject.subject.Kind; {
	case kind == Share && !share:
		return false
	case kind == People && share && penetrates != "", kind == Application && penetrates == "普及率":
		return false
	case kind == People && share:
		// The share of a number of people is no indicator.
	case !p.doubtful:
		bound, _ := f.group("b")
		p.statements = append(p.statements, statement{subject, number, bound.text, period})
	default:
		return false
	}
	p.given, p.last, p.fresh = subject, says, false
	return true
}

// dropBound gives up a bound that the sentence has just stated of a subject and now
// makes exact: over 1.13 billion, reaching 1.131 billion.
func (p *parser) dropBound(subject *mark, kind byte) {
	if n := len(p.statements); n > p.settled && p.last == says {
		if s := p.statements[n-1]; s.subject == subject && s.number.kind == kind && s.bound != "" {
			p.keep(n - 1)
		}
	}
}

// hasSaid says whether the sentence has such a figure of a subject already.
func (p *parser) hasSaid(subject *mark, kind byte) bool {
	return slices.ContainsFunc(p.statements, func(s statement) bool { return s.subject == subject && s.number.kind == kind })
}
