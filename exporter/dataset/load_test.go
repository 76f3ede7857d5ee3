package dataset_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset"
)

// readArchive makes files of a txtar archive and lays them over others.
func readArchive(t *testing.T, name string, under fstest.MapFS) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	maps.Copy(files, under)
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

func good(t *testing.T) fstest.MapFS { return readArchive(t, "testdata/good.txtar", nil) }

func TestWrongFixtures(t *testing.T) {
	t.Parallel()
	fixtures, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil || len(fixtures) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, fixture := range fixtures {
		t.Run(strings.TrimSuffix(filepath.Base(fixture), ".txtar"), func(t *testing.T) {
			files := readArchive(t, fixture, good(t))
			d, err := dataset.Load(files, 0)
			if err == nil {
				t.Fatal("the fixture was loaded")
			}
			if d != nil {
				t.Error("there is a dataset beside the error")
			}
			if got, want := err.Error()+"\n", string(files["want"].Data); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

// Some programs write no line break at the end.
func TestFilesWithoutALastLineBreak(t *testing.T) {
	t.Parallel()
	want, err := dataset.Load(good(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	files := good(t)
	for _, f := range files {
		f.Data = bytes.TrimSuffix(f.Data, []byte("\n"))
	}
	got, err := dataset.Load(files, 0)
	if err != nil || summary(got) != summary(want) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestMissingFilesAndDirectories(t *testing.T) {
	t.Parallel()
	files := good(t)
	delete(files, "platforms.csv")
	delete(files, "platform_indicators.csv")
	_, err := dataset.Load(files, 0)
	want := "platform_indicators.csv:1: file: file does not exist\nplatforms.csv:1: file: file does not exist"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}

	// The error for a missing directory does not contain its path.
	dir := filepath.Join(t.TempDir(), "secret")
	_, err = dataset.Load(os.DirFS(dir), 0)
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "application_usage.csv:1: file: no such file or directory") {
		t.Errorf("got %v", err)
	}
}

func TestErrorsAreBounded(t *testing.T) {
	t.Parallel()
	files := good(t)
	var b strings.Builder
	b.WriteString("platform,title,title_zh\n")
	for range 1000 {
		b.WriteString("NO,,\n")
	}
	files["platforms.csv"].Data = []byte(b.String())
	_, err := dataset.Load(files, 0)
	problems := (*dataset.Errors)(nil)
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	if len(problems.Problems) != 100 || problems.More != 2901 {
		t.Errorf("got %d problems and %d more", len(problems.Problems), problems.More)
	}
	if !strings.HasSuffix(err.Error(), "\nand 2901 more") {
		t.Errorf("got %s", err)
	}
}

func TestReferencePeriod(t *testing.T) {
	t.Parallel()
	period := func(text string) dataset.Period {
		p, err := dataset.ParsePeriod(text)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct{ asked, want, err string }{
		{asked: "", want: "2024-12"},
		{asked: "2023-12", want: "2023-12"},
		{asked: "2024-06", want: "2024-06"},
		{asked: "2025-06", err: "reports.csv:1: period: the reference period 2025-06 has no survey; take one of 2023-12, 2024-06, 2024-12"},
	} {
		var reference dataset.Period
		if c.asked != "" {
			reference = period(c.asked)
		}
		d, err := dataset.Load(good(t), reference)
		if fmt.Sprint(err) != c.err && c.err != "" {
			t.Errorf("%s: got %v, want %s", c.asked, err, c.err)
		}
		if c.want != "" && (err != nil || d.Reference.Period != period(c.want)) {
			t.Errorf("%s: got %v, want %s", c.asked, d.Reference, c.want)
		}
	}
}
