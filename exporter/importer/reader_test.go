package importer

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

var update = flag.Bool("update", false, "write the expected readings")

func readContent(t *testing.T, name string, content []byte, names *document.Names, facts candidate.Facts) *reader {
	t.Helper()
	doc, err := document.Read(document.Stdin, bytes.NewReader(content), true)
	if err != nil {
		t.Fatal(err)
	}
	doc.File = name
	return read(doc, names, facts, &messages{})
}

func readFile(t *testing.T, name string, d *dataset.Dataset) *reader {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return readContent(t, filepath.Base(name), content, document.NewNames(d, candidate.ApplicationNames, nil), candidate.FactsOf(d))
}

// describe returns what was read: one line for each figure, finding, problem and note. The line of a figure is
// LINE: PERIOD SUBJECT BASIS users USERS rounded to UNIT share SHARE growth GROWTH, with users in units of 10,000 people.
func describe(r *reader) string {
	var b strings.Builder
	for _, f := range r.figures {
		period := f.period.String()
		if f.period == 0 {
			period = "no-month"
		}
		fmt.Fprintf(&b, "%d: %s %s %s", f.line, period, f.subject.ID, f.basis)
		if f.users.Valid {
			fmt.Fprintf(&b, " users %s rounded to %d", f.users.Decimal, f.rounding)
		}
		if f.pct.Valid {
			fmt.Fprintf(&b, " share %s", printed(f.pct))
		}
		if f.growth.Valid {
			fmt.Fprintf(&b, " growth %s", printed(f.growth))
		}
		b.WriteString("\n")
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "finding %s\n", f)
	}
	for _, p := range r.problems {
		fmt.Fprintf(&b, "problem %s\n", p)
	}
	for _, n := range r.notes {
		fmt.Fprintf(&b, "note %s\n", n)
	}
	return b.String()
}

func TestReadingsOfCases(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	names, facts := document.NewNames(d, candidate.ApplicationNames, nil), candidate.FactsOf(d)
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("got %d cases and error %v, want at least one case and no error", len(cases), err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			compareReading(t, name, names, facts)
		})
	}
}

// compareReading reads the first file of an archive and compares the reading with the second one, "want".
func compareReading(t *testing.T, name string, names *document.Names, facts candidate.Facts) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	input, want := archive.Files[0], &archive.Files[1]
	got := describe(readContent(t, input.Name, input.Data, names, facts))
	if *update {
		want.Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got != string(want.Data) {
		t.Errorf("got\n%swant\n%s", got, want.Data)
	}
}

func TestMayBeRank(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"3": true, "999": true, "1,000": false, "96.7": false, "95%": false, "-": false} {
		if got := parseCell(text).mayBeRank(); got != want {
			t.Errorf("%s: got %t, want %t", text, got, want)
		}
	}
}

// The same invented table, printed to PDF by Chromium and by LibreOffice Writer, and turned into text
// by several tools: default, layout and raw are modes of pdftotext. No text yields a wrong pair of
// users and share, and each yields all pairs, unless the tool interleaved parts of columns.
func TestLayoutsOfOneTable(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	want := map[string]bool{}
	for _, f := range readFile(t, "testdata/layouts/table.csv", d).figures {
		want[pairKey(f)] = true
	}
	// The tables of these texts cannot be read.
	interleaved := map[string]bool{"chrome-en.default.txt": true, "writer-en.default.txt": true}
	files, err := filepath.Glob("testdata/layouts/*.txt")
	if err != nil || len(files) != 20 || len(want) != 32 {
		t.Fatalf("%d texts and %d pairs (%v), want 20 and 32", len(files), len(want), err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			r := readFile(t, name, d)
			pairs := 0
			for _, f := range r.figures {
				if f.basis != basisTable {
					continue
				}
				if !want[pairKey(f)] {
					t.Errorf("got the pair %s, which table.csv does not have", pairKey(f))
				}
				pairs++
			}
			switch {
			case interleaved[filepath.Base(name)]:
				if len(r.problems) == 0 {
					t.Error("got no problem, want one that says that the table was not understood")
				}
			case pairs != len(want) || len(r.problems) > 0:
				t.Errorf("got %d pairs of users and share and %d problems, want %d and none\n%s", pairs, len(r.problems), len(want), describe(r))
			}
		})
	}
}

// pairKey identifies a pair of users and share, with its month and subject.
func pairKey(f *statement) string {
	return fmt.Sprintf("%s %s %s %s", f.period, f.subject.ID, f.users.Decimal, printed(f.pct))
}

// The labels of report 55's charts are read as when the report was new: the test removes the figures of applications that
// the report states, and every figure of its survey and of later ones. Internet users are rounded to a million,
// because the dataset has most of their exact numbers from report 55.
func TestChartsOfReport55(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		return regexp.MustCompile(`(?m)^[^,\n]*,[^,\n]*,55,.*\n`).ReplaceAllString(rows, "")
	})
	d := datasettest.Load(t, os.DirFS(dir))
	facts, ownSurvey := candidate.FactsOf(d), monthsIn("2024.12")[0]
	for q, all := range facts {
		facts[q] = slices.DeleteFunc(all, func(one candidate.Fact) bool { return one.Period >= ownSurvey })
	}
	internet := facts[candidate.Quantity{Subject: dataset.InternetUsers}]
	for i, one := range internet {
		internet[i] = candidate.Fact{Period: one.Period, Value: math.Round(one.Value/100) * 100, Slack: 50.5} // As FactsOf returns for users rounded to a million.
	}
	compareReading(t, "testdata/charts-of-report-55.txtar", document.NewNames(d, candidate.ApplicationNames, nil), facts)
}
