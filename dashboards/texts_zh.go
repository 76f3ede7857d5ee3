package dashboards

// chinese holds every text of the dashboards in Chinese, under the same keys as
// english.
var chinese = map[string]text{
	"variable.datasource": {Title: "数据源"},
	"variable.sector":     {Title: "应用类别"},

	"column.application":        {Title: "应用"},
	"column.sector":             {Title: "类别"},
	"column.users":              {Title: "用户规模"},
	"column.growth":             {Title: "年增长率"},
	"column.penetration":        {Title: "网民使用率"},
	"column.penetration_change": {Title: "使用率年变化"},

	"overview": {
		Title:       "CNNIC / 总览",
		Description: "根据 CNNIC 最近一次覆盖全部应用的调查,展示中国网民使用互联网应用的情况。来源:CNNIC《中国互联网络发展状况统计报告》;数据整理采用 Apache-2.0 许可。",
	},
	"overview.reference_period": {
		Title:       "基准期",
		Description: "总览数字与排名所依据的调查月份,即最近一次覆盖报告表 5 全部应用的调查。",
	},
	"overview.internet_users": {
		Title:       "网民规模",
		Description: "基准期的中国网民人数。",
	},
	"overview.internet_penetration": {
		Title:       "互联网普及率",
		Description: "基准期网民占全国人口的比例。",
	},
	"overview.growing": {
		Title:       "用户增长的应用",
		Description: "基准期用户规模高于一年前的应用数量。",
	},
	"overview.shrinking": {
		Title:       "用户减少的应用",
		Description: "基准期用户规模低于一年前的应用数量。",
	},
	"overview.ranking": {
		Title:       "各类应用用户规模",
		Description: "基准期使用各类应用的人数。应用之间有重叠:短视频是网络视频的一部分。",
	},
	"overview.growth": {
		Title:       "用户规模年增长率",
		Description: "基准期与一年前相比的用户规模变化;减少的应用以红色显示在零点左侧。自 2024 年 12 月起,网络视频计入微短剧用户。",
	},
	"overview.table": {
		Title:       "全部应用",
		Description: "用户规模、网民使用率及其与一年前相比的变化。空白表示没有来源给出该数字。",
	},
	"overview.trends": {Title: "2018 年以来的用户规模"},
	"overview.trend": {
		Title:       "$sector",
		Description: "该类应用在历次调查中的用户规模,标在调查时点上。两点之间的连线仅为示意。",
	},
}
