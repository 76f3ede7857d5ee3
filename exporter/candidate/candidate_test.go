package candidate_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

var update = flag.Bool("update", false, "write the expected rows")

// frozenFinder knows the frozen dataset as of report 57, so that imports do not change the results.
func frozenFinder(t testing.TB) *candidate.Finder {
	t.Helper()
	return candidate.NewFinder(datasettest.LoadReport57(t))
}

// find proposes the figures of a text. Finder.Find says what the period does.
func find(text string, finder *candidate.Finder, period dataset.Period) []candidate.Candidate {
	d := &document.Document{File: "text"}
	for i, l := range strings.Split(document.Normalise(text), "\n") {
		d.Lines = append(d.Lines, document.Line{Number: i + 1, Text: l})
	}
	return finder.Find(d, period)
}

// brief writes a row without its sentence: "x 2026-06 short_video 106800/100 94.4%" (users and their rounding, in
// 10,000 people, and a share) if it has no flags, else "2026-06 short_video 1.4% [change]". 0000-01 is an unknown
// survey. docs/importing.md explains the flags.
func brief(c candidate.Candidate) string {
	var b strings.Builder
	if c.Flags == 0 {
		b.WriteString("x ")
	}
	fmt.Fprint(&b, c.Period, " ", c.Subject)
	if c.Users != "" {
		fmt.Fprintf(&b, " %s/%s", c.Users, c.Rounding)
	}
	if c.Percent != "" {
		b.WriteString(" " + c.Percent + "%")
	}
	if c.Flags != 0 {
		fmt.Fprintf(&b, " [%v]", c.Flags)
	}
	return b.String()
}

// compare fails the test unless the rows are the wanted ones, as brief writes them.
func compare(t *testing.T, rows []candidate.Candidate, want ...string) {
	t.Helper()
	var got []string
	for _, c := range rows {
		got = append(got, brief(c))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func june2026(t testing.TB) dataset.Period {
	t.Helper()
	p, err := dataset.ParsePeriod("2026-06")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// testdata/figures has a file for each flag, and one for texts whose figures have none.
func TestFigures(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	files, err := filepath.Glob("testdata/figures/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d files and error %v, want at least one file and no error", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			compareFile(t, name, finder)
		})
	}
}

// compareFile compares the figures that are found in the texts of an archive with the rows below each text, which
// begin with "= ".
func compareFile(t *testing.T, name string, finder *candidate.Finder) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range archive.Files {
		parts := strings.Split(strings.TrimSuffix(string(c.Data), "\n"), "\n= ")
		text, want := parts[0], parts[1:]
		rows := find(text, finder, june2026(t))
		if *update {
			for _, row := range rows {
				text += "\n= " + brief(row)
			}
			archive.Files[i].Data = []byte(text)
			continue
		}
		t.Run(c.Name, func(t *testing.T) { compare(t, rows, want...) })
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// In testdata/flags.txtar, each file is named after a flag. It has templates and, below each, words divided by line
// breaks or bars. Each word in turn stands for № in the template, whose last figure then has the flag.
func TestWordsRaiseFlags(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	archive, err := txtar.ParseFile("testdata/flags.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, flag := range archive.Files {
		for block := range strings.SplitSeq(strings.TrimSpace(string(flag.Data)), "\n\n") {
			template, words, _ := strings.Cut(block, "\n")
			for word := range strings.SplitSeq(strings.ReplaceAll(words, "\n", "|"), "|") {
				text := strings.ReplaceAll(template, "№", word)
				rows := find(text, finder, june2026(t))
				if len(rows) == 0 || !slices.Contains(strings.Fields(rows[len(rows)-1].Flags.String()), flag.Name) {
					t.Errorf("%s: got %+v, want a last row with the flag %s", text, rows, flag.Name)
				}
			}
		}
	}
}

func TestNumbersOfThingsAreNoFigures(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	things := "yuan|RMB|US dollars|orders|trips|visits|jobs|times|hours|minutes|courses|companies|base stations|" +
		"square meters|websites|apps|vehicles|drivers|items|parcels|downloads|works|titles|GB|requests|views|patients"
	for thing := range strings.SplitSeq(things, "|") {
		compare(t, find("Online shopping has 972 million "+thing+".", finder, june2026(t)))
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	const header = "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\n"
	finder := frozenFinder(t)
	found := find("截至2026年6月,短视频用户规模达10.68亿人,较2025年12月增长700万人,占网民整体的94.4%。\n=互联网普及率达80.6%。", finder, 0)
	var b strings.Builder
	if err := candidate.Write(&b, found); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), header+"x,2026-06,short_video,106800,100,94.4,,text,1,") {
		t.Errorf("got\n%s\nwant the header, then the row of short video", b.String())
	}
	// Find removes the =, with which a formula begins in a spreadsheet.
	if !strings.HasSuffix(b.String(), ",text,2,互联网普及率达80.6%。\n") {
		t.Errorf("got\n%s\nwant the last sentence without the = in front", b.String())
	}
}
