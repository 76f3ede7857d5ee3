package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// section returns the section of docs/operation.md with the given title.
func section(t *testing.T, title string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/operation.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n## "+title+"\n")
	if !found {
		t.Fatalf("docs/operation.md has no section %q", title)
	}
	part, _, _ := strings.Cut(rest, "\n## ")
	return part
}

// compareEntries reports existing entries that docs/operation.md does not explain, and explained
// ones that do not exist.
func compareEntries(t *testing.T, explained, existing []string) {
	t.Helper()
	for _, entry := range existing {
		if !slices.Contains(explained, entry) {
			t.Errorf("docs/operation.md does not explain %s", entry)
		}
	}
	for _, entry := range explained {
		if !slices.Contains(existing, entry) {
			t.Errorf("docs/operation.md explains %s, which does not exist", entry)
		}
	}
}

func TestOperationExplainsEveryLogLine(t *testing.T) {
	t.Parallel()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/prometheus/exporter-toolkit/web").Output()
	if err != nil {
		t.Fatal(err)
	}
	var existing []string
	for _, root := range []string{".", "../../exporter", strings.TrimSpace(string(dir))} {
		existing = append(existing, logLines(t, root)...)
	}
	// The exporter opens systemd's sockets itself, so the toolkit does not log this line.
	existing = slices.DeleteFunc(existing, func(line string) bool { return strings.HasPrefix(line, "info Listening on systemd ") })
	var explained []string
	for _, row := range regexp.MustCompile("(?m)^\\| (\\w+) \\| `([^`]+)` \\|").FindAllStringSubmatch(section(t, "Log lines"), -1) {
		explained = append(explained, row[1]+" "+row[2])
	}
	compareEntries(t, explained, existing)
}

// logLines returns level and message of every call to a logger in the Go files below root.
func logLines(t *testing.T, root string) (lines []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Debug", "Info", "Warn", "Error"}, f.Sel.Name) || !isLogger(f.X) {
				return true
			}
			message, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s logs a message that is not a literal", path)
				return true
			}
			text, err := strconv.Unquote(message.Value)
			if err != nil {
				t.Error(err)
			}
			lines = append(lines, strings.ToLower(f.Sel.Name)+" "+text)
			return true
		})
		return nil
	})
	if err != nil || len(lines) == 0 {
		t.Fatalf("in %s: got %d log lines and error %v, want at least one line and no error", root, len(lines), err)
	}
	return lines
}

// isLogger reports whether an expression is a variable or field named logger.
func isLogger(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "logger"
	case *ast.SelectorExpr:
		return x.Sel.Name == "logger"
	default:
		return false
	}
}

func TestOperationExplainsEveryExitCode(t *testing.T) {
	t.Parallel()
	var explained []string
	for _, row := range regexp.MustCompile(`(?m)^\| (\d+) \|`).FindAllStringSubmatch(section(t, "Exit codes"), -1) {
		explained = append(explained, row[1])
	}
	compareEntries(t, explained, []string{fmt.Sprint(success), fmt.Sprint(failure), fmt.Sprint(misuse)})
}

func TestOperationExplainsEveryMetricAtTelemetry(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	handler := s.Handler()
	var w *httptest.ResponseRecorder
	// The HTTP metrics have series only after a request.
	for _, path := range []string{"/metrics", "/telemetry"} {
		w = httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	}
	help := regexp.MustCompile(`(?m)^# HELP (\S+)`)
	name := regexp.MustCompile("`([a-z_]+\\*?)`")
	var explained []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]+) \\|").FindAllStringSubmatch(section(t, "Metrics at /telemetry"), -1) {
		for _, n := range name.FindAllStringSubmatch(row[1], -1) {
			explained = append(explained, n[1])
		}
	}
	used := map[string]bool{}
	for _, m := range help.FindAllStringSubmatch(w.Body.String(), -1) {
		at := slices.IndexFunc(explained, func(e string) bool {
			prefix, isPattern := strings.CutSuffix(e, "*")
			return e == m[1] || isPattern && strings.HasPrefix(m[1], prefix)
		})
		if at < 0 {
			t.Errorf("docs/operation.md does not explain %s", m[1])
			continue
		}
		used[explained[at]] = true
	}
	for _, e := range explained {
		if !used[e] {
			t.Errorf("docs/operation.md explains %s, which does not exist", e)
		}
	}
}
