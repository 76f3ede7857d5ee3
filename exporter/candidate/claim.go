package candidate

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

// claim is the probable subject of a number, or nil, with the flags against it.
type claim struct {
	subject *document.Subject
	flags   []Flag
}

// has reports whether a claim has one of some flags.
func (c *claim) has(flag Flag) bool { return slices.Contains(c.flags, flag) }

// window is the part of a sentence that speaks of a number.
type window struct {
	number
	// masked is the text with spaces in the place of names.
	text, masked string
	// lo is where the number before ends, clause where the number's own clause begins,
	// hi where the clause behind the number ends.
	lo, clause, hi int
}

var (
	clauseStart = regexp.MustCompile(`(?i)^.*(?:[,;:。()]|\bwhile\b)`)
	clauseEnd   = regexp.MustCompile(`(?i)[,;:()。、]|\b(?:while|with|and|up|down|from)\b|$`)
	inTurn      = regexp.MustCompile(`(?i)分别|依次|respectively|in (?:that|the same) order|in turn`)
	// directly matches the words between a number and the name that follows it.
	directly = regexp.MustCompile(`(?i)^\s*[人名]?在?(?:使用|观看)?过?\s*(?:chinese\s|people\s(?:using|use)\s|active\s)?$`)
	// visits matches counts of visits, which use the words for people.
	visits = regexp.MustCompile(`^\s*人次`)
)

// claims finds the subject of each number of a sentence.
func (t *text) claims(text string, names []mention, numbers []number) []claim {
	all := make([]claim, len(numbers))
	lists := listsOf(text, names, numbers, t.before)
	masked := blank(text, remark)
	for _, m := range names {
		masked = masked[:m.Start] + strings.Repeat(" ", m.End-m.Start) + masked[m.End:]
	}
	var before claim
	for i, n := range numbers {
		w := &window{number: n, text: text, masked: masked, hi: len(text)}
		if i > 0 {
			w.lo = numbers[i-1].end
		}
		if i < len(numbers)-1 {
			w.hi = numbers[i+1].start
		}
		w.hi = n.end + clauseEnd.FindStringIndex(text[n.end:w.hi])[0]
		w.clause = w.lo + len(clauseStart.FindString(text[w.lo:n.start]))
		c := t.claim(w, names, before)
		if l := lists[i]; l.size > 1 {
			switch {
			case l.subject != nil && fits(l.subject, n):
				c.subject, c.flags = l.subject, slices.DeleteFunc(c.flags, func(f Flag) bool { return f == TwoNames })
			case inTurn.MatchString(text):
				c.flags = append(c.flags, TwoNames)
			}
			c.flags = append(c.flags, List)
			for _, f := range before.flags {
				if l.place > 0 && (f == Part || f == Foreign || f == Forecast || f == Change) {
					c.flags = append(c.flags, f)
				}
			}
		}
		all[i], before = c, c
	}
	return all
}

// claim finds the subject of a number: the name before it, the one behind it, or the
// subject of the number before.
func (t *text) claim(w *window, names []mention, before claim) (c claim) {
	name := w.choose(names)
	if name != nil {
		c.subject = name.Subject
		from := min(name.End, w.start)
		if w.ofOthers(max(from, w.clause), w.start) || w.restricts(name) || w.crowded(names) {
			c.flags = append(c.flags, TwoNames)
		}
		c.flags = append(c.flags, w.flags(from, c.subject)...)
		ownPart := part.MatchString(w.text[name.Start:name.End]) || wholeCountry.MatchString(w.text[w.lo:w.start])
		if before.subject != nil && before.has(Part) && name.Kind == document.Share && !ownPart {
			c.flags = append(c.flags, Part)
		}
	} else if c.subject = before.subject; c.subject != nil {
		// A sentence states one share of each kind, and no users of something unknown.
		doubtful := c.subject.Kind == document.Share || w.ofOthers(w.clause, w.hi)
		if of := related(c.subject, shares, t.names); of != nil && w.percent != "" && base.MatchString(w.text[w.lo:w.hi]) {
			c.subject, doubtful = of, false
		}
		if doubtful {
			c.flags = append(c.flags, TwoNames)
		}
		c.flags = append(c.flags, w.flags(w.lo, c.subject)...)
		for _, f := range before.flags {
			if f == TwoNames || f == Part || f == Foreign || f == Forecast {
				c.flags = append(c.flags, f)
			}
		}
	} else if len(names) == 0 && len(t.before) > 0 && !slices.ContainsFunc(t.before, func(m mention) bool { return m.Subject != t.before[0].Subject }) {
		c.subject = t.before[0].Subject
		c.flags = append(w.flags(w.lo, c.subject), TwoNames)
	}
	if c.subject != nil && !fits(c.subject, w.number) {
		c.subject = nil
	}
	if visits.MatchString(w.text[w.end:]) {
		c.flags = append(c.flags, TwoNames)
	}
	if t.foreign {
		c.flags = append(c.flags, Foreign)
	}
	return c
}

