package page

import (
	"math"
	"strings"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

// unstated fills cells of figures that no source states.
const unstated = "–"

// users is a number of users in the unit of the tables' headings, million in English
// and 10,000 in Chinese, as exact as its source.
func (d *drawer) users(u *dataset.Usage) string { return d.count(u.Users, u.Rounding.Value) }

// change is a change of users with its sign, as exact as the more exact of its two
// numbers.
func (d *drawer) change(c dataset.Change) string {
	if !c.Users.Known {
		return unstated
	}
	before := 2*c.Rounding.Value - c.Usage.Rounding.Value
	return signed(c.Users, d.count(c.Users, min(before, c.Usage.Rounding.Value)))
}

func (d *drawer) count(n dataset.Number, rounding float64) string {
	if !n.Known {
		return unstated
	}
	text := humanize.Comma(int64(math.Round(n.Value / 1e4)))
	if d.Language == headline.English {
		text = humanize.FormatFloat("#,###.##", n.Value/1e6)
		if rounding >= 1e6 {
			text = humanize.Comma(int64(math.Round(n.Value / 1e6)))
		}
	}
	return strings.Replace(text, "-", "\u2212", 1)
}

// share is a share of Internet users.
func (d *drawer) share(n dataset.Number) string {
	if !n.Known {
		return unstated
	}
	return d.Percent(n.Value)
}

// growth is a growth rate with its sign.
func (d *drawer) growth(n dataset.Number) string { return signed(n, d.share(n)) }

func signed(n dataset.Number, text string) string {
	if n.Known && n.Value > 0 {
		return "+" + text
	}
	return text
}
