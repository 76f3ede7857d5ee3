package dataset

import (
	"fmt"
	"time"
)

// Period is the month that a figure is about, such as 2024-12, in months since January of year 0. Zero is no period.
type Period int32

// ParsePeriod reads a month written YYYY-MM.
func ParsePeriod(text string) (Period, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%.60q is not a month written YYYY-MM", text)
	}
	return Period(t.Year()*12 + int(t.Month()) - 1), nil
}

// UnmarshalText implements encoding.TextUnmarshaler with ParsePeriod.
func (p *Period) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePeriod(string(text))
	return err
}

// String writes the period as YYYY-MM, the value of the label "period".
func (p Period) String() string { return fmt.Sprintf("%04d-%02d", p/12, p%12+1) }

// End is the period's last day, 00:00 UTC: the moment at which its figures stand on a time axis.
func (p Period) End() time.Time {
	return time.Date(int(p/12), time.Month(p%12+1)+1, 0, 0, 0, 0, 0, time.UTC)
}

// Minus is the period that lies an interval earlier.
func (p Period) Minus(i Interval) Period { return p - Period(i) }

// yearsBetween is the time from one period to a later one in years, but at least 1.
func yearsBetween(before, now Period) float64 { return max(1, float64(now-before)/float64(Year)) }

// Interval is a number of months over which a figure is compared.
type Interval int32

// The intervals that changes are derived for. Reports usually compare with the December before: a June
// survey over half a year, a December survey over a year.
const (
	HalfYear Interval = 6
	Year     Interval = 12
)

// String is the value of the label "interval".
func (i Interval) String() string { return map[Interval]string{HalfYear: "6mo", Year: "1y"}[i] }
