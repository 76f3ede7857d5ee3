package candidate_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

// frozenFinder knows the frozen dataset as of report 57, so that imports do not change the results.
func frozenFinder(t testing.TB) *candidate.Finder {
	t.Helper()
	return candidate.NewFinder(datasettest.LoadReport57(t))
}

// find proposes the figures of a text. If the period is 0, they are of the newest survey that the text names.
func find(text string, finder *candidate.Finder, period dataset.Period) []candidate.Candidate {
	d := &document.Document{File: "text"}
	for i, l := range strings.Split(document.Normalise(text), "\n") {
		d.Lines = append(d.Lines, document.Line{Number: i + 1, Text: l})
	}
	return finder.Find(d, period)
}

// brief writes a row without its sentence: "x 2026-06 short_video 106800/100 94.4%" if it has no
// flags, else "2026-06 short_video 1.4% [change]". 0000-01 is an unknown survey.
// docs/importing.md explains the flags.
func brief(c candidate.Candidate) string {
	var b strings.Builder
	if c.Flags == 0 {
		b.WriteString("x ")
	}
	fmt.Fprint(&b, c.Period, " ", c.Subject)
	if c.Users != "" {
		fmt.Fprintf(&b, " %s/%s", c.Users, c.Rounding)
	}
	if c.Percent != "" {
		b.WriteString(" " + c.Percent + "%")
	}
	if c.Flags != 0 {
		fmt.Fprintf(&b, " [%v]", c.Flags)
	}
	return b.String()
}

