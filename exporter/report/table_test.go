package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/report"
)

// Each fixture has tables of one kind and what is read of them: figures, notes and
// problems. The figures are made up.
func TestTables(t *testing.T) {
	_, vocabulary := shipped(t)
	names, err := filepath.Glob("testdata/tables/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := &archive.Files[len(archive.Files)-1]
			var got strings.Builder
			for _, file := range archive.Files[:len(archive.Files)-1] {
				r := report.Read(file.Name, file.Data, vocabulary)
				fmt.Fprintf(&got, "# %s\n", file.Name)
				for _, u := range r.Usage {
					fmt.Fprintln(&got, written(u))
				}
				for _, n := range r.Notes {
					fmt.Fprintln(&got, "note", n)
				}
				for _, p := range r.Problems {
					fmt.Fprintln(&got, "problem", p)
				}
			}
			switch {
			case want.Name != "want":
				t.Fatalf("the last file is %s", want.Name)
			case *update:
				want.Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			case string(want.Data) != got.String():
				t.Errorf("got:\n%s", got.String())
			}
		})
	}
}

// What is no text, or has none, is answered with what to do.
func TestFilesThatAreNoText(t *testing.T) {
	_, vocabulary := shipped(t)
	for content, want := range map[string]string{
		"":                                     "is empty",
		"\xEF\xBB\xBF \n\n":                    "is empty",
		"%PDF-1.7\n%\xe2\xe3":                  "is a PDF; open it, and copy its text",
		"PK\x03\x04\x14\x00":                   "is a workbook or a document and no text; export the table from it as CSV",
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00": "is a workbook or a document and no text; export the table from it as CSV",
		"\x89PNG\r\n\x1a\n":                    "is a picture; the table is needed as text",
		"\xFF\xD8\xFF\xE0JFIF":                 "is a picture; the table is needed as text",
		strings.Repeat("\x00", 1000):           "is neither UTF-8, UTF-16 nor GB 18030 text",
		"\xFF":                                 "is neither UTF-8, UTF-16 nor GB 18030 text",
	} {
		r := report.Read("file", []byte(content), vocabulary)
		if len(r.Problems) != 1 || r.Problems[0].String() != "file:1: "+want {
			t.Errorf("%.10q: %v", content, r.Problems)
		}
	}
}
