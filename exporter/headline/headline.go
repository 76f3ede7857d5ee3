// Package headline writes figures as they stand in sentences, in English and in
// Chinese: numbers of people, shares, changes and months.
package headline

import (
	"fmt"
	"math"
	"strings"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
)

// Language is the language in which figures are written.
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
	switch {
	case n < 0:
		return minus + l.People(-n)
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
func (l Language) Percent(ratio float64) string { return tenths(ratio) + l.Pick(" %", "%") }

// tenths is a ratio as a percentage with one digit. Adding 0 turns -0 into 0.
func tenths(ratio float64) string {
	return strings.Replace(fmt.Sprintf("%.1f", math.Round(ratio*1000)/10+0), "-", minus, 1)
}

// Change is a change of a number of people and its growth rate, both signed:
// "−13.77 million (−1.3 %)", "+3431 万（+3.3%）".
func (l Language) Change(people, growth float64) string {
	return fmt.Sprintf(l.Pick("%s (%s)", "%s（%s）"), Signed(people, l.People(people)), Signed(growth, l.Percent(growth)))
}

// Signed adds a plus sign to the text of a value above 0.
func Signed(value float64, text string) string {
	if value <= 0 {
		return text
	}
	return "+" + text
}

// Month is a period: "December 2024", "2024 年 12 月".
func (l Language) Month(p dataset.Period) string {
	return p.End().Format(l.Pick("January 2006", "2006 年 1 月"))
}

// Title is the title of an application.
func (l Language) Title(a *dataset.Application) string { return l.Pick(a.Title, a.TitleZH) }

// Pick is the text in the language.
func (l Language) Pick(english, chinese string) string {
	if l == Chinese {
		return chinese
	}
	return english
}
