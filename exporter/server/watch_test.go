package server

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/config"
)

// The watch loads files once two successive readings are equal, at most an interval after the
// last change.
func TestWatchWaitsUntilFilesAreStable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, data.FS); err != nil {
		t.Fatal(err)
	}
	usage := filepath.Join(dir, "application_usage.csv")
	content, err := os.ReadFile(usage)
	if err != nil {
		t.Fatal(err)
	}
	next := bytes.Replace(content, []byte("103953"), []byte("103954"), 1)
	c, err := config.Parse([]string{"CNNIC_DATA_DIR=" + dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		s, err := New(c, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		go s.watch(t.Context(), nil)
		write := func(content []byte, wait time.Duration) {
			t.Helper()
			if err := os.WriteFile(usage, content, 0o600); err != nil {
				t.Fatal(err)
			}
			time.Sleep(wait)
			synctest.Wait()
		}
		loads := func() int { return strings.Count(log.String(), "reason=watch") }
		// Each change falls between two readings.
		time.Sleep(time.Second)
		for _, lines := range []int{20, 60, 100} {
			write(bytes.Join(bytes.SplitAfter(next, []byte("\n"))[:lines], nil), c.ReloadInterval/2)
		}
		if loads() > 0 {
			t.Errorf("a part of the file was loaded: %s", log.String())
		}
		write(next, c.ReloadInterval)
		if loads() != 1 || strings.Contains(log.String(), "ERROR") {
			t.Errorf("an interval after the whole file was written, want one load: %s", log.String())
		}
		write(next, 10*c.ReloadInterval)
		if loads() != 1 {
			t.Errorf("unchanged files were loaded again: %s", log.String())
		}
	})
}

// Requests read the served map without a lock, so a load must replace the map instead of changing it.
func TestFailedLoadReplacesTheServedMap(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, data.FS); err != nil {
		t.Fatal(err)
	}
	s, err := New(&config.Config{DataDir: dir}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	served := *s.content.Load()
	metrics := served["/metrics"]
	if err := os.Remove(filepath.Join(dir, "sectors.csv")); err != nil {
		t.Fatal(err)
	}
	if err := s.load("request", nil); err == nil {
		t.Fatal("a dataset without sectors.csv is loaded")
	}
	if served["/metrics"] != metrics || (*s.content.Load())["/metrics"] == metrics {
		t.Error("/metrics was changed in the served content, or was not replaced")
	}
}
