package report

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// quantity is a number with a unit within a sentence.
type quantity struct {
	text       string
	start, end int
	number     decimal.Decimal
	// exponent is the power of ten of 10,000 people.
	exponent int32
	percent  bool
	// points says that the number is a difference of two shares.
	points bool
}

// role is what a quantity says.
type role int

const (
	// ignored is a change, a growth rate, or no number of people.
	ignored role = iota
	level
	unclear
)

var quantities = compiled(`(?i)(\d[\d,]*(?:\.\d+)?)\s*(?:(billion|million|thousand|亿|万)|(%|per ?cent\b|percentage points?|个百分点))`)

var exponents = map[string]int32{"billion": 5, "million": 2, "thousand": -1, "亿": 4, "万": 0}

func quantitiesIn(text string) []quantity {
	var all []quantity
	for _, m := range quantities().FindAllStringSubmatchIndex(text, -1) {
		digits := text[m[2]:m[3]]
		if !plainNumber().MatchString(digits) && !groupedNumber().MatchString(digits) {
			continue
		}
		number, err := decimal.NewFromString(separators.Replace(digits))
		if err != nil {
			continue
		}
		q := quantity{text: text[m[0]:m[1]], start: m[0], end: m[1], number: number}
		if m[4] >= 0 {
			q.exponent = exponents[strings.ToLower(text[m[4]:m[5]])]
		} else {
			q.percent = true
			unit := strings.ToLower(text[m[6]:m[7]])
			q.points = strings.Contains(unit, "point") || unit == "个百分点"
		}
		all = append(all, q)
	}
	return all
}

var (
	bounds = `(?:more than |less than |fewer than |over |nearly |almost |about |around |approximately |roughly |some |at least |超过|超|突破|逾|近|接近|约|大约|至少|达到|达)*`
	// changed ends before a number by which something grew or shrank.
	changed = compiled(`(?i)\b(?:increas\w*|up|ris(?:e|es|en|ing)|rose|grew|grow\w*|down|decreas\w*|declin\w*|fell|fall\w*|drop\w*|lost|losing|gain\w*|add\w*|surg\w*|jump\w*|climb\w*|shr[aiu]nk\w*)\b(?: \w+)?(?: by| of|,)?\s*` + bounds + `$` +
		`|(?:增长|增加|减少|下降|提升|提高|上升|降低|回落|净增|新增|增幅|降幅|增长率|增速|增幅)(?:了|为)?\s*` + bounds + `$`)
	// reached ends before a level to which something grew or shrank.
	reached = compiled(`(?i)\b(?:to|at|reach\w*|hit\w*|total\w*|stood at|was|were|is|are)\s*` + bounds + `$|(?:增|升|降|少|至|到|为|达)(?:至|到|为|达)+\s*` + bounds + `$|(?:至|达到|达)\s*` + bounds + `$`)
	// formerly ends before a level of an earlier survey.
	formerly = compiled(`(?i)\bfrom\s*(?:the )?` + bounds + `$|(?:从|由|较)[^,;]*(?:的|时)\s*` + bounds + `$`)
	// increase is what may stand behind a number that is a change.
	increase = compiled(`(?i)^\s*(?:year[- ]on[- ]year|yoy|increase|growth|rise|decline|decrease|drop|more\b|fewer\b|higher\b|lower\b|的?增长|的?增幅|的?增速)`)
	// otherThings are counted in numbers that are not of people.
	otherThings  = compiled(`(?i)^\s*(?:yuan|rmb|us dollars|dollars|orders|trips|visits|jobs|times|stations|square|courses|companies|enterprises|websites|domain|terminals|apps?\b|元|件|家|部|户|次|人次|个|条|笔|款|台|座|项|门|平方|美元)`)
	peopleBehind = compiled(`(?i)^\s*(?:(?:of|the|china's|chinese|registered|active|monthly|daily|[\w-]+)\s+){0,5}?(?:users|netizens|people|persons|individuals)\b|^\s*(?:人|用户|网民|名)`)
	usersBefore  = compiled(`(?i)\b(?:users|user scale|user base|netizens|people)\b|用户|网民|人数|规模`)
	shareBefore  = compiled(`(?i)account\w*|mak\w+ up|represent\w*|penetration|utili[sz]ation|usage rate|\bratio|proportion|\bshare|\bor\s*$|equal|equivalent|took up|taking up|占|使用率|普及率|渗透率|比例|占比`)
	shareOf      = compiled(`(?i)\b(?:making|makes|made|taking|takes|took) up\b`)
	ofAll        = compiled(`(?i)^\s*of\s+(?:all |the |total |china's |chinese |overall |whole )*(?:internet users|netizens|online population|internet population)\b`)
)

// role finds what a quantity says from the words around it, back to the end of
// the one before.
func (q quantity) role(text string, from int) role {
	before, behind := endOf(text[min(from, q.start):q.start]), startOf(text[q.end:])
	before = shareOf().ReplaceAllString(before, "accounting for")
	switch {
	case q.points, formerly().MatchString(before), increase().MatchString(behind):
		return ignored
	case !reached().MatchString(before) && changed().MatchString(before):
		return ignored
	case q.percent && (shareBefore().MatchString(before) || ofAll().MatchString(behind)):
		return level
	case !q.percent && otherThings().MatchString(behind):
		return ignored
	case !q.percent && (peopleBehind().MatchString(behind) || usersBefore().MatchString(endOf(text[:q.start]))):
		return level
	default:
		return unclear
	}
}

var qualifiers = []struct {
	word      func() *regexp.Regexp
	qualifier string
}{
	{compiled(`(?i)(?:\bover|\bmore than|\bexceed\w*|\babove|\bsurpass\w*|超过|超|突破|逾)\s*$`), "over"},
	{compiled(`(?i)(?:\bnearly|\balmost|近|接近|将近)\s*$`), "nearly"},
	{compiled(`(?i)(?:\babout|\baround|\bapproximately|\broughly|\bsome|约|大约)\s*$`), "about"},
	{compiled(`(?i)(?:\bat least|至少)\s*$`), "at_least"},
}

// qualifier is the text's word for how exact the number is, or what it is
// without one: rounded for people, as exact as printed for a share.
func (q quantity) qualifier(before string) string {
	for _, w := range qualifiers {
		if w.word().MatchString(before) {
			return w.qualifier
		}
	}
	if q.percent {
		return "exact"
	}
	return "rounded"
}
