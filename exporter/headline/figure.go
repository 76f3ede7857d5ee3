package headline

import (
	"math"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
)

// Value is an indicator's value in its unit: "1,125 million", "80.1 %",
// "15.52 trillion yuan", "4.19 million", "30.6 hours", "11.25 亿".
func (l Language) Value(unit dataset.Unit, value float64) string {
	if value < 0 {
		return minus + l.Value(unit, -value)
	}
	switch unit {
	case dataset.People:
		return l.People(value)
	case dataset.Ratio:
		return l.Percent(value)
	case dataset.Yuan:
		return l.large(value) + l.Pick(" yuan", "元")
	case dataset.Seconds:
		return humanize.Commaf(math.Round(value/360)/10) + l.Pick(" hours", " 小时")
	default:
		return l.large(value)
	}
}

// ValueChange is the difference of two values of an indicator, signed:
// "+17 million", "+1.5 points", "+1.5 个百分点".
func (l Language) ValueChange(unit dataset.Unit, difference float64) string {
	text := l.Value(unit, difference)
	if unit == dataset.Ratio {
		text = tenths(difference) + l.Pick(" points", " 个百分点")
	}
	return Signed(difference, text)
}

// large is a number in the largest words that it fills, to four digits or more.
func (l Language) large(n float64) string {
	type scale struct {
		size float64
		word string
	}
	scales := []scale{{1e12, " trillion"}, {1e9, " billion"}, {million, " million"}}
	if l == Chinese {
		scales = []scale{{1e12, " 万亿"}, {yi, " 亿"}, {wan, " 万"}}
	}
	for _, s := range scales {
		if n >= s.size {
			return humanize.Commaf(math.Round(n/s.size*1000)/1000) + s.word
		}
	}
	return humanize.Commaf(n)
}
