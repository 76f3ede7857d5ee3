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
// 10,000 in Chinese, rounded to a million if its source rounds to a million or more.
func (v *view) Users(u *dataset.Usage) string { return v.inTableUnit(u.Users, u.Rounding.Value) }

// UsersChange is a change of users with its sign, rounded to a million if the rounding units of
// its two numbers add up to a million or more. c.Rounding is half their sum.
func (v *view) UsersChange(c dataset.Change) string {
	return headline.Signed(c.Users.Value, v.inTableUnit(c.Users, c.Rounding.Value*2))
}

// inTableUnit is a number of people in the unit of the tables' headings, rounded to a million
// if rounding is a million or more.
func (v *view) inTableUnit(n dataset.Number, rounding float64) string {
	if !n.Known {
		return unstated
	}
	value, format := n.Value, "#,###.##"
	if rounding >= 1e6 {
		value, format = math.Round(value/1e6)*1e6, "#,###."
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
