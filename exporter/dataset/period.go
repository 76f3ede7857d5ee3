package dataset

import (
	"fmt"
	"strings"
	"time"
)

// Period is the month that a figure speaks of, such as 2024-12 for the survey
// of December 2024. The zero value is no period.
type Period int32

const periodPattern = "YYYY-MM"

// ParsePeriod reads a month written YYYY-MM.
func ParsePeriod(text string) (Period, error) {
	p, ok := parsePeriod(text)
	if !ok {
		return 0, fmt.Errorf("%s is not a month written %s", quoted(text), periodPattern)
	}
	return p, nil
}

// parsePeriod leaves out to say what is wrong. A load reads a month in every row,
// and time.Parse would be half of its work.
func parsePeriod(text string) (p Period, ok bool) {
	ok = len(text) == len(periodPattern) && text[4] == '-'
	digits := Period(0)
	for i := 0; ok && i < len(text); i++ {
		if i != 4 {
			ok = '0' <= text[i] && text[i] <= '9'
			digits = digits*10 + Period(text[i]-'0')
		}
	}
	year, month := digits/100, digits%100
	if !ok || year < 1 || month < 1 || month > 12 {
		return 0, false
	}
	return year*12 + month - 1, true
}

// UnmarshalText implements encoding.TextUnmarshaler by ParsePeriod.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePeriod(string(text))
	return err
}

// String writes the period as YYYY-MM, the value of the label "period".
func (p Period) String() string {
	year, month := p/12, p%12+1
	if year < 0 || year > 9999 {
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	// A load writes as many as there are series.
	digit := func(n Period) byte { return byte('0' + n%10) }
	return string([]byte{digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10), digit(month)})
}

// End is the period's last day, 00:00 UTC: the moment at which its figures
// stand on a time axis.
func (p Period) End() time.Time {
	return time.Date(int(p/12), time.Month(p%12+1)+1, 0, 0, 0, 0, 0, time.UTC)
}

// Before is the period that lies an interval earlier.
func (p Period) Before(i Interval) Period { return p - Period(i) }

// Interval is a number of months over which a figure is compared.
type Interval int32

// The intervals that changes are derived for: CNNIC surveys in June and in
// December, and its reports compare with the survey of a year before.
const (
	HalfYear Interval = 6
	Year     Interval = 12
)

// Intervals are all intervals that changes are derived for.
var Intervals = []Interval{Year, HalfYear}

// String is the value of the label "interval".
func (i Interval) String() string {
	if i%12 == 0 {
		return fmt.Sprintf("%dy", i/12)
	}
	return fmt.Sprintf("%dmo", int32(i))
}

// quoted is a value from a file. A message has it in quotation marks, and cut to a
// length that a reader of logs can bear.
type quoted string

// String implements fmt.Stringer.
func (q quoted) String() string {
	const limit = 60
	if cut := []rune(strings.ToValidUTF8(string(q), "\uFFFD")); len(cut) > limit {
		return fmt.Sprintf("%q…", string(cut[:limit]))
	}
	return fmt.Sprintf("%q", string(q))
}
