package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/metrics"
)

// The README's tables say what the program says of itself.
func TestREADMEHasEveryMetricAndVariable(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range metrics.Catalogue {
		labels := "none"
		if len(m.Labels) > 0 {
			labels = strings.Join(m.Labels, ", ")
		}
		help, _, _ := strings.Cut(m.Help, " Source: ")
		want = append(want, fmt.Sprintf("| `%s` | %s | %s |", m.Name, labels, help))
	}
	for _, v := range config.Variables() {
		value := "empty"
		if v.Default != "" {
			value = "`" + v.Default + "`"
		}
		want = append(want, fmt.Sprintf("| `%s` | %s | %s |", v.Name, value, v.Help))
	}
	rows := regexp.MustCompile("(?m)^\\| `(?:cnnic|CNNIC)_[A-Za-z0-9_]+` \\|.*$")
	got := rows.FindAllString(string(readme), -1)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("the README lacks the line\n%s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("the README has a line too many\n%s", line)
		}
	}
}
