package dashboards

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/palette"
)

// Green means growth and red loss, nothing else; grey is a change that rounding explains, or no value.
const (
	growing    = "semi-dark-green"
	falling    = "semi-dark-red"
	fallingHex = "#e02f44" // falling in Markdown, which does not know Grafana's colour names
	steady     = palette.Unknown
	neutral    = "#7b93b5" // of bars and sparklines whose colour means nothing
	blue       = "#4681bc" // of series without a colour of their own, and of the severity info
	warning    = "orange"
)

// shipped is the dataset for which the dashboards are generated. Applications that it lacks are drawn in shades.
var shipped = sync.OnceValue(func() *dataset.Dataset {
	d, err := dataset.Load(data.FS, 0)
	if err != nil {
		panic(err)
	}
	return d
})

func firstYear() string { return shipped().Surveys[0].Period.String()[:4] }

// colored gives each application's series its colour, whether or not a star after its title marks a changed definition.
func colored[P any](override func(pattern string, s settings) P, applications ...*dataset.Application) {
	for _, a := range applications {
		c := palette.Application(a.ID, a.Sector.ID)
		s := inColor(c.Hex)
		if c.Dashed {
			s = append(s, property("custom.lineStyle", options{"fill": "dash", "dash": []int{10, 4}})...)
		}
		override(fmt.Sprintf(`^(%s|%s)\*?$`, regexp.QuoteMeta(a.Title), regexp.QuoteMeta(a.TitleZH)), s)
	}
}

func applicationColors() settings {
	colors := options{}
	for i, a := range shipped().Applications {
		colors[a.ID] = options{"color": palette.Application(a.ID, a.Sector.ID).Hex, "index": i}
	}
	return mapped(mapping("value", colors))
}

func sectorDots() settings {
	dots := options{}
	for i, s := range shipped().Terms["sectors"] {
		dots[s.ID] = options{"text": "●", "color": palette.Sector(s.ID), "index": i}
	}
	unknown := options{"text": "●", "color": palette.Unknown, "index": len(dots)}
	return mapped(mapping("value", dots), mapping("regex", options{"pattern": ".+", "result": unknown}))
}

// sectorLegend is a line of Markdown with a dot of each sector's hue before its title.
func (l *language) sectorLegend() string {
	var line strings.Builder
	for _, s := range shipped().Terms["sectors"] {
		dot := "<span style='color:" + palette.Sector(s.ID) + "'>●</span>"
		line.WriteString("<span style='display:inline-block'>" + dot + " " + l.Pick(s.Title, s.TitleZH) + "</span> ")
	}
	return line.String()
}
