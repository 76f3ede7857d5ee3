package main

import (
	"fmt"
	"os"
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
	var got []string
	for line := range strings.Lines(string(readme)) {
		if strings.HasPrefix(line, "| `cnnic_") && !strings.HasPrefix(line, "| `cnnic_exporter") || strings.HasPrefix(line, "| `cnnic_exporter_") || strings.HasPrefix(line, "| `CNNIC_") {
			got = append(got, strings.TrimSpace(line))
		}
	}
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
