package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/history"
)

// The README's tables say what the program says of itself.
func TestREADMEHasEveryMetric(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	metric := func(name string, labels []string, help string) {
		listed := "none"
		if len(labels) > 0 {
			listed = strings.Join(labels, ", ")
		}
		help, _, _ = strings.Cut(help, " Source: ")
		want = append(want, fmt.Sprintf("| `%s` | %s | %s |", name, listed, help))
	}
	for _, m := range history.Catalogue {
		metric(m.Name, m.Labels, m.Help)
	}
	rows := regexp.MustCompile("(?m)^\\| `cnnic_history_[a-z0-9_]+` \\|.*$")
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
