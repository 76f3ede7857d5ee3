package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Generating again changes no file, and deletes the files of former dashboards and rules. The test
// does not run helm-docs, so it does not notice an outdated README of the chart.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	t.Parallel()
	const current = ".."
	root := filepath.Join(t.TempDir(), "provisioning")
	if err := os.CopyFS(root, os.DirFS(current)); err != nil {
		t.Fatal(err)
	}
	for _, former := range []string{dashboardDir + "/en/former.json", copyDir + "/rules/former.yml"} {
		if err := os.WriteFile(filepath.Join(root, former), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]string{{root, current}, {current, root}} {
		err := fs.WalkDir(os.DirFS(pair[0]), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			one, err := os.ReadFile(filepath.Join(pair[0], name))
			if err != nil {
				return err
			}
			if other, err := os.ReadFile(filepath.Join(pair[1], name)); err != nil || !bytes.Equal(one, other) {
				t.Errorf("%s differs from its newly generated copy, or only one of them exists; run: make generate", name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
