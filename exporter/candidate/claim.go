package candidate

import (
	"regexp"
	"strings"

	"cnnic_exporter/exporter/document"
)

// claim is the subject that a number seems to be of, and what speaks against it.
type claim struct {
	subject *document.Subject
	flags   []Flag
}

var (
	clauseEnd = regexp.MustCompile(`(?i)[,;:()。、]|\b(?:while|with|and|up|down|from)\b`)
	clauseCut = regexp.MustCompile(`(?i)[,;:。()]|\bwhile\b`)
	// between joins the numbers of a list, joins the names of one.
	between = regexp.MustCompile(`(?i)^(?:人|名|户|\s?people|\s?users)?\s*(?:[,、和与及&]|以及|\band\b)[\s,]*(?:和|and\b)?\s*(?:分别)?$`)
	joins   = regexp.MustCompile(`(?i)^\s*(?:users?|用户|services?|applications?)?\s*(?:[,、和与及&/]|以及|\band\b)[\s,、]*(?:和|and\b)?\s*(?:users of|the|for)?\s*$`)
	inTurn  = regexp.MustCompile(`(?i)分别|依次|respectively|in (?:that|the same) order|in turn`)
	// directly follows a number that stands before its name.
	directly = regexp.MustCompile(`(?i)^\s*(?:人|名)?(?:在)?(?:使用|观看)?(?:过)?\s*(?:chinese\s|people\s(?:using|use)\s|active\s)?$`)
	// otherUsers are users of something that is not known.
	otherUsers = regexp.MustCompile(`(?i)[^\s\d,;:、()其总类务品台用的]的?用户|\b(?:[a-hj-z]\w+)\s(?:users|shoppers|viewers|gamers|listeners)\b|\bnetizens\b`)
	// usersOf are users of something; "of the users of the Internet" is of all.
	usersOf          = regexp.MustCompile(`(?i)\busers of [a-su-z]`)
	restrictedBefore = regexp.MustCompile(`[^国]的$`)
	// branch is a part of an application: e-commerce live broadcasting.
	branch           = regexp.MustCompile(`(?i)\b(?:e-commerce|games?|gaming|sports?|concerts?|shows?|celebrity)\s(?:live\s)?$|(?:电商|游戏|体育|演唱会|真人秀|秀场)$`)
	restrictedBehind = regexp.MustCompile(`(?i)^\s*(?:using|who|whose|that (?:use|have)|aged|accessing|making|with access)\b|^(?:使用|通过|中)`)
	// visits are counted as people are, and are more.
	visits    = regexp.MustCompile(`^\s*人次`)
	amongThem = regexp.MustCompile(`(?i)其中|\bof (?:which|whom|them)\b|\bamong (?:which|whom|them)\b`)
	userWords = regexp.MustCompile(`(?i)(?:用户|网民)(?:使用率|渗透率)|\b(?:of|the|total|its|their|these|active|million|billion|service|services|clips?|by|many|more|number of)\s+users?`)
)

// assign finds the subject of each number of a sentence.
func (t *text) assign(text string, names []mention, numbers []number) []claim {
	claims := make([]claim, len(numbers))
	runs := t.lists(text, names, numbers)
	masked := blank(text, remark)
	for _, m := range names {
		masked = masked[:m.Start] + strings.Repeat(" ", m.End-m.Start) + masked[m.End:]
	}
	for i, n := range numbers {
		lo, hi := 0, len(text)
		if i > 0 {
			lo = numbers[i-1].end
		}
		if i < len(numbers)-1 {
			hi = numbers[i+1].start
		}
		w := window{text: text, masked: masked, lo: lo, n: n, end: n.end + firstIndex(clauseEnd, text[n.end:hi])}
		w.clause = lo + lastIndex(clauseCut, text[lo:n.start])
		c := &claims[i]
		name := w.choose(names)
		inherited := name == nil && i > 0 && claims[i-1].subject != nil && fits(claims[i-1].subject, n)
		from := lo
		switch {
		case name == nil && i > 0 && claims[i-1].subject != nil && n.percent != "" && base.MatchString(text[lo:w.end]) && related(claims[i-1].subject, shares, t.names) != nil:
			c.subject, inherited = related(claims[i-1].subject, shares, t.names), true
		case inherited:
			c.subject = claims[i-1].subject
		case name != nil:
			c.subject, from = name.Subject, min(name.End, n.start)
		case len(names) == 0 && i == 0 && t.lastSubject != nil && fits(t.lastSubject, n):
			c.subject = t.lastSubject
			c.flags = append(c.flags, TwoNames)
		}
		if inherited && w.ownedByOthers(lo, w.end) || name != nil && (w.ownedByOthers(from, n.start) || w.qualifies(name) || w.crowded(names)) || visits.MatchString(text[n.end:]) {
			c.flags = append(c.flags, TwoNames)
		}
		if r := runs[i]; r != nil {
			c.flags = append(c.flags, List)
			if r.subject != nil && fits(r.subject, n) {
				c.subject = r.subject
				c.flags = []Flag{List}
			} else if inTurn.MatchString(text) {
				c.flags = append(c.flags, TwoNames)
			}
		}
		c.flags = append(c.flags, w.flags(from, c.subject)...)
		if i > 0 {
			previous := claims[i-1].flags
			if inherited {
				c.keep(previous, TwoNames)
				if c.subject.Kind == document.Share && claims[i-1].subject == c.subject {
					c.flags = append(c.flags, TwoNames)
				}
			}
			if inherited || runs[i] != nil && runs[i-1] != nil && runs[i].first == runs[i-1].first {
				c.keep(previous, Part, Foreign, Forecast)
			}
			if runs[i] != nil && runs[i].first < i {
				c.keep(previous, Change)
			}
			if name != nil && claims[i-1].subject != nil && name.Kind == document.Share && !part.MatchString(text[name.Start:name.End]) && !wholeCountry.MatchString(text[lo:n.start]) {
				c.keep(previous, Part)
			}
		}
		if t.foreign {
			c.flags = append(c.flags, Foreign)
		}
	}
	return claims
}

