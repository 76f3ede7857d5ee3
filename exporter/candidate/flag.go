package candidate

import (
	"regexp"
	"strings"

	"cnnic_exporter/exporter/document"
)

var (
	bound = regexp.MustCompile(`(?i)(?:超|超过|逾|近|约|将近|接近|突破|不足|大约|达近|跨越|至少|最多|超出)(?:了)?\s*$` +
		`|\b(?:over|more than|nearly|about|around|approximately|almost|some|roughly|at least|exceed\w*|surpass\w*|top(?:s|ped|ping)?|close to|less than|fewer than|under|up to|as many as|cross(?:es|ed|ing)|past|passed|above|below|near(?:s|ed|ing)?)(?:\s+the)?\s*$`)
	boundBehind = regexp.MustCompile(`(?i)^人?(?:多|余|以上|左右|上下)|^\s*(?:\+|mark\b|or (?:more|so)\b|plus\b)`)
	// change matches the words before a number by which something grew or shrank. "增至"
	// and "grew to" stand before a level.
	change = regexp.MustCompile(`(?i)(?:增长|增加|增幅|增速|增量|提升|提高|上升|增|涨|下降|减少|降低|降|回落|下滑|缩小|扩大|新增|多|少|差异|相差|高出)(?:网民|用户|规模|人数|数量|率|速|幅度|幅|量|额|了|约|近|超过|超|逾|均|分别|达到|达|高达|为|\s)*$` +
		`|\b(?:up|down|increas\w*|grew|grow\w*|rise|risen|rises|rising|rose|gain\w*|add\w*|jump\w*|surg\w*|climb\w*|soar\w*|declin\w*|fell|fall\w*|drop\w*|decreas\w*|expan\w*|shr[aiu]nk\w*|lost|hike\w*|net|growth rates?(?: \w+)? (?:reached|reaching|hit))(?:\s+(?:rates?|by|of|an?|the|about|nearly|some|around|over|more|less|than|approximately|almost|another|was|were|is|at|stood|in|users?|user|size|scale|base|numbers?|respectively|year-on-year|year|on|striking|sharp|steady)\b|,?\s+respectively,?)*\s*$`)
	changeBehind = regexp.MustCompile(`(?i)^(?:人|[- ]?(?:people|users))?[\s-]*(?:(?:year[- ]on[- ]year |annual |user |a )?(?:increase|rise|growth|decline|drop|decrease|jump|surge|gain)\b|(?:more|fewer|higher|lower)\b|(?:year[- ]on[- ]year|yoy|from a year)\b|的?[^,;。\d]{0,16}(?:增长|增幅|增速|涨幅|降幅))`)
	forecast     = regexp.MustCompile(`(?i)预计|预测|预期|有望|将达|将超|将突破|将增|未来|到20[3-9]\d年|\b(?:expected|forecast\w*|project(?:ed|ions?)|predict\w*|estimat\w+|will|would|could|likely to|by 20[3-9]\d|target\w*)\b`)
	part         = regexp.MustCompile(`(?i)农村|农民|城镇|城市|城乡|乡村|县域|老年|老人|银发|青少年|未成年|学生|青年|中年|儿童|孩子|\d岁|岁及以上|岁以上|男性|女性|手机|移动端|移动支付|新增网民|新网民|下沉|Z世代|残疾|境外来华|外籍|使用过?[^,;。]{0,12}设备|日均|日活|月活|活跃用户|付费` +
		`|\b(?:rural|urban|elderly|seniors?|aged|minors?|teen\w*|adolescents?|students?|young\w*|youths?|cit(?:y|ies)|towns?|women|men|male|female|mobile|handsets?|smartphones?|(?:cell|mobile) ?phones?|children|years[- ]old|new (?:internet )?users|newly|paying|paid|daily|monthly)\b`)
	foreign = regexp.MustCompile(`(?i)全球|世界|海外|境外|国外|出海|各省|全省|本省|我省|全市|我市|亚洲|欧洲|非洲|美国|英国|日本|韩国|印度|印尼|越南|泰国|新加坡|俄罗斯|巴西|德国|法国|东南亚|香港|澳门|台湾|` + provinces +
		`|抖音|快手|微信|QQ|淘宝|天猫|京东|拼多多|美团|饿了么|滴滴|支付宝|百度|腾讯|阿里|小红书|微博|携程|哔哩|B站|钉钉|豆包|番茄|网易|知乎|喜马拉雅|DeepSeek|ChatGPT` +
		`|\b(?:global\w*|worldwide|world|overseas|abroad|foreign|province|provincial|asian?|europe\w*|africa\w*|america\w*|u\.?s\.?|united (?:states|kingdom)|japan\w*|korea\w*|indian?|indonesia\w*|vietnam\w*|thailand|singapore|russia\w*|brazil\w*|germany|france|hong kong|taiwan|` + englishProvinces +
		`|douyin|tiktok|kuaishou|wechat|tencent|alibaba|alipay|taobao|tmall|jd|pinduoduo|meituan|didi|baidu|weibo|bilibili|xiaohongshu|ctrip|netease)\b`)
	publisher = regexp.MustCompile(`(?i)quest ?mobile|iimedia|艾媒|艾瑞|iresearch|易观|analysys|极光|aurora mobile|月狐|statista|datareportal|emarketer|gartner|\bidc\b|canalys|sensor tower|data\.ai|七麦|克劳锐|德勤|mckinsey|麦肯锡|前瞻产业|头豹|数据研究院` +
		`|\bdata (?:released )?(?:from|by) (?:the |china's )*(?:ministry|national bureau)|according to (?:the )?(?:ministry|national bureau)|(?:工业和信息化部|工信部|国家统计局|交通运输部|商务部|文化和旅游部|协会)[^,;。]{0,12}(?:数据|统计|显示)|网络视听[^,;。]{0,12}报告`)
	surveyor = regexp.MustCompile(`(?i)cnnic|china internet network information|中国互联网络信息中心|互联网络发展状况|《报告》`)
	// otherBase matches bases of shares other than all Internet users.
	otherBase       = regexp.MustCompile(`占(?:比|[^,;。占]*)$`)
	shareOf         = regexp.MustCompile(`(?i)\b(?:account(?:s|ed|ing)? for|m(?:ade|akes?|aking) up|represent(?:s|ed|ing)?)(?: \w+)?\s*$`)
	userBase        = regexp.MustCompile(`网民|整体|总体|上网用户`)
	otherBaseBehind = regexp.MustCompile(`(?i)^\s*of\s+[^,.;]{0,60}|^的(?:用户|受访|企业|消费者|人)`)
	userBaseBehind  = regexp.MustCompile(`(?i)internet users?|netizens?|(?:internet|online|user|china's|country's|total) population|user base|^\s*of (?:the )?(?:total|overall)\s*$`)
	wholeCountry    = regexp.MustCompile(`(?i)我国|全国|整体|china`)
)

