package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

// Reading never panics, and every share that was read lies between 0 and 100.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/cases/*", "testdata/layouts/*.csv"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("there are no seeds in %s: %v", pattern, err)
		}
		for _, name := range files {
			content, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(content))
		}
	}
	d := datasettest.LoadReport57(f)
	names, facts := document.NewNames(d, nil), candidate.FactsOf(d)
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := document.Read(t.Context(), document.Stdin, strings.NewReader(text), true)
		if err != nil {
			return
		}
		for _, one := range read(doc, names, facts, &messages{}).figures {
			if pct := one.pct.Decimal.InexactFloat64(); pct < 0 || pct > 100 {
				t.Errorf("got a share of %v, want 0 to 100", pct)
			}
		}
	})
}
