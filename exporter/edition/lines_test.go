package edition_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/edition"
)

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
		"CRLF":        func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) },
		"BOM":         func(b []byte) []byte { return append([]byte("\uFEFF"), b...) },
		"quotes":      func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(",table,"), []byte(`,"table",`)) },
		"blank lines": func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n2024"), []byte("\n\n2024")) },
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
				if !bytes.HasSuffix(c.After, []byte("\n")) {
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
