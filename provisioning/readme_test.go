package provisioning_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every file that the guide names is there, every section that its table leads to
// too, and no folder is left out.
func TestGuideLeadsEverywhere(t *testing.T) {
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	guide := string(content)
	for _, match := range regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`).FindAllStringSubmatch(guide, -1) {
		file, anchor := match[1], strings.TrimPrefix(match[2], "#")
		if _, err := os.Stat(filepath.Join(".", file)); err != nil {
			t.Error(err)
		}
		heading := regexp.MustCompile(`(?im)^## ` + strings.ReplaceAll(anchor, "-", "[- ]") + `$`)
		if file == "" && !heading.MatchString(strings.ReplaceAll(guide, "'", "")) {
			t.Errorf("there is no section %s", anchor)
		}
	}
	for _, match := range regexp.MustCompile(`[^/](provisioning/[a-z][a-z_./-]*[a-z])`).FindAllStringSubmatch(guide, -1) {
		if files, err := filepath.Glob(filepath.Join("..", match[1])); err != nil || len(files) == 0 {
			t.Errorf("%s is not there", match[1])
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
				t.Errorf("nothing leads to %s", folder)
			}
		}
	}
}
