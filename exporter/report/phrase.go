package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"cnnic_exporter/exporter/dataset"
)

// The letters that stand in a phrase for what was found in it. All other
// letters of a phrase are small, so that the grammar can speak of them.
const (
	application byte = 'A'
	nation      byte = 'N' // A number of people of the country.
	netizens    byte = 'I' // All Internet users, of which there is a number and which are what shares are of.
	rate        byte = 'R' // A share that is an indicator of the country.
	people10k   byte = 'Q'
	percentage  byte = 'P'
	points      byte = 'D' // A difference of shares.
	thing       byte = 'X' // A number of what is not people.
	unreadable  byte = 'V' // A number that only a person can read.
	monthNamed  byte = 'M'
	day         byte = 'T'
)

// mark is what a letter of a phrase stands for.
type mark struct {
	kind     byte
	text     string
	subject  *Subject
	quantity quantity
	period   dataset.Period
	// read says that the grammar knows what it is.
	read bool
}

// phrase is a part of a sentence in which names, numbers and months are letters:
// "By June 2026, China had 662 million micro drama users" is "by M, china had Q
// A users". The letters stand for the marks, in their order.
type phrase struct {
	text  string
	marks []*mark
}

func lettersIn(text string) int {
	n := 0
	for i := range len(text) {
		if 'A' <= text[i] && text[i] <= 'Z' {
			n++
		}
	}
	return n
}

// cut is the part of a phrase between two offsets, without blanks around it.
func (p phrase) cut(from, to int) phrase {
	n := lettersIn(p.text[:from])
	text := p.text[from:to]
	return phrase{strings.TrimSpace(text), p.marks[n : n+lettersIn(text)]}
}

// applications are how many applications a phrase names.
func (p phrase) applications() int {
	named := map[*Subject]bool{}
	for _, m := range p.marks {
		if m.kind == application {
			named[m.subject] = true
		}
	}
	return len(named)
}

// has says whether a phrase has one of some letters.
func (p phrase) has(letters string) bool { return strings.ContainsAny(p.text, letters) }

var (
	// explanation is a remark in brackets that changes nothing, unless it is of
	// people elsewhere.
	explanation = compiled(`(?i)\(\s*(?:including|incl\.|含|包括|简称|以下简称|hereinafter|hereafter|cnnic)[^()\d]*\)`)
	elsewhere   = compiled(`(?i).*(?:overseas|abroad|global|worldwide|海外|境外|全球).*`)
	quotes      = strings.NewReplacer("’", "'", "“", "", "”", "", `"`, "", "「", "", "」", "", "《", "", "》", "")
	// dateline says where and when an agency writes, which is not what it writes of.
	// Only Beijing is where reports on the whole country come from.
	dateline = compiled(`^BEIJING(?:, [A-Za-z]{3,9}\.? \d{1,2})? ?(?:\([A-Za-z ]+\) ?)?(?:--|-|—) ?|^Beijing, [A-Za-z]{3,9}\.? \d{1,2} \([A-Za-z ]+\) ?(?:--|-|—) ?|^(?:新华社|中新社|中新网|人民网)?北京\d{1,2}月\d{1,2}日电 ?(?:\([^()]*\))? ?`)
	// otherwise is what reports and agencies call by names that no indicator has.
	otherwise   = compiled(`(?i)\binternet (?:penetration|availability)(?: rate)?( (?:in|of|among) (?:china's |the |the country's )?(?:rural areas|countryside))?\b|农村互联网普及率|\b(?:netizen|internet user) (?:population|base)\b`)
	allNetizens = compiled(`(?i)^(?:internet users?|netizens?|网民规模)$`)
	dayBefore   = compiled(`\b\d{1,2}(?:st|nd|rd|th)?(?: of)? $`)
)

// plainly names an indicator by the name that it has.
func plainly(name string) string {
	switch lower := strings.ToLower(name); {
	case strings.HasPrefix(name, "农村"):
		return "农村地区互联网普及率"
	case strings.HasSuffix(lower, "population"), strings.HasSuffix(lower, "base"):
		return "netizens"
	case strings.HasSuffix(lower, "rural areas"), strings.HasSuffix(lower, "countryside"):
		return "rural internet penetration"
	default:
		return "internet penetration"
	}
}

// phraseOf finds what a sentence speaks of.
func (v *Vocabulary) phraseOf(text string) phrase {
	text = dateline().ReplaceAllString(quotes.Replace(text), "")
	if strings.Contains(text, "(") {
		text = explanation().ReplaceAllStringFunc(text, func(remark string) string { return elsewhere().FindString(remark) })
	}
	text = otherwise().ReplaceAllStringFunc(text, plainly)
	type span struct {
		start, end int
		mark       *mark
	}
	var spans []span
	add := func(start, end int, m *mark) {
		m.text = text[start:end]
		spans = append(spans, span{start, end, m})
	}
	for _, m := range slices.Concat(monthsIn(text), yearEndsIn(text), yearlessIn(text)) {
		kind := monthNamed
		if dayBefore().MatchString(endOf(text[:m.start])) {
			kind = day
		}
		add(m.start, m.end, &mark{kind: kind, period: m.period})
	}
	for _, m := range v.inText.FindAllStringIndex(text, -1) {
		name := text[m[0]:m[1]]
		if s := v.Find(name); s != nil {
			kind := map[Kind]byte{Application: application, People: nation, Share: rate}[s.Kind]
			if kind == nation && allNetizens().MatchString(dataset.FoldName(name)) {
				kind = netizens
			}
			add(m[0], m[1], &mark{kind: kind, subject: s})
		}
	}
	for _, q := range quantitiesIn(text) {
		add(q.start, q.end, &mark{kind: q.kind, quantity: q})
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	var p phrase
	var b strings.Builder
	end := 0
	for _, s := range spans {
		if s.start < end {
			continue
		}
		b.WriteString(strings.ToLower(text[end:s.start]))
		b.WriteByte(s.mark.kind)
		p.marks = append(p.marks, s.mark)
		end = s.end
	}
	b.WriteString(strings.ToLower(text[end:]))
	p.text = closeUp(b.String())
	return p
}

// giveYears makes months without a year those of the period that the paragraph is of.
// Beside another month, or where it has gone to another year, nobody knows theirs.
func (p phrase) giveYears(about paragraph) {
	for _, m := range p.marks {
		switch {
		case !isYearless(m.period):
		case about.period != 0 && m.period%12 == about.period%12:
			m.period = about.period
		case about.period != 0 || about.strayed:
			m.period = unclear
		}
	}
}

// closeUp leaves one blank between words and none beside Chinese characters.
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
