package candidate

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	// beforeClause matches the text before the last clause. After ), a clause begins only if a name follows; group 1 ends with it.
	beforeClause = regexp.MustCompile(`(?i)^.*(?:[,;:。(]|\bwhile\b|\)([^\f]*\f))`)
	// tailEnd matches the end of the words that belong to the number before them. A ( before a year is no end.
	tailEnd   = regexp.MustCompile(`(?i)[,;:)。、]|\((?:\D|\d+[^\d年)]|$)|\b(?:while|with|and|up|down|from)\b|$`)
	leavesOut = Pattern(`{without}.*№|№[^,;:。()]*\([^()]*{without}`)
	// group matches words after which the next numbers are of a part (see Part), in masked text (see phrase).
	group = Pattern(`{part}|{part_in_text}|\r\r\f(?:\s*(?:群体)?中|:$|[^\f\r,;:。]*\f)|\b(?:among|of)\s[^\f,;.]*\r\r\f`)
)

// isGroup reports whether a subject is only a group of people, such as rural Internet users.
func isGroup(s *document.Subject) bool { return matches("part", s.Title) }

// phrase is the text before, between or after runs of numbers.
type phrase struct {
	// raw is the text as it is. masked is raw without matches of the lists [base] and [misleading] of words.txt, and with
	// marks in place of names: \f for an application or a share, \r\f for people, \r\r\f for a group of people.
	raw, masked string
	names       []*document.Subject // The subjects of these names, in order.
}

func (t *textReader) phrase(s string) phrase {
	p := phrase{raw: s}
	// Groups 1 and 5 are 占; the blank after 占 keeps [part_of_named] from matching.
	s = words["base"].ReplaceAllString(words["misleading"].ReplaceAllString(s, " "), "$1$5 $2$3$4$6$7$8$9 ")
	at := 0
	for _, m := range t.names.All(s) {
		p.masked += s[at:m.Start]
		if m.Kind == document.People {
			p.masked += "\r"
			if isGroup(m.Subject) {
				p.masked += "\r"
			}
		}
		p.masked += "\f"
		p.names = append(p.names, m.Subject)
		at = m.End
	}
	p.masked += s[at:]
	return p
}

// endsGroup reports whether the numbers after the phrase are no longer of a group or place.
func (p phrase) endsGroup() bool {
	return matches("ends_group", words["base"].ReplaceAllString(words["misleading"].ReplaceAllString(p.raw, ""), ""))
}

// claim is what a run of numbers probably states.
type claim struct {
	subjects []*document.Subject // One for each number, or none.
	period   dataset.Period
	flags    Flags
	// namesUsed counts the names after the numbers, up to the name that became their subject.
	namesUsed int
	carried   bool // Only an earlier sentence names the subject.
}

// claim finds the subject of a run of numbers: the name before it in its clause, the name after it, an earlier name
// since the previous run, or what recall finds. A list takes the last names before it if there are enough.
func (t *textReader) claim(r run, before, after phrase) claim {
	// A bracket before the number opens no clause.
	clause := beforeClause.ReplaceAllString(strings.TrimRight(before.masked, "( "), "$1")
	tail := after.masked[:tailEnd.FindStringIndex(after.masked)[0]]
	around := before.masked + "№" + tail
	c := t.periodAndFlags(r, before, after, around)
	if named := r.fitting(t.named); c.flags&List != 0 && len(named) >= len(r.figures) {
		c.subjects = named[len(named)-len(r.figures):]
		return c
	}
	// before lacks those names of the previous run that stood in brackets: read cuts 5亿人(2026年短视频94.4%)占 to 5亿人)占.
	unclaimed := before.names[min(t.last.namesUsed, len(before.names)):]
	preceding := r.fitting(unclaimed)
	near := r.fitting(unclaimed[max(0, len(unclaimed)-strings.Count(clause, "\f")):])
	behind := after.names[:strings.Count(tail, "\f")]
	following := r.fitting(behind)
	var subject *document.Subject
	switch {
	case len(following) > 0 && len(near) == 0 && !matches("ends_in_label", around):
		subject = following[0]
		c.namesUsed = 1 + slices.Index(after.names, subject)
		c.flags.set(TwoNames, len(slices.Compact(following)) > 1)
	case len(preceding) > 0:
		subject = preceding[len(preceding)-1]
		if len(near) == 0 {
			near = preceding
		}
		c.flags.set(TwoNames, len(slices.Compact(near)) > 1)
	default:
		subject = t.recall(&c, r, before, after, behind)
	}
	// Internet penetration after rural users is theirs (农村网民3.22亿人,互联网普及率69.2%), unless the sentence is about all.
	if s := t.shareOf(r, t.named, "penetration"); s != nil && subject != nil && strings.HasSuffix(s.ID, subject.ID) {
		isOfAll := slices.Contains(t.named[t.earlier:], t.names.ByID(dataset.InternetUsers)) ||
			slices.Contains(t.last.subjects, subject) ||
			strings.Contains(before.raw, ";") || matches("ends_group", before.raw)
		if len(t.last.subjects) > 0 && !isOfAll {
			subject = s
		}
	}
	c.flags |= t.limits &^ Part
	c.flags.set(t.limits&Part, subject != nil && !isGroup(subject)) // A group is not limited further.
	c.subjects = slices.Repeat(r.fitting([]*document.Subject{subject}), len(r.figures))
	if len(c.subjects) == 0 {
		return c
	}
	if subject.Kind == document.Application {
		ofPopulation := strings.HasSuffix(words["share_of_population"].FindString(after.raw), "population")
		c.flags.set(Part, ofPopulation || strings.Contains(clause, "人口"))
		// A share right after a group (usage by rural netizens was №), or after its number, is of that group.
		upToName := before.masked[:strings.LastIndexByte(before.masked, '\f')+1]
		isOfAll := before.endsGroup() || strings.Contains(before.raw, ";") ||
			slices.Contains(before.names, t.names.ByID(dataset.InternetUsers))
		t.limits.set(Part, r.isShare && slices.ContainsFunc(t.last.subjects, isGroup) && !isOfAll)
		c.flags.set(Part, t.limits&Part != 0 || r.isShare && strings.HasSuffix(upToName, "\r\r\f"))
	}
	t.check(&c, r.figures[0])
	return c
}

