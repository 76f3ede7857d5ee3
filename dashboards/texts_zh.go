package dashboards

// chinese holds every text of the dashboards in Chinese, under the same keys as
// english.
var chinese = map[string]text{
	// Variables and links.
	"variable.datasource":  {Title: "数据源"},
	"variable.sector":      {Title: "应用类别"},
	"variable.application": {Title: "应用"},
	"link.application":     {Title: "查看该应用"},
	"link.sector":          {Title: "查看该类别"},
	"link.source":          {Title: "打开来源"},
	"annotation.releases":  {Title: "报告发布"},
	"annotation.breaks":    {Title: "口径变化"},
	"source": {
		Title:       "来源与许可",
		Description: "来源:中国互联网络信息中心(CNNIC)《中国互联网络发展状况统计报告》,以及“数据与导出器”中列出的出版物。数字归其来源所有;数据整理与仪表板采用 Apache License 2.0 许可。",
	},
	"missing": {Title: "未公布"},
	"nothing": {Title: "无"},

	// Columns.
	"column.application":        {Title: "应用"},
	"column.sector":             {Title: "类别"},
	"column.users":              {Title: "用户规模"},
	"column.growth":             {Title: "年增长率"},
	"column.penetration":        {Title: "网民使用率"},
	"column.penetration_change": {Title: "使用率年变化"},
	"column.trend":              {Title: "2018 年以来用户规模"},
	"column.period":             {Title: "时期"},
	"column.segment":            {Title: "人群"},
	"column.qualifier":          {Title: "精确程度"},
	"column.peak":               {Title: "历史最高用户规模"},
	"column.alert":              {Title: "告警"},
	"column.severity":           {Title: "级别"},
	"column.state":              {Title: "状态"},
	"column.users_2023":         {Title: "2023 年 12 月用户规模"},
	"column.penetration_2023":   {Title: "2023 年 12 月使用率"},
	"column.users_2024":         {Title: "2024 年 12 月用户规模"},
	"column.penetration_2024":   {Title: "2024 年 12 月使用率"},
	"column.indicator":          {Title: "指标"},
	"column.platform":           {Title: "平台"},
	"column.value":              {Title: "数值"},
	"column.rounding":           {Title: "取整单位"},
	"column.basis":              {Title: "依据"},
	"column.report":             {Title: "报告"},
	"column.published":          {Title: "发布日期"},
	"column.reason":             {Title: "变化内容"},
	"column.check":              {Title: "检查项"},
	"column.findings":           {Title: "发现数"},
	"column.publisher":          {Title: "发布机构"},
	"column.title":              {Title: "标题"},
	"column.url":                {Title: "网址"},
	"now":                       {Title: "水平"},
	"direction.growing":         {Title: "增长"},
	"direction.shrinking":       {Title: "减少"},
	"rank.gained":               {Title: "一年内上升名次"},
	"interval.1y":               {Title: "与一年前相比"},
	"interval.6mo":              {Title: "与半年前相比"},

	// Values of labels.
	"segment.age_60_plus":             {Title: "60 岁及以上网民"},
	"segment.rural":                   {Title: "农村网民"},
	"qualifier.exact":                 {Title: "准确"},
	"qualifier.rounded":               {Title: "约数"},
	"qualifier.derived":               {Title: "推算"},
	"qualifier.over":                  {Title: "超过"},
	"qualifier.nearly":                {Title: "近"},
	"qualifier.about":                 {Title: "约"},
	"qualifier.at_least":              {Title: "至少"},
	"basis.table":                     {Title: "报告表格"},
	"basis.rounded":                   {Title: "报告正文(取整)"},
	"basis.derived":                   {Title: "由两个数字推得"},
	"check.users_against_penetration": {Title: "用户规模与使用率是否一致"},
	"check.stated_growth":             {Title: "报告增长率与计算值是否一致"},
	"check.large_change":              {Title: "较前次调查变化过大"},
	"check.reference_period":          {Title: "缺少基准期"},
	"reload.succeeded":                {Title: "成功"},
	"reload.failed":                   {Title: "失败"},

	// The dashboard overview.
	"overview": {
		Title:       "CNNIC / 总览",
		Description: "根据 CNNIC 最近一次覆盖全部应用的调查,展示中国网民使用互联网应用的情况。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"overview.reference_period": {
		Title:       "基准期",
		Description: "总览数字与排名所依据的调查月份,即最近一次覆盖报告表 5 全部应用的调查。",
	},
	"overview.internet_users": {
		Title:       "网民规模",
		Description: "基准期的中国网民人数及其与一年前相比的变化。",
	},
	"overview.internet_penetration": {
		Title:       "互联网普及率",
		Description: "基准期网民占全国人口的比例及其与一年前相比的变化(百分点)。",
	},
	"overview.directions": {
		Title:       "增长与减少",
		Description: "基准期用户规模高于和低于一年前的应用数量。",
	},
	"overview.ranking": {
		Title:       "各类应用用户规模",
		Description: "基准期使用各类应用的人数,颜色表示所属类别。应用之间有重叠:短视频是网络视频的一部分。点击可查看该应用。",
	},
	"overview.growth": {
		Title:       "用户规模年增长率",
		Description: "基准期与一年前相比的用户规模变化;减少的应用以红色显示在零点左侧。口径变化(见“数据与导出器”)前后的增长不可直接比较。",
	},
	"overview.table": {
		Title:       "全部应用",
		Description: "用户规模、网民使用率、与一年前相比的变化,以及历次调查的用户规模。空白表示没有来源给出该数字。",
	},
	"overview.trends": {Title: "2018 年以来的用户规模"},
	"overview.trend": {
		Title:       "$sector",
		Description: "该类应用在历次调查中的用户规模。两点之间的连线仅为示意。",
	},

	// The dashboard sector.
	"sector": {
		Title:       "CNNIC / 应用类别",
		Description: "一个类别的各项应用:历次调查与基准期的情况。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"sector.users": {
		Title:       "用户规模",
		Description: "该类应用在历次调查中的用户规模。两点之间的连线仅为示意。",
	},
	"sector.penetration": {
		Title:       "网民使用率",
		Description: "历次调查中使用该应用的网民比例。",
	},
	"sector.growth": {
		Title:       "用户规模年增长率",
		Description: "基准期与一年前相比的用户规模变化;减少的应用以红色显示在零点左侧。",
	},
	"sector.share": {
		Title:       "占该类用户规模合计的比例",
		Description: "基准期该应用用户规模占本类各应用用户规模之和的比例。使用多项应用的人被重复计入合计。",
	},
	"sector.surveys": {
		Title:       "历次调查的用户规模",
		Description: "每组为一次调查。缺少的柱表示没有来源给出该数字。",
	},
	"sector.table": {
		Title:       "该类应用",
		Description: "用户规模、网民使用率、与一年前相比的变化,以及历次调查的用户规模。",
	},

	// The dashboard application.
	"application": {
		Title:       "CNNIC / 应用",
		Description: "一项应用的全部信息:报告图形、增长、排名、同类应用、人群细分与来源。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"application.users": {
		Title:       "用户规模",
		Description: "基准期使用该应用的人数。",
	},
	"application.growth": {
		Title:       "年增长率",
		Description: "基准期用户规模与一年前相比的变化。",
	},
	"application.penetration": {
		Title:       "网民使用率",
		Description: "基准期使用该应用的网民比例。",
	},
	"application.rank": {
		Title:       "排名",
		Description: "该应用在基准期有用户规模数据的全部应用中的名次,以及与一年前的调查相比的升降。",
	},
	"application.figure": {
		Title:       "用户规模与网民使用率",
		Description: "按报告的画法:柱为用户规模(左轴),线为网民使用率(右轴)。",
	},
	"application.changes": {
		Title:       "用户规模增长率",
		Description: "历次调查的用户规模与一年前、半年前相比的变化。两次调查中有一次未公布时不显示。",
	},
	"application.peers": {
		Title:       "同类应用用户规模",
		Description: "基准期同一类别的各项应用。",
	},
	"application.segments": {
		Title:       "各人群的使用率",
		Description: "某一人群的网民中使用该应用的比例(有来源时)。",
	},
	"application.segment_users": {
		Title:       "各人群的用户规模",
		Description: "某一人群中使用该应用的人数(有来源时)。",
	},
	"application.sources": {
		Title:       "数据来源",
		Description: "每个数字的出处、精确程度与发布日期。",
	},

	// The dashboard movers.
	"movers": {
		Title:       "CNNIC / 增减变化",
		Description: "基准期与一年前相比的增长与减少。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"movers.growing": {
		Title:       "一年内用户增长",
		Description: "基准期用户规模高于一年前的应用。",
	},
	"movers.shrinking": {
		Title:       "一年内用户减少",
		Description: "基准期用户规模低于一年前的应用。",
	},
	"movers.gained": {
		Title:       "使用率上升(百分点)",
		Description: "基准期网民使用率高于一年前的应用,单位为百分点。",
	},
	"movers.lost": {
		Title:       "使用率下降(百分点)",
		Description: "基准期网民使用率低于一年前的应用,单位为百分点。",
	},
	"movers.scatter": {
		Title:       "增长率与使用率",
		Description: "每个点是基准期的一项应用:越靠右使用的人越多,越靠上增长越快。",
	},
	"movers.thinner": {
		Title:       "用户增长但使用率下降",
		Description: "一年内用户增加而网民使用率下降的应用:网民总数增长得更快。",
	},
	"movers.past_peak": {
		Title:       "已过峰值",
		Description: "基准期用户规模低于此前某次调查的应用。",
	},
	"movers.alerts": {
		Title:       "正在触发的告警",
		Description: "Prometheus 中正在触发的相关告警。",
	},

	// The dashboard report.
	"report": {
		Title:       "CNNIC / 报告图表",
		Description: "第 55 次报告的表 5 与图 21 至图 33,按报告的画法呈现:2020 年 12 月至 2024 年 12 月。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"report.table5": {
		Title:       "表 5",
		Description: "2023 年 12 月与 2024 年 12 月各类互联网应用用户规模和网民使用率。",
	},
	"report.figure_21": {
		Title:       "图 21:即时通信",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_22": {
		Title:       "图 22:搜索引擎",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_23": {
		Title:       "图 23:线上办公",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_24": {
		Title:       "图 24:社交网络关注话题",
		Description: "在社交网络上关注该话题的网民比例(仅列已知的两项)。",
	},
	"report.figure_25": {
		Title:       "图 25:网络购物",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_26": {
		Title:       "图 26:网络支付",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_27": {
		Title:       "图 27:网上外卖",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_28": {
		Title:       "图 28:在线旅行预订",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_29": {
		Title:       "图 29:网络视频",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_30": {
		Title:       "图 30:网络直播",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_31": {
		Title:       "图 31:网络文学",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_32": {
		Title:       "图 32:网约车",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},
	"report.figure_33": {
		Title:       "图 33:互联网医疗",
		Description: "用户规模(柱,左轴)与网民使用率(线,右轴)。缺少的柱或点表示没有来源给出该数字。",
	},

	// The dashboard nation.
	"nation": {
		Title:       "CNNIC / 全国",
		Description: "全国网民规模与相关指标,以及各平台公布的数据。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"nation.users": {
		Title:       "网民规模",
		Description: "全国网民、手机网民与农村网民规模。",
	},
	"nation.penetration": {
		Title:       "互联网普及率",
		Description: "全国与农村地区的互联网普及率。",
	},
	"nation.generative_ai": {
		Title:       "生成式人工智能",
		Description: "使用过和听说过生成式人工智能产品的人数。",
	},
	"nation.growth": {
		Title:       "同比增长",
		Description: "互联网相关经济指标的同比增长率(来源公布值)。",
	},
	"nation.people": {
		Title:       "人数",
		Description: "全国各项指标的最新数字,附所属月份与来源注明的精确程度。",
	},
	"nation.ratio": {
		Title:       "比例与增长率",
		Description: "全国各项指标的最新数字,附所属月份与来源注明的精确程度。",
	},
	"nation.yuan": {
		Title:       "金额",
		Description: "全国各项指标的最新数字,附所属月份与来源注明的精确程度。",
	},
	"nation.quantity": {
		Title:       "数量",
		Description: "全国各项指标的最新数字,附所属月份与来源注明的精确程度。",
	},
	"nation.platforms": {Title: "平台"},
	"nation.platform_people": {
		Title:       "平台:人数",
		Description: "各公司公布的平台数据,附所属月份。",
	},
	"nation.platform_ratio": {
		Title:       "平台:增长率",
		Description: "各公司公布的平台数据,附所属月份。",
	},
	"nation.platform_yuan": {
		Title:       "平台:金额",
		Description: "各公司公布的平台数据,附所属月份。",
	},
	"nation.platform_quantity": {
		Title:       "平台:数量",
		Description: "各公司公布的平台数据,附所属月份。",
	},

	// The dashboard history.
	"history": {
		Title:       "CNNIC / 历史",
		Description: "历次调查在真实时间轴上的数据,可与其他序列对照。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"history.users": {
		Title:       "用户规模",
		Description: "该类应用的用户规模,取此前一年内最近一次调查的数字。空缺表示一年内没有调查数据。",
	},
	"history.penetration": {
		Title:       "网民使用率",
		Description: "使用该应用的网民比例,取此前一年内最近一次调查的数字。",
	},
	"history.nation": {
		Title:       "网民及其他人数",
		Description: "以人数计的全国指标,取此前一年内最近公布的数字。",
	},
	"history.nation_penetration": {
		Title:       "互联网普及率",
		Description: "全国与农村地区的互联网普及率。",
	},
	"history.setup": {Title: "没有找到历史数据。请在 Prometheus 中为导出器的 /api/v1/read 配置 remote_read,或回填数据;方法见 README 的 History 一节。"},

	// The table of restated figures.
	"nothing.superseded":            {Title: "没有数字被后来的报告修订"},
	"column.superseded_report":      {Title: "原报告"},
	"column.superseded_users":       {Title: "原报告的用户规模"},
	"column.superseded_penetration": {Title: "原报告的网民使用率"},

	// The dashboard provenance.
	"provenance": {
		Title:       "CNNIC / 数据与导出器",
		Description: "每个数字的来源、数据中的疑点,以及导出器的运行情况。来源:CNNIC《中国互联网络发展状况统计报告》及所注明的其他来源;数据整理采用 Apache-2.0 许可。",
	},
	"provenance.reference_period": {
		Title:       "基准期",
		Description: "总览数字与排名所依据的调查月份,即最近一次覆盖报告表 5 全部应用的调查。",
	},
	"provenance.released": {
		Title:       "最新报告",
		Description: "最新报告的发布日期。",
	},
	"provenance.age": {
		Title:       "最新报告距今",
		Description: "最新报告发布至今的时间。下一次报告约在半年后发布,前后可差两个月。",
	},
	"provenance.findings": {
		Title:       "疑点数",
		Description: "检查在数据集中发现的矛盾;不影响加载。",
	},
	"provenance.reload": {
		Title:       "最近一次加载",
		Description: "最近一次加载数据集是否成功。失败后继续提供之前的数据集。",
	},
	"provenance.coverage": {
		Title:       "历次调查的覆盖情况",
		Description: "各应用在历次调查中的用户规模。空白表示没有来源给出该数字。",
	},
	"provenance.sources": {
		Title:       "每个数字的来源",
		Description: "每个数字的出处、取整单位与报告发布日期。",
	},
	"provenance.nation_sources": {
		Title:       "全国指标的来源",
		Description: "给出各项全国指标的报告或文章。",
	},
	"provenance.platform_sources": {
		Title:       "平台数据的来源",
		Description: "给出各平台数据的报告或文章。",
	},
	"provenance.breaks": {
		Title:       "口径变化",
		Description: "统计口径的变化,前后数字不可直接比较。",
	},
	"provenance.checks": {
		Title:       "各检查项的发现数",
		Description: "各检查项在数据集中发现的矛盾数量。",
	},
	"provenance.superseded": {
		Title:       "被修订的数字",
		Description: "先前的报告给出、后来的报告修订的数字(差异超出四舍五入)。以最新报告为准,两者都予保留。",
	},
	"provenance.reports": {
		Title:       "报告与文章",
		Description: "给出这些数字的出版物。",
	},
	"provenance.exporter": {Title: "导出器"},
	"provenance.scrape": {
		Title:       "抓取耗时",
		Description: "最近六小时内 Prometheus 抓取导出器的耗时。",
	},
	"provenance.memory": {
		Title:       "内存",
		Description: "最近六小时内导出器的常驻内存。",
	},
	"provenance.requests": {
		Title:       "请求",
		Description: "最近六小时内导出器每秒应答的 HTTP 请求,按路径与状态码。",
	},
	"provenance.cpu": {
		Title:       "处理器",
		Description: "最近六小时内导出器占用的处理器核心比例。",
	},
}
