package importer

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

var update = flag.Bool("update", false, "write the expected readings of testdata/cases")

// report57 is the dataset as of report 57.
func report57(t testing.TB) *dataset.Dataset {
	t.Helper()
	return datasettest.Load(t, os.DirFS(datasettest.Report57(t)))
}

func readFile(t *testing.T, name string, d *dataset.Dataset) *reader {
	t.Helper()
	doc, err := document.Read(t.Context(), name, nil, true)
	if err != nil {
		t.Fatal(err)
	}
	doc.File = filepath.Base(name)
	return read(doc, document.NewNames(d, nil), candidate.FactsOf(d), &messages{})
}

// describe writes a reading, one line for each figure, problem and note.
func describe(r *reader) string {
	var b strings.Builder
	for _, f := range r.figures {
		fmt.Fprintf(&b, "%d: %s %s %s", f.line, f.period, f.subject.ID, f.basis)
		if f.users.Valid {
			fmt.Fprintf(&b, " users %s/%d", f.users.Decimal, f.rounding)
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

func TestCases(t *testing.T) {
	t.Parallel()
	d := report57(t)
	files, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		if filepath.Ext(name) == ".want" {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			got := describe(readFile(t, name, d))
			if *update {
				if err := os.WriteFile(name+".want", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if err != nil || got != string(want) {
				t.Errorf("got\n%swant\n%s%v", got, want, err)
			}
		})
	}
}

// The same invented table as Chrome and LibreOffice Writer print it, in the text
// that PDF tools make of it: no cell is wrong in any, and all are there wherever the
// tool keeps rows or columns together.
func TestLayouts(t *testing.T) {
	t.Parallel()
	d := report57(t)
	want := map[string]bool{}
	for _, f := range readFile(t, "testdata/layouts/table.csv", d).figures {
		want[cellsOf(f)] = true
	}
	// Parts of columns of several rows each, mixed with each other.
	mixed := map[string]bool{"chrome-en.default.txt": true, "writer-en.default.txt": true}
	files, err := filepath.Glob("testdata/layouts/*.txt")
	if err != nil || len(files) != 20 || len(want) != 32 {
		t.Fatal(len(files), len(want), err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			r := readFile(t, name, d)
			right := 0
			for _, f := range r.figures {
				if f.basis != basisTable {
					continue
				}
				if !want[cellsOf(f)] {
					t.Errorf("wrong: %s", cellsOf(f))
				}
				right++
			}
			switch {
			case mixed[filepath.Base(name)]:
				if len(r.problems) == 0 {
					t.Error("the lost table is not a problem")
				}
			case right != len(want) || len(r.problems) > 0:
				t.Errorf("%d of %d pairs of users and share\n%s", right, len(want), describe(r))
			}
		})
	}
}

func cellsOf(f *statement) string {
	return fmt.Sprintf("%s %s %s %s", f.period, f.subject.ID, f.users.Decimal, printed(f.pct))
}

// The charts of report 55, laid out as the text of its PDF has them, give all that
// the dataset has of them: 60 pairs of users and share of twelve applications, and
// the Internet users, mobile users and their share at five surveys. The numbers of
// Internet users that confirm them are those known before the report, rounded, and
// none for its own survey.
func TestChartsOfReport55(t *testing.T) {
	t.Parallel()
	d := report57(t)
	months := monthsIn("2020.12 2021.12 2022.12 2023.12 2024.12")
	f := candidate.FactsOf(d)
	for q, all := range f {
		f[q] = slices.DeleteFunc(all, func(one candidate.Fact) bool { return one.Period == months[4] })
	}
	for i, one := range f[candidate.Quantity{Subject: dataset.InternetUsers}] {
		f[candidate.Quantity{Subject: dataset.InternetUsers}][i] = candidate.Fact{Period: one.Period, Value: math.Round(one.Value/100) * 100, Slack: 50.5}
	}
	doc := &document.Document{File: "charts"}
	want := map[string]bool{}
	number := 20
	chart := func(title string, people, shares []string) {
		number++
		// Labels stand higher the greater their number, and in their month's column.
		var rows [4]string
		for i := range months {
			for r, label := range []string{people[i], shares[i]} {
				row := 2*r + i%2
				rows[row] += strings.Repeat(" ", 12*(i+1)-len(rows[row])) + label
			}
		}
		doc.Lines = append(doc.Lines, document.Line{Number: number * 10, Text: fmt.Sprintf("      图 %d 2020.12-2024.12 %s", number, title)},
			document.Line{Number: number*10 + 1, Text: rows[3]}, document.Line{Number: number*10 + 2, Text: rows[2]},
			document.Line{Number: number*10 + 3, Text: "100000" + rows[1][6:] + "      100%"}, document.Line{Number: number*10 + 4, Text: "50000 " + rows[0][6:] + "      50%"},
			document.Line{Number: number*10 + 5, Text: "0" + strings.Repeat(" ", 80) + "0%"},
			document.Line{Number: number*10 + 6, Text: "          2020.12     2021.12     2022.12     2023.12     2024.12"},
			document.Line{Number: number*10 + 7, Text: "           用户规模（万人，左轴）   使用率（右轴）"})
	}
	for _, a := range d.Applications {
		var people, shares []string
		for _, p := range months {
			if u := a.UsageAt(p); u != nil && u.Rounding.Value == 1e4 && u.Penetration.Known && a.TitleZH != "" {
				people, shares = append(people, fmt.Sprintf("%.0f", u.Users.Value/1e4)), append(shares, fmt.Sprintf("%.1f%%", u.Penetration.Value*100))
			}
		}
		if len(people) != len(months) {
			continue
		}
		chart(a.TitleZH+"用户规模及使用率", people, shares)
		for i, p := range months {
			want[fmt.Sprintf("%s %s %s %s", p, a.ID, people[i], strings.TrimSuffix(shares[i], "%"))] = true
		}
	}
	applications := len(want)
	national := map[string][]string{}
	for _, n := range d.Nation {
		switch {
		case !slices.Contains(months, n.Period):
		case n.Indicator.Unit == dataset.Ratio:
			national[n.Indicator.ID] = append(national[n.Indicator.ID], fmt.Sprintf("%.1f%%", n.Value*100))
		default:
			national[n.Indicator.ID] = append(national[n.Indicator.ID], fmt.Sprintf("%.0f", n.Value/1e4))
		}
	}
	chart("网民规模和互联网普及率", national[dataset.InternetUsers], national["internet_penetration"])
	chart("手机网民规模及其占网民比例", national["mobile_internet_users"], national["mobile_share_of_internet_users"])
	for i, p := range months {
		want[fmt.Sprintf("%s %s %s ", p, dataset.InternetUsers, national[dataset.InternetUsers][i])] = true
		want[fmt.Sprintf("%s mobile_internet_users %s ", p, national["mobile_internet_users"][i])] = true
		for _, id := range []string{"internet_penetration", "mobile_share_of_internet_users"} {
			want[fmt.Sprintf("%s %s 0 %s", p, id, strings.TrimSuffix(national[id][i], "%"))] = true
		}
	}
	r := read(doc, document.NewNames(d, nil), f, &messages{})
	for _, one := range r.figures {
		if !want[cellsOf(one)] {
			t.Errorf("wrong: %s", cellsOf(one))
		}
		delete(want, cellsOf(one))
	}
	if applications < 60 || len(want) > 0 || len(r.notes)+len(r.problems) > 0 {
		t.Errorf("%d pairs; missing %v; %s", applications, want, describe(r))
	}
}
