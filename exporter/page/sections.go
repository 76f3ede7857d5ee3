package page

import (
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/palette"
)

// sector is a sector's chart over all surveys.
type sector struct {
	ID, Title, Color string
	Chart            *chart
	Legend           []line
}

func (d *drawer) sector(s *dataset.Term) sector {
	var members []*dataset.Application
	for _, a := range d.Dataset.Applications {
		if a.Sector == s {
			members = append(members, a)
		}
	}
	v := sector{ID: s.ID, Title: d.either(s.Title, s.TitleZH), Color: palette.Sector(s.ID)}
	if v.Chart = d.drawChart(v.Title, 300, members); v.Chart != nil {
		v.Legend = v.Chart.legend()
	}
	return v
}

// application is the section of one application.
type application struct {
	ID, Title, Sector, Color string
	Chart                    *chart
	Points                   []survey
}

// survey is a row of an application's table, the newest first.
type survey struct {
	Period, Users, Share, Change, Growth, Direction string
	// Report is the number or name of the report, Source its title.
	Report, Source, Link, Basis string
	// Break is the reason of a break in series that starts here, or empty.
	Break string
}

func (d *drawer) application(a *dataset.Application) application {
	v := application{
		ID: a.ID, Title: d.Title(a), Sector: d.either(a.Sector.Title, a.Sector.TitleZH),
		Color: palette.Application(a.ID, a.Sector.ID).Hex,
		Chart: d.drawChart(d.Title(a), 180, []*dataset.Application{a}),
	}
	for _, s := range slices.Backward(d.Surveys) {
		u := d.UsageOf(a, s.Period)
		if u == nil {
			continue
		}
		c := d.changes[u]
		row := survey{
			Period: d.Month(u.Period), Users: d.users(u), Share: d.share(u.Penetration),
			Change: d.change(c), Growth: d.growth(c.Growth), Direction: direction(c),
			Report: u.Report.ID, Source: u.Report.Title, Link: u.Report.URL, Basis: d.term(d.Bases, u.Basis),
		}
		if b := d.breakAt(a, s.Period); b != nil {
			row.Break = d.term(d.BreakReasons, b.Reason)
		}
		v.Points = append(v.Points, row)
	}
	return v
}

// term is the title of an identifier.
func (d *drawer) term(terms []*dataset.Term, id string) string {
	for _, t := range terms {
		if t.ID == id {
			return d.either(t.Title, t.TitleZH)
		}
	}
	return id
}

func (d *drawer) either(english, chinese string) string {
	if d.Language == headline.Chinese {
		return chinese
	}
	return english
}
