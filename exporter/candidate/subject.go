package candidate

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

// shares are the shares that follow a number of people without a name of their own:
// penetration, and the share of all Internet users.
var shares = map[string]struct{ penetration, share string }{
	"internet_users":        {penetration: "internet_penetration"},
	"mobile_internet_users": {share: "mobile_share_of_internet_users"},
	"rural_internet_users":  {"rural_internet_penetration", "rural_share_of_internet_users"},
	"urban_internet_users":  {penetration: "urban_internet_penetration"},
	"generative_ai_users":   {penetration: "generative_ai_penetration"},
}

var (
	// ofUsers matches the Internet users of whom a share is, and remark the text in
	// parentheses. Neither holds the name of a number.
	ofUsers = regexp.MustCompile(`(?i)占[^,;。]{0,12}?(?:网民|上网用户)(?:整体|总体|总数|规模|总量)?|占(?:整体|总体)` +
		`|(?:%|per ?cent)\s+of\s+[^,.;%]{0,40}?(?:internet users?|netizens?|(?:internet|online|user) population|internet user base)` +
		`|\b(?:in|among|of)\s+(?:all|total|overall)\s+(?:the\s+)?(?:internet users|netizens)`)
	remark      = regexp.MustCompile(`\([^()\d]*\)`)
	rate        = regexp.MustCompile(`(?i)普及率|\bpenetration rate`)
	clauseStart = regexp.MustCompile(`(?i)^.*(?:[,;:。()]|\bwhile\b)`)
	// clauseEnd ends the words that belong to the number before them.
	clauseEnd = regexp.MustCompile(`(?i)[,;:()。、]|\b(?:while|with|and|up|down|from)\b|$`)
	// between joins the numbers of a list.
	between = regexp.MustCompile(`(?i)^(?:[人名户]|\s?people|\s?users)?\s*(?:[,、和与及&]|以及|\band\b)[\s,]*(?:和|and\b)?\s*(?:分别)?$`)
)

// claim is the probable subject of a number, or nil, with the flags against it.
type claim struct {
	subject *document.Subject
	flags   []Flag
}

func (c *claim) has(flag Flag) bool { return slices.Contains(c.flags, flag) }

// window is a number, or a list of numbers, and the part of the sentence that speaks of
// it: from the end of the number before to the end of the clause behind.
type window struct {
	number
	text string
	// masked is the text with spaces in the place of names and remarks.
	masked string
	// lo is where the number before ends, clause where the number's own clause begins,
	// hi where the clause behind it ends.
	lo, clause, hi int
	names          []document.Match
}

// claims finds the subject of each number of a sentence.
func (t *text) claims(text string, numbers []number) (all []claim, windows []*window) {
	masked := blank(blank(text, ofUsers), remark)
	names := t.names.All(masked)
	masked = blank(text, remark)
	for _, m := range names {
		masked = masked[:m.Start] + strings.Repeat(" ", m.End-m.Start) + masked[m.End:]
	}
	var before claim
	for i, j := 0, 1; i < len(numbers); i, j = j, j+1 {
		for j < len(numbers) && numbers[j].sameKind(numbers[i]) && between.MatchString(text[numbers[j-1].end:numbers[j].start]) {
			j++
		}
		w := &window{number: numbers[i], text: text, masked: masked, hi: len(text), names: names}
		w.end = numbers[j-1].end
		if i > 0 {
			w.lo = numbers[i-1].end
		}
		if j < len(numbers) {
			w.hi = numbers[j].start
		}
		w.hi = w.end + clauseEnd.FindStringIndex(text[w.end:w.hi])[0]
		w.clause = w.lo + len(clauseStart.FindString(text[w.lo:w.start]))
		c := t.claim(w, before)
		listed := w.listed(j - i)
		for k := range j - i {
			one := claim{c.subject, slices.Clone(c.flags)}
			if listed != nil {
				one.subject = listed[k].Subject
				one.flags = slices.DeleteFunc(one.flags, func(f Flag) bool { return f == TwoNames })
			}
			if j-i > 1 {
				one.flags = append(one.flags, List)
			}
			all, windows, before = append(all, one), append(windows, w), one
		}
	}
	return all, windows
}

