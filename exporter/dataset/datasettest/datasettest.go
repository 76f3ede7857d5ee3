// Package datasettest holds frozen datasets for tests, since data/ changes with every report.
package datasettest

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"

	"cnnic_exporter/exporter/dataset"
)

// snapshots has all files as of report 55, the rows that reports 56 and 57 add, and those that 58 adds.
//
//go:embed report55/*.csv report57/*.csv report58/*.csv
var snapshots embed.FS

// Report57 writes the dataset as of report 57, with the newest survey 2025-12, to a new directory and returns its path.
func Report57(t testing.TB) string { return write(t, "report55", "report57") }

// Report55 is Report57 without reports 56 and 57: its newest survey is 2024-12.
func Report55(t testing.TB) string { return write(t, "report55") }

// Report58 is Report57 with an invented report 58 on a full survey of 2026-06, at which short video shrinks again.
func Report58(t testing.TB) string { return write(t, "report55", "report57", "report58") }

// WithoutFullSurvey is Report57 without online audio at 2023-12 and 2024-12, so that no survey is full.
func WithoutFullSurvey(t testing.TB) string {
	t.Helper()
	dir := Report57(t)
	Edit(t, dir, "application_usage.csv", func(rows string) string {
		return regexp.MustCompile(`(?m)^202[34]-12,online_audio,.*\n`).ReplaceAllString(rows, "")
	})
	return dir
}

// Edit rewrites a file of a dataset's directory, and fails the test if that changes nothing.
func Edit(t testing.TB, dir, file string, rewrite func(content string) string) {
	t.Helper()
	name := filepath.Join(dir, file)
	content, err := os.ReadFile(name)
	edited := rewrite(string(content))
	if err == nil && edited == string(content) {
		err = errors.New("the edit changes nothing")
	}
	if err := errors.Join(err, os.WriteFile(name, []byte(edited), 0o600)); err != nil {
		t.Fatalf("%s: %s", name, err)
	}
}

// Load loads a dataset with its newest full survey as reference period. An error fails the test.
func Load(t testing.TB, fsys fs.FS) *dataset.Dataset {
	t.Helper()
	d, err := dataset.Load(fsys, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// LoadReport57 loads Report57.
func LoadReport57(t testing.TB) *dataset.Dataset {
	t.Helper()
	return Load(t, os.DirFS(Report57(t)))
}

// write copies the first snapshot into a new directory, and appends the rows of the others.
func write(t testing.TB, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		files, err := fs.Glob(snapshots, name+"/*")
		for _, file := range files {
			target := filepath.Join(dir, path.Base(file))
			before, _ := os.ReadFile(target)
			rows, readErr := snapshots.ReadFile(file)
			err = errors.Join(err, readErr, os.WriteFile(target, append(before, rows...), 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
