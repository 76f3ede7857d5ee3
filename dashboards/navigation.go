package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// linked are the dashboards in the order in which the others link to them, from
// the general to the special.
var linked = []string{"overview", "sector", "application", "movers", "report", "nation", "history", "provenance"}

// visible is a link that stands above the panels. The SDK puts links into a menu
// that nobody opens.
type visible struct {
	*dashboard.DashboardLinkBuilder
}

// Build implements cog.Builder.
func (v visible) Build() (dashboard.DashboardLink, error) {
	link, err := v.DashboardLinkBuilder.Build()
	link.Placement = nil
	return link, err
}

// uid is a dashboard's identity. It stays the same for ever: links and bookmarks
// hold it.
func (l *Language) uid(name string) string { return "cnnic-" + name + "-" + l.ID }

// url is where Grafana shows a dashboard, below the address that it is served
// under.
func (l *Language) url(name string) string { return "/d/" + l.uid(name) }

// toApplication is a link from a point or row to its application's dashboard,
// in the same language and over the same time.
func (l *Language) toApplication() []cog.Builder[dashboard.DashboardLink] {
	return []cog.Builder[dashboard.DashboardLink]{
		dashboard.NewDashboardLinkBuilder(l.word("link.application")).Url(l.applicationURL()),
	}
}

func (l *Language) applicationURL() string {
	return l.url("application") + "?var-application=${__data.fields.application}&${datasource:queryparam}&${__url_time_range}"
}

func (l *Language) sectorURL() string {
	return l.url("sector") + "?var-sector=${__data.fields.sector}&${datasource:queryparam}&${__url_time_range}"
}

// choice adds a variable whose values are those of a label of an info metric,
// shown by their titles.
func (b *board) choice(label string) *dashboard.QueryVariableBuilder {
	return dashboard.NewQueryVariableBuilder(label).
		Label(b.word("variable." + label)).
		Datasource(datasource).
		Query(dashboard.StringOrMap{String: cog.ToPtr(fmt.Sprintf("query_result(max by (%[1]s, %[2]s) (cnnic_%[1]s_info))", label, b.title))}).
		Regex(fmt.Sprintf(`/%s="(?<value>[^"]+)".*%s="(?<text>[^"]+)"/`, label, b.title)).
		Refresh(dashboard.VariableRefreshOnTimeRangeChanged).
		Sort(dashboard.VariableSortAlphabeticalAsc)
}

// mark adds the annotations of a dashboard with a time axis: the days on which
// reports were released, and the surveys at which an application's definition
// changed. Both come from metrics whose values are times.
func (b *board) mark() {
	annotation := func(key, color, expr, text string) {
		b.builder.Annotation(dashboard.NewAnnotationQueryBuilder().
			Name(b.word(key)).
			Datasource(datasource).
			Enable(true).
			IconColor(color).
			Target(instant("Anno", expr, "")).
			UseValueForTime(true).
			TitleFormat(b.word(key)).
			TextFormat(text))
	}
	annotation("annotation.releases", "rgba(128, 128, 128, 0.6)",
		`1000 * max by (period) (cnnic_period_published_timestamp_seconds) * on (period) group_left (report) `+one("period", "cnnic_period_info"),
		"{{report}}: {{period}}")
	annotation("annotation.breaks", "orange",
		b.named(`max by (application, period, reason) (cnnic_application_break_info) * on (period) group_left () (1000 * max by (period) (cnnic_period_end_timestamp_seconds))`),
		"{{"+b.title+"}}: {{reason}}")
}

// allSelected is the state of a variable of which every value is chosen.
func allSelected() dashboard.VariableOption {
	return dashboard.VariableOption{
		Selected: cog.ToPtr(true),
		Text:     dashboard.StringOrArrayOfString{ArrayOfString: []string{"All"}},
		Value:    dashboard.StringOrArrayOfString{ArrayOfString: []string{"$__all"}},
	}
}
