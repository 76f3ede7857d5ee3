package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every module that somebody chose, and every one that ships, has a reason in
// docs/dependencies.md; and nothing that only tests need ships.
func TestDependenciesAreExplained(t *testing.T) {
	text, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	first, second, found := strings.Cut(string(text), "\n## In the program through others")
	if !found {
		t.Fatal("the second table is missing")
	}
	var direct, shipped []string
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| [^|]+ \\|$")
	for _, row := range rows.FindAllStringSubmatch(first, -1) {
		direct = append(direct, row[1])
		switch row[2] {
		case "program":
			shipped = append(shipped, row[1])
		case "import", "tests", "generator":
		default:
			t.Errorf("%s is in %s", row[1], row[2])
		}
	}
	for _, row := range rows.FindAllStringSubmatch(second, -1) {
		shipped = append(shipped, row[1])
	}
	compare(t, "directly required by go.mod", direct, modules(t, "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all"))
	compare(t, "linked into the program", shipped, modules(t, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "."))
}

// modules is what a go command lists, each once.
func modules(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Fields(string(out))
	slices.Sort(listed)
	return slices.Compact(listed)
}

func compare(t *testing.T, what string, explained, there []string) {
	t.Helper()
	for _, m := range there {
		if !slices.Contains(explained, m) {
			t.Errorf("%s is %s and is not explained", m, what)
		}
	}
	for _, m := range explained {
		if !slices.Contains(there, m) {
			t.Errorf("%s is explained and is not %s", m, what)
		}
	}
}