// recall finds the subject of numbers that have no name of their own: the share of the people named right after them
// or last before them, the subject of the previous run, or the last name in the paragraph.
func (t *textReader) recall(c *claim, r run, before, after phrase, behind []*document.Subject) *document.Subject {
	last := t.last
	c.flags |= last.flags & (TwoNames | Part | Foreign | Forecast | List)
	// A number in brackets after one of another survey, or a share after users of another year, is of that time, too.
	ofLast := strings.Contains(before.raw, "(") || r.isShare && last.flags&Change == 0 && last.period == c.period
	c.flags.set(Period, ofLast && last.flags&Period != 0)
	tail := "№" + after.raw[:tailEnd.FindStringIndex(after.raw)[0]] // In masked, [base] has cut out "of the total".
	if s := t.shareOf(r, behind, tail); s != nil {
		return s
	}
	// The previous run may stand before its name: 681 million people, or 48.4 percent, had used generative AI.
	people := slices.Insert(slices.Clone(t.named), len(t.named)-len(before.names), last.subjects...)
	if s := t.shareOf(r, people, before.masked+tail); s != nil {
		return s
	}
	if len(r.fitting(last.subjects)) > 0 {
		c.carried = last.carried
		return last.subjects[len(last.subjects)-1]
	}
	isCarried := len(t.named) == t.earlier
	// A name of an earlier sentence is taken despite a bound or the date, but not despite another doubt.
	isDoubtful := c.flags&^(Bound|Period) != 0 || matches("other_label", before.raw)
	if len(t.named) == 0 || isCarried && isDoubtful {
		return nil
	}
	c.carried = isCarried
	return t.named[len(t.named)-1]
}

// check flags a figure that contradicts a known one. Without flags or a carried subject, a figure becomes known.
func (t *textReader) check(c *claim, figure Candidate) {
	number, _ := strconv.ParseFloat(cmp.Or(figure.Users, figure.Percent), 64)
	rounding, _ := strconv.ParseFloat(figure.Rounding, 64) // 0 for a share.
	q := Quantity{c.subjects[0].ID, figure.Users == ""}
	c.flags.set(TwoNames, c.flags == 0 && t.facts.contradict(q, c.period, number, rounding))
	if c.flags == 0 && !c.carried {
		fact := Fact{c.period, number, rounding/2 + shareSlack}
		t.facts[q] = append(slices.Clip(t.facts[q]), fact) // The Finder that Find copied has the slice, too.
	}
}

// periodAndFlags returns a claim without subjects: the survey, and the doubts that the text raises.
func (t *textReader) periodAndFlags(r run, before, after phrase, around string) (c claim) {
	for flag, pattern := range doubts {
		c.flags.set(flag, pattern.MatchString(around))
	}
	c.period = t.period(before.raw+"№"+after.raw, before.masked+"№"+after.masked)
	c.flags.set(Foreign, t.fromOther)
	c.flags.set(Part, leavesOut.MatchString(before.raw+"№"+after.raw))
	repeatsChange := t.last.flags&Change != 0 && matches("in_other_unit", before.masked)
	c.flags.set(Change, r.inPoints || repeatsChange)
	c.flags.set(List, len(r.figures) > 1)
	if t.survey%12 == 11 { // A December.
		around = words["last_december"].ReplaceAllString(around, "№")
	}
	c.flags.set(Period, c.period == 0 || c.period != t.survey)
	c.flags.set(Period, matches("relative_date", around) || ofOtherYear(around, c.period))
	return c
}

// shareOf returns the share, or the application, of the last people named, or nil. Identifiers differ only in suffixes.
func (t *textReader) shareOf(r run, named []*document.Subject, around string) *document.Subject {
	people := run{isShare: false}.fitting(named)
	if !r.isShare || len(people) == 0 {
		return nil
	}
	switch id := people[len(people)-1].ID; {
	case matches("share_of_population", around):
		return t.names.ByID(strings.NewReplacer("users", "penetration", "aware_people", "awareness").Replace(id))
	case matches("share_of_all", around):
		return t.names.ByID(strings.TrimSuffix(id, dataset.InternetUsers) + "share_of_internet_users")
	}
	return nil
}

// fitting returns the subjects that have numbers of the run's kind, people or shares.
func (r run) fitting(all []*document.Subject) []*document.Subject {
	return slices.DeleteFunc(slices.Clone(all), func(s *document.Subject) bool {
		return s == nil || s.Kind != document.Application && (s.Kind == document.Share) != r.isShare
	})
}
