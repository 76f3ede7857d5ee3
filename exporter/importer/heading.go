package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// content is the kind of number in a column.
type content int

const (
	unknown content = iota
	users
	share
	growth
)

// column is the content and the survey of a table's column.
type column struct {
	content content
	period  dataset.Period
	// exponent is the power of ten of 10,000 people in which users are counted.
	exponent int32
	heading  string
}

// monthsIn returns the months that texts name, in order of time, each once.
func monthsIn(texts ...string) []dataset.Period {
	var all []dataset.Period
	for _, t := range texts {
		for _, m := range document.Months(t) {
			all = append(all, m.Period)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

var (
	growthWords = regexp.MustCompile(`(?i)growth|increase|change|增长|增速|增幅|变化`)
	shareWords  = regexp.MustCompile(`(?i)percentage|utili[sz]ation|penetration|\bratio|proportion|\bshare\b|使用率|普及率|占比|比例`)
	userWords   = regexp.MustCompile(`(?i)\busers?\b|用户|规模|人数`)
	points      = regexp.MustCompile(`(?i)\bpoints?\b|\bpp\b|百分点`)
)

// contentOf reads a heading. The order matters: "percentage of Internet users" is a
// share. An increase in people or in percentage points is no growth rate.
func contentOf(heading string) content {
	_, counted := document.UnitOf(heading)
	switch {
	case growthWords.MatchString(heading) && (counted || points.MatchString(heading)):
		return unknown
	case growthWords.MatchString(heading):
		return growth
	case shareWords.MatchString(heading):
		return share
	case userWords.MatchString(heading):
		return users
	}
	return unknown
}

// ofFigures reports whether words are the headings of users, shares or growth.
func ofFigures(words string) bool {
	return growthWords.MatchString(words) || contentOf(words) != unknown
}

var (
	// parts are words of tables that are not of all Internet users, or not of users.
	parts = regexp.MustCompile(`(?i)\bmobile\b|手机|移动端|\bchildren\b|学生|儿童|未成年|青少年|老年|银发|\bteen|\belderly|\bseniors?\b|\baged?\b|岁|\brural\b|\burban\b|农村|城镇|城市|乡村|县域|下沉市场` +
		`|\bprovinc\w*|分省|\bdisab\w+|残疾|\benterprises?\b|\bSMEs?\b|企业|\bhouseholds?\b|家庭|\bmale\b|\bfemale\b|男性|女性|[xyz]世代|\d[05]后` +
		`|\bsatisf\w+|满意|\baware\w*|知晓|\bpay(?:ing|ers?)\b|\bpaid\b|付费|\bdaily\b|\bmonthly\b|\bactive\b|[日月]活|活跃|新增|净增|\btargets?\b|目标|\btime spent\b|时长|\bforecasts?\b|预计|预测`)
	// words are the words of headings and titles for users of applications and their share
	// of all Internet users.
	words = regexp.MustCompile(`(?i)\b(?:internet|netizens?|users?|scale|size|base|numbers?|utili[sz]ation|us(?:ed|ing)|penetration|ratio|rate|percent(?:age)?|proportion|share|all|total|overall|applications?|apps?|china|chinese|surveys?|units?|people|persons?|individuals|hundred|ten|thousands?|millions?|billions?|mn|mln|bn|k|m|of|by|the|as|at|an?|s|end|to|in|on|and|or|no|notes?|from|for|rank|growth|increase|change|annual|yearly|half|semi|year|yoy|over|since|compared|with|than|period|tables?|continued|cont|various|different|types?|kinds?|categor(?:y|ies)|main|major|comparison|between|statistic(?:s|al)|data|reports?|developments?|status|cnnic|th|source|each|network|online|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b` +
		`|互联网络?|网络|网民|用户|整体|总体|全体|全部|总|规模|使用|率|普及|占|比例|百分|比|应用|人数|人次?|户|数量?|单位|[万亿千百十]|截[至止]|\d\s*[年月]|年?[底末]|我国|中国|全国|[的及和与或在至到]|注|增长|增速|增幅|变化|同比|环比|半年|年|较|点|度|速|序号|排名|附?表|续|各|种|类别?|型|主要|个人|对比|情况|状况|统计|数据|发展|报告|第|次|来源|时间`)
)

// strange returns the first word of headings or titles that is none of those that
// are known, or "".
func strange(text string) string {
	for _, m := range slices.Backward(document.Months(text)) {
		text = text[:m.Start] + " " + text[m.End:]
	}
	for _, f := range strings.FieldsFunc(words.ReplaceAllString(text, " "), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if len([]rune(f)) > 1 || f[0] >= unicode.MaxASCII {
			return f
		}
	}
	return ""
}
