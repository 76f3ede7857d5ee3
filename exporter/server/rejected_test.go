//go:build unix

package server_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// After each kind of damage to the dataset, the exporter reports a bounded number of problems,
// serves the last good dataset, and loads the next good one.
func TestRejectedDatasetLeavesTheLastGoodOne(t *testing.T) {
	t.Parallel()
	// No answer may contain the path of the dataset.
	dir := filepath.Join(t.TempDir(), "secret")
	renew := func(t *testing.T) {
		t.Helper()
		if err := errors.Join(os.RemoveAll(dir), os.Rename(datasettest.Report57(t), dir)); err != nil {
			t.Fatal(err)
		}
	}
	renew(t)
	usage := filepath.Join(dir, "application_usage.csv")
	content, err := os.ReadFile(usage)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(name string, create func(path string) error) func() error {
		path := filepath.Join(dir, name)
		return func() error { return errors.Join(os.Remove(path), create(path)) }
	}
	// half ends before the basis of a row.
	half := content[:bytes.LastIndex(content[:len(content)/2], []byte(",table,"))]
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	for name, c := range map[string]struct {
		damage func() error
		want   string
	}{
		"the directory is gone":   {func() error { return os.RemoveAll(dir) }, "no such file or directory"},
		"the directory is empty":  {func() error { return errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)) }, "no such file or directory"},
		"the directory is a file": {func() error { return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600)) }, "not a directory"},
		"a file is gone":          {func() error { return os.Remove(usage) }, "application_usage.csv:1: file: no such file or directory"},
		"a file is a directory": {
			replace("sectors.csv", func(path string) error { return os.Mkdir(path, 0o700) }),
			"sectors.csv:1: file: is not a regular file",
		},
		"a file is a pipe": {
			replace("sectors.csv", func(path string) error { return syscall.Mkfifo(path, 0o600) }),
			"sectors.csv:1: file: is not a regular file",
		},
		"a file links to itself": {
			replace("sectors.csv", func(path string) error { return os.Symlink(path, path) }),
			"sectors.csv:1: file: too many levels of symbolic links",
		},
		"a file is half written": {func() error { return os.WriteFile(usage, half, 0o600) }, "basis: is empty"},
		"a file is empty":        {func() error { return os.WriteFile(usage, nil, 0o600) }, "application_usage.csv:1: file: is empty"},
		"a hundred thousand lines with four errors each": {func() error {
			return os.WriteFile(usage, slices.Concat(content, bytes.Repeat([]byte("x\n"), 100_000)), 0o600)
		}, "and 399900 more"}, // The first hundred are listed.
		"a line of 10 MiB": {func() error {
			return os.WriteFile(usage, slices.Concat(content, bytes.Repeat([]byte("x"), 10<<20)), 0o600)
		}, "is longer than 4 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.damage(); err != nil {
				t.Fatal(err)
			}
			logged := len(i.log.String())
			a := i.do("POST", "/-/reload")
			if a.StatusCode != 500 || !strings.Contains(a.body, c.want) || strings.Contains(a.body, "secret") || len(a.body) > 100<<10 {
				t.Errorf("got %d, want 500 with %q, without the path, in at most 100 KiB: %.1000s", a.StatusCode, c.want, a.body)
			}
			if got := i.sample(shortVideo); got != "1039530000" {
				t.Errorf("the users are %q, want 1039530000", got)
			}
			if got := i.sample(reloadSuccessful); got != "0" {
				t.Errorf("%s is %q, want 0", reloadSuccessful, got)
			}
			// One line is for the rejection, and at most a hundred are for its problems.
			if log := i.log.String()[logged:]; strings.Count(log, "\n") > 101 || len(log) > 100<<10 || !strings.Contains(log, "Dataset rejected") {
				t.Errorf("the log has %d lines and %d bytes, want at most 101 and 100 KiB, with the rejection", strings.Count(log, "\n"), len(log))
			}
			renew(t)
			if a := i.do("POST", "/-/reload"); a.body != "The dataset was reloaded.\n" || i.sample(reloadSuccessful) != "1" {
				t.Errorf("the next good dataset is not loaded: %s", a)
			}
		})
	}
}
