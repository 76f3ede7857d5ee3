// Package dashboards writes the Grafana dashboards. Each has a file of its own
// that lists its panels with their texts in both languages. Panels are built from
// queries.go (PromQL), panels.go and surveys.go (charts), tables.go and
// transformations.go; applications.go holds all colours. A new panel is one more
// call of add in the dashboard's file.
package dashboards

import (
	"encoding/json"
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	textpanel "github.com/grafana/grafana-foundation-sdk/go/text"
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
			content, err := json.MarshalIndent(built, "", " ")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			files[path] = append(content, '\n')
		}
	}
	return files, nil
}

// board is a dashboard being laid out. It places panels from left to right in
// lines and numbers them from 1, which the SDK does not.
type board struct {
	*Language
	builder *dashboard.DashboardBuilder
	id      uint32
	// x and y are where the next panel goes, height that of the tallest panel in
	// the present line.
	x, y, height uint32
	// folded is the closed row that panels go into, if any.
	folded *dashboard.RowBuilder
}

// newBoard starts a dashboard with its data source and its links.
func newBoard(l *Language, i int) *board {
	name := boards[i].name
	b := &board{Language: l}
	// File provisioning loads the classic format in Grafana 10.4 to 13.
	b.builder = dashboard.NewDashboardBuilder("CNNIC / "+l.say(boards[i].en, boards[i].zh)).
		Uid(l.uid(name)).
		Tags([]string{Tag, Tag + "-" + l.ID}).
		Readonly().
		Timezone("utc").
		Time("2018-07-01T00:00:00.000Z", "now").
		Refresh("1m").
		Tooltip(dashboard.DashboardCursorSyncOff).
		WithVariable(dataSource(l))
	b.links(i)
	return b
}

// describe sets the dashboard's description.
func (b *board) describe(en, zh string) {
	b.builder.Description(b.say(en, zh) + b.say(" Source: CNNIC, Statistical Report on China's Internet Development.", "来源：CNNIC《中国互联网络发展状况统计报告》。"))
}

type panel = dashboard.Panel

// built is a panel that needs no more building.
type built panel

// Build implements cog.Builder.
func (p built) Build() (panel, error) { return panel(p), nil }

// add places a panel and returns its number, by which other panels take its data.
func (b *board) add(w, h uint32, title, description string, unfinished cog.Builder[panel]) uint32 {
	if b.x+w > width {
		b.newLine()
	}
	b.id++
	p, err := finished(unfinished)
	if err != nil {
		b.builder.RecordError(title, err)
		return b.id
	}
	p.Id, p.Title = new(b.id), &title
	if description != "" {
		p.Description = &description
	}
	p.GridPos = &dashboard.GridPos{X: b.x, Y: b.y, W: w, H: h}
	if b.folded != nil {
		b.folded.WithPanel(built(p))
	} else {
		b.builder.WithPanel(built(p))
	}
	b.x += w
	b.height = max(b.height, h)
	return b.id
}

// finished builds a panel and adds what the SDK cannot: its data source, and the
// options that it does not know.
func finished(unfinished cog.Builder[panel]) (panel, error) {
	p, err := unfinished.Build()
	if err != nil {
		return p, err
	}
	p.Datasource = &datasource
	if len(p.Targets) > 0 {
		if _, reuses := p.Targets[0].(variants.UnknownDataquery); reuses {
			p.Datasource = &sameDashboard
		}
	}
	content, err := json.Marshal(p.Options)
	if err != nil {
		return p, err
	}
	known := options{}
	if err := json.Unmarshal(content, &known); err != nil {
		return p, err
	}
	switch p.Type {
	case "trend":
		// A tooltip lists the survey under the pointer, not its neighbours.
		known["tooltip"].(options)["hoverProximity"] = 20
	case "table":
		// The first column names the row, and stays when a phone scrolls.
		known["frozenColumns"] = options{"left": 1}
	}
	p.Options = known
	return p, nil
}

// markdown adds a panel of text.
func (b *board) markdown(w, h uint32, title, description, content string) {
	b.add(w, h, title, description, textpanel.NewPanelBuilder().Mode(textpanel.TextModeMarkdown).Content(content).Transparent(title == ""))
}

// footer ends every dashboard with the source of the figures.
func (b *board) footer() {
	b.close()
	b.newLine()
	b.markdown(width, 3, "", "", b.say(
		"Figures: CNNIC and the publications listed under Data and exporter, whose property they are. Compilation and dashboards: Apache License 2.0.",
		"数据来源：CNNIC 及“数据与导出器”中列出的出版物，数字归其来源所有。数据整理与仪表板采用 Apache License 2.0 许可。",
	))
}

// newLine starts a line below the placed panels.
func (b *board) newLine() { b.x, b.y, b.height = 0, b.y+b.height, 0 }

// row starts a section with a heading.
func (b *board) row(title string) { b.builder.WithRow(b.heading(title)) }

// fold starts a closed section, whose panels send no queries until it is opened. It ends
// with the next call of close.
func (b *board) fold(title string) { b.folded = b.heading(title) }

// close ends a closed section.
func (b *board) close() {
	if b.folded != nil {
		b.builder.WithRow(b.folded)
		b.folded = nil
	}
}

func (b *board) heading(title string) *dashboard.RowBuilder {
	b.close()
	b.newLine()
	b.id++
	row := dashboard.NewRowBuilder(title).Id(b.id).GridPos(dashboard.GridPos{X: 0, Y: b.y, W: width, H: 1})
	b.y++
	return row
}

// Data sources of panels: the variable that every query goes through, and the
// result of another panel, which costs no request.
var (
	datasource    = common.DataSourceRef{Type: new("prometheus"), Uid: new("${datasource}")}
	sameDashboard = common.DataSourceRef{Type: new("datasource"), Uid: new("-- Dashboard --")}
)
