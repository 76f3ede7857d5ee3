// Package headline writes figures as they stand in sentences, in English and in
// Chinese: numbers of people, shares, values of indicators, changes and months.
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

// Pick is the text in the language.
func (l Language) Pick(english, chinese string) string {
	if l == Chinese {
		return chinese
	}
	return english
}

// Title is the title of an application.
func (l Language) Title(a *dataset.Application) string { return l.Pick(a.Title, a.TitleZH) }

// Month is a period: "December 2024", "2024 年 12 月".
func (l Language) Month(p dataset.Period) string {
	return p.End().Format(l.Pick("January 2006", "2006 年 1 月"))
}

// People is a number of people: "13.77 million", "1,039.53 million", "1377 万", "10.40 亿".
func (l Language) People(n float64) string {
	switch size := math.Abs(n); {
	case l == Chinese && math.Round(size/1e4) >= 1e4:
		return withMinus(fmt.Sprintf("%.2f 亿", n/1e8))
	case l == Chinese && size >= 1e4:
		return withMinus(fmt.Sprintf("%.0f 万", n/1e4))
	case size >= 1e6:
		return rounded(n/1e6, 100) + " million"
	}
	return rounded(n, 1)
}

// Percent is a share or a growth rate, to a tenth of a percent: "93.8 %" or "−1.3 %" in English, "93.8%" in Chinese.
func (l Language) Percent(ratio float64) string { return tenths(ratio*1000) + l.Pick(" %", "%") }

// InMillions rounds a number or a change of people to millions, and reports true, if explained is half a million
// or more. explained is the largest difference that the rounding of the sources explains.
func InMillions(people, explained float64) (rounded float64, isRounded bool) {
	if explained < 1e6/2 {
		return people, false
	}
	return math.Round(people/1e6) * 1e6, true
}

// Change is a change of the number of users and its growth rate, both signed:
// "−13.77 million (−1.3 %)", "+3431 万（+3.3%）".
func (l Language) Change(c dataset.Change) string {
	people, _ := InMillions(c.Users.Value, c.Rounding.Value)
	growth := Signed(c.Growth.Value, l.Percent(c.Growth.Value))
	return fmt.Sprintf(l.Pick("%s (%s)", "%s（%s）"), Signed(people, l.People(people)), growth)
}

// Value is an indicator's value in its unit: "1,125 million", "80.1 %", "15.52 trillion yuan", "30.6 hours", "11.25 亿".
func (l Language) Value(unit dataset.Unit, value float64) string {
	switch unit {
	case dataset.People:
		return l.People(value)
	case dataset.Ratio:
		return l.Percent(value)
	case dataset.Yuan:
		return l.large(value) + l.Pick(" yuan", "元")
	case dataset.Seconds:
		return tenths(value/360) + l.Pick(" hours", " 小时")
	}
	return l.large(value)
}

// ValueChange is the difference of two values of an indicator, signed: "+17 million", "+1.5 points".
func (l Language) ValueChange(before, now *dataset.Figure) string {
	difference := now.Value - before.Value
	switch now.Indicator.Unit {
	case dataset.Ratio:
		return Signed(difference, tenths(difference*1000)+l.Pick(" points", " 个百分点"))
	case dataset.People:
		inMillions := func(f *dataset.Figure) bool { return f.Qualifier == "rounded" && math.Mod(f.Value, 1e6) == 0 }
		if inMillions(before) || inMillions(now) {
			difference = math.Round(difference/1e6) * 1e6
		}
	}
	return Signed(difference, l.Value(now.Indicator.Unit, difference))
}

// Signed adds a plus sign to the text of a value above 0, unless the text rounds it to 0.
func Signed(value float64, text string) string {
	if value <= 0 || !strings.ContainsAny(text, "123456789") {
		return text
	}
	return "+" + text
}

// large is a number with at most three decimals, in the largest unit that it reaches. The smallest unit is a
// million in English. In Chinese it is 万 (10,000), used from 100,000 on, and a number with a unit has no commas.
func (l Language) large(n float64) string {
	sizes, words := []float64{1e12, 1e9, 1e6}, []string{" trillion", " billion", " million"}
	if l == Chinese {
		sizes, words = []float64{1e12, 1e8, 1e4}, []string{" 万亿", " 亿", " 万"}
	}
	for i, size := range sizes {
		if math.Abs(n) >= max(size, 1e5) {
			text := rounded(n/size, 1000)
			if l == Chinese {
				text = strings.ReplaceAll(text, ",", "")
			}
			return text + words[i]
		}
	}
	return rounded(n, 1000)
}

// rounded rounds a number to a multiple of 1/parts, with commas and without zeros at the end. Adding 0 turns -0 into 0.
func rounded(n, parts float64) string {
	return withMinus(humanize.Commaf(math.Round(n*parts)/parts + 0))
}

// tenths is a tenth of n with one decimal.
func tenths(n float64) string { return withMinus(fmt.Sprintf("%.1f", math.Round(n)/10+0)) }

// withMinus writes a minus sign in place of a hyphen.
func withMinus(number string) string { return strings.Replace(number, "-", "\u2212", 1) }
