// Package page draws a dataset as a web page that needs no scripts and loads nothing:
// what shrank, rankings, each sector over all surveys, and each application with its
// sources.
package page

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"math"
	"slices"
	"sync"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/palette"
)

//go:embed page.html.tmpl
var source string

//go:embed page.css
var style string

// page is parsed at its first use, so that the exporter starts without it.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(source)) })

// SecurityPolicy is the Content-Security-Policy of the page: its own style and
// empty icon, and nothing from elsewhere.
var SecurityPolicy = "default-src 'none'; img-src data:; style-src 'sha256-" + styleHash() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func styleHash() string {
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// view is the data of the template.
type view struct {
	texts
	Style template.CSS
	// Reference is the month of the reference period, empty without one.
	Reference string
	// Shrank lists the declines in the year to the reference period, the largest first.
	Shrank []decline
	// Newer lists the declines at newer surveys, the newest first.
	Newer []declines
	// Changes are the applications of the reference period by growth, losses first,
	// and Ranking the same by users.
	Changes, Ranking []row
	Sectors          []sector
	Applications     []application
	// Newest is the newest report.
	Newest *dataset.Report
}

// decline is an application that lost users.
type decline struct {
	ID, Title, Change string
}

// declines are the declines in the year to a month.
type declines struct {
	Month    string
	Declines []decline
}

// row is an application at the reference period.
type row struct {
	ID, Title, Color                    string
	Users, Share, Change, Growth, Newer string
	// Direction is grew, fell, same or unknown: the name of a class.
	Direction, NewerDirection string
	Rank                      int
	Bar                       bar
	// Spark is the path of a line over all surveys.
	Spark string

	users, growth float64
}

// Write writes the page of a dataset in a language.
func Write(w io.Writer, d *dataset.Dataset, l headline.Language) error {
	v := view{texts: textsOf(l), Style: template.CSS(style)}
	drawer := &drawer{Dataset: d, Language: l, texts: v.texts, changes: map[*dataset.Usage]dataset.Change{}}
	for _, c := range d.Changes {
		if c.Interval == dataset.Year {
			drawer.changes[c.Usage] = c
		}
	}
	reference, newer := d.Declines()
	v.Shrank = drawer.declines(reference)
	for _, s := range slices.Backward(d.Surveys) {
		at := slices.DeleteFunc(slices.Clone(newer), func(c dataset.Change) bool { return c.Usage.Period != s.Period })
		if len(at) > 0 {
			v.Newer = append(v.Newer, declines{l.Month(s.Period), drawer.declines(at)})
		}
	}
	if d.Reference != nil {
		v.Reference = l.Month(d.Reference.Period)
		v.Changes, v.Ranking = drawer.rows()
	}
	for _, s := range d.Sectors {
		v.Sectors = append(v.Sectors, drawer.sector(s))
	}
	for _, a := range d.Applications {
		v.Applications = append(v.Applications, drawer.application(a))
	}
	if len(d.Surveys) > 0 {
		v.Newest = d.Surveys[len(d.Surveys)-1].Report
	}
	return page().Execute(w, v)
}

// drawer turns a dataset into the data of the template.
type drawer struct {
	*dataset.Dataset
	headline.Language
	texts   texts
	changes map[*dataset.Usage]dataset.Change
}

func (d *drawer) declines(changes []dataset.Change) []decline {
	var declines []decline
	for _, c := range changes {
		declines = append(declines, decline{
			c.Usage.Application.ID, d.Title(c.Usage.Application),
			d.Change(c.Users.Value, c.Growth.Value),
		})
	}
	return declines
}

// rows are the applications of the reference period, by growth and by users.
func (d *drawer) rows() (byGrowth, byUsers []row) {
	latest := map[*dataset.Application]*dataset.Usage{}
	largestUsers, largestGrowth := 0.0, 0.0
	for _, u := range d.Usage {
		if u.Latest() {
			latest[u.Application] = u
		}
		if u.Period == d.Reference.Period {
			largestUsers = max(largestUsers, u.Users.Value)
			largestGrowth = max(largestGrowth, math.Abs(d.changes[u].Growth.Value))
		}
	}
	for _, a := range d.Dataset.Applications {
		u := d.UsageOf(a, d.Reference.Period)
		if u == nil || !u.Users.Known {
			continue
		}
		c := d.changes[u]
		r := row{
			ID: a.ID, Title: d.Title(a), Color: palette.Application(a.ID, a.Sector.ID).Hex,
			Users: d.users(u), Share: d.share(u.Penetration), Change: d.change(c), Growth: d.growth(c.Growth),
			Direction: direction(c), Spark: d.spark(a), users: u.Users.Value, growth: c.Growth.Value,
		}
		if n := latest[a]; n != nil && n.Period > u.Period && d.changes[n].Growth.Known {
			r.Newer, r.NewerDirection = d.Month(n.Period)+d.texts.Colon+d.growth(d.changes[n].Growth), direction(d.changes[n])
		}
		if c.Growth.Known {
			r.Bar = divergingBar(c.Growth.Value, largestGrowth)
			byGrowth = append(byGrowth, r)
		}
		r.Bar = lengthBar(u.Users.Value, largestUsers)
		byUsers = append(byUsers, r)
	}
	slices.SortStableFunc(byGrowth, func(x, y row) int { return cmp.Compare(x.growth, y.growth) })
	slices.SortStableFunc(byUsers, func(x, y row) int { return cmp.Compare(y.users, x.users) })
	for i := range byUsers {
		byUsers[i].Rank = i + 1
	}
	return byGrowth, byUsers
}

// direction names the class of a change of users.
func direction(c dataset.Change) string {
	switch {
	case !c.UsersDirection.Known:
		return "unknown"
	case c.UsersDirection.Value < 0:
		return "fell"
	case c.UsersDirection.Value > 0:
		return "grew"
	default:
		return "same"
	}
}