// listed are the last names before a list of numbers, as many as it has, or nil.
func (w *window) listed(count int) []document.Match {
	var fitting []document.Match
	for _, m := range w.names {
		if m.End <= w.start && w.fits(m.Subject) {
			fitting = append(fitting, m)
		}
	}
	if count < 2 || len(fitting) < count {
		return nil
	}
	return fitting[len(fitting)-count:]
}

// claim finds the subject of a number: the name before it, the one behind it, or the
// subject of the number before.
func (t *text) claim(w *window, before claim) (c claim) {
	if name, crowded := w.name(); name != nil {
		c.subject = name.Subject
		c.flags = w.flags()
		if w.ofPart(name) || before.has(Part) && name.Kind == document.Share && !part.MatchString(w.text[name.Start:name.End]) {
			c.flags = append(c.flags, Part)
		}
		if w.others(max(min(name.End, w.start), w.clause), w.start) || crowded {
			c.flags = append(c.flags, TwoNames)
		}
	} else if c.subject = before.subject; c.subject != nil {
		// A sentence states one share of each kind, and no users of something unknown.
		doubtful := c.subject.Kind == document.Share || w.others(w.clause, w.hi)
		if share := t.share(w); share != nil && c.subject.Kind != document.Application {
			c.subject, doubtful = share, false
		}
		c.flags = w.flags()
		for _, f := range []Flag{TwoNames, Part, Foreign, Forecast} {
			if before.has(f) || doubtful && f == TwoNames {
				c.flags = append(c.flags, f)
			}
		}
	}
	if c.subject != nil && !w.fits(c.subject) {
		c.subject = nil
	}
	if t.foreign {
		c.flags = append(c.flags, Foreign)
	}
	return c
}

// name finds the name that owns a number, or nil, and whether another one in the same
// clause may own it, too.
func (w *window) name() (own *document.Match, crowded bool) {
	var behind *document.Match
	for i := range w.names {
		m := &w.names[i]
		switch {
		case !w.fits(m.Subject):
		case m.Start >= w.lo && m.End <= w.start:
			crowded = crowded || own != nil && own.Start >= w.clause && own.Subject != m.Subject
			own = m
		case m.Start >= w.end && m.End <= w.hi && behind == nil:
			behind = m
		}
	}
	if behind != nil && (own == nil || w.percent == "" && own.Start < w.clause) {
		return behind, false
	}
	return own, crowded
}

// share is the share that a text states of the people whom it named last, or nil.
func (t *text) share(w *window) *document.Subject {
	var of *document.Subject
	for _, m := range w.names {
		if m.End <= w.start && m.Kind == document.People {
			of = m.Subject
		}
	}
	switch around := w.text[w.lo:w.hi]; {
	case w.percent == "" || of == nil:
		return nil
	case ofUsers.MatchString(around):
		return t.names.ByID(shares[of.ID].share)
	case rate.MatchString(around):
		return t.names.ByID(shares[of.ID].penetration)
	default:
		return nil
	}
}

// fits reports whether a subject has numbers of the window's kind.
func (w *window) fits(s *document.Subject) bool {
	return s.Kind == document.Application || (s.Kind == document.Share) == (w.percent != "")
}

// others reports whether a part of the text speaks of users of something unknown.
func (w *window) others(from, to int) bool {
	return otherUsers.MatchString(ownUsers.ReplaceAllString(blank(w.masked[from:to], ofUsers), " "))
}

// ofPart reports whether the words beside a name make it that of a part.
func (w *window) ofPart(name *document.Match) bool {
	if name.Kind == document.Application {
		return branch.MatchString(w.text[min(w.lo, name.Start):name.Start])
	}
	return name.Kind == document.People && narrowed.MatchString(w.text[name.End:])
}
