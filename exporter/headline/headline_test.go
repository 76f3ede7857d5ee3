package headline_test

import (
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

func TestPeople(t *testing.T) {
	t.Parallel()
	for n, want := range map[float64][2]string{
		1039530000: {"1,039.53 million", "10.40 亿"},
		1108000000: {"1,108 million", "11.08 亿"},
		782000000:  {"782 million", "7.82 亿"},
		100000000:  {"100 million", "1.00 亿"},
		99995000:   {"100 million", "1.00 亿"},
		99990000:   {"99.99 million", "9999 万"},
		13770000:   {"13.77 million", "1377 万"},
		-13770000:  {"−13.77 million", "−1377 万"},
		-782000000: {"−782 million", "−7.82 亿"},
		1000000:    {"1 million", "100 万"},
		950000:     {"950,000", "95 万"},
		10000:      {"10,000", "1 万"},
		0:          {"0", "0"},
	} {
		if got := headline.English.People(n); got != want[0] {
			t.Errorf("%v: got %q, want %q", n, got, want[0])
		}
		if got := headline.Chinese.People(n); got != want[1] {
			t.Errorf("%v: got %q, want %q", n, got, want[1])
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for ratio, want := range map[float64][2]string{
		0.938:    {"93.8 %", "93.8%"},
		-0.01307: {"−1.3 %", "−1.3%"},
		-0.0001:  {"0.0 %", "0.0%"},
		1:        {"100.0 %", "100.0%"},
	} {
		if got := headline.English.Percent(ratio); got != want[0] {
			t.Errorf("%v: got %q, want %q", ratio, got, want[0])
		}
		if got := headline.Chinese.Percent(ratio); got != want[1] {
			t.Errorf("%v: got %q, want %q", ratio, got, want[1])
		}
	}
}

func known(value float64) dataset.Number { return dataset.Number{Value: value, Known: true} }

func TestChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		people, rounding, growth float64
		want                     [2]string
	}{
		{-13770000, 1e4, -0.01307, [2]string{"−13.77 million (−1.3 %)", "−1377 万（−1.3%）"}},
		{34470000, 1e4, 0.0331, [2]string{"+34.47 million (+3.3 %)", "+3447 万（+3.3%）"}},
		{-120000, 1e4, -0.0001, [2]string{"−120,000 (0.0 %)", "−12 万（0.0%）"}},
		{300000, 5e5, 0.0003, [2]string{"0 (0.0 %)", "0（0.0%）"}},
		{-300000, 5e5, -0.0003, [2]string{"0 (0.0 %)", "0（0.0%）"}},
		// One number was rounded to 10 million, the other to 100,000. The rounding is half the sum of both.
		{-64200000, 505e4, -0.0639, [2]string{"−64 million (−6.4 %)", "−6400 万（−6.4%）"}},
	} {
		change := dataset.Change{Users: known(c.people), Rounding: known(c.rounding), Growth: known(c.growth)}
		for i, l := range []headline.Language{headline.English, headline.Chinese} {
			if got := l.Change(change); got != c.want[i] {
				t.Errorf("got %q, want %q", got, c.want[i])
			}
		}
	}
}

func TestMonth(t *testing.T) {
	t.Parallel()
	p, err := dataset.ParsePeriod("2020-03")
	if err != nil {
		t.Fatal(err)
	}
	if got := headline.English.Month(p); got != "March 2020" {
		t.Errorf("got %q, want March 2020", got)
	}
	if got := headline.Chinese.Month(p); got != "2020 年 3 月" {
		t.Errorf("got %q, want 2020 年 3 月", got)
	}
}

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
		{dataset.Quantity, 399.4e9, [2]string{"399.4 billion", "3994 亿"}},
		{dataset.Quantity, 69148, [2]string{"69,148", "69,148"}},
		{dataset.Quantity, 3340, [2]string{"3,340", "3,340"}},
		{dataset.Seconds, 110160, [2]string{"30.6 hours", "30.6 小时"}},
		{dataset.Seconds, -3600, [2]string{"−1.0 hours", "−1.0 小时"}},
		{dataset.Seconds, -100, [2]string{"0.0 hours", "0.0 小时"}},
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
		unit        dataset.Unit
		before, now float64
		qualifiers  [2]string // Of before and now.
		want        [2]string
	}{
		{dataset.People, 1_108_330_000, 1_125_330_000, [2]string{"exact", "exact"}, [2]string{"+17 million", "+1700 万"}},
		{dataset.People, 604e6, 600e6, [2]string{"exact", "exact"}, [2]string{"−4 million", "−400 万"}},
		{dataset.People, 1_108_330_000, 1_125_000_000, [2]string{"exact", "exact"}, [2]string{"+16.67 million", "+1667 万"}},
		{dataset.People, 1_108_330_000, 1_125_000_000, [2]string{"derived", "exact"}, [2]string{"+16.67 million", "+1667 万"}},
		{dataset.People, 7_450_000, 7_800_000, [2]string{"rounded", "exact"}, [2]string{"+350,000", "+35 万"}},
		{dataset.People, 1_108_000_000, 1_125_330_000, [2]string{"rounded", "exact"}, [2]string{"+17 million", "+1700 万"}},
		{dataset.People, 1_108_330_000, 1_125_000_000, [2]string{"exact", "rounded"}, [2]string{"+17 million", "+1700 万"}},
		{dataset.Ratio, 0.8, 0.815, [2]string{"rounded", "exact"}, [2]string{"+1.5 points", "+1.5 个百分点"}},
		{dataset.Ratio, 0.815, 0.8, [2]string{"exact", "exact"}, [2]string{"−1.5 points", "−1.5 个百分点"}},
		{dataset.Yuan, 2e12, 0.5e12, [2]string{"exact", "exact"}, [2]string{"−1.5 trillion yuan", "−1.5 万亿元"}},
		{dataset.Yuan, 1e12, 1e12, [2]string{"exact", "exact"}, [2]string{"0 yuan", "0元"}},
		{dataset.Quantity, 4_191_000, 4_200_000, [2]string{"rounded", "exact"}, [2]string{"+9,000", "+9,000"}},
	} {
		indicator := &dataset.Indicator{Unit: c.unit}
		before := &dataset.Figure{Indicator: indicator, Value: c.before, Qualifier: c.qualifiers[0]}
		now := &dataset.Figure{Indicator: indicator, Value: c.now, Qualifier: c.qualifiers[1]}
		for i, l := range []headline.Language{headline.English, headline.Chinese} {
			if got := l.ValueChange(before, now); got != c.want[i] {
				t.Errorf("from %v to %v: got %q, want %q", c.before, c.now, got, c.want[i])
			}
		}
	}
}