// keep adds those of a number's flags that hold for the next one.
func (c *claim) keep(flags []Flag, kept ...Flag) {
	for _, f := range flags {
		for _, k := range kept {
			if f == k {
				c.flags = append(c.flags, f)
			}
		}
	}
}

// window is the part of a sentence that speaks of a number.
type window struct {
	// masked is the text without its names.
	text, masked string
	// lo is where the number before ends, clause where the number's clause begins, end
	// where what follows the number ends.
	lo, clause, end int
	n               number
}

// choose finds the name that owns the number, or nil.
func (w *window) choose(names []mention) *mention {
	var own, behind *mention
	for i := range names {
		m := &names[i]
		switch {
		case !fits(m.Subject, w.n):
		case m.Start >= w.lo && m.End <= w.n.start:
			if own == nil || !m.weak || own.weak || own.Start < w.clause {
				own = m
			}
		case m.Start >= w.n.end && m.End <= w.end && (behind == nil || behind.weak):
			behind = m
		}
	}
	if behind != nil && (own == nil || w.n.percent == "" && directly.MatchString(w.text[w.n.end:behind.Start])) {
		return behind
	}
	return own
}

// ownedByOthers says whether users of something unknown stand in the number's clause,
// between two places.
func (w *window) ownedByOthers(from, to int) bool {
	clause := w.masked[max(from, w.clause):w.n.start]
	if to > w.n.end {
		clause += w.masked[w.n.start:to]
		if amongThem.MatchString(clause) {
			return true
		}
	}
	clause = blank(clause, base)
	return usersOf.MatchString(clause) || otherUsers.MatchString(userWords.ReplaceAllString(clause, " "))
}

// qualifies says whether the words beside the name of all Internet users restrict it.
func (w *window) qualifies(name *mention) bool {
	before := w.text[w.lo:max(w.lo, name.Start)]
	if name.Kind == document.Application {
		return branch.MatchString(before)
	}
	return name.Kind == document.People && (restrictedBefore.MatchString(before) || restrictedBehind.MatchString(w.text[name.End:]))
}

// crowded says whether the number's clause has more than one name for it.
func (w *window) crowded(names []mention) bool {
	var first *document.Subject
	for _, m := range names {
		if m.weak || m.Start < w.clause || m.End > w.n.start || !fits(m.Subject, w.n) {
			continue
		}
		if first != nil && first != m.Subject {
			return true
		}
		first = m.Subject
	}
	return false
}

// firstIndex is where a pattern is first found, or the length of the text.
func firstIndex(pattern *regexp.Regexp, text string) int {
	if at := pattern.FindStringIndex(text); at != nil {
		return at[0]
	}
	return len(text)
}

// lastIndex is where the last match of a pattern ends, or 0.
func lastIndex(pattern *regexp.Regexp, text string) int {
	if all := pattern.FindAllStringIndex(text, -1); len(all) > 0 {
		return all[len(all)-1][1]
	}
	return 0
}

// listed is a number's place in a list.
type listed struct {
	// first is the list's first number.
	first int
	// subject is the name that has the same place in a list of as many names, or nil.
	subject *document.Subject
}

// lists finds numbers that stand in lists, and pairs them with names by their order.
func (t *text) lists(text string, names []mention, numbers []number) []*listed {
	all := make([]*listed, len(numbers))
	for i := 0; i < len(numbers); {
		j := i + 1
		for j < len(numbers) && numbers[j].sameKind(numbers[i]) && between.MatchString(text[numbers[j-1].end:numbers[j].start]) {
			j++
		}
		if j-i > 1 {
			subjects := t.namesOf(text, names, numbers[i].start, numbers[j-1].end, j-i)
			for k := i; k < j; k++ {
				all[k] = &listed{first: i}
				if subjects != nil {
					all[k].subject = subjects[k-i].Subject
				}
			}
		}
		i = j
	}
	return all
}

// namesOf finds a list of as many names as numbers: before them, behind them, or in
// the sentence before.
func (t *text) namesOf(text string, names []mention, from, to, count int) []mention {
	before, behind := 0, len(names)
	for i, m := range names {
		if m.End <= from {
			before = i + 1
		}
		if m.Start >= to && behind == len(names) {
			behind = i
		}
	}
	adjoin := func(i int) bool { return joins.MatchString(text[names[i-1].End:names[i].Start]) }
	for last := before; last >= count; last-- {
		first := last - 1
		for first > 0 && adjoin(first) {
			first--
		}
		if last-first >= count {
			return names[last-count : last]
		}
		last = first + 1
	}
	if behind+count <= len(names) {
		for i := behind + 1; i < behind+count; i++ {
			if !adjoin(i) {
				return nil
			}
		}
		return names[behind : behind+count]
	}
	if len(names) == 0 && len(t.lastNames) == count {
		return t.lastNames
	}
	return nil
}
