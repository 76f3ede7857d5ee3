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
	base              = Pattern(`{base}`)
	misleading        = Pattern(`{misleading}`)
	shareOfAll        = Pattern(`{share_of_all}`)
	shareOfPopulation = Pattern(`{share_of_population}`)
	endsInLabel       = regexp.MustCompile(`(?:率|规模|人数)[为达:]?№人?(?:[^人的]|$)`)                                                  // The number belongs to the label before it, unless 的 gives it to a name after it (使用率达84.0%的网络购物).
	inOtherUnit       = regexp.MustCompile(`(?i)^人?,? *(?:or|即|\() *$`)                                                        // The next number repeats the previous one in another unit.
	beforeClause      = regexp.MustCompile(`(?i)^.*(?:[,;:。(]|\bwhile\b|\)([^\f]*\f))`)                                        // The text before the last clause. A closing bracket ends a clause if a name follows; the group keeps that name.
	inBrackets        = regexp.MustCompile(`(?i)^人? ?\((?:占[^,;。()]*|\p{Han}{0,6}率[为达至]?|or|account\w+ for|representing)? ?$`) // Between a number and, in brackets, its share: 10.68亿人(占94.4%).
	// group matches words that limit the next numbers to a group of people, in masked text (see phrase).
	// endsGroup matches words that end this limit, in raw text without the base of a share (占网民整体的).
	group     = Pattern(`{part}|{part_in_text}|\r\r\f(?:\s*(?:群体)?中|[^\f\r,;:。]*\f)|\b(?:among|of)\s[^\f,;.]*\r\r\f`)
	endsGroup = Pattern(`{ends_group}`)
	// The numbers of a sentence are forecasts from a match of startsForecast to one of endsForecast.
	startsForecast = Pattern(`{starts_forecast}`)
	endsForecast   = Pattern(`{ends_forecast}`)
	tailEnd        = regexp.MustCompile(`(?i)[,;:)。、]|\((?:\D|\d+[^\d年)]|$)|\b(?:while|with|and|up|down|from)\b|$`) // The end of the words that belong to the number before them, as a year in brackets does.
)

// phrase is the text before, between or after runs of numbers.
type phrase struct {
	// raw is the text as it is. masked is raw without the matches of base and misleading, and with marks in
	// place of names: \f for an application or a share, \r\f for people, \r\r\f for a group of people.
	raw, masked string
	// names has the subject of each of these names, in order.
	names []*document.Subject
}

