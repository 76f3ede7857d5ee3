// Package page draws a dataset as a web page: what shrank, rankings, each sector over all
// surveys, and each application with its sources. The page has no scripts and loads nothing.
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
	"strings"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/palette"
)

//go:embed page.html.tmpl
var templateText string

//go:embed page.css
var style string

var styleHash = sha256.Sum256([]byte(style))

// SecurityPolicy is the page's Content-Security-Policy: its own style, an empty icon, nothing else.
var SecurityPolicy = "default-src 'none'; img-src data:; style-src 'sha256-" +
	base64.StdEncoding.EncodeToString(styleHash[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Write writes the page of a dataset in a language.
func Write(w io.Writer, d *dataset.Dataset, l headline.Language) error {
	v := &view{Dataset: d, Language: l, Style: template.CSS(style), YearChanges: map[*dataset.Usage]dataset.Change{}}
	for _, c := range d.Changes {
		if c.Interval == dataset.Year {
			v.YearChanges[c.Usage] = c
		}
	}
	for _, u := range d.Usage {
		if d.Reference != nil && u.Period == d.Reference.Period && u.Users.Known {
			v.ByUsers = append(v.ByUsers, u)
		}
	}
	slices.SortStableFunc(v.ByUsers, func(x, y *dataset.Usage) int { return cmp.Compare(y.Users.Value, x.Users.Value) })
	for _, u := range v.ByUsers {
		if c := v.YearChanges[u]; c.Growth.Known {
			v.ByGrowth = append(v.ByGrowth, c)
		}
	}
	slices.SortStableFunc(v.ByGrowth, func(x, y dataset.Change) int { return cmp.Compare(x.Growth.Value, y.Growth.Value) })
	return template.Must(template.New("page").Parse(templateText)).Execute(w, v)
}

// view is the data of the template, which calls its methods.
type view struct {
	*dataset.Dataset
	headline.Language
	Style template.CSS
	// ByUsers are the usages of the reference period that state users, the largest first.
	ByUsers []*dataset.Usage
	// ByGrowth are the changes in the year to the reference period, where the growth is known, the largest loss first.
	ByGrowth []dataset.Change
	// YearChanges maps a usage to its change from a year before.
	YearChanges map[*dataset.Usage]dataset.Change
}

// NewestFirst are the surveys from the newest to the oldest.
func (v *view) NewestFirst() []*dataset.Survey {
	surveys := slices.Clone(v.Surveys)
	slices.Reverse(surveys)
	return surveys
}

// Rank is index + 1: templates cannot add.
func (v *view) Rank(index int) int { return index + 1 }

// NewerChange is the application's newest known change over a year if that change ends later than u, or else nil.
func (v *view) NewerChange(u *dataset.Usage) *dataset.Change {
	if c := u.Application.LatestChange[dataset.Year]; c.Growth.Known && c.Usage.Period > u.Period {
		return &c
	}
	return nil
}

// Direction is "fell", "same", "grew" or, where users cannot be compared, "unknown"; also a CSS class.
func (v *view) Direction(c dataset.Change) string {
	if !c.UsersDirection.Known {
		return "unknown"
	}
	return map[float64]string{-1: "fell", 0: "same", 1: "grew"}[c.UsersDirection.Value]
}

func (v *view) Color(a *dataset.Application) palette.Color {
	return palette.Application(a.ID, a.Sector.ID)
}

// Break lists the reasons for the break in series that starts with a survey, or is empty.
func (v *view) Break(a *dataset.Application, p dataset.Period) string {
	var reasons []string
	for _, b := range v.Breaks {
		if b.Application == a && b.Period == p {
			reasons = append(reasons, v.Pick(b.Reason.Title, b.Reason.TitleZH))
		}
	}
	return strings.Join(reasons, v.Pick(", ", "、"))
}

// unstated fills the cells of unknown figures and changes.
const unstated = "–"

// Users is a number of users in the unit of the tables' headings: million, or 10,000 in Chinese.
func (v *view) Users(u *dataset.Usage) string { return v.inTableUnit(u.Users, u.Rounding.Value/2) }

func (v *view) UsersChange(c dataset.Change) string {
	return headline.Signed(c.Users.Value, v.inTableUnit(c.Users, c.Rounding.Value))
}

// inTableUnit writes a number of people in the unit of the tables' headings. explained is as in headline.InMillions.
func (v *view) inTableUnit(n dataset.Number, explained float64) string {
	if !n.Known {
		return unstated
	}
	value, isRounded := headline.InMillions(n.Value, explained)
	format := "#,###.##"
	if isRounded {
		format = "#,###."
	}
	text := humanize.Comma(int64(math.Round(value / 1e4)))
	if v.Language == headline.English {
		text = humanize.FormatFloat(format, value/1e6)
	}
	return strings.Replace(text, "-", "\u2212", 1)
}

func (v *view) Share(n dataset.Number) string {
	if !n.Known {
		return unstated
	}
	return v.Percent(n.Value)
}

func (v *view) Growth(n dataset.Number) string { return headline.Signed(n.Value, v.Share(n)) }
