package report

import (
	"slices"

	"cnnic_exporter/exporter/dataset"
)

// paragraph is what is known of a paragraph.
type paragraph struct {
	period dataset.Period
	before string // The sentence before.
	item   bool   // The sentence before is of a list.
	// strayed says that it has gone to another time, place or source, foreign that
	// all of it is of another source.
	strayed, foreign bool
	// ofPart says that a part of the Internet users was spoken of.
	ofPart bool
}

// hasOtherSource says whether a line on the source in the paragraph that begins
// there names anyone but CNNIC.
func hasOtherSource(all []sentence) bool {
	for i, s := range all {
		if i > 0 && s.opens {
			return false
		}
		if sourceLine().MatchString(s.text) && !ownSource().MatchString(s.text) {
			return true
		}
	}
	return false
}

// introduces ends a sentence that goes on in the next paragraph.
var introduces = compiled(`[:;]$`)

var (
	sourceLine = compiled(`(?i)\bsources?: |来源[:：]`)
	ownSource  = compiled(`(?i)\bcnnic\b|china internet network information cent|中国互联网络信息中心|中国互联网络发展状况`)
	// returns is in a sentence that is of the whole country again.
	returns   = compiled(`\bchina\b|\bcnnic\b|我国|全国|中国`)
	otherTime = compiled(`\b(?:19|20)\d\d\b|(?:19|20)\d\d年|\b(?:years?|months?) (?:ago|earlier|before)\b|\blast year\b|\bsame (?:period|time)\b|去年|上年|前年|同期|年前|此前|上半年|下半年|季度`)
	// otherSource is looked for after the report itself is left out.
	theReport    = compiled(`\b(?:the|this) (?:latest |new )?(?:statistical )?(?:report|survey)\b|^报告|,报告(?:显示|指出|表明)`)
	otherSource  = compiled(`\baccording to\b|\b(?:report|survey|study|research|data|statistics|poll|earnings|questmobile|iresearch)\b|报告|财报|数据|统计|调查|据|^[^,]{2,30} ?(?:--|—)|\d日[电讯]|\(xinhua\)`)
	abroadFirst  = compiled(`^(?:In|Across|Throughout|Within|As for|For|Among) (?:the )?[A-Z]`)
	publishes    = compiled(`\b(?:released|issued|published)\b|发布|公布`)
	inPart       = compiled(`(?i)^(?:in|across|among) (?:the )?(?:urban|rural)|^在?(?:城镇|农村)`)
	homeFirst    = compiled(`^\w+(?: \w+)? (?:the )?(?:China|Chinese|CNNIC)\b`)
	leadingMonth = compiled(`^\w+(?: \w+)? (?:the )?(?:end of )?M`)
)

// strays says whether a sentence that was not understood speaks of another time,
// place or source, of which the next one may be too.
func strays(text string, p phrase) bool {
	switch {
	case otherPlace().MatchString(p.text), inPart().MatchString(text), ofAPart(p):
		return true
	case ownSource().MatchString(text) && publishes().MatchString(p.text):
		return false // The date is when the report came out.
	case otherTime().MatchString(p.text), slices.ContainsFunc(p.marks, func(m *mark) bool { return m.kind == monthNamed && !isSurvey(m.period) }):
		return true
	case ownSource().MatchString(text):
		return false
	case otherSource().MatchString(theReport().ReplaceAllString(p.text, "")):
		return true
	}
	return abroadFirst().MatchString(text) && !homeFirst().MatchString(text) && !leadingMonth().MatchString(p.text)
}

// ofAPart says whether a sentence speaks of a part of the Internet users. Those
// who are none are no part.
func ofAPart(p phrase) bool {
	part := partOf().FindString(p.text)
	return part != "" && part != "non" && part != "非" && p.has("ANIR")
}

// partOf finds words for a part of the population.
var partOf = compiled(`(?i)\b(?:non|rural|urban|elderly|aged|minors?|teenagers?|students?|females?|males?|women|men|and[- ](?:over|above|older)|years? old)\b|农村|城镇|老年|\d+岁|未成年|青少年|男性|女性|大学生|非`)
