// Package dashboards writes the Grafana dashboards. Each has a file of its own
// that lists its panels with their texts in both languages. Panels are built from
// queries.go (PromQL), panels.go and surveys.go (charts), tables.go and
// transformations.go; applications.go holds all colours. A new panel is one more
// call of add in the dashboard's file.
package dashboards

import (
	"encoding/json"
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	textpanel "github.com/grafana/grafana-foundation-sdk/go/text"
	"github.com/grafana/grafana-foundation-sdk/go/trend"
)

//go:generate go -C ../provisioning generate ./...

// Tag marks all dashboards of this project.
const Tag = "cnnic"

// width is the number of columns of Grafana's grid.
const width = 24

// boards are the dashboards in the order of the links between them. A new one is
// added here. Links carry the variables that both dashboards have.
var boards = []struct {
	name, en, zh string
	variables    []string
	build        func(*board)
}{
	{"overview", "Overview", "总览", nil, overview},
	{"sector", "Sector", "应用类别", []string{"sector"}, sector},
	{"application", "Application", "应用", []string{"application"}, applicationBoard},
	{"movers", "Movers", "增减变化", nil, movers},
	{"report", "Report", "报告图表", []string{"survey"}, report},
	{"nation", "Nation", "全国", nil, nation},
	{"history", "History", "历史", []string{"sector"}, history},
	{"provenance", "Data and exporter", "数据与导出器", nil, provenance},
}

// Files are the dashboards as Grafana's file provisioning reads them, by their
// path: a folder for each language.
func Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, l := range Languages {
		for i := range boards {
			path := l.ID + "/" + boards[i].name + ".json"
			b := newBoard(l, i)
			boards[i].build(b)
			b.footer()
			built, err := b.builder.Build()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			built.Links = b.links(i)
			for j, v := range built.Templating.List {
				// An address sets no hidden variable, as an old bookmark would.
				built.Templating.List[j].SkipUrlSync = new(v.Hide != nil)
			}
			content, err := json.MarshalIndent(built, "", " ")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			files[path] = append(content, '\n')
		}
	}
	return files, nil
}

// board is a dashboard being built. It numbers its panels and rows from 1, which the SDK
// does not.
type board struct {
	*Language
	builder *dashboard.DashboardBuilder
	id      uint32
}

// newBoard starts a dashboard with its data source.
func newBoard(l *Language, i int) *board {
	// File provisioning loads the classic format in Grafana 10.4 to 13.
	builder := dashboard.NewDashboardBuilder("CNNIC / "+l.say(boards[i].en, boards[i].zh)).
		Uid(l.uid(boards[i].name)).
		Tags([]string{Tag, Tag + "-" + l.ID}).
		Readonly().
		Timezone("utc").
		Time("2018-07-01T00:00:00.000Z", "now").
		Refresh("1m").
		Tooltip(dashboard.DashboardCursorSyncOff).
		WithVariable(dataSource(l))
	return &board{Language: l, builder: builder}
}

// describe sets the dashboard's description.
func (b *board) describe(en, zh string) {
	b.builder.Description(b.say(en, zh) + b.say(" Source: CNNIC, Statistical Report on China's Internet Development.", "来源：CNNIC《中国互联网络发展状况统计报告》。"))
}

// add places a panel, beside the one before where a line of 24 columns has room, and
// returns its number, by which other panels take its data.
func (b *board) add(width, height uint32, title, description string, p panelBuilder) uint32 {
	b.builder.WithPanel(b.placed(width, height, title, description, p))
	return b.id
}

// row starts a section with a heading.
func (b *board) row(title string) { b.builder.WithRow(b.heading(title)) }

// fold adds a closed section with one panel, which sends no queries until it is opened.
func (b *board) fold(heading string, height uint32, title, description string, p panelBuilder) {
	b.builder.WithRow(b.heading(heading).WithPanel(b.placed(width, height, title, description, p)))
}

func (b *board) heading(title string) *dashboard.RowBuilder {
	b.id++
	return dashboard.NewRowBuilder(title).Id(b.id)
}

// markdown adds a panel of text.
func (b *board) markdown(width, height uint32, title, description, content string) {
	b.add(width, height, title, description, textpanel.NewPanelBuilder().Mode(textpanel.TextModeMarkdown).Content(content).Transparent(title == ""))
}

// footer ends every dashboard with the source of the figures.
func (b *board) footer() {
	b.markdown(width, 3, "", "", b.say(
		"Figures: CNNIC and the publications listed under Data and exporter, whose property they are. Compilation and dashboards: Apache License 2.0.",
		"数据来源：CNNIC 及“数据与导出器”中列出的出版物，数字归其来源所有。数据整理与仪表板采用 Apache License 2.0 许可。",
	))
}

// placed is a panel with its place, and with what the SDK cannot set: its data source, and
// options that the SDK does not know.
type placed struct {
	panelBuilder
	id, width, height  uint32
	title, description string
}

func (b *board) placed(width, height uint32, title, description string, p panelBuilder) placed {
	b.id++
	return placed{p, b.id, width, height, title, description}
}

// Build implements cog.Builder.
func (unplaced placed) Build() (panel, error) {
	p, err := unplaced.panelBuilder.Build()
	p.Id, p.Title, p.Description = &unplaced.id, &unplaced.title, &unplaced.description
	p.GridPos = &dashboard.GridPos{W: unplaced.width, H: unplaced.height}
	p.Datasource = &datasource
	if len(p.Targets) > 0 {
		if _, reuses := p.Targets[0].(variants.UnknownDataquery); reuses {
			p.Datasource = &sameDashboard
		}
	}
	switch o := p.Options.(type) {
	case *trend.Options:
		p.Options = trendOptions{o, surveyTooltip{o.Tooltip, 20}}
	case *table.Options:
		p.Options = tableOptions{o, options{"left": 1}}
	}
	return p, err
}

type (
	trendOptions struct {
		*trend.Options
		Tooltip surveyTooltip `json:"tooltip"`
	}
	// surveyTooltip lists the survey under the pointer and not its neighbours: those in a
	// proximity of so many pixels.
	surveyTooltip struct {
		common.VizTooltipOptions
		HoverProximity int `json:"hoverProximity"`
	}
	// tableOptions keep the first column, which names the row, while a phone scrolls.
	tableOptions struct {
		*table.Options
		FrozenColumns options `json:"frozenColumns"`
	}
)

// Data sources of panels: the variable that every query goes through, and the
// result of another panel, which costs no request.
var (
	datasource    = common.DataSourceRef{Type: new("prometheus"), Uid: new("${datasource}")}
	sameDashboard = common.DataSourceRef{Type: new("datasource"), Uid: new("-- Dashboard --")}
)
