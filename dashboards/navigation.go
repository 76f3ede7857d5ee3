package dashboards

import "github.com/grafana/grafana-foundation-sdk/go/dashboard"

// uid is a dashboard's identity. Links and bookmarks contain it, so it must never change.
func (l *language) uid(name string) string { return "cnnic-" + name + "-" + l.id }

// links lead to the other dashboards in this language and to the current one in the other languages.
func (l *language) links(current string) (links []dashboard.DashboardLink) {
	add := func(title, uid string) {
		links = append(links, dashboard.DashboardLink{
			Title: title, Type: dashboard.DashboardLinkTypeLink, Icon: "dashboard", Tags: []string{},
			Url: new("/d/" + uid), IncludeVars: true, KeepTime: true,
		})
	}
	for _, b := range boards {
		if b.name != current {
			add(l.Pick(b.en, b.zh), l.uid(b.name))
		}
	}
	for _, other := range languages {
		if other != l {
			add(other.name, other.uid(current))
		}
	}
	return links
}

// applicationURL links to the Application dashboard of an application, with the same data source and time range.
func (l *language) applicationURL(application string) string {
	return "/d/" + l.uid("application") + "?${datasource:queryparam}&var-application=" + application + "&${__url_time_range}"
}

// ofRow is the application of a table's row or of a bar, as a part of a link.
const ofRow = "${__data.fields.application}"
