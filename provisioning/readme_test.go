package provisioning_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// README.md names every folder of provisioning/ and provisioning/kubernetes/ that is meant for users.
// Every path in README.md that begins with provisioning/ exists.
func TestPathsInReadme(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(content)
	for _, match := range regexp.MustCompile(`[^/](provisioning/[a-z][a-z_./-]*[a-z])`).FindAllStringSubmatch(readme, -1) {
		if _, err := os.Stat(filepath.Join("..", match[1])); err != nil {
			t.Error(err)
		}
	}
	// testdata and folders with Go code are for developers.
	for _, pattern := range []string{"*", "kubernetes/*"} {
		folders, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, folder := range folders {
			if info, err := os.Stat(folder); err != nil || !info.IsDir() || folder == "testdata" {
				continue
			}
			if code, err := filepath.Glob(folder + "/*.go"); err != nil || len(code) > 0 {
				continue
			}
			if !regexp.MustCompile("[`(]" + regexp.QuoteMeta(folder) + "[/`]").MatchString(readme) {
				t.Errorf("README.md does not name %s", folder)
			}
		}
	}
}
