// Package datasettest holds datasets that do not change when a report is brought
// into data/, for tests that name their figures.
package datasettest

import (
	"bytes"
	"embed"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

//go:embed report57/*.csv report58/*.csv
var snapshots embed.FS

// Report57 writes the dataset as of report 57, with the survey of 2025-12 as its
// newest, to a new directory and returns its path.
func Report57(t testing.TB) string {
	t.Helper()
	return write(t, func(_ string, rows [][]string) [][]string { return rows })
}

// Report55 is Report57 without what was published after report 55: the newest
// survey is 2024-12.
func Report55(t testing.TB) string {
	t.Helper()
	later := map[string]bool{"56": true, "57": true}
	return write(t, func(_ string, rows [][]string) [][]string {
		column := slices.Index(rows[0], "report")
		return slices.DeleteFunc(rows, func(row []string) bool { return column >= 0 && later[row[column]] })
	})
}

// Report58 is Report57 with an invented report that presents a full survey of
// 2026-06, at which short video shrinks again.
func Report58(t testing.TB) string {
	t.Helper()
	return write(t, func(name string, rows [][]string) [][]string {
		if _, err := fs.Stat(snapshots, "report58/"+name); err == nil {
			rows = append(rows, read(t, snapshots, "report58/"+name)[1:]...)
		}
		return rows
	})
}

// write writes the files of report57 with the rows that edit returns.
func write(t testing.TB, edit func(name string, rows [][]string) [][]string) string {
	t.Helper()
	dir := t.TempDir()
	files, err := fs.Glob(snapshots, "report57/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimPrefix(file, "report57/")
		var content bytes.Buffer
		if err := csv.NewWriter(&content).WriteAll(edit(name, read(t, snapshots, file))); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Rows reads the rows of a CSV file by the names of its columns.
func Rows(t testing.TB, fsys fs.FS, file string) []map[string]string {
	t.Helper()
	rows := read(t, fsys, file)
	all := make([]map[string]string, len(rows)-1)
	for i, row := range rows[1:] {
		all[i] = map[string]string{}
		for column, cell := range row {
			all[i][rows[0][column]] = cell
		}
	}
	return all
}

// read reads the rows of a CSV file, the header first.
func read(t testing.TB, fsys fs.FS, file string) [][]string {
	t.Helper()
	content, err := fs.ReadFile(fsys, file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return rows
}
