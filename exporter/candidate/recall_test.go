package candidate_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
)

const shippedTexts = "testdata/texts"

var texts = flag.String("texts", shippedTexts, "directory with the texts to measure: txtar files of the sections text, figures and, optionally, period")

// figures returns the numbers of a row as the files of testdata/texts list them under "figures".
func figures(c candidate.Candidate) []string {
	var all []string
	if c.Users != "" {
		all = append(all, fmt.Sprint(c.Period, " ", c.Subject, " ", c.Users))
	}
	if c.Percent != "" {
		all = append(all, fmt.Sprint(c.Period, " ", c.Subject, " ", c.Percent, "%"))
	}
	return all
}

// docs/importing.md states the results for testdata/texts. Those for other texts are only logged.
func TestRecallAndPrecision(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	files, err := filepath.Glob(filepath.Join(*texts, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", *texts, err)
	}
	var expected, offered, marked, right int // Counts of figures; marked are those without flags, which Write marks x.
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		section := map[string]string{}
		for _, f := range archive.Files {
			section[f.Name] = string(f.Data)
		}
		period, _ := dataset.ParsePeriod(strings.TrimSpace(section["period"]))
		isOffered, isMarked := map[string]bool{}, map[string]bool{}
		rows := find(section["text"], finder, period)
		for _, c := range rows {
			for _, f := range figures(c) {
				isOffered[f] = true
				if c.Flags == 0 {
					isMarked[f] = true
				}
			}
		}
		want := strings.FieldsFunc(section["figures"], func(r rune) bool { return r == '\n' })
		expected += len(want)
		for _, f := range want {
			if isOffered[f] {
				offered++
			} else {
				t.Logf("%s: not offered: %s", filepath.Base(name), f)
			}
			if isOffered[f] && !isMarked[f] {
				t.Logf("%s: not marked: %s", filepath.Base(name), f)
			}
		}
		marked += len(isMarked)
		for f := range isMarked {
			if slices.Contains(want, f) {
				right++
			} else {
				t.Logf("%s: marked, but wrong: %s", filepath.Base(name), f)
			}
		}
		if testing.Verbose() {
			var b strings.Builder
			_ = candidate.Write(&b, rows)
			t.Log(b.String())
		}
	}
	t.Logf("%d texts, %d figures: %d offered (%.0f %%); %d marked, %d of them right (%.0f %%)", len(files), expected, offered, 100*float64(offered)/float64(expected), marked, right, 100*float64(right)/float64(marked))
	if *texts == shippedTexts && (offered != expected || marked != 61 || right != marked) {
		t.Error("want every figure offered and 61 marked, all of them right, as docs/importing.md states")
	}
}
