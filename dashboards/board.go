// Package dashboards builds the Grafana dashboards. Each has a file of its own that lists its panels with their
// texts in both languages. Panels are built from queries.go (PromQL), panels.go and surveys.go (charts), tables.go
// and transformations.go; style.go has their settings, colors.go the colours.
package dashboards

import (
	"encoding/json"
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	textpanel "github.com/grafana/grafana-foundation-sdk/go/text"
	"github.com/grafana/grafana-foundation-sdk/go/trend"
)

// tag marks all dashboards of this project.
const tag = "cnnic"

// fullWidth is the number of columns of Grafana's grid.
const fullWidth = 24

// boards are the dashboards in the order of the links between them: add a new one here.
var boards = []struct {
	name, en, zh string
	build        func(*board)
}{
	{"overview", "Overview", "总览", overview},
	{"sector", "Sector", "应用类别", sector},
	{"application", "Application", "应用", applicationBoard},
	{"movers", "Movers", "增减变化", movers},
	{"report", "Report", "报告图表", report},
	{"nation", "Nation", "全国", nation},
	{"history", "History", "历史", history},
	{"provenance", "Data and exporter", "数据与导出器", provenance},
}

// Files returns the dashboards' files by path, such as en/overview.json.
func Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, l := range languages {
		for _, d := range boards {
			path := l.id + "/" + d.name + ".json"
			content, err := l.file(d.name, l.Pick(d.en, d.zh), d.build)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			files[path] = content
		}
	}
	return files, nil
}

// board is a dashboard being built. It numbers panels and rows from 1; the SDK does not.
type board struct {
	*language
	builder *dashboard.DashboardBuilder
	lastID  uint32 // Of panels and rows.
}

// file builds a dashboard as JSON in the classic format, which Grafana 10.4 to 13 load from files.
func (l *language) file(name, title string, build func(*board)) ([]byte, error) {
	b := &board{language: l}
	b.builder = dashboard.NewDashboardBuilder("CNNIC / "+title).
		Uid(l.uid(name)).
		Tags([]string{tag, tag + "-" + l.id}).
		Readonly().
		Timezone("utc").
		Time((shipped().Surveys[0].Period-5).String()+"-01T00:00:00.000Z", "now"). // From half a year before the first survey.
		Refresh("1m").
		WithVariable(dashboard.NewDatasourceVariableBuilder("datasource").
			Label(l.Pick("Data source", "数据源")).
			Type("prometheus").
			Current(option("default", "default"))) // Grafana's default data source.
	build(b)
	b.markdown(fullWidth, 3, "", "", l.Pick(
		"Figures: CNNIC and the publications listed under Data and exporter, whose property they are. Compilation and dashboards: Apache License 2.0.",
		"数据来源：CNNIC 及“数据与导出器”中列出的出版物，数据归各来源所有。数据整理与仪表板采用 Apache License 2.0 许可。",
	))
	built, err := b.builder.Build()
	if err != nil {
		return nil, err
	}
	built.Links = l.links(name)
	for i, v := range built.Templating.List {
		// Hidden variables are not read from the URL: otherwise an old bookmark would set an old survey.
		built.Templating.List[i].SkipUrlSync = new(v.Hide != nil)
	}
	content, err := json.MarshalIndent(built, "", " ")
	return append(content, '\n'), err
}

// describe sets the dashboard's description, and names the source in it.
func (b *board) describe(en, zh string) {
	b.builder.Description(b.Pick(en, zh) + b.Pick(" Source: CNNIC, Statistical Report on China's Internet Development.", "来源：CNNIC《中国互联网络发展状况统计报告》。"))
}

// add appends a panel, on a new line once the line is full. It returns the panel's ID, for from(ID).
func (b *board) add(width, height uint32, title, description string, p panelBuilder) uint32 {
	b.builder.WithPanel(b.place(width, height, title, description, p))
	return b.lastID
}

// row starts a section. Collapsed panels send no queries until a reader opens it.
func (b *board) row(title string, collapsed ...placed) {
	b.lastID++
	heading := dashboard.NewRowBuilder(title).Id(b.lastID)
	for _, p := range collapsed {
		heading.WithPanel(p)
	}
	b.builder.WithRow(heading)
}

// markdown adds a panel of text, without a background if it has no title.
func (b *board) markdown(width, height uint32, title, description, content string) {
	b.add(width, height, title, description, textpanel.NewPanelBuilder().Content(content).Transparent(title == ""))
}

// Short names for the SDK's builders of panels and of queries.
type (
	panelBuilder = cog.Builder[dashboard.Panel]
	query        = cog.Builder[variants.Dataquery]
)

// placed is a panel that is built already.
type placed dashboard.Panel

func (p placed) Build() (dashboard.Panel, error) { return dashboard.Panel(p), nil }

// place builds a panel, for add or for a collapsed row, with the next ID and with options that the SDK lacks.
func (b *board) place(width, height uint32, title, description string, p panelBuilder) placed {
	built, err := p.Build()
	if err != nil {
		b.builder.RecordError(title, err)
	}
	b.lastID++
	built.Id, built.Title, built.Description = new(b.lastID), &title, &description
	built.GridPos = &dashboard.GridPos{W: width, H: height}
	built.Datasource = &datasource
	if len(built.Targets) > 0 {
		if _, reuses := built.Targets[0].(variants.UnknownDataquery); reuses { // Such a target is made by from(id).
			built.Datasource = &sameDashboard
		}
	}
	switch o := built.Options.(type) {
	case *trend.Options:
		built.Options = trendOptions{o, surveyTooltip{o.Tooltip, 20}}
	case *table.Options:
		built.Options = tableOptions{o, options{"left": 1}}
	}
	return placed(built)
}

type (
	trendOptions struct {
		*trend.Options
		Tooltip surveyTooltip `json:"tooltip"`
	}
	// surveyTooltip lists only the survey within HoverProximity pixels of the pointer.
	surveyTooltip struct {
		common.VizTooltipOptions
		HoverProximity int `json:"hoverProximity"`
	}
	// tableOptions keep the first column in view while a table scrolls sideways.
	tableOptions struct {
		*table.Options
		FrozenColumns options `json:"frozenColumns"`
	}
)

// Data sources of panels: a variable, and the result of another panel, which costs no request.
var (
	datasource    = common.DataSourceRef{Type: new("prometheus"), Uid: new("${datasource}")}
	sameDashboard = common.DataSourceRef{Type: new("datasource"), Uid: new("-- Dashboard --")}
)
