// Package dashboards writes the Grafana dashboards: one file a dashboard, with
// the PromQL in queries.go, the house style of panels in panels.go, and all texts
// in one table for each language.
package dashboards

import (
	"encoding/json"
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/common"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	textpanel "github.com/grafana/grafana-foundation-sdk/go/text"
)

// Tag marks all dashboards of this project, so that they can link to each other.
const Tag = "cnnic"

// width is the number of columns of Grafana's grid.
const width = 24

// datasource is the variable that every query goes through.
var datasource = common.DataSourceRef{Type: cog.ToPtr("prometheus"), Uid: cog.ToPtr("${datasource}")}

// boards are the dashboards by the name of their file. A new one is added here.
var boards = map[string]func(*Language) *board{
	"overview":    overview,
	"sector":      sector,
	"application": application,
	"movers":      movers,
	"report":      report,
	"nation":      nation,
	"history":     history,
	"provenance":  provenance,
}

// Files are the dashboards as Grafana's file provisioning reads them, by their
// path: a folder for each language.
func Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, l := range Languages {
		for name, build := range boards {
			path := l.ID + "/" + name + ".json"
			b := build(l)
			b.footer()
			built, err := b.builder.Build()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			content, err := json.MarshalIndent(built, "", "  ")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			files[path] = append(content, '\n')
		}
	}
	return files, nil
}

// board is a dashboard being laid out. It places panels from left to right in
// rows and numbers them from 1, which the SDK leaves to its users.
type board struct {
	*Language
	name string
	//lint:ignore SA1019 see newBoard.
	builder *dashboard.DashboardBuilder
	id      uint32
	// x and y are where the next panel goes, and height that of the tallest panel
	// in the present line.
	x, y, height uint32
	// last is where the panel before lies.
	last dashboard.GridPos
}

// newBoard starts the dashboard of a name, with links to the others.
func newBoard(l *Language, name string) *board {
	t := l.text(name)
	b := &board{Language: l, name: name}
	//lint:ignore SA1019 file provisioning loads the classic format dependably, and rejects the one that replaces it.
	b.builder = dashboard.NewDashboardBuilder(t.Title).
		Uid("cnnic-"+name+"-"+l.ID).
		Description(t.Description).
		Tags([]string{Tag, Tag + "-" + l.ID}).
		Readonly().
		Timezone("utc").
		Time("2018-07-01T00:00:00.000Z", "now").
		Refresh("").
		Tooltip(dashboard.DashboardCursorSyncCrosshair).
		WithVariable(dashboard.NewDatasourceVariableBuilder("datasource").
			Label(l.word("variable.datasource")).
			Type("prometheus"))
	for _, other := range linked {
		if other != name {
			b.builder.Link(visible{dashboard.NewDashboardLinkBuilder(l.text(other).Title).
				Type(dashboard.DashboardLinkTypeLink).
				Url(l.url(other)).
				KeepTime(true).
				IncludeVars(false)})
		}
	}
	return b
}

// built is a panel that needs no more building.
type built dashboard.Panel

// Build implements cog.Builder.
func (p built) Build() (dashboard.Panel, error) { return dashboard.Panel(p), nil }

// add places a panel with the texts of its key, which is the board's name, a dot
// and the given one.
func (b *board) add(key string, w, h uint32, panel cog.Builder[dashboard.Panel]) {
	b.place(b.text(b.name+"."+key), w, h, panel)
}

// place puts a panel where the next one goes.
func (b *board) place(t text, w, h uint32, panel cog.Builder[dashboard.Panel]) {
	if b.x+w > width {
		b.newLine()
	}
	p, err := panel.Build()
	if err != nil {
		b.builder.RecordError(t.Title, err)
		return
	}
	b.id++
	p.Id = cog.ToPtr(b.id)
	p.Title, p.Description = &t.Title, &t.Description
	p.Datasource = &datasource
	b.last = dashboard.GridPos{X: b.x, Y: b.y, W: w, H: h}
	p.GridPos = cog.ToPtr(b.last)
	b.builder.WithPanel(built(p))
	b.x += w
	b.height = max(b.height, h)
}

// footer says at the end of every dashboard whose figures they are.
func (b *board) footer() {
	t := b.text("source")
	b.newLine()
	b.place(t, width, 4, textpanel.NewPanelBuilder().Mode(textpanel.TextModeMarkdown).Content(t.Description))
}

// stack places a panel below the one before it and as wide, in the same line.
func (b *board) stack(key string, h uint32, panel cog.Builder[dashboard.Panel]) {
	above := b.last
	b.x, b.y = b.x-above.W, b.y+above.H
	b.add(key, above.W, h, panel)
	b.y -= above.H
	b.height = max(b.height, above.H+h)
}

// newLine goes below what has been placed.
func (b *board) newLine() {
	b.x, b.y, b.height = 0, b.y+b.height, 0
}

// row starts a section with a heading.
func (b *board) row(key string) {
	b.newLine()
	b.id++
	b.builder.WithRow(dashboard.NewRowBuilder(b.word(b.name + "." + key)).
		Id(b.id).
		GridPos(dashboard.GridPos{X: 0, Y: b.y, W: width, H: 1}))
	b.y++
}
