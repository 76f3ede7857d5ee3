package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/edition"
	"cnnic_exporter/exporter/report"
)

// shipped is the dataset of report 57 and the names in it.
func shipped(t testing.TB) (*dataset.Dataset, *report.Vocabulary) {
	t.Helper()
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.Nation = slices.DeleteFunc(d.Nation, func(f *dataset.Figure) bool { return strings.HasPrefix(f.Indicator.ID, "urban_") })
	return d, edition.Vocabulary(d)
}

// written is an observation in a form that can be compared.
func written(u report.Usage) string {
	text := fmt.Sprintf("%s %s", u.Period, u.Subject)
	if u.Users.Valid {
		text += fmt.Sprintf(" %s/%d", u.Users.Decimal, u.Rounding)
	}
	if u.Penetration.Valid {
		text += fmt.Sprintf(" %s%%", u.Penetration.Decimal)
	}
	if u.Growth.Valid {
		text += fmt.Sprintf(" %s%%/%s", u.Growth.Decimal, u.Interval)
	}
	return text
}

// Table 5 of report 55, in every shape in which a person may have got hold of
// it, is what the dataset has of it.
func TestTable5InEveryShape(t *testing.T) {
	d, vocabulary := shipped(t)
	var want []string
	for _, u := range d.Usage {
		if u.Report.ID != "55" || u.Basis != "table" {
			continue
		}
		line := fmt.Sprintf("%s %s %.0f/1 %s%%", u.Period, u.Application.ID, u.Users.Value/1e4, percent(u.Penetration))
		if u.StatedGrowth.Known {
			line += fmt.Sprintf(" %s%%/1y", percent(u.StatedGrowth))
		}
		want = append(want, line)
	}
	slices.Sort(want)
	if len(want) != 32 {
		t.Fatalf("the dataset has %d figures of the table, want 32", len(want))
	}
	files, err := filepath.Glob("testdata/table5/*")
	if err != nil || len(files) < 9 {
		t.Fatal("shapes are missing", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := report.Read(filepath.Base(file), content, vocabulary)
			var got []string
			for _, u := range r.Usage {
				got = append(got, written(u))
				if !u.Table || u.Line == 0 {
					t.Errorf("%s is of no table or of no line", written(u))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if len(r.Problems)+len(r.Notes)+len(r.Figures) != 0 {
				t.Errorf("there are problems %v, notes %v, figures %v", r.Problems, r.Notes, r.Figures)
			}
		})
	}
}

func percent(n dataset.Number) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", n.Value*100), ".0")
}

// A table as pdftotext lays it out, between a heading of the chapter, a page
// number and a footnote. Its figures are made up.
func TestPageOfAPDF(t *testing.T) {
	_, vocabulary := shipped(t)
	content, err := os.ReadFile("testdata/pasted/layout.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := report.Read("layout.txt", content, vocabulary)
	var got []string
	for _, u := range r.Usage {
		got = append(got, written(u))
	}
	want := []string{
		"2025-12 instant_messaging 109214/1 97.1%", "2026-06 instant_messaging 110079/1 97.3% 0.8%/6mo",
		"2025-12 online_video 108088/1 96.1%", "2026-06 online_video 108944/1 96.3% 0.8%/6mo",
		"2025-12 short_video 107412/1 95.5%", "2026-06 short_video 105800/1 93.5% -1.5%/6mo",
		"2025-12 micro_drama 65000/1 57.8%", "2026-06 micro_drama 67100/1 59.3% 3.2%/6mo",
	}
	if !slices.Equal(got, want) || len(r.Problems)+len(r.Notes) != 0 {
		t.Errorf("got\n%s\nproblems %v, notes %v", strings.Join(got, "\n"), r.Problems, r.Notes)
	}
}
