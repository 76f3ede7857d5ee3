package candidate

import "regexp"

var (
	// shareOf matches the base of a share before it, and behind it. userBase matches
	// bases of all Internet users.
	shareOf       = regexp.MustCompile(`占(?:比|[^,;。占]*)$`)
	shareOfBehind = regexp.MustCompile(`(?i)^\s*of\s+[^,.;]{0,60}|^的(?:用户|受访|企业|消费者|人)`)
	userBase      = regexp.MustCompile(`(?i)网民|整体|总体|上网用户` +
		`|internet users?|netizens?|(?:internet|online|user|china's|country's|total) population|user base|^\s*of (?:the )?(?:total|overall)\s*$`)
)

// flagWords adds the doubts that the words around a number raise.
func (c *claim) flagWords(w *window) {
	before, behind := w.masked[w.lo:w.start], w.masked[w.end:w.hi]
	c.flag(Part, part.MatchString(before) || part.MatchString(behind) || w.shareOfPart())
	c.flag(Bound, bound.MatchString(before) || boundBehind.MatchString(behind))
	c.flag(Forecast, forecast.MatchString(before) || forecast.MatchString(behind))
	c.flag(Foreign, foreign.MatchString(before) || foreign.MatchString(behind))
	c.flag(Change, w.points || change.MatchString(before) || changeBehind.MatchString(behind))
}

// shareOfPart reports whether a share has another base than all Internet users.
func (w *window) shareOfPart() bool {
	before, behind := w.text[w.clause:w.start], shareOfBehind.FindString(w.text[w.end:])
	return w.percent != "" && !w.points &&
		(shareOf.MatchString(before) && !userBase.MatchString(before) || behind != "" && !userBase.MatchString(behind))
}

// notePublisher notes the publisher that a sentence names for the rest of its
// paragraph.
func (t *text) notePublisher(text string) {
	switch {
	case publisher.MatchString(text):
		t.foreign = true
	case surveyor.MatchString(text):
		t.foreign = false
	}
}
