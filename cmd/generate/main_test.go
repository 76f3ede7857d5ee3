package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

const root = "../.."

func TestCommittedFilesAreGenerated(t *testing.T) {
	files, err := generated(root)
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range files {
		if committed, err := os.ReadFile(filepath.Join(root, path)); err != nil || !bytes.Equal(content, committed) {
			t.Errorf("%s is not what is generated; run: go generate ./...", path)
		}
	}
	for _, folder := range []string{provisionedDashboards, importableDashboards} {
		committed, err := filepath.Glob(filepath.Join(root, folder, "*", "*.json"))
		if err != nil || len(committed) == 0 {
			t.Fatal(folder, "is empty", err)
		}
		for _, file := range committed {
			path, err := filepath.Rel(root, file)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := files[path]; !ok {
				t.Errorf("%s is committed and not generated", path)
			}
		}
	}
}

func TestGenerateRemovesFormerDashboards(t *testing.T) {
	root := t.TempDir()
	copyRules(t, root)
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(root, importableDashboards, "en", "stale.json")
	if err := os.WriteFile(stale, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := generate(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Errorf("the file of a removed dashboard is still there: %v", err)
	}
}

// copyRules copies the rule files, which generating reads, into another root.
func copyRules(t *testing.T, to string) {
	t.Helper()
	const rules = "provisioning/prometheus/rules"
	if err := os.CopyFS(filepath.Join(to, rules), os.DirFS(filepath.Join(root, rules))); err != nil {
		t.Fatal(err)
	}
}