func (t *textReader) phrase(s string) phrase {
	p := phrase{raw: s}
	s = base.ReplaceAllString(misleading.ReplaceAllString(s, " "), "$1$5 $2$3$4$6$7$8$9 ") // Groups 1 and 5 are 占; the blank after it keeps part_of_named from matching.
	at := 0
	for _, m := range t.names.All(s) {
		p.masked += s[at:m.Start]
		if m.Kind == document.People {
			p.masked += "\r"
			if part.MatchString(m.Title) {
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

// claim is what a run of numbers probably states.
type claim struct {
	// subjects has one for each number, or is empty.
	subjects []*document.Subject
	period   dataset.Period
	flags    Flags
	// namesUsed counts the names after the numbers, up to the name that became their subject.
	namesUsed int
	carried   bool // Only an earlier sentence names the subject, and no known share confirms it.
}

// claim finds the subject of a run of numbers, in this order: the name before it in its clause, the name
// after it, an earlier name since the previous run, the share of the people named after it or last, the subject of the
// previous run, the last name in the paragraph. A list takes the last names before it, one for each number, if there are enough.
func (t *textReader) claim(r run, before, after phrase, last claim) claim {
	clause := beforeClause.ReplaceAllString(strings.TrimRight(before.masked, "( "), "$1") // A bracket before the number opens no clause.
	tail := after.masked[:tailEnd.FindStringIndex(after.masked)[0]]
	around := before.masked + "№" + tail
	c := t.periodAndFlags(r, before, after, around, last)
	if named := r.fitting(t.named); c.flags&List != 0 && len(named) >= len(r.figures) {
		c.subjects = named[len(named)-len(r.figures):]
		return c
	}
	// Cutting out brackets may remove a name that was used: 5亿人(2026年短视频94.4%)占 becomes 5亿人)占, which has no name.
	unclaimed := before.names[min(last.namesUsed, len(before.names)):]
	preceding := r.fitting(unclaimed)
	near := r.fitting(unclaimed[max(0, len(unclaimed)-strings.Count(clause, "\f")):])
	behind := after.names[:strings.Count(tail, "\f")]
	following := r.fitting(behind)
	var subject *document.Subject
	switch {
	case len(following) > 0 && len(near) == 0 && !endsInLabel.MatchString(around):
		subject = following[0]
		c.namesUsed = 1 + slices.Index(after.names, subject)
		c.flags.set(TwoNames, len(slices.Compact(following)) > 1)
	case len(preceding) > 0:
		subject = preceding[len(preceding)-1]
		c.flags.set(TwoNames, len(slices.Compact(near)) > 1 || len(near) == 0 && len(slices.Compact(preceding)) > 1) // Two names in the clause or, if it has none, before it.
	default:
		rawTail := "№" + after.raw[:tailEnd.FindStringIndex(after.raw)[0]] // Base would remove "of the total".
		subject = r.shareOf(behind, t.names, rawTail)
		if subject == nil { // People may also be the subject of the last numbers, which were named after them.
			subject = r.shareOf(slices.Insert(slices.Clone(t.named), len(t.named)-len(before.names), last.subjects...), t.names, before.masked+rawTail)
		}
		// The last name is carried into the next sentence only if at most a bound, the date or the change before speaks against it.
		against := (c.flags | last.flags&^Change) &^ (Bound | Period)
		switch n := len(t.named); {
		case subject != nil:
		case len(r.fitting(last.subjects)) > 0:
			subject, c.carried = last.subjects[len(last.subjects)-1], last.carried
		case n > t.earlier, n > 0 && against == 0 && !strings.Contains(before.raw, ":"):
			subject, c.carried = t.named[n-1], n == t.earlier
		}
		c.flags |= last.flags & (TwoNames | Part | Foreign | Forecast) // Inherited from the previous run.
		// A share after users of an earlier year is of that year, too.
		c.flags.set(Period, r.isShare && last.flags&(Period|Change) == Period && last.period == c.period)
	}
	// The Internet penetration after rural Internet users is theirs, unless the sentence names all (农村网民3.22亿人,互联网普及率69.2%).
	namesAll := slices.Contains(last.subjects, subject) || slices.Contains(t.named[t.earlier:], t.names.ByID(dataset.InternetUsers)) || strings.Contains(before.raw, ";") || endsGroup.MatchString(before.raw)
	if s := r.shareOf(t.named, t.names, "penetration"); s != nil && subject != nil && strings.HasSuffix(s.ID, subject.ID) && len(last.subjects) > 0 && !namesAll {
		subject = s
	}
	c.flags |= t.limits & (Foreign | Forecast)
	// A subject that is itself a group, such as rural Internet users, is not limited further.
	if subject != nil && !part.MatchString(subject.Title) {
		c.flags |= t.limits
	}
	c.subjects = slices.Repeat(r.fitting([]*document.Subject{subject}), len(r.figures))
	for i, s := range c.subjects {
		c.flags.set(Part, s.Kind == document.Application && (strings.Contains(clause, "人口") || strings.HasSuffix(shareOfPopulation.FindString(after.raw), "population"))) // A share of the population.
		c.flags.set(Part, s.Kind == document.Application && r.isShare && strings.HasSuffix(before.masked[:strings.LastIndexByte(before.masked, '\f')+1], "\r\r\f"))       // Usage by rural netizens was №.
		// A number or share that contradicts a known figure, or one above in the text, may be of another name.
		number, _ := strconv.ParseFloat(cmp.Or(r.figures[i].Users, r.figures[i].Percent), 64)
		rounding, _ := strconv.ParseFloat(r.figures[i].Rounding, 64) // 0 for a share; the 0.15 below is its slack.
		quantity := Quantity{s.ID, r.isShare}
		agrees, contradicts := t.facts.compare(quantity, c.period, number, rounding)
		c.flags.set(TwoNames, c.flags == 0 && contradicts)
		c.carried = c.carried && !(agrees && r.isShare) // Such a share is hardly of another name.
		if c.flags == 0 && !c.carried {
			t.facts[quantity] = append(slices.Clip(t.facts[quantity]), Fact{c.period, number, rounding/2 + 0.15})
			// The users also give the share, if the survey's Internet users are known.
			if all, _, _ := t.facts.Nearest(Quantity{dataset.InternetUsers, false}, c.period); all.Period == c.period && !r.isShare {
				quantity.IsShare = true
				t.facts[quantity] = append(slices.Clip(t.facts[quantity]), Fact{c.period, number / all.Value * 100, 0.15 + (rounding/2+all.Slack)/all.Value*100})
			}
		}
	}
	return c
}

// periodAndFlags returns a claim without subjects: the survey, and the doubts that the text raises.
func (t *textReader) periodAndFlags(r run, before, after phrase, around string, last claim) (c claim) {
	for flag, pattern := range doubts {
		c.flags.set(flag, pattern.MatchString(around))
	}
	c.period = t.period(before.raw + "№" + after.raw)
	c.flags.set(Foreign, t.fromOther)
	c.flags.set(Part, leavesOut.MatchString(before.raw+"№"+after.raw))
	c.flags.set(Change, r.inPoints || last.flags&Change != 0 && inOtherUnit.MatchString(before.masked))
	c.flags.set(List, len(r.figures) > 1)
	if t.survey%12 == 11 {
		around = lastDecember.ReplaceAllString(around, "№")
	}
	c.flags.set(Period, c.period == 0 || c.period != t.survey || relativeDate.MatchString(around) || ofOtherYear(around, c.period))
	c.flags.set(Period, last.flags&Period != 0 && inBrackets.MatchString(before.raw)) // A share has the survey of its users.
	return c
}

// shareOf returns the indicator of the share of the last people named, or nil if there is none, as
// for an application. The identifiers of people and of their shares differ only in suffixes.
func (r run) shareOf(named []*document.Subject, names *document.Names, around string) *document.Subject {
	people := run{isShare: false}.fitting(named)
	if !r.isShare || len(people) == 0 {
		return nil
	}
	switch id := people[len(people)-1].ID; {
	case shareOfPopulation.MatchString(around):
		return names.ByID(strings.NewReplacer("users", "penetration", "aware_people", "awareness").Replace(id))
	case shareOfAll.MatchString(around):
		return names.ByID(strings.TrimSuffix(id, dataset.InternetUsers) + "share_of_internet_users")
	}
	return nil
}

// fitting returns the subjects that have numbers of the run's kind, people or shares.
func (r run) fitting(all []*document.Subject) []*document.Subject {
	return slices.DeleteFunc(slices.Clone(all), func(s *document.Subject) bool {
		return s == nil || s.Kind != document.Application && (s.Kind == document.Share) != r.isShare
	})
}
