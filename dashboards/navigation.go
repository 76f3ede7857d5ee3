package dashboards

import (
	"slices"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// sourceParam is the data source as a parameter of a link.
const sourceParam = "${datasource:queryparam}"

// uid is a dashboard's identity. Links and bookmarks contain it, so it never changes.
func (l *Language) uid(name string) string { return "cnnic-" + name + "-" + l.ID }

// url is a dashboard's address below Grafana's own, with parameters that keep the
// data source.
func (l *Language) url(name string, parameters ...string) string {
	return "/d/" + l.uid(name) + "?" + strings.Join(append([]string{sourceParam}, parameters...), "&")
}

// applicationURL leads from a row or bar to its application, over the same time.
func (l *Language) applicationURL() string {
	return l.url("application", "var-application=${__data.fields.application}", "${__url_time_range}")
}

// links lead to the other dashboards in the same language and to this one in the other.
func (b *board) links(i int) []dashboard.DashboardLink {
	links := make([]dashboard.DashboardLink, len(boards))
	for j, other := range boards {
		l, title := b.Language, b.say(other.en, other.zh)
		if i == j {
			l, title = b.other(), b.other().Name
		}
		var parameters []string
		for _, v := range other.variables {
			if slices.Contains(boards[i].variables, v) {
				parameters = append(parameters, "${"+v+":queryparam}")
			}
		}
		links[j] = dashboard.DashboardLink{
			Title: title, Type: dashboard.DashboardLinkTypeLink, Icon: "dashboard", Tags: []string{},
			Url: new(l.url(other.name, parameters...)), KeepTime: true,
		}
	}
	return links
}
