package dataset

import (
	"fmt"
	"regexp"
	"testing"
	"time"
)

// What is read by hand is what the library would read.
func TestNumeralsAndPeriods(t *testing.T) {
	decimal, integral := regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`), regexp.MustCompile(`^[+-]?[0-9]+$`)
	const letters = "+-09.e\n"
	texts := []string{""}
	for range 5 {
		for _, text := range texts {
			if gotDecimal, gotIntegral := numeral(text); gotDecimal != decimal.MatchString(text) || gotIntegral != integral.MatchString(text) {
				t.Fatalf("%q: got %v and %v", text, gotDecimal, gotIntegral)
			}
		}
		var longer []string
		for _, text := range texts {
			for _, l := range letters {
				longer = append(longer, text+string(l))
			}
		}
		texts = longer
	}

	periods := []string{"", "2024-1", "2024-012", "2024_12", "20240-1", "+024-12", "2024-1x", "202４-12", " 024-12", "2024--1"}
	for year := 0; year < 10_000; year += 13 {
		for month := range 15 {
			periods = append(periods, fmt.Sprintf("%04d-%02d", year, month))
		}
	}
	for _, text := range periods {
		got, err := ParsePeriod(text)
		want, wantErr := time.Parse("2006-01", text)
		if (err == nil) != (wantErr == nil && want.Year() > 0) {
			t.Errorf("%q gives %v, the library %v", text, err, wantErr)
		}
		if err == nil && (got.String() != text || got.End() != want.AddDate(0, 1, -1)) {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}
