package candidate

import (
	"math"
	"regexp"
	"slices"

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

// claim has the probable subjects of a list of numbers, or nil, and the flags against
// them.
type claim struct {
	subjects []*document.Subject
	flags    []Flag
}

func (c *claim) has(f Flag) bool { return slices.Contains(c.flags, f) }

func (c *claim) flag(f Flag, doubtful bool) {
	if doubtful {
		c.flags = append(c.flags, f)
	}
}

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

// claim finds the subject of a number: the name before it, the one behind it, or the
// subject of the number before. The numbers of a list have the last names before it, in
// their order.
func (t *text) claim(w *window, before claim, count int) (c claim) {
	c.flagWords(w)
	c.flag(Foreign, t.foreign)
	c.flag(List, count > 1)
	if listed := t.listed(w, count); listed != nil {
		c.subjects = listed
		return c
	}
	var subject *document.Subject
	if name, crowded := w.name(); name != nil {
		subject = name.Subject
		ownGroup := part.MatchString(w.text[name.Start:name.End])
		c.flag(Part, w.ofPart(name) || before.has(Part) && name.Kind == document.Share && !ownGroup)
		c.flag(TwoNames, crowded || w.ofOthers(max(min(name.End, w.start), w.clause), w.start))
	} else {
		if subject = t.share(w); subject == nil && len(before.subjects) > 0 {
			subject = before.subjects[len(before.subjects)-1]
			// A sentence states one share of each kind, and may go on with users of something unknown.
			c.flag(TwoNames, subject != nil && subject.Kind == document.Share || w.ofOthers(w.clause, w.hi))
		}
		for _, f := range []Flag{TwoNames, Part, Foreign, Forecast} {
			c.flag(f, before.has(f))
		}
	}
	if subject != nil && !w.fits(subject) {
		subject = nil
	}
	c.subjects = slices.Repeat([]*document.Subject{subject}, count)
	return c
}

// listed are the subjects of a list of numbers: the last names before it, or those of
// the sentence before, or nil.
func (t *text) listed(w *window, count int) []*document.Subject {
	names, end := w.names, w.start
	if len(names) == 0 {
		names, end = t.before, math.MaxInt
	}
	var all []*document.Subject
	for _, m := range names {
		if m.End <= end && w.fits(m.Subject) {
			all = append(all, m.Subject)
		}
	}
	if count < 2 || len(all) < count {
		return nil
	}
	return all[len(all)-count:]
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

// share is the share that a sentence states of the people whom it named last, or nil.
func (t *text) share(w *window) *document.Subject {
	var of *document.Subject
	for _, m := range w.names {
		if m.End <= w.start && m.Kind != document.Share {
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

// ofOthers reports whether a part of the text speaks of users of something unknown.
func (w *window) ofOthers(from, to int) bool {
	return otherUsers.MatchString(blank(w.masked[from:to], ofUsers))
}

// ofPart reports whether the words beside a name make it that of a part.
func (w *window) ofPart(name *document.Match) bool {
	if name.Kind == document.Application {
		return branch.MatchString(w.text[min(w.lo, name.Start):name.Start])
	}
	return name.Kind == document.People && narrowed.MatchString(w.text[name.End:])
}
