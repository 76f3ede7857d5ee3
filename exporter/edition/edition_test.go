package edition_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
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

// shipped is the dataset of report 57 in memory.
func shipped(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	dir := os.DirFS(datasettest.Report57(t))
	names, err := fs.Glob(dir, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: content}
	}
	return files
}

// Table 5 of report 55, in every shape, gives back the lines of the dataset that
// are taken out of it here, each in its place.
func TestTable5GivesTheLinesOfTheDataset(t *testing.T) {
	const file = "application_usage.csv"
	whole := shipped(t)[file].Data
	// What a person wrote into the column of notes is no part of the table.
	note := `"includes micro-drama users (report 55, footnote 33); not like-for-like with 2023-12"`
	if !bytes.Contains(whole, []byte(note)) {
		t.Fatal("the note of the dataset has changed")
	}
	want := bytes.ReplaceAll(whole, []byte(note), nil)
	var without []byte
	removed := 0
	for line := range bytes.Lines(want) {
		if cells := strings.Split(string(line), ","); cells[2] == "55" && cells[7] == "table" {
			removed++
			continue
		}
		without = append(without, line...)
	}
	if removed != 32 {
		t.Fatalf("the dataset has %d lines of the table, want 32", removed)
	}
	for _, name := range fixtures(t, "../report/testdata/table5/*") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			files := shipped(t)
			files[file].Data = without
			f := &fixture{files: files, options: edition.Options{Report: "55"}}
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f.input = []txtar.File{{Name: "input/" + filepath.Base(name), Data: content}}
			e, err := f.make(t)
			if err != nil {
				t.Fatal(err)
			}
			changes := e.Files()
			if len(changes) != 1 || changes[0].Name != file {
				t.Fatalf("%d files change", len(changes))
			}
			if !bytes.Equal(changes[0].After, want) {
				t.Errorf("got\n%s", lineDiff(want, changes[0].After))
			}
			f.again(t, e)
		})
	}
}

// A file is changed as it is: its ends of lines, byte order mark, quotes and
// order of columns stay.
func TestFilesAsOtherProgramsWriteThem(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{
		"CRLF":           func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
		"BOM":            func(b []byte) []byte { return append([]byte("\uFEFF"), b...) },
		"no end of line": func(b []byte) []byte { return bytes.TrimSuffix(b, []byte("\n")) },
		"quotes":         func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(",table,"), []byte(`,"table",`)) },
		"blank lines":    func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n2024"), []byte("\n\n2024")) },
		"a note of two lines": func(b []byte) []byte {
			return bytes.Replace(b, []byte(",table,\n"), []byte(",table,\"one\ntwo\"\n"), 1)
		},
		"other columns": func(b []byte) []byte {
			var out []byte
			for line := range bytes.Lines(b) {
				first, rest, _ := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(","))
				out = fmt.Appendf(out, "%s,%s\n", rest, first)
			}
			return out
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := readFixture(t, "testdata/right/full.txtar")
			for _, file := range []string{"application_usage.csv", "national_indicators.csv"} {
				f.files[file] = &fstest.MapFile{Data: change(f.files[file].Data)}
			}
			e, err := f.make(t)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range e.Files() {
				if rest := lacking(c.Before, c.After); rest != "" {
					t.Errorf("%s lost %q", c.Name, rest)
				}
				if got, want := bytes.Count(c.After, []byte("\r\n")), bytes.Count(c.After, []byte("\n")); bytes.Contains(c.Before, []byte("\r\n")) && got != want {
					t.Errorf("%s: %d of %d lines end in CRLF", c.Name, got, want)
				}
				if bytes.HasSuffix(c.Before, []byte("\n")) != bytes.HasSuffix(c.After, []byte("\n")) {
					t.Errorf("the end of %s changed", c.Name)
				}
			}
			f.again(t, e)
		})
	}
}

// lacking is the first line of a text that another does not have, in its order.
func lacking(before, after []byte) string {
	for line := range bytes.Lines(before) {
		line = bytes.TrimRight(line, "\r\n")
		i := bytes.Index(after, line)
		if i < 0 {
			return string(line)
		}
		after = after[i+len(line):]
	}
	return ""
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
