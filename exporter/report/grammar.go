package report

import (
	"regexp"
	"strings"
	"sync"
)

// role is what a clause says.
type role int

const (
	nothingSaid role = iota
	// says is a figure at a survey, the only one that is taken.
	says
	// differs is a change or a rate of growth, and compares a figure of another
	// time or of another denominator.
	differs
	compares
	// restates is the figure before it once more, as a share or a rate.
	restates
	// dates is a month and nothing else, and names a subject of which the next
	// clause speaks.
	dates
	names
	// adds is what changes nothing.
	adds
)

// rule is a way in which reports write. Its groups are s the subject, q a number
// of people, p a share, b a word that makes it a bound, m and n the month.
type rule struct {
	role    role
	pattern *regexp.Regexp
}

// definitions are the parts of rules, each made of those below it. Capital
// letters within them are those of a phrase.
var definitions = []struct{ name, pattern string }{
	{"<people>", `(?P<s>(?:the )?(?:total |overall )?(?:numbers? of <our>(?:<app> users|users of <our><app>)|user (?:base|scale|size)s? of <our><app>(?: users)?)|<our><app>(?:'s)? (?:users|user base|user scale|user size)|users of <our><app>|<nation>)`},
	{"<nation>", `(?:(?:the )?(?:total |overall )?number of )?<our>[NI]`},
	{"<rising>", `(?:(?:has|have|had) )?(?:increased|grew|grown|rose|risen|climbed|climbing|expanded|surged|jumped|soared|edged up|edged down|declined|fell|fallen|dropped|decreased|dipped|slipped|shrank|up|down)(?: <change>)?(?: from <former>)? to(?: reach)?`},
	{"<tail>", `<here>(?: (?:as of|as at|by|in|at) (?P<n><month>))?(?: from <former>)?(?: for the first time)?`},
	{"<change>", `(?:by )?(?:<bound> )?[QPD](?: users| people)?(?: (?:year[- ]on[- ]year|yoy|on-year))?(?: (?:from|over|since|compared with) <month>)?`},
	{"<since>", `(?: (?:year[- ]on[- ]year|yoy|on-year))?(?: (?:(?:from|over|since|on|than|than in|than at|compared with|compared to) (?:<month>|(?:a year|one year|six months|half a year) (?:ago|earlier|before)|the same (?:period|time) last year|last year|the previous (?:year|survey))|in (?:half a year|six months|one year|a year)))?`},
	{"<former>", `(?:the )?(?:<bound> )?[QP](?: users| people)?(?: (?:recorded )?(?:in|at|by|as of) <month>| (?:at|in) the same (?:time|period) last year| (?:a|one) year (?:ago|earlier|before)| (?:six months|half a year) (?:ago|earlier|before)| last year)?`},
	{"<verb>", `(?:(?:has|have|had) )?(?:reached|reach|reaching|hit|hitting|total+ed|totall?ing|stood at|standing at|amounted to|came to|come to|numbered|been|was|were|is|are|at)`},
	{"<level>", `(?:(?P<b><bound>) )?(?P<q>Q)`},
	{"<share>", `(?:(?P<b><bound>) )?(?P<p>P)`},
	{"<bound>", `(?:(?:has |have |had )?(?:exceeded|exceeds?|surpassed|surpassing|exceeding|topped|passed|crossed|broke|broken|neared|approached)(?: the)?|(?:well |just |slightly )?(?:more than|over|above)|nearly|almost|close to|about|around|approximately|roughly|an estimated|at least|less than|fewer than|under|below|up to|as many as)`},
	{"<use>", `(?:(?:have |were |are )?(?:used|using|use|watched|watch|watching|played|play|listened to|listen to))`},
	{"<usage>", `(?:user )?(?:utili[sz]ation|usage|penetration) (?:rate|ratio)`},
	{"<issued>", `(?:(?:released|issued|published|unveiled)(?: (?:on|here|in beijing|<named> \d+|\w+day|M|T))*(?: by (?:the )?<cnnic>)?(?: (?:on|here|in beijing|<named> \d+|\w+day|M|T))*)`},
	// A source is the report and who makes it. Its number says nothing by itself,
	// since others count their reports too.
	{"<source>", `(?:(?:the |this )?(?:latest |new )?(?:<cnnic>(?:'s)? )?(?:statistical report|report|(?:\d+(?:st|nd|rd|th) )?<title>)|(?:the )?(?:latest )?<cnnic>(?:'s)? (?:data|statistics|survey|figures))`},
	{"<named>", `(?:january|february|march|april|may|june|july|august|september|october|november|december)`},
	{"<title>", `statistical report on (?:china's internet development|(?:the )?internet development in china|the development of the internet in china)`},
	{"<said>", `(?:said|says|showed|shows|show|revealed|noted)`},
	{"<cnnic>", `(?:the )?(?:cnnic|china internet network information center)`},
	{"<everyone>", `(?:all |the |total |overall |whole |entire |chinese |china's |country's |nation's |number of )*(?:I|internet users|netizens|online population|internet population)<here>`},
	{"<app>", `A(?: services?)?`},
	{"<our>", `(?:china's |chinese |the country's |the nation's |the )?`},
	{"<here>", `(?:(?: (?:in|across|throughout) (?:china|the country|the nation|the chinese mainland))| nationwide)?`},
	{"<month>", `(?:the )?(?:end of )?M`},
	// The same in Chinese.
	{"<使用率>", `(?:在<网民>中占比<率>|(?:在?<网民>中?的?)?(?:使用率|渗透率|使用比例)(?:<从><增至>|<达>|<增至>)?<率>|(?:约)?占(?:到)?<网民>的?(?:比例|比重)?(?:<从><增至>|<达>|<增至>|的)?<率>)`},
	{"<人>", `(?P<s><我国>(?:<应用>的?用户(?:总?规模|数量|总数|人数|数)?|[NI]))`},
	{"<增至>", `(?:同比|环比)?(?:增长|增加|增|上升|升|提升|提高|扩大|攀升|下降|降低|降|减少|减|回落)(?:至|到)`},
	{"<从>", `(?:(?:已经?)?(?:由|从)(?:<月>的?|去年同期的?)?[QP]人?)`},
	{"<达>", `(?:已经?)?(?:达到|达|为|是|有|共计|共有|共)`},
	{"<量>", `(?P<b><近>)?(?P<q>Q)(?:人|名)?`},
	{"<率>", `(?P<b><近>)?(?P<p>P)`},
	{"<近>", `超过|超|突破|逾|接近|将近|近|大约|约为|约|至少|不足|不到|逼近`},
	{"<网民>", `(?:我国|全国|整体|全体|总体)?的?(?:网民|I)(?:整体|总体|总数|总量|规模|总规模)?`},
	{"<应用>", `A(?:服务|应用)?`},
	{"<我国>", `(?:我国|全国|中国)?的?`},
	{"<时>", `(?:(?:截至|截止到?|到|至|在|于)?<月>)`},
	{"<较>", `(?:(?:较|比|与|同|自|从)<昔>(?:的?[QP]人?)?(?:相比|以来)?|同比|环比|半年)`},
	{"<报告>", `(?:(?:第\d+次)?中国互联网络发展状况统计报告|报告)`},
	{"<中心>", `(?:中国互联网络信息中心|cnnic)`},
	{"<示>", `(?:显示|指出|表明|称)`},
	{"<昔>", `(?:<月>|去年同期|上年同期|去年底|上年末|去年|上年|一年前)`},
	{"<月>", `M(?:底|末|份)?`},
}

