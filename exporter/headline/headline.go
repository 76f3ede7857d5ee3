// Package headline puts figures into words, in English and in Chinese: numbers of
// people, changes and months as they stand in a sentence.
package headline

import (
	"fmt"
	"math"
	"time"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
)

// Language is a language of the sentences.
type Language int

// The languages.
const (
	English Language = iota
	Chinese
)

const (
	minus   = "\u2212"
	million = 1e6
	wan     = 1e4
	yi      = 1e8
)

// People is a number of people: "13.77 million", "1,039.53 million", "1377 万",
// "10.40 亿". A negative one has a minus sign.
func (l Language) People(n float64) string {
	if n < 0 {
		return minus + l.People(-n)
	}
	switch {
	case l == Chinese && n >= yi:
		return fmt.Sprintf("%.2f 亿", n/yi)
	case l == Chinese && n >= wan:
		return fmt.Sprintf("%.0f 万", n/wan)
	case l == English && n >= million:
		return humanize.Commaf(math.Round(n/million*100)/100) + " million"
	default:
		return humanize.Comma(int64(math.Round(n)))
	}
}

// Percent is a share or a growth rate, to a tenth of a percent: "93.8 %",
// "−1.3 %", "93.8%".
func (l Language) Percent(ratio float64) string {
	tenths := math.Round(ratio*1000) / 10
	text := fmt.Sprintf("%.1f", math.Abs(tenths))
	if tenths < 0 {
		text = minus + text
	}
	if l == Chinese {
		return text + "%"
	}
	return text + " %"
}

// Change is a change of a number of people and its growth rate, both signed:
// "−13.77 million (−1.3 %)", "+3431 万（+3.3%）".
func (l Language) Change(people, growth float64) string {
	p, g := l.signed(people, l.People), l.signed(growth, l.Percent)
	if l == Chinese {
		return p + "（" + g + "）"
	}
	return p + " (" + g + ")"
}

func (l Language) signed(value float64, write func(float64) string) string {
	text := write(value)
	if value <= 0 {
		return text
	}
	return "+" + text
}

// Month is a period: "December 2024", "2024 年 12 月".
func (l Language) Month(p dataset.Period) string {
	end := p.End()
	if l == Chinese {
		return fmt.Sprintf("%d 年 %d 月", end.Year(), int(end.Month()))
	}
	return fmt.Sprintf("%s %d", time.Month(end.Month()), end.Year())
}

// Title is the title of an application.
func (l Language) Title(a *dataset.Application) string {
	if l == Chinese {
		return a.TitleZH
	}
	return a.Title
}

// Sentence tells how an application's users changed: "Search engine: 782 million
// users in December 2025, 95.76 million fewer (−10.9 %) than a year before,
// rounded in the source." The change must have a growth rate.
func (l Language) Sentence(c dataset.Change) string {
	rounded := c.Usage.Rounding.Value > wan
	if l == Chinese {
		end := "。"
		if rounded {
			end = "，来源数据已取整。"
		}
		return fmt.Sprintf("%s：%s用户规模 %s，较%s%s %s（%s）%s", l.Title(c.Usage.Application), l.Month(c.Usage.Period),
			l.People(c.Usage.Users.Value), l.before(c.Interval), l.comparative(c), l.People(math.Abs(c.Users.Value)), l.signed(c.Growth.Value, l.Percent), end)
	}
	end := "."
	if rounded {
		end = ", rounded in the source."
	}
	return fmt.Sprintf("%s: %s users in %s, %s %s (%s) than %s%s", l.Title(c.Usage.Application), l.People(c.Usage.Users.Value),
		l.Month(c.Usage.Period), l.People(math.Abs(c.Users.Value)), l.comparative(c), l.signed(c.Growth.Value, l.Percent), l.before(c.Interval), end)
}

func (l Language) comparative(c dataset.Change) string {
	fell := c.Users.Value < 0
	switch {
	case l == Chinese && fell:
		return "减少"
	case l == Chinese:
		return "增加"
	case fell:
		return "fewer"
	default:
		return "more"
	}
}

func (l Language) before(i dataset.Interval) string {
	switch {
	case l == Chinese && i == dataset.Year:
		return "上年同期"
	case l == Chinese:
		return "半年前"
	case i == dataset.Year:
		return "a year before"
	default:
		return "half a year before"
	}
}
