package headline_test

import (
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

func TestValue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit  dataset.Unit
		value float64
		want  [2]string
	}{
		{dataset.People, 1.125e9, [2]string{"1,125 million", "11.25 亿"}},
		{dataset.Ratio, 0.801, [2]string{"80.1 %", "80.1%"}},
		{dataset.Yuan, 15.52e12, [2]string{"15.52 trillion yuan", "15.52 万亿元"}},
		{dataset.Yuan, 4.007e9, [2]string{"4.007 billion yuan", "40.07 亿元"}},
		{dataset.Quantity, 4191000, [2]string{"4.191 million", "419.1 万"}},
		{dataset.Quantity, 3340, [2]string{"3,340", "3,340"}},
		{dataset.Seconds, 110160, [2]string{"30.6 hours", "30.6 小时"}},
		{dataset.Seconds, -3600, [2]string{"−1 hours", "−1 小时"}},
	} {
		for i, l := range []headline.Language{headline.English, headline.Chinese} {
			if got := l.Value(c.unit, c.value); got != c.want[i] {
				t.Errorf("%v: got %q, want %q", c.value, got, c.want[i])
			}
		}
	}
}

func TestValueChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		unit       dataset.Unit
		difference float64
		want       [2]string
	}{
		{dataset.People, 17e6, [2]string{"+17 million", "+1700 万"}},
		{dataset.People, -4e6, [2]string{"−4 million", "−400 万"}},
		{dataset.Ratio, 0.015, [2]string{"+1.5 points", "+1.5 个百分点"}},
		{dataset.Ratio, -0.015, [2]string{"−1.5 points", "−1.5 个百分点"}},
		{dataset.Yuan, 0, [2]string{"0 yuan", "0元"}},
	} {
		for i, l := range []headline.Language{headline.English, headline.Chinese} {
			if got := l.ValueChange(c.unit, c.difference); got != c.want[i] {
				t.Errorf("%v: got %q, want %q", c.difference, got, c.want[i])
			}
		}
	}
}
