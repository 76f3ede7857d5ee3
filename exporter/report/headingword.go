package report

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// common are the words with which headings and titles say that figures are of
	// the users of applications or of their share of all Internet users.
	common = compiled(`(?i)\b(?:internet|netizens?|users?|scale|size|base|numbers?|utili[sz]ation|usage|us(?:e|ed|ing)|penetration|ratio|rate|percent(?:age)?|per|cent|proportion|share|all|total|overall|whole|applications?|apps?|china|chinese|surveys?|units?|people|persons?|individuals|hundred|ten|thousands?|millions?|billions?|mn|mln|bn|k|m|of|by|the|as|at|an?|s|end|ended|to|in|on|and|or|no|notes?|from|for|is|their|who|h[12]|first|second|half|year|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b` +
		`|互联网|网民|用户|整体|总体|全体|全部|总|规模|使用|率|普及|占|比例|百分|比|应用|人数|人次?|户|数量?|单位|[万亿千百十]|截[至止]|上半年|下半年|\d\s*[年月]|年?[底末]|我国|中国|全国|[的及和与或在至到]|注`)
	// growing are those of growth rates.
	growing = compiled(`(?i)\b(?:growth|increase|change|annual|yearly|half|semi(?:annual)?|year|yoy|on|over|since|vs|compared|with|than|previous|period|points?|pp)\b|增长|增速|增幅|变化|同比|环比|半年|年|较|点|度|速`)
	// titular are those that only titles have.
	titular = compiled(`(?i)\b(?:tables?|continued|cont|d|various|different|types?|kinds?|categor(?:y|ies)|main|major|comparison|between|besides?|it|statistic(?:s|al)|data|reports?|developments?|status|situation|cnnic|th|source|each|network|online)\b|网络|附?表|续|各|种|类别?|型|主要|个人|对比|比较|情况|状况|统计|数据|发展|报告|第|次|来源`)
	// bracketed is a footnote mark or a unit in brackets.
	bracketed = compiled(`(?i)[\[(〔【][a-z]?\d*[\])〕】]|\d+ ?k\b`)
)

// strangeIn is the first word of a text that is none of those that are known.
func strangeIn(text string, known ...*regexp.Regexp) string {
	text = month().ReplaceAllString(spellMonths(text), " ")
	text = dayNumber().ReplaceAllString(bracketed().ReplaceAllString(text, " "), " ")
	for _, words := range append(known, common()) {
		text = words.ReplaceAllString(text, " ")
	}
	words := strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

var dayNumber = compiled(`\d{1,2}\s*[日号]|\b\d{1,3}(?:st|nd|rd|th)\b`)

// strangeHeading is a word of a column's heading that is not known, so that nobody
// can say of what the figures are.
func strangeHeading(heading string, c content) string {
	if c == growth {
		return strangeIn(heading, growing())
	}
	return strangeIn(heading)
}

// numberedTitle begins the title of a table.
var numberedTitle = compiled(`(?i)^(?:table|附?表) ?\d`)

// strangeTitle is a word of a table's title that is not known. A sentence is no
// title.
func strangeTitle(title string) string {
	title = strings.TrimSpace(title)
	if endsSentence(title) {
		return ""
	}
	return strangeIn(title, titular(), growing())
}
