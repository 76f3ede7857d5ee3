package dataset_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/prometheus/common/expfmt"
	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/metrics"
)

// Files of any content are either rejected with printable problems, or loaded and
// published.
func FuzzLoad(f *testing.F) {
	fixtures, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil || len(fixtures) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, name := range append(fixtures, "testdata/good.txtar") {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	base, err := txtar.ParseFile("testdata/good.txtar")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, archive []byte) {
		files := fstest.MapFS{}
		for _, file := range slices.Concat(base.Files, txtar.Parse(archive).Files) {
			files[file.Name] = &fstest.MapFile{Data: file.Data}
		}
		d, err := dataset.Load(files, 0)
		if err != nil {
			problems := (*dataset.Errors)(nil)
			if d != nil || !errors.As(err, &problems) || len(problems.Problems) == 0 {
				t.Fatalf("got dataset %v and error %v, want nil and an *Errors with problems", d, err)
			}
			for _, p := range problems.Problems {
				if p.File == "" || p.Line < 1 || p.Column == "" || p.Message == "" || !utf8.ValidString(p.String()) || strings.Contains(p.String(), "\n") {
					t.Errorf("not printable on one line, or a field is missing: %q", p)
				}
			}
			return
		}
		families := metrics.Families(metrics.Catalogue, metrics.Snapshot{Dataset: d, Loaded: time.Unix(1_800_000_000, 0)})
		if err := exposition.Write(io.Discard, families, expfmt.FmtOpenMetrics_1_0_0); err != nil {
			t.Errorf("what was loaded cannot be published: %v", err)
		}
		if err := history.Write(io.Discard, d); err != nil {
			t.Errorf("the history of what was loaded cannot be written: %v", err)
		}
	})
}

// A month is written as it was read.
func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{"2024-12", "0001-01", "9999-12", "0000-01", "2024-13", "2024-1", "-001-01", "2024-12 ", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := dataset.ParsePeriod(text)
		if err == nil && (p == 0 || p.String() != text) {
			t.Errorf("%q is read as %s", text, p)
		}
		if err == nil && p.End().Format("2006-01") != text {
			t.Errorf("%q ends on %s", text, p.End())
		}
	})
}
