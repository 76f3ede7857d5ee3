package dashboards

// english holds every text of the dashboards in English. A panel's key is its
// dashboard's name, a dot and its own.
var english = map[string]text{
	"variable.datasource": {Title: "Data source"},
	"variable.sector":     {Title: "Sector"},

	"column.application":        {Title: "Application"},
	"column.sector":             {Title: "Sector"},
	"column.users":              {Title: "Users"},
	"column.growth":             {Title: "Growth in a year"},
	"column.penetration":        {Title: "Share of Internet users"},
	"column.penetration_change": {Title: "Change of share in a year"},

	"overview": {
		Title:       "CNNIC / Overview",
		Description: "How China uses the Internet, by CNNIC's newest survey that covers all applications. Source: CNNIC, Statistical Report on China's Internet Development; compilation under Apache-2.0.",
	},
	"overview.reference_period": {
		Title:       "Reference period",
		Description: "Month of the survey that the headlines and rankings speak of: the newest that covers all applications of the report's Table 5.",
	},
	"overview.internet_users": {
		Title:       "Internet users",
		Description: "People in China who use the Internet, at the reference period.",
	},
	"overview.internet_penetration": {
		Title:       "Internet penetration",
		Description: "Share of the population that uses the Internet, at the reference period.",
	},
	"overview.growing": {
		Title:       "Growing applications",
		Description: "Applications with more users than a year before the reference period.",
	},
	"overview.shrinking": {
		Title:       "Shrinking applications",
		Description: "Applications with fewer users than a year before the reference period.",
	},
	"overview.ranking": {
		Title:       "Users by application",
		Description: "People who used each application, at the reference period. Applications overlap: short video is part of online video.",
	},
	"overview.growth": {
		Title:       "Growth of users in a year",
		Description: "Change of the number of users in the year to the reference period; falling ones are red and left of zero. Online video counts micro-drama users in since December 2024.",
	},
	"overview.table": {
		Title:       "All applications",
		Description: "Users, share of Internet users and their changes in the year to the reference period. An empty cell is a figure that no source states.",
	},
	"overview.trends": {Title: "Users since 2018"},
	"overview.trend": {
		Title:       "$sector",
		Description: "Users of the sector's applications at each survey that states them, at the survey's own date. The line between two points is drawn, not stated.",
	},
}
