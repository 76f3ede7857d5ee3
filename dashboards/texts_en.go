package dashboards

// english holds every text of the dashboards in English. A panel's key is its
// dashboard's name, a dot and its own.
var english = map[string]text{
	// Variables and links.
	"variable.datasource":  {Title: "Data source"},
	"variable.sector":      {Title: "Sector"},
	"variable.application": {Title: "Application"},
	"link.application":     {Title: "Show the application"},
	"link.sector":          {Title: "Show the sector"},
	"link.source":          {Title: "Open the source"},
	"annotation.releases":  {Title: "Release of a report"},
	"annotation.breaks":    {Title: "Break in series"},
	"source": {
		Title:       "Source and licence",
		Description: "Source: China Internet Network Information Center (CNNIC), Statistical Reports on China's Internet Development, and the publications listed in the dashboard of data and exporter. The figures are those of their sources; their compilation and these dashboards are under the Apache License 2.0.",
	},
	"missing": {Title: "not stated"},
	"nothing": {Title: "none"},

	// Columns.
	"column.application":        {Title: "Application"},
	"column.sector":             {Title: "Sector"},
	"column.users":              {Title: "Users"},
	"column.growth":             {Title: "Growth in a year"},
	"column.penetration":        {Title: "Share of Internet users"},
	"column.penetration_change": {Title: "Change of share in a year"},
	"column.trend":              {Title: "Users since 2018"},
	"column.period":             {Title: "Period"},
	"column.segment":            {Title: "People"},
	"column.qualifier":          {Title: "Exactness"},
	"column.peak":               {Title: "Most users ever"},
	"column.alert":              {Title: "Alert"},
	"column.severity":           {Title: "Severity"},
	"column.state":              {Title: "State"},
	"column.users_2023":         {Title: "Users, December 2023"},
	"column.penetration_2023":   {Title: "Share, December 2023"},
	"column.users_2024":         {Title: "Users, December 2024"},
	"column.penetration_2024":   {Title: "Share, December 2024"},
	"column.indicator":          {Title: "Indicator"},
	"column.platform":           {Title: "Platform"},
	"column.value":              {Title: "Value"},
	"column.rounding":           {Title: "Rounded to"},
	"column.basis":              {Title: "Basis"},
	"column.report":             {Title: "Report"},
	"column.published":          {Title: "Published"},
	"column.reason":             {Title: "What changed"},
	"column.check":              {Title: "Check"},
	"column.findings":           {Title: "Findings"},
	"column.publisher":          {Title: "Publisher"},
	"column.title":              {Title: "Title"},
	"column.url":                {Title: "Address"},
	"now":                       {Title: "Level"},
	"direction.growing":         {Title: "Growing"},
	"direction.shrinking":       {Title: "Shrinking"},
	"rank.gained":               {Title: "Places gained in a year"},
	"interval.1y":               {Title: "In a year"},
	"interval.6mo":              {Title: "In half a year"},

	// Values of labels.
	"segment.age_60_plus":             {Title: "60 and older"},
	"segment.rural":                   {Title: "Rural"},
	"qualifier.exact":                 {Title: "exact"},
	"qualifier.rounded":               {Title: "rounded"},
	"qualifier.derived":               {Title: "derived"},
	"qualifier.over":                  {Title: "over"},
	"qualifier.nearly":                {Title: "nearly"},
	"qualifier.about":                 {Title: "about"},
	"qualifier.at_least":              {Title: "at least"},
	"basis.table":                     {Title: "table of the report"},
	"basis.rounded":                   {Title: "text, rounded"},
	"basis.derived":                   {Title: "derived from two figures"},
	"check.users_against_penetration": {Title: "Users against penetration"},
	"check.stated_growth":             {Title: "Printed against computed growth"},
	"check.large_change":              {Title: "Leap since an earlier survey"},
	"check.reference_period":          {Title: "No reference period"},
	"reload.succeeded":                {Title: "Succeeded"},
	"reload.failed":                   {Title: "Failed"},

	// The dashboard overview.
	"overview": {
		Title:       "CNNIC / Overview",
		Description: "How China uses the Internet, by CNNIC's newest survey that covers all applications. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"overview.reference_period": {
		Title:       "Reference",
		Description: "Month of the survey that headlines and rankings speak of: the newest that covers all applications of the report's Table 5.",
	},
	"overview.internet_users": {
		Title:       "Internet users",
		Description: "People in China who use the Internet, at the reference period, and the change in the year before.",
	},
	"overview.internet_penetration": {
		Title:       "Penetration",
		Description: "Share of the population that uses the Internet, at the reference period, and the change in the year before in percentage points.",
	},
	"overview.directions": {
		Title:       "Direction",
		Description: "Applications with more, and with fewer, users than a year before the reference period.",
	},
	"overview.ranking": {
		Title:       "Users by application",
		Description: "People who used each application at the reference period, in the colour of its sector. Applications overlap: short video is part of online video. A click leads to the application.",
	},
	"overview.growth": {
		Title:       "Growth of users in a year",
		Description: "Change of the number of users in the year to the reference period; falling ones are red and left of zero. Across a break in series, which the dashboard of data and exporter lists, growth is not like for like.",
	},
	"overview.table": {
		Title:       "All applications",
		Description: "Users, share of Internet users and their changes in the year to the reference period, and the users over all surveys. An empty cell is a figure that no source states.",
	},
	"overview.trends": {Title: "Users since 2018"},
	"overview.trend": {
		Title:       "$sector",
		Description: "Users of the sector's applications at each survey that states them. The line between two points is drawn, not stated.",
	},

	// The dashboard sector.
	"sector": {
		Title:       "CNNIC / Sector",
		Description: "The applications of one sector, over all surveys and at the reference period. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"sector.users": {
		Title:       "Users",
		Description: "Users of the sector's applications at each survey that states them. The line between two points is drawn, not stated.",
	},
	"sector.penetration": {
		Title:       "Share of Internet users",
		Description: "Share of Internet users who used the application, at each survey that states it.",
	},
	"sector.growth": {
		Title:       "Growth of users in a year",
		Description: "Change of the number of users in the year to the reference period; falling ones are red and left of zero.",
	},
	"sector.share": {
		Title:       "Share of the sector's user-scale total",
		Description: "Users of the application as a share of the sum over the sector's applications at the reference period. People who use several count several times in the sum.",
	},
	"sector.surveys": {
		Title:       "Users by survey",
		Description: "A group for each survey. A bar that is missing is a figure that no source states.",
	},
	"sector.table": {
		Title:       "Applications of the sector",
		Description: "Users, share of Internet users and their changes in the year to the reference period, and the users over all surveys.",
	},

	// The dashboard application.
	"application": {
		Title:       "CNNIC / Application",
		Description: "All that is known of one application: the report's figure, growth, rank, peers, parts of the population and sources. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"application.users": {
		Title:       "Users",
		Description: "People who used the application at the reference period.",
	},
	"application.growth": {
		Title:       "Growth in a year",
		Description: "Change of the number of users in the year to the reference period.",
	},
	"application.penetration": {
		Title:       "Penetration",
		Description: "Share of Internet users who used the application at the reference period.",
	},
	"application.rank": {
		Title:       "Rank",
		Description: "Place of the application among all whose users are known at the reference period, and the places gained or lost since the survey a year before.",
	},
	"application.figure": {
		Title:       "Users and share of Internet users",
		Description: "As the report draws it: users as bars on the left axis, the share of Internet users as a line on the right.",
	},
	"application.changes": {
		Title:       "Growth of users",
		Description: "Change of the number of users at each survey, since the survey a year before and since that of half a year before. Missing where one of the two is not stated.",
	},
	"application.peers": {
		Title:       "Users of the sector's applications",
		Description: "Applications of the same sector at the reference period.",
	},
	"application.segments": {
		Title:       "Share within parts of the population",
		Description: "Share of the part's Internet users who used the application, where a source states it.",
	},
	"application.segment_users": {
		Title:       "Users within parts of the population",
		Description: "People of the part who used the application, where a source states them.",
	},
	"application.sources": {
		Title:       "Sources",
		Description: "Where each figure stands, how exact it is, and when it was published.",
	},

	// The dashboard movers.
	"movers": {
		Title:       "CNNIC / Movers",
		Description: "What grew and what shrank in the year to the reference period. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"movers.growing": {
		Title:       "Growing in a year",
		Description: "Applications with more users than a year before the reference period.",
	},
	"movers.shrinking": {
		Title:       "Shrinking in a year",
		Description: "Applications with fewer users than a year before the reference period.",
	},
	"movers.gained": {
		Title:       "Share gained in a year, percentage points",
		Description: "Applications that reach a larger share of Internet users than a year before the reference period, in percentage points.",
	},
	"movers.lost": {
		Title:       "Share lost in a year, percentage points",
		Description: "Applications that reach a smaller share of Internet users than a year before the reference period, in percentage points.",
	},
	"movers.scatter": {
		Title:       "Growth against share of Internet users",
		Description: "Each point is an application at the reference period: to the right those that most people use, at the top those that grow fastest.",
	},
	"movers.thinner": {
		Title:       "More users, smaller share",
		Description: "Applications whose users grew in the year while their share of Internet users fell: the number of Internet users grew faster.",
	},
	"movers.past_peak": {
		Title:       "Past their peak",
		Description: "Applications with fewer users at the reference period than at an earlier survey.",
	},
	"movers.alerts": {
		Title:       "Firing alerts",
		Description: "Alerts of the rules for these metrics that Prometheus reports as firing.",
	},

	// The dashboard report.
	"report": {
		Title:       "CNNIC / The report's figures",
		Description: "Table 5 and figures 21 to 33 of report 55 side by side, as the report draws them: December 2020 to December 2024. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"report.table5": {
		Title:       "Table 5",
		Description: "User scale and utilisation ratio of Internet applications, December 2023 and December 2024, as the report prints them.",
	},
	"report.figure_21": {
		Title:       "Figure 21: instant messaging",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_22": {
		Title:       "Figure 22: search engine",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_23": {
		Title:       "Figure 23: online office",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_24": {
		Title:       "Figure 24: topics followed on social networks",
		Description: "Share of Internet users who follow the topic on social networks, for the two topics that are known.",
	},
	"report.figure_25": {
		Title:       "Figure 25: online shopping",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_26": {
		Title:       "Figure 26: online payment",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_27": {
		Title:       "Figure 27: online meal ordering",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_28": {
		Title:       "Figure 28: online travel booking",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_29": {
		Title:       "Figure 29: online video",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_30": {
		Title:       "Figure 30: live streaming",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_31": {
		Title:       "Figure 31: online literature",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_32": {
		Title:       "Figure 32: online car-hailing",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},
	"report.figure_33": {
		Title:       "Figure 33: Internet healthcare",
		Description: "User scale (bars, left axis) and utilisation ratio (line, right axis). A missing bar or point is a figure that no source states.",
	},

	// The dashboard nation.
	"nation": {
		Title:       "CNNIC / Nation",
		Description: "Internet users of the country and the figures around them, and what companies report of their platforms. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"nation.users": {
		Title:       "Internet users",
		Description: "Internet users of the country, those who use a mobile phone, and those in rural areas.",
	},
	"nation.penetration": {
		Title:       "Internet penetration",
		Description: "Share of the population, and of the rural population, that uses the Internet.",
	},
	"nation.generative_ai": {
		Title:       "Generative AI",
		Description: "People who have used generative AI products and people who have heard of them.",
	},
	"nation.growth": {
		Title:       "Growth over a year",
		Description: "Growth rates of the economy around the Internet, as their sources state them.",
	},
	"nation.people": {
		Title:       "People",
		Description: "Newest figure of each indicator of the country, with the month that it speaks of and the source's word for how exact it is.",
	},
	"nation.ratio": {
		Title:       "Shares and growth rates",
		Description: "Newest figure of each indicator of the country, with the month that it speaks of and the source's word for how exact it is.",
	},
	"nation.yuan": {
		Title:       "Money",
		Description: "Newest figure of each indicator of the country, with the month that it speaks of and the source's word for how exact it is.",
	},
	"nation.quantity": {
		Title:       "Quantities",
		Description: "Newest figure of each indicator of the country, with the month that it speaks of and the source's word for how exact it is.",
	},
	"nation.platforms": {Title: "Platforms"},
	"nation.platform_people": {
		Title:       "Platforms: people",
		Description: "What companies report of their own platforms, with the month that it speaks of.",
	},
	"nation.platform_ratio": {
		Title:       "Platforms: growth rates",
		Description: "What companies report of their own platforms, with the month that it speaks of.",
	},
	"nation.platform_yuan": {
		Title:       "Platforms: money",
		Description: "What companies report of their own platforms, with the month that it speaks of.",
	},
	"nation.platform_quantity": {
		Title:       "Platforms: quantities",
		Description: "What companies report of their own platforms, with the month that it speaks of.",
	},

	// The dashboard history.
	"history": {
		Title:       "CNNIC / History",
		Description: "The surveys on their true time axis, for use beside other series. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"history.users": {
		Title:       "Users",
		Description: "Users of the sector's applications, as the newest survey of the year before states them. A gap is a year without a survey.",
	},
	"history.penetration": {
		Title:       "Share of Internet users",
		Description: "Share of Internet users who used the application, as the newest survey of the year before states it.",
	},
	"history.nation": {
		Title:       "Internet users and other people",
		Description: "Indicators of the country counted in people, as the newest source of the year before states them.",
	},
	"history.nation_penetration": {
		Title:       "Internet penetration",
		Description: "Share of the population, and of the rural population, that uses the Internet.",
	},
	"history.setup": {Title: "No history found. Add remote_read for the exporter's /api/v1/read to Prometheus, or backfill it; the section History of the README says how."},

	// The table of restated figures.
	"nothing.superseded":            {Title: "no figure of an earlier report was restated by a later one"},
	"column.superseded_report":      {Title: "Earlier report"},
	"column.superseded_users":       {Title: "Users, as it said"},
	"column.superseded_penetration": {Title: "Share, as it said"},

	// The dashboard provenance.
	"provenance": {
		Title:       "CNNIC / Data and exporter",
		Description: "Where every figure comes from, what is odd about the data, and how the exporter is doing. Source: CNNIC, Statistical Report on China's Internet Development, and the sources that it is quoted with; compilation under Apache-2.0.",
	},
	"provenance.reference_period": {
		Title:       "Reference",
		Description: "Month of the survey that headlines and rankings speak of: the newest that covers all applications of the report's Table 5.",
	},
	"provenance.released": {
		Title:       "Released",
		Description: "Day on which the newest report was released.",
	},
	"provenance.age": {
		Title:       "Data age",
		Description: "Time since the newest report was released. The next one is due half a year after it, give or take two months.",
	},
	"provenance.findings": {
		Title:       "Findings",
		Description: "Contradictions that the checks found in the dataset; they do not reject it.",
	},
	"provenance.reload": {
		Title:       "Last reload",
		Description: "Whether the last attempt to load the dataset succeeded. After a failed one the dataset before it is still served.",
	},
	"provenance.coverage": {
		Title:       "Coverage of each survey",
		Description: "Users of each application at each survey. An empty cell is a figure that no source states.",
	},
	"provenance.sources": {
		Title:       "Provenance of every figure",
		Description: "Where each figure stands, to what it is rounded, and when its report was released.",
	},
	"provenance.nation_sources": {
		Title:       "Sources of the country's figures",
		Description: "Report or article that states each indicator of the country.",
	},
	"provenance.platform_sources": {
		Title:       "Sources of the platforms' figures",
		Description: "Report or article that states each figure of a platform.",
	},
	"provenance.breaks": {
		Title:       "Breaks in series",
		Description: "Changes of definition, across which figures are not like for like.",
	},
	"provenance.checks": {
		Title:       "Findings by check",
		Description: "Contradictions that each check found in the dataset.",
	},
	"provenance.superseded": {
		Title:       "Restated figures",
		Description: "What an earlier report stated and a later one contradicts beyond rounding. The newest report counts; both are kept.",
	},
	"provenance.reports": {
		Title:       "Reports and articles",
		Description: "The publications that state the figures.",
	},
	"provenance.exporter": {Title: "Exporter"},
	"provenance.scrape": {
		Title:       "Scrape duration",
		Description: "Time that Prometheus takes to scrape the exporter, over the last six hours.",
	},
	"provenance.memory": {
		Title:       "Memory",
		Description: "Resident memory of the exporter, over the last six hours.",
	},
	"provenance.requests": {
		Title:       "Requests",
		Description: "HTTP requests that the exporter answers in a second, by path and status code, over the last six hours.",
	},
	"provenance.cpu": {
		Title:       "CPU",
		Description: "Share of one processor core that the exporter uses, over the last six hours.",
	},
}
