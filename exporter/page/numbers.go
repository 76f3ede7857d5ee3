package page

import (
	"math"
	"strings"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

// unstated fills the cells of unknown figures and changes.
const unstated = "–"

// Users is a number of users in the unit of the tables' headings, million in English and
// 10,000 in Chinese.
func (v *view) Users(u *dataset.Usage) string { return v.inTableUnit(u.Users, u.Rounding.Value/2) }

// UsersChange is a change of users with its sign.
func (v *view) UsersChange(c dataset.Change) string {
	return headline.Signed(c.Users.Value, v.inTableUnit(c.Users, c.Rounding.Value))
}

// inTableUnit is a number of people in the unit of the tables' headings. explained is the
// difference that its sources' rounding explains.
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

// Growth is a growth rate with its sign.
func (v *view) Growth(n dataset.Number) string { return headline.Signed(n.Value, v.Share(n)) }
