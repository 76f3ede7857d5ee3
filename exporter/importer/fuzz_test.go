package importer

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

// Reading never panics, and every share that was read lies between 0 and 100.
func FuzzRead(f *testing.F) {
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatalf("got %d cases and error %v, want at least one case and no error", len(cases), err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	d := datasettest.LoadReport57(f)
	names, facts := document.NewNames(d, candidate.ApplicationNames, nil), candidate.FactsOf(d)
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := document.Read(document.Stdin, strings.NewReader(text), true)
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
