package document

import (
	"fmt"
	"testing"
)

// The wanted numbers of people are in units of 10,000 people.
func TestParseNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"109,400": "109400, rounded to 1", "10.94亿人": "109400, rounded to 100", "8亿2113万": "82113, rounded to 1", "2亿4900万": "24900, rounded to 100", "2亿4,900万": "24900, rounded to 100", "10亿9,967万": "109967, rounded to 1", "8亿20万": "80020, rounded to 10", "8亿": "80000, rounded to 10000",
		"1.0851 billion": "108510, rounded to 10", "823 million people": "82300, rounded to 100", "5千万": "5000, rounded to 1000", "900 mln": "90000, rounded to 100", "1.13 bln": "113000, rounded to 1000",
		"8 亿 2113 万": "82113, rounded to 1", "1.1bn": "110000, rounded to 10000", "110,940 thousand": "11094, rounded to 1", "943 million users": "94300, rounded to 100", "9百万": "900, rounded to 100",
		"1,095,620,000": "109562, rounded to 1", "97.0%": "97.0 %", "80.6 percent": "80.6 %", "80.6 per cent": "80.6 %", "80.6 pct": "80.6 %", "-3": "not a number of people", "1.5": "not a number of people",
		// A dash is a minus sign only before decimals or a percent sign.
		"↓1.3%": "-1.3 %", "↑1.3%": "1.3 %", "▲1.3%": "1.3 %", "▼1.3%": "-1.3 %", "减少1.3%": "-1.3 %", "降低1.3%": "-1.3 %", "增加1.3%": "1.3 %", "上升1.3%": "1.3 %", "—3%": "-3 %", "1.3%▼": "-1.3 %", "1.3%↑": "1.3 %", "–1.3": "not a number of people", "–3": "not a number",
		// Without a unit, a number over 15 million is in people and others are in 10,000 people.
		"15,000,000": "15000000, rounded to 1", "16,000,000": "1600, rounded to 1",
		"2026.6": "not a number", "2026.6万": "not a number of people", "12,34": "not a number", "10.94亿户": "not a number", "short video": "not a number",
	} {
		n, ok := ParseNumber(text)
		users, rounding, countsPeople := n.People(0)
		got := fmt.Sprintf("%s, rounded to %d", users, rounding)
		switch {
		case !ok:
			got = "not a number"
		case n.Percent && !countsPeople:
			got = PrintNumber(n.Value) + " %"
		case !countsPeople:
			got = "not a number of people"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestOwnUnitOfANumberPrevails(t *testing.T) {
	t.Parallel()
	n, _ := ParseNumber("10.94亿")
	if users, _, ok := n.People(4); !ok || users.String() != "109400" {
		t.Errorf("in a column of units of 亿: got %s, %t, want 109400", users, ok)
	}
}

// The wanted exponents are those of units of 10,000 * 10^exponent people.
func TestUnitOf(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]int32{
		"Users (10 000)": 0, "Users, ten thousand": 0, "Users (10 thousand)": 0, "Users, 100 thousand": 1, "Ten-thousand users": 0, "Users (10k)": 0, "10 k users": 0, "Users, hundred million": 4, "Users, ten-million": 3,
		"Users (mn)": 2, "2026.6 亿人": 4, "2026-06 亿": 4, "202606 亿": 4, "June 2026, billion": 5, "Users, mln": 2, "Users, bln": 5, "十万人": 1, "Users (hundred thousand)": 1, "Users ('000)": -1, "Users (k)": -1, "千人": -1, "Users (persons)": -4, "Users, in individuals": -4, "单位: 名": -4,
	} {
		if got, ok := UnitOf(heading); got != want || !ok {
			t.Errorf("%s: got %d, %t, want %d", heading, got, ok, want)
		}
	}
	for _, text := range []string{"11.31亿网民", "11 亿网民", "1.131 billion users", "June 2026 (users)"} {
		if got, ok := UnitOf(text); ok {
			t.Errorf("%s: got %d, want no unit", text, got)
		}
	}
}

// Each wanted month is followed by its day, or by 0 if the text names none.
func TestMonths(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"截至2026年6月30日, 2025年12月": "2026-06 30, 2025-12 0, ", "2025年底": "2025-12 0, ", "2026.6用户规模": "2026-06 0, ", "June 2026 and Dec. 31st, 2025": "2026-06 0, 2025-12 31, ",
		"12 June 2026, 30th of June 2026 and 31 Dec. 2025": "2026-06 12, 2026-06 30, 2025-12 31, ", "45 June 2026, 5\nJune 2026": "2026-06 0, 2026-06 0, ", "Table 5 June 2026, 72.8 Jun. 2026": "2026-06 0, 2026-06 0, ",
		"Jun-26": "2026-06 0, ", "Dec. ’25, Jun '26": "2025-12 0, 2026-06 0, ", "the end of 2025": "2025-12 0, ", "2026-13 and 1.2026, market 2025": "",
		"12/2025 and 06/2026": "2025-12 0, 2026-06 0, ", "users 2026_06": "2026-06 0, ",
		"2026h1, 2025 Q4": "2026-06 0, 2025-12 0, ", "H1 2026, Q4, 2025": "2026-06 0, 2025-12 0, ", "1H26 and 2H 2025": "2026-06 0, 2025-12 0, ",
		"the first half of 2026, first-half 2025": "2026-06 0, 2025-06 0, ", "the first half of the year 2026": "2026-06 0, ", "Q2 26 million": "",
	} {
		var got string
		for _, m := range Months(text) {
			got += fmt.Sprint(m.Period, " ", m.Day, ", ")
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
