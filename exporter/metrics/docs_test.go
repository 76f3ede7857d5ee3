package metrics_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/metrics"
)

const (
	docs       = "../../docs/metrics.md"
	tableStart = "<!-- table of metrics: written by go test ./exporter/metrics -update -->\n"
	tableEnd   = "<!-- end of the table -->\n"
)

// TestDocsListEveryMetric holds the table of docs/metrics.md against the catalogue.
func TestDocsListEveryMetric(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), tableStart)
	got, after, ended := strings.Cut(rest, tableEnd)
	if !found || !ended {
		t.Fatalf("%s lacks the comments around its table of metrics", docs)
	}
	want := table()
	if *update {
		if err := os.WriteFile(docs, []byte(before+tableStart+want+tableEnd+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("run: go test ./exporter/metrics -update\nthe table of %s differs: - is the page, + the catalogue\n%s", docs, difference(got, want))
	}
}

// table is the catalogue as a table in Markdown.
func table() string {
	var b strings.Builder
	b.WriteString("| Metric | Labels | Meaning |\n|---|---|---|\n")
	for _, m := range slices.Concat(metrics.Catalogue, metrics.History) {
		labels := "none"
		if len(m.Labels) > 0 {
			labels = strings.Join(m.Labels, ", ")
		}
		// Every figure's help ends in the same source.
		help, _, _ := strings.Cut(m.Help, " Source: ")
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Name, labels, help)
	}
	return b.String()
}

// difference lists the lines that only one of two texts has.
func difference(old, new string) string {
	var b strings.Builder
	only(&b, "- ", old, new)
	only(&b, "+ ", new, old)
	return b.String()
}

func only(b *strings.Builder, sign, text, other string) {
	known := map[string]bool{}
	for line := range strings.Lines(other) {
		known[line] = true
	}
	for line := range strings.Lines(text) {
		if !known[line] {
			b.WriteString(sign + line)
		}
	}
}
