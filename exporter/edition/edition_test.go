package edition_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/edition"
	"cnnic_exporter/exporter/report"
)

var update = flag.Bool("update", false, "write what the fixtures want anew")

// fixture is a dataset, what is read into it, and what comes of that. Files of
// the archive replace those of the dataset package's small dataset; options,
// input/ and want are the test's own.
type fixture struct {
	name    string
	archive *txtar.Archive
	files   fstest.MapFS
	input   []txtar.File
	options edition.Options
}

func readFixture(t *testing.T, name string) *fixture {
	t.Helper()
	base, err := txtar.ParseFile("../dataset/testdata/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{name: name, files: fstest.MapFS{}, options: edition.Options{Report: "56", Today: "2025-07-21"}}
	f.archive, err = txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.ToLower(string(f.archive.Comment)), "made up") {
		t.Errorf("%s does not say that its figures are made up", name)
	}
	for _, file := range slices.Concat(base.Files, f.archive.Files) {
		switch {
		case file.Name == "options":
			for _, field := range strings.Fields(string(file.Data)) {
				key, value, _ := strings.Cut(field, "=")
				switch key {
				case "report":
					f.options.Report = value
				case "published":
					f.options.Published = value
				case "period":
					if f.options.Period, err = dataset.ParsePeriod(value); err != nil {
						t.Fatal(err)
					}
				default:
					t.Fatalf("%s has the option %s", name, key)
				}
			}
		case strings.HasPrefix(file.Name, "input/"):
			f.input = append(f.input, file)
		case file.Name != "want":
			f.files[file.Name] = &fstest.MapFile{Data: file.Data}
		}
	}
	return f
}

func (f *fixture) make(t *testing.T) (*edition.Edition, error) {
	t.Helper()
	d, err := dataset.Load(f.files, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var readings []*report.Reading
	for _, file := range f.input {
		readings = append(readings, report.Read(strings.TrimPrefix(file.Name, "input/"), file.Data, edition.Vocabulary(d)))
	}
	return edition.Make(f.files, readings, f.options)
}

// compare holds what came of a fixture against what it wants.
func (f *fixture) compare(t *testing.T, got string) {
	t.Helper()
	i := slices.IndexFunc(f.archive.Files, func(file txtar.File) bool { return file.Name == "want" })
	if *update {
		if i < 0 {
			f.archive.Files = append(f.archive.Files, txtar.File{Name: "want"})
			i = len(f.archive.Files) - 1
		}
		f.archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(f.name, txtar.Format(f.archive), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 || string(f.archive.Files[i].Data) != got {
		t.Errorf("got:\n%s", got)
	}
}

func fixtures(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	return names
}

func TestEachFixtureIsRejectedWithAllItsErrors(t *testing.T) {
	for _, name := range fixtures(t, "testdata/wrong/*.txtar") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f := readFixture(t, name)
			_, err := f.make(t)
			if err == nil {
				t.Fatal("it was taken")
			}
			f.compare(t, err.Error()+"\n")
		})
	}
}

// What a person is shown, and what becomes of the files.
func TestDiffs(t *testing.T) {
	for _, name := range fixtures(t, "testdata/right/*.txtar") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f := readFixture(t, name)
			e, err := f.make(t)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := e.WriteDiff(&b); err != nil {
				t.Fatal(err)
			}
			for _, c := range e.Files() {
				fmt.Fprintf(&b, "\n%s\n%s", c.Name, lineDiff(c.Before, c.After))
			}
			f.compare(t, b.String())
			f.again(t, e)
		})
	}
}

// again reads the same once more, when there is nothing new in it.
func (f *fixture) again(t *testing.T, e *edition.Edition) {
	t.Helper()
	for _, c := range e.Files() {
		f.files[c.Name] = &fstest.MapFile{Data: c.After}
		// A running exporter may see the directory between any two files.
		if _, err := dataset.Load(f.files, dataset.Options{}); err != nil {
			t.Errorf("after %s was written: %s", c.Name, err)
		}
	}
	e, err := f.make(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range e.Files() {
		t.Errorf("the second time %s changes:\n%s", c.Name, lineDiff(c.Before, c.After))
	}
}

// lineDiff lists the lines that are gone and those that are new.
func lineDiff(before, after []byte) string {
	had := map[string]bool{}
	for line := range strings.Lines(string(before)) {
		had[line] = true
	}
	var b strings.Builder
	kept := map[string]bool{}
	for line := range strings.Lines(string(after)) {
		kept[line] = true
		if !had[line] {
			b.WriteString("+" + line)
		}
	}
	for line := range strings.Lines(string(before)) {
		if !kept[line] {
			b.WriteString("-" + line)
		}
	}
	return b.String()
}

func TestTitlesOfNewReports(t *testing.T) {
	for number, want := range map[string]string{"58": "58th", "61": "61st", "62": "62nd", "63": "63rd", "71": "71st", "111": "111th", "112": "112th", "121": "121st"} {
		f := readFixture(t, "testdata/right/full.txtar")
		f.options.Report = number
		f.options.Period, _ = dataset.ParsePeriod("2025-06")
		e, err := f.make(t)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Report.Title; got != want+" Statistical Report on China's Internet Development" {
			t.Errorf("report %s has the title %s", number, got)
		}
	}
}

// Nothing that is shown depends on the order of a map.
func TestTheSameAgain(t *testing.T) {
	for _, name := range fixtures(t, "testdata/right/*.txtar") {
		seen := map[string]bool{}
		for range 5 {
			var b strings.Builder
			e, err := readFixture(t, name).make(t)
			if err != nil {
				t.Fatal(err)
			}
			if err := e.WriteDiff(&b); err != nil {
				t.Fatal(err)
			}
			seen[b.String()] = true
		}
		if len(seen) != 1 {
			t.Errorf("%s is shown in %d ways:\n%s", name, len(seen), strings.Join(slices.Collect(maps.Keys(seen)), "\n"))
		}
	}
}