// forms are the rules in words. The first that fits is it.
var forms = []struct {
	role    role
	pattern string
}{
	{dates, `(?:between |from |从|自)?M(?: and | to | - |-|至|到)(?P<m><月>)(?:期?间)?`},
	{dates, `(?:as of|as at|by|in|at|up to|until) (?P<m><month>)|(?:截至|截止到?|到|至|在|于)?(?P<n><月>)(?:时|止)?`},
	{adds, `since <month>|(?:自|从)<月>(?:以来|起|开始)`},
	{names, `(?P<s>A)`},

	// Figures.
	{says, `<people><here>(?: (?:as of|as at|by|in|at|up to) (?P<m><month>))? (?:(?:<verb>|<rising>) )?<level>(?: users| people)?<tail>`},
	{says, `that of <people> (?:(?:<verb>|<rising>) )?<level><tail>`},
	{says, `(?:(?:china|the country|the nation) (?:now )?(?:had|has|reported|boasted) |there (?:were|are) )?(?:a total of |some )?<level> (?:of )?(?P<s><our>(?:<app> users|[NI]|users of <app>))<tail>`},
	{says, `(?P<s><app>) (?:had|has|counted) (?:a total of )?<level> users<tail>`},
	{says, `(?P<s><app>) (?:had|has) a user (?:base|scale|size) of <level>(?: users| people)?<tail>`},
	{says, `(?:a total of |some )?<level> (?:chinese people|people in china|people|chinese|<everyone>) <use> (?P<s><app>)<here>(?: (?:as of|as at|by|in|at) (?P<n><month>))?`},
	{says, `(?:<verb>|to reach|to|<rising>) <level>(?: users| people)?<tail>`},
	{says, `(?P<s>(?:the |<our>)?(?:overall |national )?R(?: rate| ratio)?|an? R(?: rate| ratio)?)<here>(?: (?:as of|by|in|at) (?P<m><month>))? (?:(?:<verb>|<rising>|of) )?<share><tail>`},
	{says, `(?:had a |has a )?<usage>(?: (?:of|among) <everyone>)?(?: (?:<verb>|<rising>|of))? <share>(?: of <everyone>)?<tail>`},
	{says, `(?:the |its |a |their )<usage>(?: (?:of|among) <everyone>)?(?: (?:<verb>|<rising>|of))? <share>(?: of <everyone>)?<tail>`},
	{says, `(?:the )?<usage> (?:of|for) (?P<s><app>)(?: (?:among|by) <everyone>)? (?:<verb>|<rising>) <share><tail>`},
	{says, `(?P<s><app>)(?:'s)? (?:had an? )?<usage>(?: among <everyone>)? (?:<verb>|<rising>|of) <share><tail>`},
	{says, `(?P<s><app>(?: users)?|users of <app>) (?:account(?:s|ed|ing)? for|made up|make up|cover(?:ed|s)?|reach(?:ed|es)?) <share> of <everyone><tail>`},
	{says, `<share> of <everyone> (?:<use>|(?:are|were) users of) (?P<s><app>)<tail>`},
	{says, `<share> of <everyone> (?:are|were) (?P<s><app>) users<tail>`},
	{restates, `or (?:<bound> )?[QP](?: users| people)?`},
	{restates, `or <share> of (?:<everyone>|the total)<tail>`},
	{says, `(?:which )?(?:(?:account(?:s|ed|ing)? for|mak(?:es?|ing) up|made up|represent(?:s|ed|ing)?|tak(?:es?|ing) up|took up|compris(?:es?|ed|ing)|equivalent to|equal to|covering) )?<share> of (?:<everyone>|the total)<tail>`},
	{says, `<人><时>?(?:<从><增至>(?:<月>的?)?|<达>|<增至>(?:<月>的?)?)?<量>`},
	{says, `(?:用户(?:规模|数量|数)?)?(?:<达>|<增至>)<量>`},
	{says, `(?P<s><我国>R)<时>?(?:<从><增至>|<达>|<增至>)?<率>`},
	{says, `(?P<s><我国><应用>(?:的?用户)?)的?<使用率>`},
	{says, `<使用率>`},
	{says, `普及率(?:<从><增至>|<达>|<增至>)?<率>`},
	{says, `(?:共?有)?<量>(?:网民|名网民)?(?:使用|观看|收看|收听)[了过]?(?P<s><应用>)`},
	{says, `<率>的<网民>(?:使用|观看|收看|收听)[了过]?(?P<s><应用>)`},

	// What is of another time.
	{compares, `(?:(?:up|down|rising|growing|doubling|climbing|increasing|declining|falling) from|from|compared (?:with|to)|against|versus|vs\.?) <former>`},
	{differs, `(?:较|比)<昔>[多少高低][QPD]人?`},
	{compares, `(?:较|比)(?:<月>|去年同期|上年同期|一年前)的?[QP]人?`},
	{compares, `网民(?:中)?使用手机上网的?比例<达>?P|(?:the )?(?:proportion|share|percentage) of [^QPA]*mobile[^QPA]* P`},

	// Changes.
	{differs, `(?:<people>|(?P<z>A))<here> (?:(?:has|have|had|were|was|saw) )?(?:an? )?(?:increas\w*|up|down|rose|risen|gr[eo]wn?|growth|climbed|surged|jumped|soared|declined?|fell|fallen|dropped|decreas\w*|gained|added)(?: of)? <change><since>`},
	{differs, `(?:which (?:is|was) |representing |marking |posting )?(?:(?:an? )?(?:year-on-year )?(?:increas\w*|rise|rising|growth|growing|gain|up|down|decline|declining|decreas\w*|drop|dropping|fall|falling)(?: rate)?(?: of| by)?) (?:<bound> )?[QPD](?: users| people)?(?: or (?:<bound> )?[QP])?<since>`},
	{differs, `(?:which (?:is|was) )?[QPD] (?:users |people )?(?:more|higher|lower|fewer|less|up|down)<since>`},
	{differs, `an? (?:<bound> )?P (?:year-on-year )?(?:increase|rise|growth|decline|decrease|drop|gain)<since>`},
	{differs, `(?:<人>|(?P<z>A)|用户规模)?<较>?<较>?(?:增长率|增幅|降幅|增速|增量|增长|增加|减少|下降|提升|提高|上升|降低|回落|净增|新增)(?:了|为|达)?(?:网民|用户)?(?:<近>)?[QPD]人?`},
	{adds, `(?:from|over|since|compared with|on) (?:<month>|a year (?:ago|earlier)|six months (?:ago|earlier))|year[- ]on[- ]year`},

	// Where it stands.
	{adds, `<source>(?: <issued>)?|<cnnic>|(?:which was |was )?<issued>`},
	{adds, `according to (?:<source>(?: <issued>| (?:by|from) <cnnic>)?|a report (?:<issued>|(?:by|from) <cnnic>)|(?:data|figures|statistics) (?:from|(?:released|issued|published) by) <cnnic>|<cnnic>)`},
	{adds, `(?:<source>|a report) <issued> <said>|(?:data|figures|statistics) (?:from|released by|issued by|published by) <cnnic> <said>|(?:as )?(?:<source>|<cnnic>) <said>(?: in (?:a|its|the) (?:latest )?report)?(?: (?:on )?\w+day)?|(?:said|showed) <source>`},
	{adds, `(?:(?:setting|hitting|marking) )?a (?:new|record|new record|historic)(?: high| record)?`},
	{adds, `(?:据|根据)?(?:<中心>(?:\d+月\d+日|\d+日|日前|近日|今日|今天)?(?:在京)?(?:发布|公布)?的?(?:最新)?(?:<报告>|数据|统计数据)|<报告>)<示>?|(?:据|根据)?<中心>(?:统计|<示>)?`},
	{adds, `创下?(?:历史|了)*新高`},
	{adds, `(?:in china|nationwide|meanwhile|however|moreover|in addition|currently|notably|同时|此外|另外|目前|其中)`},
}

