package provisioning_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The guide names every folder, and every file that a command of it names exists.
func TestGuideNamesEveryFolder(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := string(content)
	for _, match := range regexp.MustCompile(`[^/](provisioning/[a-z][a-z_./-]*[a-z])`).FindAllStringSubmatch(guide, -1) {
		if files, err := filepath.Glob(filepath.Join("..", match[1])); err != nil || len(files) == 0 {
			t.Errorf("%s does not exist", match[1])
		}
	}
	// Folders with Go code are for developers.
	for _, pattern := range []string{"*/", "kubernetes/*/"} {
		folders, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range folders {
			if code, err := filepath.Glob(folder + "*.go"); err != nil || len(code) > 0 || folder == "testdata/" {
				continue
			}
			if !strings.Contains(guide, folder) {
				t.Errorf("the guide does not name %s", folder)
			}
		}
	}
}
