package dashboards

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// Colours. Green and red mean change and nothing else, grey a change that
// rounding explains; a sector has a hue, and each of its applications a shade of
// it that is told from a dark and from a white panel by a contrast of 3 or more.
const (
	growing = "semi-dark-green"
	falling = "semi-dark-red"
	fallen  = "#e02f44" // falling, where the name of a colour does not follow the theme
	steady  = "#7f8790"
	neutral = "#7b93b5"
	own     = "#4681bc"
	warning = "orange"
)

// sectors are the sectors in the order of the report. One that is missing here
// has a grey dot and no chart of its own.
var sectors = []struct{ id, en, zh, hue string }{
	{"basic", "Basic applications", "基础应用", "#4681bc"},
	{"business_transactions", "Business transactions", "商务交易", "#b8690a"},
	{"culture_tourism_entertainment", "Culture, tourism and entertainment", "文旅娱乐", "#9a62cf"},
	{"public_services", "Public services", "公共服务", "#038b8b"},
}

// applications are the colours of the applications, in the order of the report.
// The titles are those of the data, by which Grafana finds a series. One that is
// missing here gets a shade of its sector's hue.
var applications = []applicationColor{
	{"instant_messaging", "Instant messaging", "即时通信", "#019fce", false},
	{"search_engine", "Search engine", "搜索引擎", "#046ea0", false},
	{"online_news", "Online news", "网络新闻", "#4681bc", true},
	{"online_office", "Online office", "线上办公", "#5491fe", false},
	{"social_networking", "Social networking", "社交网络", "#4c5ec5", false},
	{"online_shopping", "Online shopping", "网络购物", "#915c02", false},
	{"online_payment", "Online payment", "网络支付", "#e37608", true},
	{"online_meal_ordering", "Online meal ordering", "网上外卖", "#9e7704", false},
	{"online_travel_booking", "Online travel booking", "在线旅行预订", "#b66686", false},
	{"online_video", "Online video", "网络视频", "#7354be", false},
	{"short_video", "Short video", "短视频", "#8e82fe", true},
	{"live_streaming", "Live streaming", "网络直播", "#8f71b9", false},
	{"online_music", "Online music", "网络音乐", "#9448a6", false},
	{"online_audio", "Online audio", "网络音频", "#a76aa4", false},
	{"online_literature", "Online literature", "网络文学", "#e063c3", true},
	{"micro_drama", "Micro drama", "微短剧", "#bf71ee", true},
	{"online_games", "Online games", "网络游戏", "#ab3e80", false},
	{"online_car_hailing", "Online car-hailing", "网约车", "#02a2b4", true},
	{"online_medical_services", "Internet healthcare", "互联网医疗", "#037560", false},
	{"online_education", "Online education", "在线教育", "#078b88", false},
	{"online_government_services", "Online government services", "在线政务服务", "#06a86a", true},
}

// applicationColor is one application's colour. Where two of a sector are close, one
// is dashed.
type applicationColor struct {
	id, en, zh, color string
	dashed            bool
}

// applicationByID finds an application's colour and titles.
func applicationByID(id string) applicationColor {
	return applications[slices.IndexFunc(applications, func(a applicationColor) bool { return a.id == id })]
}

// colored gives each application's series its colour, also where a star after
// its name marks a change of definition.
func colored(o overrider) {
	for _, a := range applications {
		s := settings{property("color", options{"mode": "fixed", "fixedColor": a.color})}
		if a.dashed {
			s = append(s, property("custom.lineStyle", options{"fill": "dash", "dash": []int{10, 4}}))
		}
		o(fmt.Sprintf(`^(%s|%s)\*?$`, regexp.QuoteMeta(a.en), regexp.QuoteMeta(a.zh)), s)
	}
}

// overrider is the method of a panel that overrides the fields that a pattern
// matches.
type overrider func(pattern string, s settings)

// applicationColors maps the identifiers of applications to their colours.
func applicationColors() dashboard.DynamicConfigValue {
	colors := options{}
	for i, a := range applications {
		colors[a.id] = options{"color": a.color, "index": i}
	}
	return property("mappings", []options{{"type": "value", "options": colors}})
}

// sectorDots shows the identifiers of sectors as dots of their hue.
func sectorDots() dashboard.DynamicConfigValue {
	dots := options{}
	for i, s := range sectors {
		dots[s.id] = options{"text": "●", "color": s.hue, "index": i}
	}
	return property("mappings", []options{
		{"type": "value", "options": dots},
		{"type": "regex", "options": options{"pattern": ".+", "result": options{"text": "●", "color": steady, "index": len(sectors)}}},
	})
}

// sectorLegend is a line of Markdown that names the hue of each sector.
func (l *Language) sectorLegend() string {
	line := ""
	for _, s := range sectors {
		line += fmt.Sprintf("<span style='color:%s'>●</span> %s ", s.hue, l.say(s.en, s.zh))
	}
	return line
}