const (
	provinces        = `上海|天津|重庆|广东|广西|浙江|江苏|山东|四川|河南|河北|湖南|湖北|福建|安徽|江西|陕西|山西|云南|贵州|海南|辽宁|吉林|黑龙江|甘肃|青海|宁夏|新疆|西藏|内蒙古|深圳|广州|杭州`
	englishProvinces = `anhui|fujian|gansu|guangdong|guangxi|guizhou|hainan|hebei|heilongjiang|henan|hubei|hunan|jiangsu|jiangxi|jilin|liaoning|inner mongolia|ningxia|qinghai|shaanxi|shandong|shanghai|shanxi|sichuan|tianjin|tibet|xizang|xinjiang|yunnan|zhejiang|chongqing|shenzhen|guangzhou|hangzhou`
)

// flags are the doubts that the words around a number raise. The number's name ends at
// an offset, if it has one.
func (w *window) flags(name int, of *document.Subject) (flags []Flag) {
	before, behind := w.masked[w.lo:w.start], w.masked[w.end:w.hi]
	// The group that a figure is of stands in the clause of its name.
	clause := w.clause
	if w.lo < name && name < clause {
		clause = w.lo + len(clauseStart.FindString(w.text[w.lo:name]))
	}
	if part.MatchString(w.masked[clause:w.start]) || part.MatchString(behind) || w.ofPart(of) {
		flags = append(flags, Part)
	}
	if w.open || bound.MatchString(tail(before)) || boundBehind.MatchString(behind) {
		flags = append(flags, Bound)
	}
	if forecast.MatchString(before) || forecast.MatchString(behind) {
		flags = append(flags, Forecast)
	}
	if foreign.MatchString(before) || foreign.MatchString(behind) {
		flags = append(flags, Foreign)
	}
	if w.points || change.MatchString(tail(before)) || changeBehind.MatchString(behind) {
		flags = append(flags, Change)
	}
	return flags
}

// ofPart reports whether a share has another base than all Internet users.
func (w *window) ofPart(subject *document.Subject) bool {
	if w.percent == "" || w.points {
		return false
	}
	if subject != nil && strings.HasSuffix(subject.ID, "penetration") && base.MatchString(w.text[w.lo:w.hi]) {
		return true
	}
	if of := otherBase.FindString(tail(w.text[w.clause:w.start])); of != "" && !userBase.MatchString(w.text[w.clause:w.start]) {
		return true
	}
	if shareOf.MatchString(tail(w.text[w.clause:w.start])) && !strings.HasPrefix(strings.TrimSpace(w.text[w.end:]), "of ") {
		return true
	}
	of := otherBaseBehind.FindString(w.text[w.end:])
	return of != "" && !userBaseBehind.MatchString(of)
}

// readPublisher finds the survey that the text is of, and whether it is another
// publisher's.
func (t *text) readPublisher() {
	if t.survey == 0 {
		t.survey = newestSurvey(t.sentences)
	}
	for i, s := range t.sentences {
		if surveyor.MatchString(s.text) {
			t.allForeign = false
			return
		}
		if i < 3 && publisher.MatchString(s.text) {
			t.allForeign = true
		}
	}
}

// notePublisher notes the publisher that a sentence names for the rest of its
// paragraph.
func (t *text) notePublisher(text string) {
	switch {
	case publisher.MatchString(text):
		t.foreign = true
	case surveyor.MatchString(text):
		t.foreign = false
	case strings.HasSuffix(text, ":") && foreign.MatchString(text):
		t.foreign = true // The list that follows is of a place.
	}
}