// grammar is made when the first text is read.
var grammar = sync.OnceValue(func() []rule {
	rules := make([]rule, len(forms))
	for i, f := range forms {
		end := `(?: (?:and|while|but|whereas|with) |$)`
		switch f.role {
		case dates:
			end = ` ?`
		case names:
			end = `$`
		}
		rules[i] = rule{f.role, regexp.MustCompile(`^(?:` + withDefinitions(f.pattern) + `)` + end)}
	}
	return rules
})

// lead is a word at the start of a clause that changes nothing.
var lead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + withDefinitions(`(?:and|but|while|with|whereas|meanwhile|however|moreover|currently|notably|also|in addition|among them|in china|overall) |(?:(?:<source>|<cnnic>)(?: also)? )?<said> (?:(?:(?:on )?\w+day )?that )?|(?:<中心>数据|<报告>)<示>:?|其中|同时|此外|另外|目前|而|并|且`) + `)`)
})

// withDefinitions is a pattern with the definitions in place of their names.
func withDefinitions(pattern string) string {
	for _, d := range definitions {
		pattern = strings.ReplaceAll(pattern, d.name, d.pattern)
	}
	return pattern
}

// found is where a rule fits a phrase.
type found struct {
	pattern *regexp.Regexp
	phrase  phrase
	match   []int
}

// group is the part of a phrase that one of some groups stands for.
func (f found) group(names string) (phrase, bool) {
	for i, name := range f.pattern.SubexpNames() {
		if name != "" && strings.Contains(names, name) && f.match[2*i] >= 0 {
			return f.phrase.cut(f.match[2*i], f.match[2*i+1]), true
		}
	}
	return phrase{}, false
}

// first is the first mark of a group.
func (f found) first(names string) *mark {
	if g, ok := f.group(names); ok && len(g.marks) > 0 {
		return g.marks[0]
	}
	return nil
}
