// Package datasettest holds the shipped dataset still for tests that name its
// figures: the next report must not break them.
package datasettest

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/data"
)

// released is the day on which report 57 was.
const released = "2026-02-05"

// Report57 is a directory with the shipped dataset as it was when report 57 was
// the newest: without what was published later, and without applications of
// which nothing was known then.
func Report57(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	names, err := fs.Glob(data.FS, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][][]string{}
	for _, name := range names {
		file, err := data.FS.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		tables[name], err = csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatal(name, err)
		}
	}
	reports := tables["reports.csv"]
	published := column(t, reports, "published")
	keep(tables, "reports.csv", func(row []string) bool { return row[published] <= released })
	known := values(t, tables["reports.csv"], "report")
	for _, name := range names {
		if report := slices.Index(tables[name][0], "report"); report >= 0 {
			keep(tables, name, func(row []string) bool { return known[row[report]] })
		}
	}
	used := values(t, tables["application_usage.csv"], "application")
	application := column(t, tables["applications.csv"], "application")
	keep(tables, "applications.csv", func(row []string) bool { return used[row[application]] })
	for name, table := range tables {
		var b strings.Builder
		if err := csv.NewWriter(&b).WriteAll(table); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// keep drops the rows of a table that are not wanted, but for its header.
func keep(tables map[string][][]string, name string, wanted func([]string) bool) {
	table := tables[name]
	rows := slices.DeleteFunc(table[1:], func(row []string) bool { return !wanted(row) })
	tables[name] = table[:1+len(rows)]
}

func column(t testing.TB, table [][]string, name string) int {
	t.Helper()
	i := slices.Index(table[0], name)
	if i < 0 {
		t.Fatalf("there is no column %s", name)
	}
	return i
}

func values(t testing.TB, table [][]string, name string) map[string]bool {
	t.Helper()
	i, all := column(t, table, name), map[string]bool{}
	for _, row := range table[1:] {
		all[row[i]] = true
	}
	return all
}
