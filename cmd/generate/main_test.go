package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// read collects the generated files of a tree by their path.
func read(t *testing.T, root string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	tree := os.DirFS(root)
	for folder := range folders {
		err := fs.WalkDir(tree, folder, func(path string, _ fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".json" {
				files[path], err = fs.ReadFile(tree, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestCommittedFilesAreWhatIsGenerated(t *testing.T) {
	root := t.TempDir()
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	committed, generated := read(t, "../.."), read(t, root)
	if len(generated) == 0 {
		t.Fatal("nothing is generated")
	}
	for path := range committed {
		if _, ok := generated[path]; !ok {
			t.Errorf("%s is committed and not generated", path)
		}
	}
	for path, content := range generated {
		if !bytes.Equal(content, committed[path]) {
			t.Errorf("%s is not what is generated; run: go generate ./...", path)
		}
	}
}

func TestGenerateTakesAwayWhatIsNoMore(t *testing.T) {
	root := t.TempDir()
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	before := read(t, root)
	stale := filepath.Join(root, "provisioning/grafana/import/en/stale.json")
	if err := os.WriteFile(stale, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	if after := read(t, root); len(after) != len(before) {
		t.Errorf("there are %d files, before there were %d", len(after), len(before))
	}
}
