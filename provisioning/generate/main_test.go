package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"cnnic_exporter/provisioning/chart"
)

const root = ".."

func TestCommittedFilesAreGenerated(t *testing.T) {
	t.Parallel()
	copies, err := chartFiles(root)
	if err != nil {
		t.Fatal(err)
	}
	files, err := kustomizeFiles(root)
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, copies)
	for name, content := range files {
		if committed, err := os.ReadFile(filepath.Join(root, name)); err != nil || !bytes.Equal(content, committed) {
			t.Errorf("%s is not current; run: go generate ./...", name)
		}
	}
	committed, err := filepath.Glob(filepath.Join(root, chart.Dir, "files", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	languages, err := filepath.Glob(filepath.Join(root, chart.Dir, "files", "dashboards", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(committed, languages...) {
		name, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := files[filepath.ToSlash(name)]; !ok && !info.IsDir() {
			t.Errorf("%s is committed and not generated", name)
		}
	}
}
