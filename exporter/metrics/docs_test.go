package metrics_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"cnnic_exporter/exporter/metrics"
)

const (
	docs       = "../../docs/metrics.md"
	tableStart = "<!-- tables of metrics: written by go test ./exporter/metrics -update -->\n\n"
	tableEnd   = "\n<!-- end of the tables -->\n"
)

// TestDocsListEveryMetric compares the tables of docs/metrics.md with the catalogue.
func TestDocsListEveryMetric(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), tableStart)
	old, after, ended := strings.Cut(rest, tableEnd)
	if !found || !ended {
		t.Fatalf("%s lacks the comments around its tables of metrics", docs)
	}
	current := tables()
	if *update {
		if err := os.WriteFile(docs, []byte(before+tableStart+current+tableEnd+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old != current {
		t.Errorf("run: go test ./exporter/metrics -update\nthe tables of %s differ: - is the page, + the catalogue\n%s", docs, difference(old, current))
	}
}

// tables returns the Markdown tables of the metrics at /metrics and of those at /history.
func tables() string {
	return "### At /metrics\n\n" + table(metrics.Catalogue) + "\n### At /history and by remote read\n\n" + table(metrics.History)
}

func table(catalogue []metrics.Metric) string {
	var b strings.Builder
	b.WriteString("| Metric | Labels | Meaning |\n|---|---|---|\n")
	for _, m := range catalogue {
		labels := "none"
		if len(m.Labels) > 0 {
			labels = strings.Join(m.Labels, ", ")
		}
		// The source at the end of a help text is left out.
		help, _, _ := strings.Cut(m.Help, " Source: ")
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Name, labels, help)
	}
	return b.String()
}

// difference lists the lines that only the old text has, prefixed with "- ", and those that only the
// current one has, prefixed with "+ ".
func difference(old, current string) string {
	var b strings.Builder
	writeMissing(&b, "- ", old, current)
	writeMissing(&b, "+ ", current, old)
	return b.String()
}

// writeMissing writes the lines of a text that the other lacks, each prefixed with sign.
func writeMissing(b *strings.Builder, sign, text, other string) {
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