// choose finds the name that owns a number, or nil.
func (w *window) choose(names []mention) *mention {
	var own, behind *mention
	for i := range names {
		m := &names[i]
		switch {
		case !fits(m.Subject, w.number):
		case m.Start >= w.lo && m.End <= w.start:
			if own == nil || !m.weak || own.weak || own.Start < w.clause {
				own = m
			}
		case m.Start >= w.end && m.End <= w.hi && (behind == nil || behind.weak):
			behind = m
		}
	}
	if behind != nil && (own == nil || w.percent == "" && (own.Start < w.clause || directly.MatchString(w.text[w.end:behind.Start]))) {
		return behind
	}
	return own
}

var (
	otherUsers = regexp.MustCompile(`(?i)[^\s\d,;:、()其总类务品台用的]的?用户|\b[a-hj-z]\w+\s(?:users|shoppers|viewers|gamers|listeners)\b|\bnetizens\b`)
	usersOf    = regexp.MustCompile(`(?i)\busers of [a-su-z]`)
	// userWords stand before "users" without naming an application.
	userWords = regexp.MustCompile(`(?i)(?:用户|网民)(?:使用率|渗透率)|\b(?:of|the|total|its|their|these|active|million|billion|services?|clips?|by|many|more|number of)\s+users?`)
	among     = regexp.MustCompile(`(?i)其中|\b(?:of|among) (?:which|whom|them)\b|\b(?:people|residents) [a-z]`)
	// narrower and narrowed match words that restrict the name of all Internet users,
	// branch those that restrict the name of an application.
	narrower = regexp.MustCompile(`[^国]的$`)
	narrowed = regexp.MustCompile(`(?i)^\s*(?:using|who|whose|that (?:use|have)|aged|accessing|making|with access|have|had|watch\w*|used?)\b|^(?:使用|通过|中)`)
	branch   = regexp.MustCompile(`(?i)\b(?:e-commerce|games?|gaming|sports?|concerts?|shows?|celebrity)\s(?:live\s)?$|(?:电商|游戏|体育|演唱会|真人秀|秀场)$`)
)

// ofOthers reports whether a number stands beside users of something unknown. The
// search begins at the end of the number's own name.
func (w *window) ofOthers(from, to int) bool {
	clause := blank(w.masked[from:to], base)
	return to > w.end && among.MatchString(clause) || usersOf.MatchString(clause) || otherUsers.MatchString(userWords.ReplaceAllString(clause, " "))
}

// restricts reports whether the words beside a name restrict it to a part.
func (w *window) restricts(name *mention) bool {
	before := tail(w.text[min(w.lo, name.Start):name.Start])
	if name.Kind == document.Application {
		return branch.MatchString(before)
	}
	return name.Kind == document.People && (narrower.MatchString(before) || narrowed.MatchString(w.text[name.End:]))
}

// crowded reports whether several names in its clause may own the number.
func (w *window) crowded(names []mention) bool {
	var first *document.Subject
	for _, m := range names {
		if m.weak || m.Start < w.clause || m.End > w.start || !fits(m.Subject, w.number) {
			continue
		}
		if first != nil && first != m.Subject {
			return true
		}
		first = m.Subject
	}
	return false
}

// listed is the place of a number in a list, and the name with the same place in a
// list of as many names, or nil.
type listed struct {
	place, size int
	subject     *document.Subject
}

var (
	// between joins the numbers of a list, joins the names of one.
	between = regexp.MustCompile(`(?i)^(?:[人名户]|\s?people|\s?users)?\s*(?:[,、和与及&]|以及|\band\b)[\s,]*(?:和|and\b)?\s*(?:分别)?$`)
	joins   = regexp.MustCompile(`(?i)^\s*(?:users?|用户|services?|applications?)?\s*(?:[,、和与及&/]|以及|\band\b)[\s,、]*(?:和|and\b)?\s*(?:users of|the|for)?\s*$`)
)

// listsOf finds the numbers that stand in lists, and pairs them by their order with
// the names before them, or with those of the sentence before.
func listsOf(text string, names []mention, numbers []number, sentenceBefore []mention) []listed {
	all := make([]listed, len(numbers))
	for i, j := 0, 1; i < len(numbers); i, j = j, j+1 {
		for j < len(numbers) && numbers[j].sameKind(numbers[i]) && between.MatchString(text[numbers[j-1].end:numbers[j].start]) {
			j++
		}
		named := listedNames(text, names, numbers[i].start, j-i)
		if len(names) == 0 && len(sentenceBefore) == j-i {
			named = sentenceBefore
		}
		for k := i; k < j; k++ {
			all[k] = listed{place: k - i, size: j - i}
			if named != nil {
				all[k].subject = named[k-i].Subject
			}
		}
	}
	return all
}

// listedNames are the last names of a list of at least as many, before an offset.
func listedNames(text string, names []mention, before, count int) []mention {
	length := 0
	var found []mention
	for i, m := range names {
		if m.End > before {
			break
		}
		if length++; i > 0 && !joins.MatchString(text[names[i-1].End:m.Start]) {
			length = 1
		}
		if length >= count {
			found = names[i+1-count : i+1]
		}
	}
	return found
}