// compare fails the test unless the rows are the wanted ones, as brief writes them.
func compare(t *testing.T, rows []candidate.Candidate, want ...string) {
	t.Helper()
	var got []string
	for _, c := range rows {
		got = append(got, brief(c))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func june2026(t testing.TB) dataset.Period {
	t.Helper()
	p, err := dataset.ParsePeriod("2026-06")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFiguresAndFlags(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"users and share in one row", "我国网络音乐用户规模达7.61亿,占网民整体的67.3%。", []string{"x 2026-06 online_music 76100/100 67.3%"}},
		{"digits give the rounding", "微短剧用户规模达71012万人。网络新闻用户规模达8亿2113万人。Online video users reached 1.0851 billion. Online news users reached 821 million.", []string{"x 2026-06 micro_drama 71012/1", "x 2026-06 online_news 82113/1", "x 2026-06 online_video 108510/10", "x 2026-06 online_news 82100/100"}},
		{"change", "网络支付用户规模较2025年12月增长1400万人。Online payment users grew by 14 million, up 1.4 percent. 网络支付用户占网民整体的比例提升0.5个百分点。", []string{"2026-06 online_payment 1400/1 [change]", "2026-06 online_payment 1400/100 [change]", "2026-06 online_payment 1.4% [change]", "2026-06 online_payment 0.5% [change]"}},
		{"difference in points", "短视频使用率较网络新闻高1.5个百分点。", []string{"2026-06 online_news 1.5% [two_names change]"}},
		{"share and, after a comma, its difference in points", "The internet penetration rate in rural areas reached 70.1 percent, 0.8 percentage points higher than that of December 2025. Live streaming usage reached 75.9 percent, 0.8 percentage points up.", []string{"x 2026-06 rural_internet_penetration 70.1%", "2026-06 rural_internet_penetration 0.8% [change]", "x 2026-06 live_streaming 75.9%", "2026-06 live_streaming 0.8% [change]"}},
		{"bar between users and their share", "网上外卖用户6.21亿人｜使用率54.8%\n短视频用户10.83亿｜占网民95.5%", []string{"x 2026-06 online_meal_ordering 62100/100 54.8%", "x 2026-06 short_video 108300/100 95.5%"}},
		{"signed number", "短视频用户规模达10.68亿,同比-0.1%,环比+2.3%,占网民整体的94.4%。网络音乐用户规模达7.61亿,同比–0.1%。", []string{"x 2026-06 short_video 106800/100 94.4%", "2026-06 short_video 0.1% [change]", "2026-06 short_video 2.3% [change]", "x 2026-06 online_music 76100/100", "2026-06 online_music 0.1% [change]"}},
		{"numbers within a bracket and after it", "Online video users totaled 1,085.01 million (including 690 million micro drama viewers), representing 95.9% of Internet users. 网络视频(含短视频10.68亿人)的用户规模达10.85亿人。网民规模达11.31亿人(农村网民3.24亿人),普及率80.6%。", []string{"x 2026-06 online_video 108501/1 95.9%", "x 2026-06 micro_drama 69000/100", "x 2026-06 short_video 106800/100", "x 2026-06 online_video 108500/100", "x 2026-06 internet_users 113100/100", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 internet_penetration 80.6%"}},
		{
			"part left out of the number", "网络视频（不含短视频）用户规模为8.92亿人，占网民整体的78.9%。Online video (excluding short video) had 892 million users.",
			[]string{"2026-06 online_video 89200/100 78.9% [part]", "2026-06 online_video 89200/100 [part]"},
		},
		{"part left out, its name after the number or in other words", "网络支付用户规模达10.49亿人，网络视频用户规模为8.92亿人（不含中长视频）。Online video (excluding the short-form videos) had 892 million users. 在线教育用户规模（不含中小学生）达3.3亿人。", []string{"x 2026-06 online_payment 104900/100", "2026-06 online_video 89200/100 [part]", "2026-06 online_video 89200/100 [part]", "2026-06 online_education 33000/1000 [part]"}},
		{
			"Hong Kong, Macao and Taiwan left out: not a part", "我国网民规模（不含港澳台网民）达11.31亿人。网民规模（数据不包括中国香港、澳门和台湾）达11.31亿人。China had 1.131 billion internet users (excluding data of Hong Kong, Macao and Taiwan).",
			[]string{"x 2026-06 internet_users 113100/100", "x 2026-06 internet_users 113100/100", "x 2026-06 internet_users 113100/100"},
		},
		{
			"words and asides that raise no doubt", "Short video users alone stood at 1.068 billion. 包括短视频在内的网络视频,用户规模达10.85亿人。以短视频为主的网络视频用户规模达10.85亿人。Instant messaging has the most users at 1.104 billion.城乡方面,农村网民规模为3.24亿人。Internet penetration rose 0.5 percentage points from a year ago to 80.6 percent.",
			[]string{"x 2026-06 short_video 106800/100", "x 2026-06 online_video 108500/100", "x 2026-06 online_video 108500/100", "x 2026-06 instant_messaging 110400/100", "x 2026-06 rural_internet_users 32400/100", "2026-06 internet_penetration 0.5% [change]", "x 2026-06 internet_penetration 80.6%"},
		},
		{
			"share between commas, before the name of both", "Last week, a report said that 621 million people, or 54.8 percent of netizens, ordered meals online.",
			[]string{"x 2026-06 online_meal_ordering 62100/100 54.8%"},
		},
		{
			"month of a number compared with (on, of)", "China had 1.131 billion internet users as of June 2026, up 6 million on December 2025, and internet penetration of 80.6 percent. As of June 2026, online office had 599 million users, 9 million more than the 590 million of December 2025, a usage rate of 53.0 percent.",
			[]string{"x 2026-06 internet_users 113100/100", "2026-06 internet_users 600/100 [change]", "x 2026-06 internet_penetration 80.6%", "x 2026-06 online_office 59900/100", "2026-06 online_office 900/100 [change]", "2025-12 online_office 59000/100 [part bound period]", "2026-06 online_office 53.0% [part]"},
		},
		{"subject that only 同期 or 它 recalls", "网上外卖也在增长。同期用户达6.21亿人。\n\n变化最大的是搜索引擎。它的用户规模达7.82亿人。", []string{"2026-06 online_meal_ordering 62100/100 [two_names]", "2026-06 search_engine 78200/100 [two_names]"}},
		{"subject of the sentence before, with a bound or another month", "网络音乐备受欢迎。用户规模超7.61亿人。\n\n网络新闻备受关注。2025年12月,用户规模达8.1亿人。", []string{"2026-06 online_music 76100/100 [bound two_names]", "2025-12 online_news 81000/1000 [two_names period]"}},
		{"share after a change since last year", "网络音乐用户规模达7.61亿人,较去年增长1000万人,占网民整体的67.3%。", []string{"x 2026-06 online_music 76100/100 67.3%", "2026-06 online_music 1000/1 [change period]"}},
		{"share in brackets after a number to compare with", "Short video users grew from 873 million (88.3%) to 1.068 billion (94.4%).", []string{"0000-01 short_video 87300/100 [period]", "2026-06 short_video 88.3% [period]", "x 2026-06 short_video 106800/100 94.4%"}},
		{"comma in a number of 亿 and 万, and names in Taiwan", "網路人口11億3,100萬人，網民11億3,105萬人。網路醫療用戶達4.2億人，外送用戶6.21億人，外送App用戶6.21億人。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 internet_users 113105/1", "x 2026-06 online_medical_services 42000/1000", "x 2026-06 online_meal_ordering 62100/100", "x 2026-06 online_meal_ordering 62100/100"}},
		{"other names of applications in Chinese", "短剧用户达6.96亿人。线上支付用户达10.58亿人。线上医疗用户达4.20亿人。遠距辦公用戶達5.89億人。", []string{"x 2026-06 micro_drama 69600/100", "x 2026-06 online_payment 105800/100", "x 2026-06 online_medical_services 42000/100", "x 2026-06 online_office 58900/100"}},
		{"other names of Internet users", "上网人数达11.31亿人,其中手机上网人数11.27亿人,农村互联网用户3.24亿人。宽带上网人数10.50亿人。There were 807 million internet users in urban China.", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 mobile_internet_users 112700/100", "x 2026-06 rural_internet_users 32400/100", "2026-06 internet_users 105000/100 [part]", "x 2026-06 urban_internet_users 80700/100"}},
		{"other names of applications in English", "Digital payment users reached 1.058 billion, livestream users 852 million and mini-drama users 696 million.", []string{"x 2026-06 online_payment 105800/100", "x 2026-06 live_streaming 85200/100", "x 2026-06 micro_drama 69600/100"}},
		{"headlines of related articles, and text after them", "网络音乐用户规模达7.61亿人。\n\n相关阅读\n\n短视频用户规模达10.74亿人\n\n今年6月网络支付用户达10.58亿人\n\n网络新闻用户规模达8.23亿人。", []string{"x 2026-06 online_music 76100/100", "0000-01 short_video 107400/100 [period]", "x 2026-06 online_payment 105800/100", "x 2026-06 online_news 82300/100"}},
		{"line of only a share and its full stop", "The Internet penetration was\n80.6%.", []string{"x 2026-06 internet_penetration 80.6%"}},
		{"职场, a word for a group, within another word", "求职场景增多，网络文学用户规模达5.9亿人。", []string{"x 2026-06 online_literature 59000/1000"}},
		{
			"year that dates the number, or only a comparison", "短视频用户规模于2025年达到10.74亿人。2020年以来，短视频用户规模持续扩大，达10.68亿人。短视频用户规模较2020年大幅提升，达10.68亿人。短视频用户规模较2020年的8.73亿人大幅提升。",
			[]string{"2026-06 short_video 107400/100 [period]", "x 2026-06 short_video 106800/100", "x 2026-06 short_video 106800/100", "2026-06 short_video 87300/100 [period]"},
		},
		{"level to which users grew", "网络支付用户规模增长至10.49亿人。Online payment users grew to 1.049 billion.", []string{"x 2026-06 online_payment 104900/100", "x 2026-06 online_payment 104900/100"}},
		{"bound", "中国网民规模超11亿!Nearly 600 million people used online literature. 网络文学用户达5.9亿多人。", []string{"2026-06 internet_users 110000/10000 [bound]", "2026-06 online_literature 60000/100 [bound]", "2026-06 online_literature 59000/1000 [bound]"}},
		{"bound with a verb or without", "微短剧用户规模约为7.1亿人。网民规模破11亿。我国网民已过11亿。农村网民约占网民整体的28.6%。", []string{"2026-06 micro_drama 71000/1000 [bound]", "2026-06 internet_users 110000/10000 [bound]", "2026-06 internet_users 110000/10000 [bound]", "2026-06 rural_share_of_internet_users 28.6% [bound]"}},
		{"part", "60岁及以上网民网络购物使用率达71.3%。Rural online shopping users reached 251 million. 农村网络购物用户规模达2.51亿人。", []string{"2026-06 online_shopping 71.3% [part]", "2026-06 online_shopping 25100/100 [part]", "2026-06 online_shopping 25100/100 [part]"}},
		{"users among people named before (among them, 其中)", "In all, 324 million people lived in rural areas. Among them, short video users numbered 290 million, and online music users 200 million. 农村网民规模达3.24亿人,其中短视频用户2.9亿人;网络音乐用户规模达7.61亿人。", []string{"2026-06 short_video 29000/100 [part]", "2026-06 online_music 20000/100 [part]", "x 2026-06 rural_internet_users 32400/100", "2026-06 short_video 29000/1000 [two_names]", "x 2026-06 online_music 76100/100"}},
		{"group holds for the rest of the sentence", "农村网民中,短视频使用率为94.6%,网络购物用户规模达2.41亿人;全国短视频用户规模达10.68亿人。Among rural internet users, 96.1% used instant messaging and 94.6% watched short videos.", []string{"2026-06 short_video 94.6% [part]", "2026-06 online_shopping 24100/100 [part]", "x 2026-06 short_video 106800/100", "2026-06 instant_messaging 96.1% [part]", "2026-06 short_video 94.6% [part]"}},
		{"group holds after its share of all", "农村网民中,短视频用户规模达2.98亿人,占网民整体的26.3%,即时通信使用率为96.5%。", []string{"2026-06 short_video 29800/100 26.3% [part]", "2026-06 instant_messaging 96.5% [part]"}},
		{"group of an age holds for the next number", "Among people over 60, online payment usage was 85.6 percent, and short video usage was 94.4 percent.", []string{"2026-06 online_payment 85.6% [part]", "2026-06 short_video 94.4% [part]"}},
		{"group holds after a semicolon", "农村网民中,短视频用户规模达2.98亿人;即时通信使用率为96.5%。", []string{"2026-06 short_video 29800/100 [part]", "2026-06 instant_messaging 96.5% [part]"}},
		{"people who are themselves a group", "The number of rural Internet users reached 324 million, 28.6% of the total.", []string{"x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%"}},
		{"group that ends", "在农村网民群体中，短视频使用率为94.6%。Among rural internet users, 61.9% use micro drama, while overall 94.4% use short video. 农村网民中,微短剧使用率为61.9%,整体短视频使用率为94.4%。", []string{"2026-06 short_video 94.6% [part]", "2026-06 micro_drama 61.9% [part]", "x 2026-06 short_video 94.4%", "2026-06 micro_drama 61.9% [part]", "x 2026-06 short_video 94.4%"}},
		{"users of an application who did something", "64.1%的短视频用户购买过商品。网络购物用户9.51亿人中,有87.2%使用过先用后付服务。Of the short video users, 641 million bought goods.", []string{"2026-06 short_video 64.1% [part]", "x 2026-06 online_shopping 95100/100", "2026-06 online_shopping 87.2% [part]", "2026-06 short_video 64100/100 [part]"}},
		{"month of no survey", "2026年7月,网络音乐用户规模达7.9亿人,与2025年12月持平。In May 2026, short video users reached 1.07 billion.", []string{"0000-01 online_music 79000/1000 [period]", "0000-01 short_video 107000/1000 [period]"}},
		{"compared with the survey of March", "网络购物用户规模达7.82亿人,较2020年3月增长7215万,占网民整体的79.1%。", []string{"x 2026-06 online_shopping 78200/100 79.1%", "2026-06 online_shopping 7215/1 [change]"}},
		{"no punctuation between figures", "即时通信用户规模11.04亿人使用率97.4%网络视频用户规模10.90亿人使用率96.2%", []string{"x 2026-06 instant_messaging 110400/100 97.4%", "x 2026-06 online_video 109000/100 96.2%"}},
		{"two numbers set against each other", "网络购物用户规模9.37亿→9.72亿。网络音乐用户规模7.37亿—7.72亿。网上外卖使用率54.2%一举跃至55.7%。Online audio users: 351 million versus 340 million.", []string{"0000-01 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100", "0000-01 online_music 73700/100 [period]", "x 2026-06 online_music 77200/100", "0000-01 online_meal_ordering 54.2% [period]", "x 2026-06 online_meal_ordering 55.7%", "x 2026-06 online_audio 35100/100", "0000-01 online_audio 34000/100 [period]"}},
		{"groups by education, age and region", "初中及以下学历网民的网络文学使用率为50.3%。00后对网络音乐的使用率高达89.1%。Online payment usage stood at 95.1% in eastern China.", []string{"2026-06 online_literature 50.3% [part]", "2026-06 online_music 89.1% [part]", "2026-06 online_payment 95.1% [part]"}},
		{"groups by birth, work and place", "Among people over 60, online payment usage was 85.6 percent. Online shopping usage among office workers reached 91.2 percent. Users under 20 had a micro drama usage rate of 62 percent. Online shopping usage reached 83.1 percent in lower-tier markets. In the countryside, short video usage reached 93.6 percent. Internet users in rural areas increased to 324 million, with internet penetration there rising to 70.4 percent. Among new netizens, instant messaging was used by 90.2 percent. People in their thirties use short video most: 96.2 percent. Short video usage reached 96.2 percent in the east. Online shopping users buying green appliances accounted for 85.2 percent.", []string{"2026-06 online_payment 85.6% [part]", "2026-06 online_shopping 91.2% [part]", "2026-06 micro_drama 62% [part]", "2026-06 online_shopping 83.1% [part]", "2026-06 short_video 93.6% [part]", "x 2026-06 rural_internet_users 32400/100", "2026-06 rural_internet_penetration 70.4% [part]", "2026-06 instant_messaging 90.2% [part]", "2026-06 short_video 96.2% [part]", "2026-06 short_video 96.2% [part]", "2026-06 online_shopping 85.2% [part]"}},
		{
			`group that "in the country" does not end`, "Among rural users, 61.9 percent use micro drama, the highest share in the country, and 50.2 percent shop online.",
			[]string{"2026-06 micro_drama 61.9% [part]", "2026-06 online_shopping 50.2% [part]"},
		},
		{"Internet penetration after users of something", "生成式AI用户规模达6.02亿人,互联网普及率达80.6%。", []string{"x 2026-06 generative_ai_users 60200/100", "x 2026-06 internet_penetration 80.6%"}},
		{
			"Internet penetration after rural Internet users", "农村网民规模达3.22亿人,占网民整体的28.7%,互联网普及率达69.2%。Rural internet users reached 322 million, with an internet penetration rate of 69.2 percent. 农村网民3.22亿人;互联网普及率80.6%。农村网民3.22亿人,全国互联网普及率80.6%。我国网民11.31亿人,其中农村网民3.22亿人,互联网普及率80.6%。农村网民3.22亿人,中国互联网普及率80.6%。Rural internet users reached 322 million, while the national internet penetration rate was 80.6 percent.",
			[]string{"x 2026-06 rural_internet_users 32200/100", "x 2026-06 rural_share_of_internet_users 28.7%", "x 2026-06 rural_internet_penetration 69.2%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 rural_internet_penetration 69.2%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 internet_users 113100/100", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 internet_penetration 80.6%"},
		},
		{
			"share in a sentence of its own, without a name", "我国网民规模达11.31亿人。Online music is used by 761 million people. That is 67.3 percent of netizens. 网络音频用户规模3.51亿人。占网民的33.0%。",
			[]string{"x 2026-06 internet_users 113100/100", "x 2026-06 online_music 76100/100", "2026-06 online_music 67.3% [two_names]", "x 2026-06 online_audio 35100/100", "2026-06 online_audio 33.0% [two_names]"},
		},
		{
			"words of writers whose language is not English", "By June 2026, there were 946 million network shopping users in our country, which took up 83.6% of netizens. Comparing December 2025, the network video users reached 1.085 billion. The Internet popularization rate was 80.6%. The number of network payment users was 1.049 billion, that of network music users 761 million, that of network literature users 590 million, that of network game users 580 million, that of network news users 823 million, and that of network live broadcast users 842 million. Netizens who use mobile phone to access the Internet accounted for 99.6%.",
			[]string{"x 2026-06 online_shopping 94600/100 83.6%", "x 2026-06 online_video 108500/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 online_payment 104900/100", "x 2026-06 online_music 76100/100", "x 2026-06 online_literature 59000/100", "x 2026-06 online_games 58000/100", "x 2026-06 online_news 82300/100", "x 2026-06 live_streaming 84200/100", "2026-06 mobile_share_of_internet_users 99.6% [part]"},
		},
		{
			"shares of all in further words", "Rural users make up 28.6 percent of the total. Rural internet users reached 324 million, which accounted for 28.6 percent. Among rural internet users, 61.9% use micro drama, while nationally 94.4% use short video. 我们国家的短视频用户规模达10.68亿人。生成式AI用户6.02亿人,占大陆人口的42.8%,占内地人口的42.8%。网络支付用户10.49亿人,占网民的92.8%~",
			[]string{"x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "2026-06 micro_drama 61.9% [part]", "x 2026-06 short_video 94.4%", "x 2026-06 short_video 106800/100", "x 2026-06 generative_ai_users 60200/100", "x 2026-06 generative_ai_penetration 42.8%", "x 2026-06 generative_ai_penetration 42.8%", "x 2026-06 online_payment 104900/100 92.8%"},
		},
		{"users who did something", "The share of users who use search engines every day was 70.9 percent. The ratio of those reading news on short video was 92.1 percent. 90.3 percent of netizens get news through short video. Internet healthcare users hit 420 million; 34.4 percent booked appointments online.", []string{"2026-06 search_engine 70.9% [part]", "2026-06 short_video 92.1% [part]", "2026-06 short_video 90.3% [part]", "x 2026-06 online_medical_services 42000/100", "2026-06 online_medical_services 34.4% [part]"}},
		{"rate that is not usage, and number that the text calls wrong", "网络支付成功率为99.0%。网络购物用户规模误写为9.27亿人。", []string{"2026-06 online_payment 99.0% [part]", "2026-06 online_shopping 92700/100 [forecast]"}},
		{"rate of something else than the name", "网上外卖用户规模达6.10亿人,即时零售渗透率达52.0%,商户覆盖率为50.1%。网上外卖用户规模达6.10亿人,使用率达53.9%。短视频占网民上网时长的90%。", []string{"x 2026-06 online_meal_ordering 61000/100", "2026-06 online_meal_ordering 52.0% [part]", "2026-06 online_meal_ordering 50.1% [part]", "x 2026-06 online_meal_ordering 61000/100 53.9%", "2026-06 short_video 90% [part]"}},
		{"forecast that holds for the next number", "It is expected that short video users reach 1.1 billion, or 97%.", []string{"2026-06 short_video 110000/10000 97% [forecast]"}},
		{"question", "微短剧用户会不会达到8亿人?", []string{"2026-06 micro_drama 80000/10000 [forecast]"}},
		{"the writer's own company", "Our short video users reached 1.068 billion. 我们的短视频用户规模达10.68亿人。", []string{"2026-06 short_video 106800/100 [foreign]", "2026-06 short_video 106800/100 [foreign]"}},
		{"far from the known figure, so perhaps of another name", "合肥的短视频用户规模达790万人,使用率达94.4%。", []string{"2026-06 short_video 790/1 94.4% [two_names]"}},
		{"1.4 times the users of 18 months before, 1.4 times those of 6 months before, and a share of 0", "网络音乐用户规模达10.47亿人。在线教育用户规模达4.58亿人。网络音乐使用率为0%。", []string{"x 2026-06 online_music 104700/100", "2026-06 online_education 45800/100 [two_names]", "2026-06 online_music 0% [two_names]"}},
		{"net users, online medical users and telework", "Net users numbered 1.131 billion. Net users by cellular phone numbered 1.130 billion. Online medical users hit 420 million. Users of telework reached 599 million.", []string{"x 2026-06 internet_users 113100/100", "2026-06 internet_users 113000/100 [part]", "x 2026-06 online_medical_services 42000/100", "x 2026-06 online_office 59900/100"}},
		{"short units and names", "Online shopping: 966m users. GenAI users: 602mn. Netizens hit 1.131b. Online payment: 1.049 bln users.", []string{"x 2026-06 online_shopping 96600/100", "x 2026-06 generative_ai_users 60200/100", "x 2026-06 internet_users 113100/100", "x 2026-06 online_payment 104900/100"}},
		{"place holds for the rest of the sentence", "上海市网民规模达2288万人,互联网普及率达91.3%。In Japan, Internet users reached 110 million, and rural Internet users 10 million.", []string{"2026-06 internet_users 2288/1 [foreign]", "2026-06 internet_penetration 91.3% [foreign]", "2026-06 internet_users 11000/100 [foreign]", "2026-06 rural_internet_users 1000/100 [foreign]"}},
		{"place, though the share is one of the whole country", "上海市短视频用户达2000万人,全国占比1.9%。", []string{"2026-06 short_video 2000/1 [foreign]", "2026-06 short_video 1.9% [part foreign]"}},
		{"share of all", "短视频用户规模达10.68亿,网民使用率94.4%。Short video users reached 1.068 billion, making up 94.4 percent of the total. Short video users reached 1.068 billion, accounting for 94.4 percent of the total. Short video users numbered 1.068 billion (94.4 percent of the total). Online music had 67.3% of the user base. Online audio had 30.9% of the online population.", []string{"x 2026-06 short_video 106800/100 94.4%", "x 2026-06 short_video 106800/100 94.4%", "x 2026-06 short_video 106800/100 94.4%", "x 2026-06 short_video 106800/100 94.4%", "x 2026-06 online_music 67.3%", "x 2026-06 online_audio 30.9%"}},
		{"each name before a bracket of users and share", "Online shopping (966 million users, 85.4%) leads, followed by online music (761 million, 67.3%) and online audio (351 million, 31.0%).", []string{"x 2026-06 online_shopping 96600/100 85.4%", "x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_audio 35100/100 31.0%"}},
		{"adoption rate, and share of the nation's population", "Generative AI had 602 million users, with an adoption rate of 42.8 percent. Generative AI users numbered 602 million, or 42.8% of population. Generative AI users numbered 602 million, 42.8 percent of the nation's population.", []string{"x 2026-06 generative_ai_users 60200/100", "x 2026-06 generative_ai_penetration 42.8%", "x 2026-06 generative_ai_users 60200/100", "x 2026-06 generative_ai_penetration 42.8%", "x 2026-06 generative_ai_users 60200/100", "x 2026-06 generative_ai_penetration 42.8%"}},
		{"people or their share", "Online music was used by 761 million people or 67.3% of internet users.", []string{"x 2026-06 online_music 76100/100 67.3%"}},
		{"bar before a share without a name", "Online music: 761 mn | 67.3%\nOnline audio: 351 mn | 31.0%", []string{"x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_audio 35100/100 31.0%"}},
		{"lines that begin with their rank", "用户规模与使用率\n① 网络音乐　7.61亿人　67.3%\n② 网络音频　3.51亿人　31.0%", []string{"x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_audio 35100/100 31.0%"}},
		{"people who live in rural areas, and go online via mobile phone", "313 million users live in rural areas. 313 million netizens live in the countryside. 99.6% of internet users go online via mobile phone.", []string{"x 2026-06 rural_internet_users 31300/100", "x 2026-06 rural_internet_users 31300/100", "x 2026-06 mobile_share_of_internet_users 99.6%"}},
		{"share of all in other words", "Up to June 2026, instant messaging users reached 1.104 billion, up 6.5 million and taking up 97.6% of all Internet users. Online music users reached 761 million, making up 67.3% of the whole. Of them, 99.6% use mobile phones to surf the Internet. China had 1.131 billion people online, 80.6 percent of its population.", []string{"x 2026-06 instant_messaging 110400/100 97.6%", "2026-06 instant_messaging 650/10 [change]", "x 2026-06 online_music 76100/100 67.3%", "x 2026-06 mobile_share_of_internet_users 99.6%", "x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.6%"}},
		{
			"share of the people named before, after a word for shares", "Rural internet users reached 324 million, accounting for 28.6 percent of the entire online population. Rural internet users reached 324 million, making up 28.6 percent of overall netizens. Rural internet users reached 324 million, which made up 28.6 percent of China's total netizens. Rural internet users reached 324 million, taking up 28.6 percent of China's overall internet users. Rural internet users reached 324 million, a proportion of 28.6 percent. Rural internet users reached 324 million, with a share of 28.6 percent. The share of rural internet users among all internet users was 28.6 percent.",
			[]string{"x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_share_of_internet_users 28.6%"},
		},
		{
			"words after a number that do not belong to it", "In online payment, there were 1.049 billion users and online shopping had 950 million. In online payment, there were 1.049 billion users while online shopping had 950 million. In online payment, there were 1.049 billion users with online shopping at 950 million. In online payment, there were 1.049 billion users (online shopping: 950 million). Online payment users stood at 1.049 billion down on a year ago. Online payment users stood at 1.049 billion up on a year ago. Online payment users rose to 1.049 billion from a year ago.",
			[]string{"x 2026-06 online_payment 104900/100", "x 2026-06 online_shopping 95000/100", "x 2026-06 online_payment 104900/100", "x 2026-06 online_shopping 95000/100", "x 2026-06 online_payment 104900/100", "x 2026-06 online_shopping 95000/100", "x 2026-06 online_payment 104900/100", "x 2026-06 online_shopping 95000/100", "x 2026-06 online_payment 104900/100", "x 2026-06 online_payment 104900/100", "x 2026-06 online_payment 104900/100"},
		},
		{"name in the clause before while", "Online video kept growing while 1.068 billion people watched short videos.", []string{"x 2026-06 short_video 106800/100"}},
		{"share of the Internet users, without a verb", "Rural internet users reached 321 million, 28.3% of all internet users. Rural internet users numbered 321 million, or 28.4 percent of the country's internet users. Rural internet users numbered 321 million, and 28 percent of internet users spend hours online.", []string{"x 2026-06 rural_internet_users 32100/100", "x 2026-06 rural_share_of_internet_users 28.3%", "x 2026-06 rural_internet_users 32100/100", "x 2026-06 rural_share_of_internet_users 28.4%", "x 2026-06 rural_internet_users 32100/100"}},
		{"people ordering food, and the penetration of people aged 60 and over", "The number of people ordering food online rose to 621 million. 60岁及以上人口的互联网普及率为54.6%。60岁以上人口互联网普及率为54.6%。", []string{"x 2026-06 online_meal_ordering 62100/100", "x 2026-06 age_60_plus_internet_penetration 54.6%", "x 2026-06 age_60_plus_internet_penetration 54.6%"}},
		{"share of the Internet users or of the population, in Chinese", "微短剧用户规模达7.02亿人,网民使用比例为61.9%。网民规模达11.31亿人,占总人口的80.6%。微短剧用户规模达7.02亿人,占总人口的50.1%。", []string{"x 2026-06 micro_drama 70200/100 61.9%", "x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 micro_drama 70200/100", "2026-06 micro_drama 50.1% [part]"}},
		{"town and country, and we, in words that limit nothing", "从城乡结构看,农村网民规模达3.24亿人,占网民整体的28.6%。我们看到,短视频用户规模达10.68亿人。网络购物用户数居全球第一,达9.46亿人。", []string{"x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 short_video 106800/100", "x 2026-06 online_shopping 94600/100"}},
		{"level after a fall or a rise, and at the end of a month", "搜索引擎用户由8.01亿跌至7.82亿。网络购物用户由9.37亿回升至9.46亿。网络购物用户:2026年6月底用户9.46亿人。", []string{"0000-01 search_engine 80100/100 [period]", "x 2026-06 search_engine 78200/100", "0000-01 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 94600/100", "x 2026-06 online_shopping 94600/100"}},
		{"people who have heard of generative AI, food orderers and mobile users", "有4.6亿人听说过生成式人工智能产品,占整体人口的32.7%。外卖用户达6.12亿人。使用手机上网的网民规模达11.2亿人。", []string{"x 2026-06 generative_ai_aware_people 46000/1000", "x 2026-06 generative_ai_awareness 32.7%", "x 2026-06 online_meal_ordering 61200/100", "x 2026-06 mobile_internet_users 112000/1000"}},
		{"the world's largest, an aside on China", "China, the world's largest internet market, counted 1.134 billion internet users.", []string{"x 2026-06 internet_users 113400/100"}},
		{"live streams, gamers and food", "Some 94.4 percent of netizens watch short videos, and 73.6 percent watch live streams. China has 586 million online gamers. In all, 602 million people ordered food online.", []string{"2026-06 short_video 94.4% [bound]", "x 2026-06 live_streaming 73.6%", "x 2026-06 online_games 58600/100", "x 2026-06 online_meal_ordering 60200/100"}},
		{"share of the users of another application", "微短剧用户占网络视频用户的61.9%。40 percent of short video users shop online.", []string{"2026-06 online_video 61.9% [part two_names]", "2026-06 short_video 40% [part two_names]"}},
		{"share of the population, or of all users of another application", "Micro drama users numbered 710 million, or 50.4 percent of the country's population. Of all online video users, 65.4 percent watch micro dramas. Generative AI users reached 640 million, or 45.6 percent of the population.", []string{"x 2026-06 micro_drama 71000/100", "2026-06 micro_drama 50.4% [part]", "2026-06 micro_drama 65.4% [part]", "x 2026-06 generative_ai_users 64000/100", "x 2026-06 generative_ai_penetration 45.6%"}},
		{
			"base of a share", "手机网民占整体网民的99.7%。手机网民占总体的99.7%。短视频用户占总规模的94.4%,上网用户的使用率为94.4%,占上网用户的94.4%。94.4 percent of the user population watched short videos.",
			[]string{"x 2026-06 mobile_share_of_internet_users 99.7%", "x 2026-06 mobile_share_of_internet_users 99.7%", "x 2026-06 short_video 94.4%", "x 2026-06 short_video 94.4%", "x 2026-06 short_video 94.4%", "x 2026-06 short_video 94.4%"},
		},
		{"share of a part", "90%的非网民爱看短视频。短视频用户占农村网民的80%。农村网民使用短视频的比例为93.0%。Rural netizens' short video usage rate was 93.0 percent. 短视频用户中,93.0%每天使用。95.5 percent of rural internet users watch online video. 37.3%的新网民爱看短视频。93.0%的农村网民爱看短视频。96.7%的网民爱看短视频。", []string{"2026-06 short_video 90% [part]", "2026-06 short_video 80% [part]", "2026-06 short_video 93.0% [part]", "2026-06 short_video 93.0% [part]", "2026-06 short_video 93.0% [part]", "2026-06 online_video 95.5% [part]", "2026-06 short_video 37.3% [part]", "2026-06 short_video 93.0% [part]", "x 2026-06 short_video 96.7%"}},
		{"forecast", "预计到2030年微短剧用户规模将达9亿人。", []string{"2026-06 micro_drama 90000/10000 [forecast period]"}},
		{"list with its names in the same order", "在线教育、互联网医疗用户规模分别为3.31亿人与4.20亿人。The numbers of online music and online news users reached 761 million and 823 million, respectively.", []string{"2026-06 online_education 33100/100 [list]", "2026-06 online_medical_services 42000/100 [list]", "2026-06 online_music 76100/100 [list]", "2026-06 online_news 82300/100 [list]"}},
		{"list with a comma before and", "Online education, online medical services, and online music users reached 331 million, 420 million, and 761 million, respectively.", []string{"2026-06 online_education 33100/100 [list]", "2026-06 online_medical_services 42000/100 [list]", "2026-06 online_music 76100/100 [list]"}},
		{"list whose last number counts visits", "截至2026年6月,网络视频、网约车得到较快增长,用户规模分别达到了10.85亿、5.44亿人次。", []string{"2026-06 online_video 108500/100 [list]"}},
		{"list with its names in the sentence before", "在线教育、互联网医疗加速普及。用户规模分别为3.31亿人以及4.20亿人。", []string{"2026-06 online_education 33100/100 [list]", "2026-06 online_medical_services 42000/100 [list]"}},
		{"place and company", "广东短视频用户达1.1亿人。Douyin's short video users reached 760 million.", []string{"2026-06 short_video 11000/1000 [foreign]", "2026-06 short_video 76000/100 [foreign]"}},
		{"Beijing as a place, and as the place of a dateline", "In Beijing, Internet users numbered 1.131 billion. Internet penetration in BRICS countries reached 75.0 percent. The internet penetration rate in Beijing reached 81.6 percent. BEIJING, Aug. 20 -- The report, released in Beijing, says that Internet users numbered 1.131 billion. 新华社北京电 网络购物用户规模达9.50亿人。", []string{"2026-06 internet_users 113100/100 [foreign]", "2026-06 internet_penetration 75.0% [foreign]", "2026-06 internet_penetration 81.6% [foreign]", "x 2026-06 internet_users 113100/100", "x 2026-06 online_shopping 95000/100"}},
		{"other publisher holds to the end of the paragraph", "据QuestMobile统计,短视频用户达10.12亿人。网络音乐用户达7亿人。\n\n据CNNIC报告,网络音乐用户达7.61亿人。", []string{"2026-06 short_video 101200/100 [foreign]", "2026-06 online_music 70000/10000 [foreign]", "x 2026-06 online_music 76100/100"}},
		{"empty line after a comma", "短视频用户规模达10.68亿人,\n\n占网民整体的94.4%\n\n网络音乐受到欢迎", []string{"x 2026-06 short_video 106800/100 94.4%"}},
		{"bracket before a dash, which is no dateline", "Short video users (netizens) – 1.068 billion – made up 94.4 percent.", []string{"x 2026-06 short_video 106800/100 94.4%"}},
		{"report with a name of its own, but not CNNIC's own on generative AI, nor a numbered one", "CNNIC发布报告。《中国支付发展报告》显示,网络支付用户规模达10.4亿人。\n\n《政府工作报告》提出要求。网络支付用户规模达10.49亿人。《生成式人工智能应用发展报告》显示,生成式人工智能用户规模达6.88亿人。《第58次互联网络报告》显示,网络支付用户规模达10.49亿人。", []string{"2026-06 online_payment 104000/1000 [foreign]", "x 2026-06 online_payment 104900/100", "x 2026-06 generative_ai_users 68800/100", "x 2026-06 online_payment 104900/100"}},
		{"associations", "The China Netcasting Services Association put the number of short video users at 1.05 billion.", []string{"2026-06 short_video 105000/1000 [foreign]"}},
		{"CNNIC in the paragraph of another publisher", "据QuestMobile统计,短视频用户达10.12亿人。CNNIC的数据为:网络音乐用户达7.61亿人。", []string{"2026-06 short_video 101200/100 [foreign]", "x 2026-06 online_music 76100/100"}},
		{"CNNIC in a text that begins with another publisher", "QuestMobile发布报告。\n\n短视频用户达10.68亿人。\n\nCNNIC另有报告。\n\n短视频用户达10.79亿人。", []string{"2026-06 short_video 106800/100 [foreign]", "x 2026-06 short_video 107900/100"}},
		{"figures that do not share a row", "2026年6月短视频用户规模达10.68亿人,使用率达94.4%,短视频使用率达94.5%。2025年12月短视频用户规模达10.61亿人,2024年12月使用率达93.8%。", []string{"x 2026-06 short_video 106800/100 94.4%", "x 2026-06 short_video 94.5%", "2025-12 short_video 106100/100 [period]", "2024-12 short_video 93.8% [period]"}},
		{"unknown kind of a known application", "网络直播用户规模达8.42亿人,其中电商直播用户规模达6.10亿人。", []string{"x 2026-06 live_streaming 84200/100", "2026-06 live_streaming 61000/100 [two_names]"}},
		{"kinds of applications in English", "AI search engine users reached 740 million. Comic micro dramas attracted 660 million users. Live streams of sports had 720 million viewers. The data show online payment users at 1.049 billion.", []string{"2026-06 search_engine 74000/100 [part]", "2026-06 micro_drama 66000/100 [part]", "2026-06 live_streaming 72000/100 [part]", "x 2026-06 online_payment 104900/100"}},
		{"kind of an application or of service", "国产网络游戏用户规模5.6亿人。网络购物用户规模9.50亿人,快递业务用户9.4亿人。", []string{"2026-06 online_games 56000/1000 [part]", "x 2026-06 online_shopping 95000/100", "2026-06 online_shopping 94000/1000 [two_names]"}},
		{"at odds with a figure of the same survey above", "网上外卖用户规模达6.10亿人（12月底为6.00亿）。\n\nOnline meal ordering users numbered 610 million.", []string{"x 2026-06 online_meal_ordering 61000/100", "2026-06 online_meal_ordering 60000/100 [two_names]", "x 2026-06 online_meal_ordering 61000/100"}},
		{"figure stated before with more rounding", "Internet users numbered 1.1 billion. Internet users numbered 1.131 billion.", []string{"x 2026-06 internet_users 110000/10000", "x 2026-06 internet_users 113100/100"}},
		{"number to compare with, without its month", "Online meal ordering stood at 54.1 percent, compared with 54.0 percent in December. 网络音乐使用率为67.9%，上期67.8%。网络新闻使用率为71.1%，上次为71.0%。", []string{"x 2026-06 online_meal_ordering 54.1%", "0000-01 online_meal_ordering 54.0% [period]", "x 2026-06 online_music 67.9%", "2026-06 online_music 67.8% [period]", "x 2026-06 online_news 71.1%", "2026-06 online_news 71.0% [period]"}},
		{"visits and money in 亿人次 and 亿人民币", "网络直播观看达8.3亿人次，网络游戏收入达5.8亿人民币。", nil},
		{"aside that names an application", "Online video users, including short video users, numbered 1.085 billion. Online game users numbered 580 million.", []string{"x 2026-06 online_video 108500/100", "x 2026-06 online_games 58000/100"}},
		{"less usual bounds and guesses", "网络购物用户不到9.72亿人。Online shopping users approached 972 million. Online shopping users are set to reach 980 million. 网络购物用户或达9.72亿人。Online shopping users may reach 980 million.", []string{"2026-06 online_shopping 97200/100 [bound]", "2026-06 online_shopping 97200/100 [bound]", "2026-06 online_shopping 98000/100 [forecast]", "2026-06 online_shopping 97200/100 [forecast]", "2026-06 online_shopping 98000/100 [forecast]"}},
		{"goals, hopes and rumours", "The plan sets the internet penetration rate at 85 percent. China hopes to lift rural internet penetration to 75 percent. There is room for 1.2 billion internet users. Wrong reports put online payment users at 1.1 billion.", []string{"2026-06 internet_penetration 85% [forecast]", "2026-06 rural_internet_penetration 75% [forecast]", "2026-06 internet_users 120000/10000 [forecast]", "2026-06 online_payment 110000/10000 [forecast]"}},
		{"May as a month, not as a guess", "In May, online shopping users did not reach 972 million.", []string{"2026-06 online_shopping 97200/100 [bound]"}},
		{"previous number, and share of users who did something", "Short video users reached 1.068 billion, up from a previous 1.06 billion. Online shopping users hit 990 million and 68% bought domestic brands.", []string{"x 2026-06 short_video 106800/100", "2026-06 short_video 106000/1000 [period]", "x 2026-06 online_shopping 99000/100", "2026-06 online_shopping 68% [part]"}},
		{"start of the year, and before the pandemic", "Online payment users rose from 1.035 billion at the beginning of the year to 1.049 billion. Before the pandemic, online payment users numbered 768 million.", []string{"0000-01 online_payment 103500/100 [period]", "2026-06 online_payment 104900/100 [period]", "2026-06 online_payment 76800/100 [period]"}},
		{"users of something unknown", "短视频平台的团播用户规模达3.2亿人。By June 2026, in online shopping, users of vouchers reached 931 million.", []string{"2026-06 short_video 32000/1000 [two_names]", "2026-06 online_shopping 93100/100 [two_names]"}},
		{"people who do something unknown", "In online shopping, people buying flowers totaled 930 million.", []string{"2026-06 online_shopping 93000/100 [two_names]"}},
		{"name after the number", "网络视频持续发展,10.6亿人使用短视频。", []string{"x 2026-06 short_video 106000/1000"}},
		{"name before the number, another one after it", "Short video users reached 1.068 billion as online shopping grew.", []string{"x 2026-06 short_video 106800/100"}},
		{"the same name twice", "短视频方面短视频用户规模达10.68亿人。\n\n1.068 billion watch short video on short video platforms.", []string{"x 2026-06 short_video 106800/100", "x 2026-06 short_video 106800/100"}},
		{"publisher of the whole text", "QuestMobile发布报告。\n\n短视频用户达10.12亿人。", []string{"2026-06 short_video 101200/100 [foreign]"}},
		{"names after their numbers", "9.72亿人使用网络购物、10.57亿人使用网络支付。972 million people use online shopping and 1.057 billion use online payment.", []string{"x 2026-06 online_shopping 97200/100", "x 2026-06 online_payment 105700/100", "x 2026-06 online_shopping 97200/100", "x 2026-06 online_payment 105700/100"}},
		{"names after their numbers and labels", "用户规模达9.50亿人的网络购物市场,用户规模达10.40亿人的网络支付市场。", []string{"x 2026-06 online_shopping 95000/100", "x 2026-06 online_payment 104000/100"}},
		{"users named after their number without 的", "我国10.80亿短视频用户。短视频平台有10.80亿团播用户。网民规模11.31亿 手机网民11.30亿", []string{"x 2026-06 short_video 108000/100", "2026-06 short_video 108000/100 [two_names]", "x 2026-06 internet_users 113100/100", "x 2026-06 mobile_internet_users 113000/100"}},
		{"second number without a name of its own", "10.57亿人使用网络支付、6.31亿人点单。", []string{"x 2026-06 online_payment 105700/100", "2026-06 online_payment 63100/100 [two_names]"}},
		{"netizens who use something", "有8.63亿网民在看网络直播。", []string{"2026-06 internet_users 86300/100 [two_names]"}},
		{"two names", "网络直播和网络音乐用户规模达9亿人。", []string{"2026-06 online_music 90000/10000 [two_names]"}},
		{"difference after a comma", "Short video users numbered 1.080 billion, 28.42 million more than in June 2025, or 95.5 percent of netizens. Online music: 783 million users, 21 million more than in June 2025.", []string{"x 2026-06 short_video 108000/100 95.5%", "2026-06 short_video 2842/1 [change]", "x 2026-06 online_music 78300/100", "2026-06 online_music 2100/100 [change]"}},
		{"list before a change", "Online music and online literature users recorded 3.1 percent and 5.2 percent growth.", []string{"2026-06 online_music 3.1% [list change]", "2026-06 online_literature 5.2% [list change]"}},
		{"comparison with a year ago, and the number of a year ago", "Online payment users reached 1.049 billion, up 20 million from a year ago, accounting for 92.8 percent of internet users. Online music users reached 783 million, up from a year ago, when they numbered 752 million.", []string{"x 2026-06 online_payment 104900/100 92.8%", "2026-06 online_payment 2000/100 [change]", "x 2026-06 online_music 78300/100", "2026-06 online_music 75200/100 [period]"}},
		{"month of a forecast", "预计2027年6月网民规模达11.4亿人。短视频用户规模达10.80亿人。", []string{"2027-06 internet_users 114000/1000 [forecast period]", "x 2026-06 short_video 108000/100"}},
		{"two names before a colon", "网络直播和网络音乐：7.61亿人。", []string{"2026-06 online_music 76100/100 [two_names]"}},
		{"two names in the clause before", "短视频成为网络视频的重要组成部分,用户规模达10.80亿人。", []string{"2026-06 online_video 108000/100 [two_names]"}},
		{"earlier survey", "微短剧用户规模由2025年12月的6.90亿人增至7.10亿人。2018年12月,短视频用户规模为6.48亿人。", []string{"2025-12 micro_drama 69000/100 [period]", "x 2026-06 micro_drama 71000/100", "2018-12 short_video 64800/100 [period]"}},
		{"year in brackets after the number", "微短剧用户规模6.62亿人(2024年)、7.10亿人(2026年上半年)。", []string{"2026-06 micro_drama 66200/100 [period]", "2026-06 micro_drama 71000/100 [period]"}},
		{"year in brackets, without 年", "互联网普及率:78.6%(2024)、80.6%(2026)。Internet penetration went from 77.5% (2023) to 78.6% (2024) to 80.6% (2026). Online shopping has 946 million users (83.6%).", []string{"2026-06 internet_penetration 78.6% [period]", "2026-06 internet_penetration 80.6% [period]", "0000-01 internet_penetration 77.5% [period]", "2026-06 internet_penetration 78.6% [period]", "2026-06 internet_penetration 80.6% [period]", "x 2026-06 online_shopping 94600/100 83.6%"}},
		{"share of all after 占比, and of something else", "农村网民占比28.6%。手机网民占比为99.6%。短视频占比33.1%。老年网民占比14.1%。", []string{"x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 mobile_share_of_internet_users 99.6%", "2026-06 short_video 33.1% [part]"}},
		{"headline whose parts only a blank divides", "中国网民达11.31亿 互联网普及率达80.6%", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.6%"}},
		{"people who order food, book trips and hail cars", "592 million people order food (53.4% of netizens), 548 million book trips (49.5%) and 539 million hail cars by app (48.7%).", []string{"x 2026-06 online_meal_ordering 59200/100 53.4%", "x 2026-06 online_travel_booking 54800/100 49.5%", "x 2026-06 online_car_hailing 53900/100 48.7%"}},
		{"month stated before a report of another survey, and before one that is unknown", "2025年12月,据第58次报告,网络支付用户规模达10.49亿人。2026年6月,据第70次报告,网络购物用户规模达9.50亿人。", []string{"2025-12 online_payment 104900/100 [period]", "x 2026-06 online_shopping 95000/100"}},
		{"survey of an earlier report", "第57次报告显示,短视频用户规模为10.74亿人。\n\n上个报告期,微短剧用户规模6.90亿人。\n\n与第57次报告相比,网民规模增至11.31亿人。", []string{"2025-12 short_video 107400/100 [period]", "2026-06 micro_drama 69000/100 [period]", "x 2026-06 internet_users 113100/100"}},
		{"month after 于, as its date or as a comparison", "短视频用户规模于2025年12月达到10.74亿人。\n\n短视频用户规模高于2025年12月，达10.80亿人。", []string{"2025-12 short_video 107400/100 [period]", "x 2026-06 short_video 108000/100"}},
		{"another year without its month", "2025年,短视频用户规模为10.74亿人,占网民的95.4%。In 2025, short video users reached 1.074 billion. 2026年,短视频用户规模为10.68亿人。", []string{"2026-06 short_video 107400/100 95.4% [period]", "2026-06 short_video 107400/100 [period]", "x 2026-06 short_video 106800/100"}},
		{"share or other users that rose to a level, after users", "我国网民达11.31亿人,短视频增至10.68亿人。网络音乐用户规模达7.61亿人,使用率达到67.3%。网络新闻用户规模为7.31亿人,使用率升至64.6%。网民达11.31亿人,普及率提升到80.5%。微短剧用户6.90亿人,占比升至61.0%。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 short_video 106800/100", "x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_news 73100/100 64.6%", "x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.5%", "x 2026-06 micro_drama 69000/100", "2026-06 micro_drama 61.0% [part]"}},
		{"number from which users grew", "微短剧用户6.90亿人,增至7.10亿人。网络音乐使用率由66.7%提升至67.9%。Online shopping users rose from 937 million to 972 million.", []string{"0000-01 micro_drama 69000/100 [period]", "x 2026-06 micro_drama 71000/100", "0000-01 online_music 66.7% [period]", "x 2026-06 online_music 67.9%", "0000-01 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100"}},
		{"month that belongs only to the number before it", "Online literature users stood at 601 million, up from 589m in December 2025. Online music users came to 770 million.", []string{"x 2026-06 online_literature 60100/100", "2025-12 online_literature 58900/100 [period]", "x 2026-06 online_music 77000/100"}},
		{"title of a figure", "Figure 27 User Scale of Online Payment from June 2024 to June 2026\nDigital RMB: By June 2026, 245 million personal wallets were open.", nil},
		{"group in a line that ends with a comma", "农村网民中，\n截至2025年12月，短视频使用率为94.0%，高于上次调查。", []string{"2025-12 short_video 94.0% [part period]"}},
		{"newspaper below a headline", "短视频用户规模达10.68亿人\n来源：上海证券报", []string{"x 2026-06 short_video 106800/100"}},
		{"month of the source in the next line", "短视频用户规模达10.74亿人\n数据来源：CNNIC 2025年12月", []string{"2025-12 short_video 107400/100 [period]"}},
		{"lines of a name and figures without a full stop", "网络购物用户规模9.72亿人，占网民整体的85.9%\n网上外卖用户规模6.48亿人，占网民整体的57.3%\n电商直播用户5.62亿人，占网民整体的49.7%\n微短剧用户7.12亿人", []string{"x 2026-06 online_shopping 97200/100 85.9%", "x 2026-06 online_meal_ordering 64800/100 57.3%", "x 2026-06 micro_drama 71200/100"}},
		{"line of users and share below their name", "网络视频(含短视频)\n用户规模10.85亿 使用率95.9%\n其中短视频用户规模10.68亿 使用率94.4%", []string{"x 2026-06 online_video 108500/100 95.9%", "x 2026-06 short_video 106800/100 94.4%"}},
		{"number before its name in the next line", "截至2026年6月，我国有11.31亿\n网民，普及率80.5%。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.5%"}},
		{"unit of a number in the next line", "Online shopping: By June 2026, the number of online shopping users reached 972\nmillion, or 85.9 percent of the total.\nOnline audio: 351 million users,\na usage rate of 31.0%\nOnline literature: 601 million users, after 589\nmillion\nOnline payment: 1.057 billion\nUsers of online music: 770 million", []string{"x 2026-06 online_shopping 97200/100 85.9%", "x 2026-06 online_audio 35100/100 31.0%", "x 2026-06 online_literature 60100/100", "2026-06 online_literature 58900/100 [two_names]", "x 2026-06 online_payment 105700/100", "x 2026-06 online_music 77000/100"}},
		{"level after a growth rate", "我国网民规模同比增长0.7%,达11.31亿人。Rural Internet users rose 0.9 percent to 316 million. China's population of generative AI users grew by 14.3 percent to 688 million. 预计网民规模增长0.7%,达11.4亿人。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 rural_internet_users 31600/100", "2026-06 generative_ai_penetration 14.3% [change]", "x 2026-06 generative_ai_users 68800/100", "2026-06 internet_users 114000/1000 [forecast]"}},
		{"subject of an earlier sentence", "搜索引擎用户持续减少。截至2026年6月,用户规模为7.41亿人,占网民整体的65.5%。Online payment is growing. It had 1.047 billion users. 网约车稳步发展。2026年6月的用户规模为5.46亿人。Short videos have peaked. Their audience shrank by 3 percent to 1.04 billion. 微短剧增长快。用户规模为6.9亿人。微短剧用户规模为7.12亿人。", []string{"2026-06 search_engine 74100/100 65.5% [two_names]", "2026-06 online_payment 104700/100 [two_names]", "2026-06 online_car_hailing 54600/100 [two_names]", "2026-06 short_video 104000/1000 [two_names]", "2026-06 micro_drama 69000/1000 [two_names]", "x 2026-06 micro_drama 71200/100"}},
		{"no subject of an earlier sentence for a group, a place, a label or other users", "网约车稳步发展。老年用户达1.1亿人。全球用户达9亿人。客户:5亿人。代驾用户达1.2亿人。", nil},
		{"share of the population, with its name in an earlier sentence", "Generative AI is spreading. Already 688 million people, or 48.9 percent of the population, use it.", []string{"2026-06 generative_ai_users 68800/100 [two_names]", "x 2026-06 generative_ai_penetration 48.9%"}},
		{"share of the users named right before it", "手机网民11.26亿人,占99.6%。短视频用户10.79亿人(占比95.4%)。老年网民中,短视频用户1.5亿人,占88.4%。", []string{"x 2026-06 mobile_internet_users 112600/100", "x 2026-06 mobile_share_of_internet_users 99.6%", "x 2026-06 short_video 107900/100 95.4%", "2026-06 short_video 15000/1000 88.4% [part]"}},
		{"share in brackets after a number of another survey", "搜索引擎用户达7.41亿人,低于去年同期的7.82亿人(69.5%)。", []string{"x 2026-06 search_engine 74100/100", "2026-06 search_engine 78200/100 69.5% [period]"}},
		{"share in brackets after a number of another survey, with words", "搜索引擎用户达7.41亿人,低于去年同期的7.82亿人(占网民的69.5%)。网络直播用户8.42亿人,高于上年的8.35亿人(使用率为74.2%)。Online audio users reached 351 million, above last year's 340 million (or 30.2 percent).", []string{"x 2026-06 search_engine 74100/100", "2026-06 search_engine 78200/100 69.5% [period]", "x 2026-06 live_streaming 84200/100", "2026-06 live_streaming 83500/100 74.2% [period]", "x 2026-06 online_audio 35100/100", "2026-06 online_audio 34000/100 30.2% [period]"}},
		{"people counted with 名 or 位", "我国有11.31亿名网民。10.68亿位短视频用户活跃。网络音乐吸引7.61亿名用户。网络游戏有5.80亿位。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 short_video 106800/100", "x 2026-06 online_music 76100/100", "x 2026-06 online_games 58000/100"}},
		{"group or place that goes on in the next sentence", "广东省发布报告。其中,农村地区互联网普及率为74.2%。Rural internet users shop online. Among them, online shopping usage reached 78.3 percent. 全国短视频用户10.79亿人。", []string{"2026-06 rural_internet_penetration 74.2% [foreign]", "2026-06 online_shopping 78.3% [part]", "x 2026-06 short_video 107900/100"}},
		{"rank within the country does not end a place", "浙江网络购物使用率86.4%,居全国第四,短视频使用率95.5%,高于全国平均水平,网络支付使用率92.6%。", []string{"2026-06 online_shopping 86.4% [foreign]", "2026-06 short_video 95.5% [foreign]", "2026-06 online_payment 92.6% [foreign]"}},
		{"name after a second number in brackets", "By comparison, 83.6 percent of internet users (946 million people) used online government services.", []string{"x 2026-06 online_government_services 94600/100 83.6%"}},
		{"May, the end of last year, and March after a March with its year", "截至5月底,微短剧用户规模达6.8亿人。\n\nAs of May, micro drama users reached 680 million.\n\n去年底我国网民11.25亿人,普及率80.1%。\n\n截至2020年3月,网民达9.04亿人。截至3月,手机网民达8.97亿人。", []string{"0000-01 micro_drama 68000/1000 [period]", "0000-01 micro_drama 68000/100 [period]", "0000-01 internet_users 112500/100 [period]", "0000-01 internet_penetration 80.1% [period]", "2020-03 internet_users 90400/100 [period]", "2020-03 mobile_internet_users 89700/100 [period]"}},
		{"figure of an end of year, and growth on a month", "Online shopping users reached 951 million (up 1.5 percent on December 2025), from 914.96 million at the end of 2023. Rural internet users numbered 316 million.", []string{"x 2026-06 online_shopping 95100/100", "2026-06 online_shopping 1.5% [change]", "2023-12 online_shopping 91496/1 [period]", "x 2026-06 rural_internet_users 31600/100"}},
		{"lines of a name and a share", "互联网普及率\n80.6%\n\n互联网普及率\n70.4%\n73.0%\n\n网络购物  9.51亿人  84.1%\n网络支付  10.47亿人  92.6%\n** Live streaming users: 842 mln (835 mln)\n** Online music users: 768 mln\n\nOnline payment users numbered in this survey\nas of June 2026 stood at 1.047 billion.", []string{"x 2026-06 internet_penetration 80.6%", "x 2026-06 online_shopping 95100/100 84.1%", "x 2026-06 online_payment 104700/100 92.6%", "x 2026-06 live_streaming 84200/100", "2026-06 live_streaming 83500/100 [two_names]", "x 2026-06 online_music 76800/100", "x 2026-06 online_payment 104700/100"}},
		{"rows of a name and a share below a caption on a group", "图 15 农村网民各类应用使用率\n应用\n\n2026.6\n\n即时通信\n\n91.1%\n\n网络视频（含短视频） 90.4%\n短视频\n\nFigure 15 Utilization of applications by rural Internet users\nApplication\nShare\nOnline shopping 77.5%", []string{"2026-06 online_video 90.4% [part]", "2026-06 online_shopping 77.5% [part]"}},
		{"rows of a name and a share below a caption on something else, and users below them", "移动应用程序（APP）数量占比\n\n类别\n\n网络游戏 22.1%\n网络购物 9.5%\n\n网络音乐用户规模达7.61亿人。", []string{"2026-06 online_games 22.1% [part]", "2026-06 online_shopping 9.5% [part]", "x 2026-06 online_music 76100/100"}},
		{"row on a group, which limits no other row", "50岁及以上网民群体占比34%\n\n互联网普及率80.6%\n\n网络直播74.4%\n\nUsers aged 60 and above: 16%\nOnline music 67.3%", []string{"x 2026-06 internet_penetration 80.6%", "x 2026-06 live_streaming 74.4%", "x 2026-06 online_music 67.3%"}},
		{"rows below captions on shares of traffic and apps", "表7 各类应用移动互联网流量占比\n应用\n\n网络游戏 22.2%\n\nFigure 16: Number of apps by category\nMicro drama 51.2%", []string{"2026-06 online_games 22.2% [part]", "2026-06 micro_drama 51.2% [part]"}},
		{"sentences on shares of time, the number of apps and trust, which limit no users", "短视频时长占比最高,用户规模达10.74亿人。在应用数量增长的带动下,网络音乐用户规模达7.61亿人。随着信任度提升,网络支付用户规模达10.58亿人。With the largest share of time, online news had 823 million users.", []string{"x 2026-06 short_video 107400/100", "x 2026-06 online_music 76100/100", "x 2026-06 online_payment 105800/100", "x 2026-06 online_news 82300/100"}},
		{"share below a title, which may be the label of a chart", "短视频用户年龄结构\n28.6%", nil},
		{"lines with a label", "Online payment: 1.057 billion users\nMini games: 430 million users\nOnline music: 770 million users", []string{"x 2026-06 online_payment 105700/100", "x 2026-06 online_music 77000/100"}},
		{"lines of a name, users and a share", "网络购物 9.50亿人 84.0%\n网络支付 10.40亿人 92.0%", []string{"x 2026-06 online_shopping 95000/100 84.0%", "x 2026-06 online_payment 104000/100 92.0%"}},
		{"lines of a name, of its users and of its share", "网络购物\n用户规模:9.50亿人\n使用率:84.0%\n网络支付\n用户规模:10.40亿人\n使用率:92.0%", []string{"x 2026-06 online_shopping 95000/100 84.0%", "x 2026-06 online_payment 104000/100 92.0%"}},
		{"usual first words after a comma and an empty line", "网络音乐稳步发展,\n\n截至2026年6月,用户规模达7.61亿人。", []string{"x 2026-06 online_music 76100/100"}},
		{"unit in the line after an empty one", "网络音乐用户规模达7.61亿\n\n人,占网民整体的67.3%。", []string{"x 2026-06 online_music 76100/100 67.3%"}},
		{"bullets of Taiwan", "・網路直播8.42億人（74.5%），其中電商直播6.1億人（53.9%）\n・網路新聞8.21億人（72.6%），其中短影音新聞6億人\n· 網購9.52億人（84.2%）", []string{"x 2026-06 live_streaming 84200/100 74.5%", "2026-06 live_streaming 61000/1000 53.9% [two_names]", "x 2026-06 online_news 82100/100 72.6%", "2026-06 online_news 60000/10000 [two_names]", "x 2026-06 online_shopping 95200/100 84.2%"}},
		{"long labels", "Number of ride-hailing users in China 2016-2026: 551 million\nPenetration rate of ride-hailing services among internet users: 48.7%\nNumber of online literature readers in China: 590 million", []string{"x 2026-06 online_car_hailing 55100/100", "x 2026-06 online_car_hailing 48.7%", "x 2026-06 online_literature 59000/100"}},
		{"share of the population before the people, and not of those after it", "Already 48.4 percent of the population had used generative AI. 农村网民3.22亿人 普及率70.1% 城镇网民8.09亿人", []string{"x 2026-06 generative_ai_penetration 48.4%", "x 2026-06 rural_internet_users 32200/100", "x 2026-06 rural_internet_penetration 70.1%", "x 2026-06 urban_internet_users 80900/100"}},
		{"whole country that ends a group, before a name that begins with 网", "农村短视频使用率低于整体1.1个百分点;全国网约车用户规模达5.51亿人。", []string{"2026-06 short_video 1.1% [part change]", "x 2026-06 online_car_hailing 55100/100"}},
		{"month of a number compared with (on the, 有所)", "Online office users grew to 599 million, an increase of 1.5% on the 590 million of December 2025. 在线教育用户达3.31亿人,较2025年12月的3.27亿有所增长。", []string{"x 2026-06 online_office 59900/100", "2026-06 online_office 1.5% [change]", "2025-12 online_office 59000/100 [part period]", "x 2026-06 online_education 33100/100", "2025-12 online_education 32700/100 [change period]"}},
		{"surname that is a word for an earlier time", "主任曾宇介绍,短视频用户规模达10.68亿人。", []string{"x 2026-06 short_video 106800/100"}},
		{"Internet users as the base, in further words", "Online video had 1.085 billion users, or 95.9% of those online. 网络支付用户10.49亿人,占了92.8%。The country has the world's largest online population at 1.131 billion. Short videos, such as Kuaishou or Douyin, reached 1.068 billion users.", []string{"x 2026-06 online_video 108500/100 95.9%", "x 2026-06 online_payment 104900/100 92.8%", "x 2026-06 internet_users 113100/100", "x 2026-06 short_video 106800/100"}},
		{"people between commas, before what they did", "In all, 681 million people in China, accounting for 48.4 percent of the total population, had used generative AI products.", []string{"x 2026-06 generative_ai_users 68100/100", "x 2026-06 generative_ai_penetration 48.4%"}},
		{"share right after people or an application", "农村网民占28.6%。即时通信占97.6%。", []string{"x 2026-06 rural_share_of_internet_users 28.6%", "2026-06 instant_messaging 97.6% [part]"}},
		{"earlier month in a clause of its own", "网络购物用户9.52亿人,占网民整体的84.2%,使用率上升,用户9.52亿人,而2025年12月为9.37亿人。\n\n网络支付用户10.49亿人,占92.8%,而2025年12月的这一比例为92.0%。\n\nOnline shopping users stood at 952 million (937 million in December 2025).", []string{"x 2026-06 online_shopping 95200/100 84.2%", "x 2026-06 online_shopping 95200/100", "2025-12 online_shopping 93700/100 [period]", "x 2026-06 online_payment 104900/100 92.8%", "2025-12 online_payment 92.0% [period]", "x 2026-06 online_shopping 95200/100", "2025-12 online_shopping 93700/100 [period]"}},
		{"structure of town and country, a slow rise to a level, and the answer to a question", "In terms of the urban-rural structure, rural netizens accounted for 28.6% of the total. Internet penetration edged up to 80.6 percent.\n\nQ：大陆有多少网民？\nA：截至2026年6月，共11.31亿人。", []string{"x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 internet_penetration 80.6%", "2026-06 internet_users 113100/100 [two_names]"}},
		{"growth after a plus, which does not bound the share before it", "短视频用户规模10.80亿人,占网民整体95.4% +600万人。", []string{"x 2026-06 short_video 108000/100 95.4%", "2026-06 short_video 600/1 [change]"}},
		{"words that limit nothing", "网络新闻以图文为主,用户规模达8.21亿人。目前年轻网民增多,网民规模达11.31亿人。微短剧曾为小众产品,用户规模达6.8亿人。据中国互联网协会消息,CNNIC发布报告显示,网络支付用户规模达10.49亿人。Online securities trading grew. Online payment users reached 1.049 billion. Short video, which people watch every day, had 1.068 billion users. 1.085 billion people were online video users.", []string{"x 2026-06 online_news 82100/100", "x 2026-06 internet_users 113100/100", "x 2026-06 micro_drama 68000/1000", "x 2026-06 online_payment 104900/100", "x 2026-06 online_payment 104900/100", "x 2026-06 short_video 106800/100", "x 2026-06 online_video 108500/100"}},
		{"forecast up to a semicolon, and to the end of a sentence", "截至2026年6月,微短剧用户规模达6.8亿人,预计年底将达7.5亿人;网络购物用户规模达9.66亿人。预计到2030年网民规模将达12亿人,互联网普及率达85%。", []string{"x 2026-06 micro_drama 68000/1000", "2026-06 micro_drama 75000/1000 [forecast]", "x 2026-06 online_shopping 96600/100", "2026-06 internet_users 120000/10000 [forecast period]", "2026-06 internet_penetration 85% [forecast]"}},
		{"day that is no report's number", "On Aug 20th CNNIC released its figures: Internet users reached 1.131 billion.", []string{"x 2026-06 internet_users 113100/100"}},
		{"people and shares in further words", "There were 809 million urban users. In rural areas, the internet penetration rate was 70.1 percent. The penetration rate of the internet in rural areas was 70.1 percent. 99.6%的网民使用手机上网。网民通过手机接入互联网的比例高达99.6%。手機網友11.26億人。有3.31亿人听过生成式人工智能产品。The internet population in China's rural area was 324 million. 線上教育用戶3.31億人。網上視頻用戶10.85億人。手机上网人数达11.26亿人。农村地区网络普及率为70.1%,城镇地区网络普及率为85.1%。農村上網人口3.24億人。線上影音用戶10.85億人。叫車用戶5.51億人。網上醫療用戶4.2億人。966 million people purchased goods online. 99.6% of internet users used mobile phones to go online. 網購用戶9.66億人、占85.4%。", []string{"x 2026-06 urban_internet_users 80900/100", "2026-06 internet_penetration 70.1% [part]", "x 2026-06 rural_internet_penetration 70.1%", "2026-06 mobile_share_of_internet_users 99.6% [part]", "x 2026-06 mobile_share_of_internet_users 99.6%", "x 2026-06 mobile_internet_users 112600/100", "x 2026-06 generative_ai_aware_people 33100/100", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 online_education 33100/100", "x 2026-06 online_video 108500/100", "x 2026-06 mobile_internet_users 112600/100", "x 2026-06 rural_internet_penetration 70.1%", "x 2026-06 urban_internet_penetration 85.1%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 online_video 108500/100", "x 2026-06 online_car_hailing 55100/100", "x 2026-06 online_medical_services 42000/1000", "x 2026-06 online_shopping 96600/100", "x 2026-06 mobile_share_of_internet_users 99.6%", "x 2026-06 online_shopping 96600/100 85.4%"}},
		{"growth as a number and as a percentage", "Online office users grew by 16.91 million, or 2.9%, to reach 599 million. 网络支付用户增长1400万人,即1.4%。", []string{"2026-06 online_office 1691/1 [change]", "2026-06 online_office 2.9% [change]", "x 2026-06 online_office 59900/100", "2026-06 online_payment 1400/1 [change]", "2026-06 online_payment 1.4% [change]"}},
		{"growth as a number and, in a bracket, as a percentage", "网络音乐用户规模较2025年6月增长1.23亿人(35.7%)。", []string{"2026-06 online_music 12300/100 [change]", "2026-06 online_music 35.7% [change]"}},
		{"month without a year", "截至去年12月,微短剧用户规模达6.90亿人。截至今年6月,微短剧用户规模达7.10亿人。", []string{"0000-01 micro_drama 69000/100 [period]", "x 2026-06 micro_drama 71000/100"}},
		{"month without a year in English", "This June, micro drama users reached 710 million. In December 2025, online music users numbered 750 million. At the end of June, online music users numbered 761 million.", []string{"x 2026-06 micro_drama 71000/100", "2025-12 online_music 75000/100 [period]", "x 2026-06 online_music 76100/100"}},
		{"month after the number", "The number of short video users was 648 million, 78.2 percent of all internet users, in December 2018.\n\nShort video users rose from 648 million in December 2018 to 1.068 billion.\n\nShort video users rose from 648 million at the end of December 2018 to 1.068 billion by the end of June 2026.", []string{"2018-12 short_video 64800/100 78.2% [period]", "2018-12 short_video 64800/100 [period]", "x 2026-06 short_video 106800/100", "2018-12 short_video 64800/100 [period]", "x 2026-06 short_video 106800/100"}},
		{"month in a bracket that ends its sentence", "截至2026年6月,网民规模达11.31亿人(2025年12月为11.25亿人)。短视频用户规模达10.68亿人。", []string{"x 2026-06 internet_users 113100/100", "2025-12 internet_users 112500/100 [period]", "x 2026-06 short_video 106800/100"}},
		{"abbreviation in brackets", "Online video (incl. short video): 1.085 billion.", []string{"x 2026-06 online_video 108500/100"}},
		{"takeout, e-government, trips and news in English", "Takeout users hit 612 million. E-government users reached 1.02 billion. Some 564 million people booked trips online, and 823 million read the news online.", []string{"x 2026-06 online_meal_ordering 61200/100", "x 2026-06 online_government_services 102000/1000", "2026-06 online_travel_booking 56400/100 [bound]", "x 2026-06 online_news 82300/100"}},
		{"earlier survey in a bracket, the only month of its sentence", "网民规模达11.34亿人（2025年12月：11.25亿人）。Online meal ordering: 621 million (Dec 2025: 598 million).", []string{"x 2026-06 internet_users 113400/100", "2025-12 internet_users 112500/100 [period]", "x 2026-06 online_meal_ordering 62100/100", "2025-12 online_meal_ordering 59800/100 [period]"}},
		{"two numbers in a bracket", "网民规模达11.31亿人(2025年12月为11.25亿人,普及率80.1%),普及率80.6%。", []string{"x 2026-06 internet_users 113100/100", "2025-12 internet_users 112500/100 [period]", "2025-12 internet_penetration 80.1% [period]", "x 2026-06 internet_penetration 80.6%"}},
		{"number of one digit and number with a comma in a bracket", "短视频用户规模达10.68亿人(2025年12月为9亿人)。Short video had 1,068 million users (December 2025: 1,050.12 million).", []string{"x 2026-06 short_video 106800/100", "2025-12 short_video 90000/10000 [period]", "x 2026-06 short_video 106800/100", "2025-12 short_video 105012/1 [period]"}},
		{"day of an event", "2018年12月9日发布的产品,网络新闻用户规模达8.23亿。", []string{"x 2026-06 online_news 82300/100"}},
		{"as of a month without a survey", "截至2025年9月,网络新闻用户规模达7.31亿。2025年11月,网络音乐用户规模达7.70亿,较2025年6月增长。", []string{"0000-01 online_news 73100/100 [period]", "0000-01 online_music 77000/100 [period]"}},
		{"last day of a survey's month", "截至2025年12月31日,网络新闻用户规模达7.31亿。", []string{"2025-12 online_news 73100/100 [period]"}},
		{"another publisher after CNNIC", "CNNIC发布报告。工信部数据显示,5G基站达500万个。\n\n短视频用户达10.68亿人。", []string{"x 2026-06 short_video 106800/100"}},
		{"month without a year after the same month of another year", "2025年6月,网络新闻用户规模达7.31亿。截至6月,网络音乐用户规模达7.70亿。", []string{"2025-06 online_news 73100/100 [period]", "2025-06 online_music 77000/100 [period]"}},
		{"users stated twice", "网络音乐用户规模达7.61亿,占网民整体的67.3%,网络音乐用户为76100万。", []string{"x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_music 76100/1"}},
		{"share beside the nearer of two numbers", "农村网络音乐用户达1.99亿人,网络音乐用户达3.46亿人,占网民整体的30.6%。", []string{"2026-06 online_music 19900/100 [part]", "2026-06 online_music 34600/100 30.6% [part]"}},
		{"people named only in an earlier paragraph", "农村网民规模达3.24亿人。\n\n占网民整体的28.6%。", []string{"x 2026-06 rural_internet_users 32400/100"}},
		{"name within brackets, taken for a number before them", "5亿人(2026年短视频94.4%),占网民的95%。", []string{"2026-06 short_video 50000/10000 94.4% [two_names]", "2026-06 short_video 95% [two_names]"}},
		{"aside on the whole country, which does not end a group", "农村网络音乐用户达1.99亿人(全国领先),网络直播用户达8.44亿人。", []string{"2026-06 online_music 19900/100 [part]", "2026-06 live_streaming 84400/100 [part]"}},
		{"brackets without numbers", "网络音乐(含车载)之后,短视频用户规模达10.68亿人(持续增长),占网民整体的94.4%。", []string{"x 2026-06 short_video 106800/100 94.4%"}},
		{"publisher named only in the fourth sentence", "短视频用户规模达10.68亿人。创作者增多。内容丰富。\n\n据艾瑞咨询,网络音乐用户规模达7.61亿人。", []string{"x 2026-06 short_video 106800/100", "2026-06 online_music 76100/100 [foreign]"}},
		{"narrow column", "我国短视频\n用户规模为10.68亿人,使用率为94.4%。", []string{"x 2026-06 short_video 106800/100 94.4%"}},
		{"line with a label whose sentence goes on", "网络音乐:截至2026年6月,用户规模达7.61亿人,使用\n率为67.3%。", []string{"x 2026-06 online_music 76100/100 67.3%"}},
		{"survey of March", "截至2020年3月,网络新闻用户规模达7.31亿。", []string{"2020-03 online_news 73100/100 [period]"}},
		{"penetration of the people named before", "China had 1.131 billion internet users, with the penetration rate climbing to 80.6 percent. 农村网民规模达3.24亿人,占网民整体的28.6%,普及率达70.4%。网民规模达11.31亿人,渗透率为80.6%。", []string{"x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.6%", "x 2026-06 rural_internet_users 32400/100", "x 2026-06 rural_share_of_internet_users 28.6%", "x 2026-06 rural_internet_penetration 70.4%", "x 2026-06 internet_users 113100/100", "x 2026-06 internet_penetration 80.6%"}},
		{"footnote marks", "我国网络视频1用户规模达10.85亿人21,占网民整体的95.9%27。", []string{"x 2026-06 online_video 108500/100 95.9%"}},
		{"rows of a table", "即时通信 108,694 96.6% 109,746 97.0% 1.0%\n短视频 93.5% -1.5%\n网络音乐 7.61亿人 114 116 人\n| 网络音频 | 30.9% |\nOnlinevideo107,68295.7%108,50195.9%0.8%\n", nil},
		{"more people than China has, no multiple of 10,000, and the number of a heading", "Short video has 5.5 billion users worldwide. Short video had 1,068,005 thousand users. 5.3.2 千万用户的网络直播。", nil},
		{"numbers of things and sums of money", "Online government services handled 1.01 billion requests. Online shopping sales reached $700 million. Online payments were RMB 95 million, CNY 95 million and USD 95 million. 网约车日均订单3000万单。网络购物交易额达7.2万亿元。China saw 824 million ride-hailing trips. Online shopping sales reached 700 million yuan.", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			compare(t, find(test.text, finder, june2026(t)), test.want...)
		})
	}
}

// In the templates, № stands for each of the words. The flag is on the last row.
func TestWordsRaiseFlags(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, test := range []struct{ flag, template, words string }{
		{"part", "In June, online payment usage among the № was 92.7 percent.", "urban netizens|elderly|seniors|minors|teens|adolescents|students|young|youths|children|over 90 years old|women|men|respondents|merchants|age group|college-educated|graduates|retired|disabled|poorest towns|biggest cities|office workers"},
		{"part", "In June, online payment usage № was 92.7 percent.", "by male users|by female users|by those aged 60 and over|by mobile|by smartphones|by riders|by post-90s|by post-95s|by housewives|by boys|by the 60+ group|by ethnic minorities|by 60 and older netizens|on handsets|by the aged|by those polled|by educated netizens|by netizens of college level|by car owners|by inbound tourists|in central China|in the western regions|in first-tier cities|of villagers|in poor villages|by freelancers|by girls|by those born after 2000|by migrant workers|by low-income users|in primary schools|in a high school|in middle school|of pupils|by urbanites|by white-collar staff|by married netizens|of high earners|by high-income netizens|in counties|at least once"},
		{"part", "In June, № online payment users numbered 1.049 billion.", "registered|newly added|paying|paid|daily|monthly|average|Android|iPhone|young|cross-border|satisfied|disabled|in a survey of 3,000 households,|in a poll of 500,|in 20 million households,|free"},
		{"part", "In June, the online payment № was 92.7 percent.", "success rate|share of revenue|satisfaction"},
		{"part", "In June, № numbered 972 million.", "online shopping users who bought green appliances|online shopping via iPhones|buyers through online shopping|new users of online shopping|online shopping enterprises"},
		{"part", "In June, № live streaming reached 720 million.", "e-commerce|game|gaming|sports|concert|reality show|celebrity|animated"},
		{"part", "In June, № numbered 1.131 billion.", "Internet users using vouchers|Internet users who pay|Internet users whose income fell|Internet users that use vouchers|Internet users accessing portals|Internet users making friends|Internet users with access to vouchers|netizens watching concerts"},
		{"part", "In June, 720 million people watched №.", "e-commerce live streaming|game live streaming"},
		{"part", "In June, there were 1.131 billion №.", "Internet users using vouchers|netizens watching concerts"},
		{"part", "Online payment: 92.7 percent №.", "awareness|said so|preferred it|chose it|paid in cash|booked hotels|consulted it"},
		{"two_names", "In online shopping, № numbered 972 million.", "voucher users|live shoppers|group viewers|country gamers|podcast listeners|users of vouchers|people buying flowers|residents buying flowers|most of whom"},
		{"bound", "Online payment users numbered № 1.049 billion.", "over|more than|nearly|about|around|approximately|approx.|almost|some|roughly|close to|up to|as many as|short of|shy of|upwards of|at least|less than|fewer than|beyond|~|≥|≈"},
		{"bound", "Online payment users № 1.049 billion.", "approach|approached|exceed|exceeded|surpassed|surpassed the|top|topped|crossed|past|passed|pass|neared|were under|were above|were below|did not reach"},
		{"bound", "Online payment users numbered 1.049 billion №.", "or more|or so|mark|plus"},
		{"change", "Online payment users № 14 million.", "up|down|increased by|grew by|growing by almost|rose by nearly|rise by some|risen by around|gained over|added another|jumped by about|surged by more than|climbed by|soared by|declined by|fell by|falling by|dropped by|decreased by|expanded by|shrank by|lost|saw a net|increased in number by|grew, respectively, by|slipped by|slid by|dipped by|advanced by|shed|put on|picked up|plus|swelled by|ballooned by|leapt by|plunged by|tumbled by|sank by|spiked by|rebounded by|recovered|improved by|contracted by"},
		{"change", "Online payment's growth rate № 1.4 percent.", "was|is|stood at|has reached|reached|hit"},
		{"change", "Online payment had 14 million №.", "more|people more|users more|fewer|increase|user growth|year-on-year rise|annual gain|drop"},
		{"change", "Online payment usage was 1.4 percent №.", "higher|lower|year on year|YoY|better"},
		{"forecast", "Online payment users № 1.049 billion.", "are expected to reach|are forecast at|are projected to hit|are predicted to number|are estimated at|will reach|would reach|could reach|are likely to reach|may hit|may number|are set to reach|are on track to reach|have a target of|aim at|assuming growth reach|should reach|have room to reach|have a goal of"},
		{"foreign", "The № online payment users numbered 1.049 billion.", "company's|world's|global|overseas|foreign|provincial|Asian|European|African|American|U.S."},
		{"foreign", "№, online payment users numbered 1.049 billion.", "According to another survey|According to the Ministry of Commerce|Data from the National Bureau of Statistics show|An association says|The ITU says|The research institute says|A CAICT paper says|Morgan Stanley says|Bain says|GSMA says|The World Bank says|We Are Social says|Meltwater says|Pew says|A university study says|According to Newzoo|Nielsen finds|Kantar says|Deloitte says|Goldman says|An analyst at a bank says|In Chengdu|In Nanjing|The central bank said|A securities firm said|A report by Some Securities put it so:|Industry data show|According to a white paper|A blue book says|CICC says|JPMorgan says|UBS says|Citi says|Bernstein says|PwC says|KPMG says|Accenture says|Euromonitor says|Insider Intelligence says|Frost & Sullivan says|According to a third-party survey|A market research firm says|The Bureau of Statistics said|Ant Group says|UnionPay says|The Ministry of Commerce said|Ministry data show|The National Data Administration counts|In the Yangtze River Delta|According to its annual report|According to their annual report|The prospectus says|A filing says|Polls say|Analysts say|Analysts put it so|A consultancy says|Think tanks say|In ASEAN|In the EU|In Malaysia|In the Philippines|In Australia|In Canada|At ByteDance|At Trip.com|At Ele.me|At Doubao"},
		{"period", "№, online payment users numbered 1.049 billion.", "Last year|Last June|Three years ago|Six months earlier|The year before|In the last survey|By the Spring Festival|At the start of 2026|Last December|During 2025|In the previous report|In the preceding edition|At the peak|Earlier this year|In the first quarter|Previously|At one point|By 2025"},
		{"period", "网络支付用户规模№10.4亿人。", "上年达|一年前达|半年前为|上次调查时达|上一轮报告中为|前值|此前为|此前的|春节时达|在疫情初期达|在疫情高峰达|疫情前达|疫情之前达|一度达到|达到峰值|在上一份报告里为|此前公布为|较3月的|比2月末的|与11月底的"},
		{"part", "№网络支付使用率达85.6%。", "农民|村民|城镇居民|城市居民|城乡居民|乡村居民|县域居民|县城居民|下沉市场|脱贫地区|民族地区|东部地区|南方|老年人|老人|银发族|青少年|未成年人|学生|青年|中年人|儿童|六十岁以上人群|男性|女性|Z世代|残疾人|残障人士|高学历人群|初中生|高中生|大专生|本科生|在校生|教师|师生|家长|白领|蓝领|职场人|骑手|新市民|退休人员|外籍人员|企业|中小学|受访者|会员|手机用户|移动端用户|新增网民|新网民|使用过智能设备的人群|在年轻人中,|加班族的|该群体的|货车司机|国际旅客的|公司员工|宠物主|车主的|牧民|打工人|上班族|宝妈|某网红村|乡镇网民的|孩子们的|长辈的|爸妈的|父母的|大妈的|少年的|低龄网民的|男生的|女生的|农户的|家庭的|党员的|干部的|公务员的|发达地区|实名用户的|注册用户的|东北地区|高收入群体|月收入8000元以上者|已婚者的|港澳地区|重度用户的"},
		{"part", "网络购物增长,87.2%的№使用过先用后付。", "用户|消费者|人"},
		{"part", "短视频№用户达10.1亿人。", "日均|月均|年均|平均|日活|月活|活跃|付费|App的MAU|DAU"},
		{"part", "网络视频用户规模(№)为8.9亿人。", "不含微短剧|不包括网络直播|不包含视频游戏|不含新用户|不含新网民|不含低龄人群"},
		{"bound", "短视频用户规模№10.8亿人。", "超|逾|近|约|不足|跨越|至少|最多|超出|站上|迈上|不到|不及|未达|高于|低于"},
		{"bound", "短视频用户规模达10.8亿№。", "多人|余人|以上|左右"},
		{"change", "短视频使用率№5.5%。", "增长率|增速|增幅|增长幅度|增长量为|增长|增加|提升|提高|上升|增|涨|降低|降|回落|下滑|缩小|扩大|多|少|相差|高出"},
		{"change", "短视频用户较上年增长№3000万人。", "网民|用户|规模|人数|数量|了|约|近|超过|超|逾|均|分别|达到|达|高达|为"},
		{"forecast", "№微短剧用户规模达7.5亿人。", "预计|预测|预期|有望|未来|力争|目标是|如果|假如|据测算|据估算|有可能|误称|更正:|据猜|明年|届时|推算|传言称|谣言称|不实消息称"},
		{"foreign", "№网络支付用户规模达10.4亿人。", "有机构称,|有媒体称,|行业报告显示,|机构数据显示,|赛迪称,|DataEye称,|《支付发展报告》显示,|国家广播电视总局监测,|第三方机构的数据显示,|据另一项调查,|教育部统计,|农业农村部数据显示,|国家数据局的报告显示,|国家邮政局数据显示,|某大学的一项调查显示,|《支付行业白皮书》显示,|某协会的文章表明,|尼尔森的调查发现,|凯度的调查发现,|贝恩的调查发现,|普华永道称,|高盛称,|摩根士丹利称,|新榜称,|课题组称|音数协称|CTR称|成都|武汉|某市|某市的|某省|某县|某区|某区的|国家邮政局在北京正式发布的一份报告称,|某券商称,|中金公司称,|世界银行称,|市场研究公司称,|该平台的|银联的|国家卫健委规划司:|国家数据局局长说,|商务部介绍,|据《支付白皮书》,|招股书显示,|财报显示,|民调显示,|消委会称,|统计处称,|据本报统计,|据本报的问卷,|本港|全港|港人|全台|两大平台|华东|华南|欧盟|东盟|马来西亚|菲律宾|澳大利亚|加拿大|当地"},
		{"part", "№,网络支付使用率达92.7%。", "在一次抽样中|收回问卷1800份|样本中"},
		{"part", "№网民达10.4亿人。", "用过AI助手的|玩小游戏的"},
		{"foreign", "№", "国家广播电视总局数据显示,微短剧用户规模达7.3亿人。|国家卫生健康委统计,互联网医疗用户规模达4.4亿人。|国盛证券指出,微短剧用户规模达7.3亿人。|《文化发展蓝皮书》显示,网络文学用户规模达5.75亿人。|北京市互联网普及率达86.5%。"},
		{"part", "№", "10.2亿人每天使用短视频。|网络支付满意度达85.6%。|92.1%的人首选短视频。|网络支付快速发展,移动支付普及率达86.0%。|72.0%的网民认为网络支付安全。|72.0%的网民愿意用网络支付。|72.0%的网民希望用网络支付。|72.0%的网民很担心网络支付。|免费微短剧用户规模达6.5亿人。|动漫微短剧用户规模达6.5亿人。|网约车订单达5.2亿。|微短剧的播放量达6.5亿。|短视频下载量达10亿。|Short video usage by rural users was 94.0 percent.|Short video usage stood at 94.0 percent for rural netizens.|网络支付使用率,农村网民为90.1%。|短视频使用率在城镇网民达95.9%。|从平台看,短视频平台用户占比最高,达85.1%。"},
		{"two_names", "№", "短视频平台中,团播用户规模达10.7亿人。|网络视频用户达10.9亿人,其中10.1亿人用电视观看。|网络支付、直播带货等应用的用户达10.4亿人。|网络支付快速发展,数字藏品用户达10.4亿人。|Online payment grew, with group buying used by 1.04 billion people."},
		{"part", "In June, the № of online payment was 92.7 percent.", "recommendation rate|retention|churn|complaint rate|loyalty rate|recall"},
		{"part", "In June, № online payment was 92.7 percent.", "trust in|willingness to use"},
		{"foreign", "№,网络支付用户规模达10.4亿人。", "市委称|市政府称|省统计局称|省通信管理局称|县网信部门称"},
		{"period", "№,占网民的92.7%。", "在上一份报告里,网络支付用户为10.4亿人|2022年,网络支付用户为10.4亿人"},
		{"bound", "№", "短视频用户规模几乎达到10.8亿人。|短视频用户规模在10.8亿人上下。|短视频用户规模大概10.8亿人。|Online payment had at most 1.049 billion users."},
		{"change", "Online payment: a 1.4 percent №.", "uptick"},
		{"change", "短视频用户较上年№3000万人。", "跌|减|流失|添加|多出"},
		{"forecast", "№ online payment users number 1.049 billion.", "Next year|In the best scenario|A rumor says that|The ministry denied that|It might be that"},
		{"foreign", "№ alone had 1.049 billion online payment users.", "Acme|One platform|The app|The city"},
		{"forecast", "№", "网络购物用户规模将扩大到9.8亿人。|如果农村互联网普及率能提高到75%,网民规模可达11.6亿人。|预计2027年微短剧用户达7.5亿人,网络购物用户达9.8亿人。|By 2027, micro drama users will reach 750 million and online shopping users 980 million."},
		{"part", "№: online payment usage 92.7 percent.", "The older generation|Old people|Kids|Farmers|Villages|Parents|Grandmothers|Fathers|Gen Z|Generation Z|Millennials|East China provinces|Northeastern provinces|South China provinces|North-west China provinces"},
		{"part", "Online payment: 72.0 percent №.", "believe it is safe|think so|want it|worry"},
		{"part", "In June, online payment users № numbered 1.049 billion.", "in the workplace|on PCs|on computers"},
		{"part", "In June, online payment № reached 1.049 billion.", "orders|transactions|visits|views|downloads"},
		{"bound", "In June, № 1.049 billion online payment users.", "there were over|China had up to"},
		{"bound", "Users of online payment now take up № 1.049 billion.", "to"},
		{"two_names", "In June, №.", "podcasts and online music together had 890 million users|podcasts and online music had a combined 890 million users|网络音乐和网络音频合计用户规模达8.9亿人"},
		{"forecast", "№短视频用户规模达10.7亿人。", "据估计,|传闻|网传|有人说|有人称|有人以为|有人认为"},
		{"part", "№网络支付使用率达92.1%。", "从农村网民看,|就城镇网民而言,|对农村网民来说,|新增网民的|新增网民中,|新用户的|网络直播用户中,"},
		{"part", "№ online payment usage stood at 92.1 percent.", "For rural netizens,|In urban users,|Migrant workers'|Subscribers'|The over-60s'|Gen Zers'|Homemakers'"},
		{"period", "№网络支付用户规模达10.4亿人。", "前年,|年初时,|一季度末,|今年第一季度,|今年3月底,|巅峰时,|此前,"},
		{"forecast", "№网络支付用户规模达10.4亿人。", "假设|理论上|据传|网上流传|可能有一天|初稿中|原计划|原定"},
		{"forecast", "№, online payment users number 1.049 billion.", "In theory|Reportedly|Allegedly|Potentially"},
		{"change", "The lead of online payment № 1.4 percent.", "widened by|narrowed by"},
		{"change", "网络支付使用率№1.4%。", "领先|落后"},
		{"part", "№ online payment users numbered 1.049 billion.", "Weekly|Heavy|Repeat|Returning"},
		{"period", "№ 1.049 billion online payment users.", "Previously, CNNIC had reported|Previously it had|At that time, there were|Back then, there were|Formerly, there were|The peak of payment was|Online payment users peaked at|Online payment fell from a high of|The old figure was|The earlier figure was|The former figure was"},
		{"forecast", "短视频用户规模№10.7亿人。", "要达到|并非|不是"},
		{"forecast", "№ 1.049 billion online payment users.", "Some say there are|Some claim that there are|Some believe there are|There aren't|There are not|There is not|It isn't|The first draft said|Drafts say|Originally, there were"},
		{"part", "№用网络支付。", "投票显示,92.7%的网友"},
		{"part", "№ use online payment: 92.7 percent.", "Surveyed users|The surveyed people"},
		{"part", "A total of 92.7 percent of № use online payment.", "surveyed internet users"},
		{"part", "In June, online payment usage among № was 92.7 percent.", "firms|small businesses"},
		{"period", "№网络支付用户规模10.4亿人。", "此前公布的"},
		{"period", "№,短视频用户规模达10.4亿人。", "当时|双十一期间|双11期间|618期间|国庆期间|世界杯期间|奥运期间|奥运会期间|假期期间|黄金周期间"},
		{"period", "№ 1.049 billion.", "Online payment users once numbered|Online payment users once reached|Online payment users once stood at|During Double 11, online payment users numbered|During the National Day, online payment users numbered|During the World Cup, online payment users numbered|During Singles' Day, online payment users numbered|During the Golden Week, online payment users numbered|During the Olympics, online payment users numbered|During the holiday, online payment users numbered"},
	} {
		for word := range strings.SplitSeq(test.words, "|") {
			text := strings.ReplaceAll(test.template, "№", word)
			if rows := find(text, finder, june2026(t)); len(rows) == 0 || !slices.Contains(strings.Fields(rows[len(rows)-1].Flags.String()), test.flag) {
				t.Errorf("%s: got %+v, want a last row with the flag %s", text, rows, test.flag)
			}
		}
	}
	for word := range strings.SplitSeq("yuan|RMB|US dollars|orders|trips|visits|jobs|times|hours|minutes|courses|companies|base stations|square meters|websites|apps|vehicles|drivers|items|parcels|downloads|works|titles|GB|requests|views|patients", "|") {
		compare(t, find("Online shopping has 972 million "+word+".", finder, june2026(t)))
	}
}

func TestSentencesEndWithoutFullStops(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	const item = "网络音乐用户规模达7.61亿,占网民整体的67.3%"
	for _, next := range []string{
		"图 3 微短剧用户规模", "表 3 微短剧", "附表 3 微短剧", "Figure 3 微短剧", "Table 3 微短剧", "Chart 3 微短剧", "来源：微短剧报", "编辑：微短剧", "责编：微短剧",
		"责任编辑：微短剧", "作者：微短剧", "发布时间：微短剧", "日期：微短剧", "时间：微短剧", "Editor: 微短剧", "Published: 微短剧", "2026年8月20日", "农村网民3.24亿人", "** 微短剧",
	} {
		if rows := find(item+"\n"+next, finder, june2026(t)); len(rows) == 0 || rows[0].Sentence != item {
			t.Errorf("before %q: got %+v, want a first row whose sentence is the first line", next, rows)
		}
	}
	const line = "微短剧用户规模持续扩大并保持领先,题材不断丰富\n" // Too long for a title.
	befores := []string{
		"微短剧 (Xinhua) -- ", "微短剧 (Xinhua) — ", "微短剧 (Xinhua) - ", "微短剧 BEIJING, Aug. 20 -- ", "微短剧 BEIJING — ", "微短剧 BEIJING – ", "微短剧 (Xinhua/Zhang San) -- ", "(中央社台北6日电)", "【某网讯】", "〔记者张三/综合报导〕", "某网9月1日消息,", "某网 9 月 1 日消息(记者 张三)", "某网9月1日电 ", "某网9月1日电(记者 张三)", "第四章 政务服务\n截至2026年6月,", "某网9月1日电 (记者 张三)", "图 3 微短剧用户规模\n",
	}
	for _, start := range []string{
		"By June 2026, ", "According to CNNIC, ", "◊", "✓ ", "• ", "(1)", "1. ", "一、", "(二) ", "- 🎵 ", "71000 69000\n", "1、", "(IV) ", "第三节 ", "Chapter 3 ",
		"# ", "❶ ", "- ", "2026-08-20 ", "1) ", "截至2026年6月,", "据报告,", "As of June 2026, ", "近日,", "日前,", "本报讯,", "记者获悉,", "新华社消息,", "中新社消息,",
		"中新网消息,", "By the end of June 2026, ",
	} {
		befores = append(befores, line+start)
	}
	for _, before := range befores {
		rows := find(before+item, finder, june2026(t))
		if len(rows) != 1 || brief(rows[0]) != "x 2026-06 online_music 76100/100 67.3%" || strings.ContainsAny(rows[0].Sentence, "章电剧") {
			t.Errorf("%q: got %+v, want one row, of online_music, whose sentence has no words of the heading, byline or line before it", before+item, rows)
		}
	}
}

func TestTitleOfAFigureIsADoubtfulNameForTheNextLine(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for word := range strings.FieldsSeq("图 表 附表 Figure Table Chart") {
		compare(t, find(word+" 27 网络支付用户规模 2024.6-2026.6\n有2.45亿人开立数字人民币钱包。", finder, june2026(t)), "2026-06 online_payment 24500/100 [two_names]")
	}
}

func TestFullStopOfAnAbbreviationEndsNoSentence(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for word := range strings.SplitSeq("Mr.|Mrs.|Ms.|Prof.|Dr.|J.|No.|Fig.|approx.|incl.", "|") {
		compare(t, find("Online shopping ("+word+" X) had 972 million users.", finder, june2026(t)), "x 2026-06 online_shopping 97200/100")
	}
	for months, want := range map[string]string{"Jan. Feb. Mar. Apr. Jul. Aug. Sep. Sept. Oct. Nov.": "0000-01", "Jun.": "2025-06", "Dec.": "2025-12"} {
		for word := range strings.FieldsSeq(months) {
			compare(t, find("As of "+word+" 2025, online shopping users reached 937 million.", finder, june2026(t)), want+" online_shopping 93700/100 [period]")
		}
	}
	// The full stop of Ltd. may end a sentence.
	compare(t, find("Taobao belongs to Alibaba Ltd. Online shopping users reached 972 million.", finder, june2026(t)), "x 2026-06 online_shopping 97200/100")
}

func TestLinesAreSeparateSentencesIfEachHasAFigure(t *testing.T) {
	t.Parallel()
	rows := find("* Online music - 761 mln users, 67.3 pct of netizens\nOnline video: 95.9%↑\nLive streaming: 833 mln users↑\n\n"+
		"Internet users shop online. A count of 962 million\nonline shopping users was reported.\n\n网络音乐用户持续增长,农村\n短视频用户规模达2.9亿人", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_video 95.9%", "x 2026-06 live_streaming 83300/100", "x 2026-06 online_shopping 96200/100", "2026-06 short_video 29000/1000 [part]")
}

func TestLineOfALabelEndsAfterItsUnit(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	const music = "x 2026-06 online_music 76100/100"
	for figure := range strings.SplitSeq("761 million|761 mln|0.761 billion|0.761 bn|761 million users|761 million people|7.61亿|7.61亿人", "|") {
		compare(t, find("Online music: "+figure+"\nMini games have 430 million users", finder, june2026(t))[:1], music)
	}
	compare(t, find("In all: 1.131 billion netizens\nMini games have 430 million users", finder, june2026(t))[:1], "x 2026-06 internet_users 113100/100")
	for figure := range strings.SplitSeq("67.3%|67.3 per cent|67.3 pct", "|") {
		compare(t, find("Online music: "+figure+"\nMini games have 430 million users", finder, june2026(t))[:1], "x 2026-06 online_music 67.3%")
	}
	for next, want := range map[string]string{
		"Online music: 761\nmillion": music, "Online music: 0.761\nbillion": music, "网络音乐:7.61\n亿人": music, "网络音乐:截至2026\n年6月,用户规模达7.61亿人": music,
		"Online music: 67.3\nper cent": "x 2026-06 online_music 67.3%", "网络音乐:67.3\n%的网民": "x 2026-06 online_music 67.3%",
	} {
		compare(t, find(next, finder, june2026(t)), want)
	}
}

func TestSentenceIsWholeAndKnowsItsLine(t *testing.T) {
	t.Parallel()
	rows := find("题目\n\n报告发布。截至 2026 年 6 月,我国短\n视频用户规模达 10.68 亿人,占网民整\n体的 94.4%。", frozenFinder(t), 0)
	if len(rows) != 1 || rows[0].Line != 3 || rows[0].Sentence != "截至2026年6月,我国短视频用户规模达10.68亿人,占网民整体的94.4%。" || rows[0].Percent != "94.4" {
		t.Errorf("got %+v, want one row of 94.4 %% with the whole sentence, which begins in line 3", rows)
	}
}

func TestLineThatEndsWithinANameIsNoTitle(t *testing.T) {
	t.Parallel()
	rows := find("截至 2026 年 6 月,我国网络\n音乐用户规模达 7.61 亿人,与上一次调查相比保持增长,占网\n民整体的 67.3%。", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 online_music 76100/100 67.3%")
}

func TestSentenceGoesOnAfterPageNumber(t *testing.T) {
	t.Parallel()
	rows := find("根据报告所列各类应用的数据,我国短视频用户\n规模达10.68亿人,各年龄段均有增长,占网民\n- 12 -\n整体的94.4%,在各类应用中的排名与上一次调查时相比没有变化。", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 short_video 106800/100 94.4%")
}

func TestSentenceGoesOnAfterRunningHead(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, head := range []string{"第 58 次中国互联网络发展状况统计报告", "The 58th Statistical Report on China’s Internet Development"} {
		rows := find("截至 2026 年 6 月，我国短视频用户规模达 10.68 亿\n人，占网民整体的\n\n12\n\f"+head+"\n\n94.4%。\n\n网络音乐用户规模达 7.61 亿人。", finder, june2026(t))
		compare(t, rows, "x 2026-06 short_video 106800/100 94.4%", "x 2026-06 online_music 76100/100")
		if len(rows) == 2 && rows[1].Line != 9 {
			t.Errorf("got line %d, want 9", rows[1].Line)
		}
	}
}

func TestForecastIsNotTheNewestSurvey(t *testing.T) {
	t.Parallel()
	rows := find("截至2026年6月,短视频用户规模达10.68亿人。预计到2030年底用户规模将达11亿人。", frozenFinder(t), 0)
	compare(t, rows[:min(1, len(rows))], "x 2026-06 short_video 106800/100")
}

func TestMarchOfAnotherYearIsNoSurvey(t *testing.T) {
	t.Parallel()
	rows := find("截至2025年12月,短视频用户规模达10.74亿人。\n\n截至2026年3月,我国域名总数为3000万个。", frozenFinder(t), 0)
	compare(t, rows, "x 2025-12 short_video 107400/100")
}

func TestMarchIsASurveyIfGivenAsThePeriod(t *testing.T) {
	t.Parallel()
	text, finder, march := "截至2026年3月,网络新闻用户规模达8.24亿。2026年5月,网络音乐用户规模达7.70亿。", frozenFinder(t), june2026(t)-3
	compare(t, find(text, finder, march), "x 2026-03 online_news 82400/100", "0000-01 online_music 77000/100 [period]")
	compare(t, find(text, finder, june2026(t)), "0000-01 online_news 82400/100 [period]", "0000-01 online_music 77000/100 [period]")
}

func TestMonthWithoutYearIsTheLastBeforeTheDateOfTheText(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for text, want := range map[string]string{
		"2022年09月01日\n\n截至今年6月,短视频用户规模达9.62亿人,较去年12月增长2805万。":                                                   "x 2022-06 short_video 96200/100",
		"2026年8月21日\n\n预计到2027年底网民规模将继续增长。\n\n截至今年6月,短视频用户规模达10.68亿人。":                                          "x 2026-06 short_video 106800/100",
		"(2026年8月21日电)截至今年6月,短视频用户规模达10.68亿人。预计未来微短剧将继续增长。":                                                     "x 2026-06 short_video 106800/100",
		"2026年3月5日\n\n截至去年12月底,短视频用户规模达10.74亿人。":                                                                "x 2025-12 short_video 107400/100",
		"2026年3月5日\n\n截至去年年底,短视频用户规模达10.74亿人。":                                                                  "x 2025-12 short_video 107400/100",
		"2026年3月5日\n\n短视频用户去年12月为10.74亿人。2025年12月的数据由报告公布。":                                                     "x 2025-12 short_video 107400/100",
		"Feb. 5, 2026\n\nShort video users numbered 1.074 billion by the end of last year.":                     "x 2025-12 short_video 107400/100",
		"Feb. 5, 2026\n\nAs of last December, short video users rose last year to 1.074 billion.":               "x 2025-12 short_video 107400/100",
		"2026年8月21日\n\n截至今年6月,短视频与截至去年底的10.74亿人基本持平。":                                                           "2026-06 short_video 107400/100 [period]",
		"A. Writer | China Daily | Updated: 2026-08-21\n\nAs of June, short video users reached 1.068 billion.": "x 2026-06 short_video 106800/100",
		"Short video users rose to 1.068 billion by the end of June from 1.074 billion at the end of 2025.":     "x 2026-06 short_video 106800/100",
		"2026年8月21日\n\n今年上半年,短视频用户规模达10.68亿人。":                                                                  "x 2026-06 short_video 106800/100",
		"Aug. 21, 2026\n\nThis June, short video users reached 1.068 billion.":                                  "x 2026-06 short_video 106800/100",
		"March 5, 2026\n\nBy end-December, short video users reached 1.074 billion.":                            "x 2025-12 short_video 107400/100",
		"Short video users stood at 1.074 billion as of December, up 3.3 percent compared to the end of 2024.":  "x 2025-12 short_video 107400/100",
		"As of December, short video users reached 873 million, up 100 million from March 2020.":                "x 2020-12 short_video 87300/100",
		"2026年3月5日\n\n截至十二月,短视频用户规模达10.74亿人。":                                                                   "x 2025-12 short_video 107400/100",
		"2026年8月21日\n\nShort video users: 1.068 billion as of June":                                             "x 2026-06 short_video 106800/100",
		"截至今年6月,短视频用户规模达10.68亿人,较2026年3月增长。":                                                                    "x 2026-06 short_video 106800/100",
		"截至今年6月,短视频用户规模达10.68亿人。":                                                                               "0000-01 short_video 106800/100 [period]",
	} {
		rows := find(text, finder, 0)
		compare(t, rows[:min(1, len(rows))], want)
	}
}

func TestMonthOfComparisonDoesNotDateTheNumber(t *testing.T) {
	t.Parallel()
	var texts []string
	for word := range strings.FieldsSeq("较 比 同 与 自 从 由") {
		texts = append(texts, word+"2025年12月以来,短视频用户规模达10.68亿人。")
	}
	for _, words := range []string{"from", "since", "than in", "over", "versus", "vs", "vs.", "against", "compared to", "compared with the end of"} {
		texts = append(texts, "Up "+words+" December 2025, short video users reached 1.068 billion.")
	}
	finder := frozenFinder(t)
	for _, text := range texts {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			compare(t, find(text, finder, june2026(t)), "x 2026-06 short_video 106800/100")
		})
	}
}

func TestMonthOfComparisonDatesItsOwnNumber(t *testing.T) {
	t.Parallel()
	const before, now = "2025-12 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100"
	finder := frozenFinder(t)
	for _, test := range []struct {
		template, words string
		want            []string
	}{
		{"网络购物用户规模达9.72亿人,高于2025年12月№9.37亿人。", "的|底的|末的|时的|公布的|统计的", []string{now, before}},
		{"网络购物用户规模达9.72亿人,高于2025年12月№9.37亿人。", "约|的约", []string{now, "2025-12 online_shopping 93700/100 [bound period]"}},
		{"Online shopping users reached 972 million, against December 2025№ 937 million.", ":|'s|’s| at| with| figure of| level of| total of|'s figure of", []string{now, before}},
		{"Online shopping users rose from 937 № December 2025 to 972 million.", "million in|million at the end of|mln in|mn in|m in|million users in", []string{before, now}},
		{"As of June 2026, online shopping users reached 972 million, after 937 № December 2025.", "million people in|million as of|million by|million by the end of", []string{now, before}},
		{"As of June 2026, online shopping users reached 972 million, after 937 № December 2025, and online shopping had 972 million users.", "million in|million people in|million users at the end of", []string{now, before, now}},
		{"Compared with № December 2025, online shopping users reached 972 million.", "that of|those in|the amount in|the number in|the end of", []string{now}},
		{"Online shopping usage rose from 83.0 № in December 2025 to 85.9 percent.", "%|percent|per cent|pct", []string{"2025-12 online_shopping 83.0% [period]", "x 2026-06 online_shopping 85.9%"}},
		{"Online shopping had 972 million users (December 2025: 937 №).", "million|mln|mn|m", []string{now, before}},
		{"Online shopping usage reached 85.9% (December 2025: 83.0 №).", "%|percent|per cent|pct", []string{"x 2026-06 online_shopping 85.9%", "2025-12 online_shopping 83.0% [period]"}},
	} {
		for word := range strings.SplitSeq(test.words, "|") {
			text := strings.ReplaceAll(test.template, "№", word)
			t.Run(text, func(t *testing.T) {
				t.Parallel()
				compare(t, find(text, finder, june2026(t)), test.want...)
			})
		}
	}
}

func TestEarlierOfTwoNumbersHasNoSurvey(t *testing.T) {
	t.Parallel()
	const before, now = "0000-01 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100"
	const bound = "2026-06 online_shopping 97200/100 [bound]" // A ~ or > before a number makes it one.
	finder := frozenFinder(t)
	for text, want := range map[string][]string{
		"网络购物用户规模由9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模从9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模自9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模9.37亿到9.72亿。":                                        {before, now},
		"网络购物用户规模9.37亿~9.72亿。":                                        {before, bound},
		"网络购物用户规模9.37亿->9.72亿。":                                       {before, bound},
		"Online shopping users: 972 million compared to 937 million.": {now, before},
		"Online shopping users: 972 million vs. 937 million.":         {now, before},
		"Online shopping users: 972 million against the 937 million.": {now, before},
	} {
		compare(t, find(text, finder, june2026(t)), want...)
	}
}

func TestMonthWithoutYearIsNotAnotherMonthNamedBefore(t *testing.T) {
	t.Parallel()
	rows := find("截至2025年12月,网络购物用户规模达9.37亿人。\n\n今年6月,短视频用户规模达10.68亿人。", frozenFinder(t), 0)
	compare(t, rows, "x 2025-12 online_shopping 93700/100", "0000-01 short_video 106800/100 [period]")
}

func TestDayOfATextIsNotItsSurvey(t *testing.T) {
	t.Parallel()
	text := "12 June 2026\n\nFigure 9 Dec. 2025: short video users reached 1.074 billion."
	compare(t, find(text, frozenFinder(t), 0), "x 2025-12 short_video 107400/100")
}

// The 6 in "by 6.1 million" is not the month of June, and "by June 2024" is not June of the text's year.
func TestNumberOrDatedMonthAfterByIsNotThisJune(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, text := range []string{
		"2026年9月1日\n\nShort video users reached 1.074 billion in December 2025, up by 6.1 million.",
		"2026年9月1日\n\nAs of December 2025, short video users reached 1.074 billion. They had exceeded one billion by June 2024.",
		"2026年9月1日\n\nAs of December 2025, short video users reached 1.074 billion. They had exceeded one billion by June 30, 2024.",
	} {
		compare(t, find(text, finder, 0)[:1], "x 2025-12 short_video 107400/100")
	}
}

func TestNumberAtOddsWithTheKnownFigureOfItsSurveyIsDoubtful(t *testing.T) {
	t.Parallel()
	rows := find("截至2024年12月,短视频用户规模达10.40亿人,占网民整体的93.8%;搜索引擎用户规模为7.65亿人。", frozenFinder(t), 0)
	compare(t, rows, "x 2024-12 short_video 104000/100 93.8%", "2024-12 search_engine 76500/100 [two_names]")
}

func TestNewApplicationHasNoKnownFigureToContradict(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "applications.csv", func(rows string) string { return rows + "mini_programs,basic,Mini programs,小程序,,,,,\n" })
	finder := candidate.NewFinder(datasettest.Load(t, os.DirFS(dir)))
	compare(t, find("小程序用户规模达9.5亿人。", finder, june2026(t)), "x 2026-06 mini_programs 95000/1000")
}

func TestNumberOfAReportNamesItsSurvey(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for text, want := range map[string]string{
		"中国互联网络信息中心8月20日在北京发布了最新一次也就是第58次\n《中国互联网络发展状况统计报告》。短视频用户规模达10.68亿人。":                                                         "x 2026-06 short_video 106800/100",
		"第58次《中国互联网络发展状况统计报告》发布。短视频用户规模达10.68亿人。":                                                                                     "x 2026-06 short_video 106800/100",
		"CNNIC released its 51st Statistical Report. Short video users numbered 1.012 billion.":                                       "x 2022-12 short_video 101200/100",
		"CNNIC released its 52nd Statistical Report. Short video users numbered 1.026 billion.":                                       "x 2023-06 short_video 102600/100",
		"CNNIC released its 53rd Statistical Report. Short video users numbered 1.053 billion.":                                       "x 2023-12 short_video 105300/100",
		"CNNIC released its 55th Statistical Report. Short video users numbered 1.040 billion.":                                       "x 2024-12 short_video 104000/100",
		"The figures are from the 57th Statistical Report, not from that of December 2024. Short video users numbered 1.074 billion.": "x 2025-12 short_video 107400/100",
		"If you sell to China, read the 57th Statistical Report. Short video users numbered 1.074 billion.":                           "x 2025-12 short_video 107400/100",
		"What the 57th CNNIC data mean. Short video users: 1.074bn.":                                                                  "x 2025-12 short_video 107400/100",
		"第57次统计调查显示,短视频用户规模达10.74亿人。":                                                                                                 "x 2025-12 short_video 107400/100",
		"第99次统计报告发布。短视频用户规模达10.68亿人。":                                                                                                 "0000-01 short_video 106800/100 [period]",
	} {
		compare(t, find(text, finder, 0), want)
	}
	for word := range strings.FieldsSeq("data figure figures numbers statistics findings results is are come comes taken") {
		compare(t, find("Here, what follows "+word+" from the 57th Statistical Report. Short video users numbered 1.074 billion.", finder, 0), "x 2025-12 short_video 107400/100")
	}
}

// If "winter" counted as number 0, the 1st report would be the next one, and its survey known.
func TestReportWithoutANumberIsNotNumberZero(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	d.Surveys[len(d.Surveys)-1].Report.ID = "winter"
	rows := find("The 1st report is out. Short video users numbered 1.068 billion.", candidate.NewFinder(d), 0)
	compare(t, rows, "0000-01 short_video 106800/100 [period]")
}

func TestTextWithoutMonthHasNoPeriod(t *testing.T) {
	t.Parallel()
	rows := find("短视频用户规模达10.68亿人。", frozenFinder(t), 0)
	compare(t, rows, "0000-01 short_video 106800/100 [period]")
}

func TestFactsAllowForTheirRounding(t *testing.T) {
	t.Parallel()
	facts := candidate.FactsOf(datasettest.LoadReport57(t))
	for _, c := range []struct {
		subject      string
		isShare      bool
		period       string
		value, slack float64 // In 10,000 people, slack is half the unit of rounding, if any, plus 0.5; in percent, 0.15.
	}{
		{"short_video", false, "2024-12", 103953, 1},
		{"short_video", false, "2025-12", 107400, 50.5},
		{"short_video", true, "2024-12", 93.8, 0.15},
		{"internet_users", false, "2024-12", 110833, 0.5},
		{"internet_users", false, "2025-12", 112500, 50.5},
		{"internet_penetration", true, "2025-12", 80.1, 0.15},
	} {
		p, err := dataset.ParsePeriod(c.period)
		if err != nil {
			t.Fatal(err)
		}
		got, months, _ := facts.Nearest(candidate.Quantity{Subject: c.subject, IsShare: c.isShare}, p)
		if months != 0 || math.Abs(got.Value-c.value) > 1e-6 || math.Abs(got.Slack-c.slack) > 1e-6 {
			t.Errorf("%s of %s: got %+v, want %v with a slack of %v", c.subject, c.period, got, c.value, c.slack)
		}
	}
	// The source says "about 71 %".
	if got, _, known := facts.Nearest(candidate.Quantity{Subject: "video_viewers_who_bought_after_watching", IsShare: true}, 0); known {
		t.Errorf("an approximation is the fact %+v, want none", got)
	}
}

// A writer may round up, or cut digits off.
func TestRoundNumberOfAKnownFigure(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for users, want := range map[string]string{"11": "x 2025-12 internet_users 110000/10000", "12": "2025-12 internet_users 120000/10000 [two_names]"} {
		compare(t, find("截至2025年12月,我国网民规模达"+users+"亿人。", finder, 0), want)
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	const header = "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\n"
	finder := frozenFinder(t)
	found := find("截至2026年6月,短视频用户规模达10.68亿人,较2025年12月增长700万人,占网民整体的94.4%。\n=互联网普及率达80.6%。", finder, 0)
	var b strings.Builder
	if err := candidate.Write(&b, found); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), header+"x,2026-06,short_video,106800,100,94.4,,text,1,") {
		t.Errorf("got\n%s\nwant the header, then the row of short video", b.String())
	}
	// Find removes the =, with which a formula begins in a spreadsheet.
	if !strings.HasSuffix(b.String(), ",text,2,互联网普及率达80.6%。\n") {
		t.Errorf("got\n%s\nwant the last sentence without the = in front", b.String())
	}
}
