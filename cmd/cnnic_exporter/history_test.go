package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const shortVideo2021 = `cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} 934150000 1640908800` + "\n"

func TestHistory(t *testing.T) {
	code, want, stderr := call(t, nil, "history")
	if code != 0 || stderr != "" || !strings.Contains(want, shortVideo2021) || !strings.HasSuffix(want, "\n# EOF\n") {
		t.Fatalf("got %d\nstdout: %s\nstderr: %s", code, want, stderr)
	}
	for _, environ := range [][]string{nil, {"CNNIC_DATA_DIR=../../data"}} {
		file := filepath.Join(t.TempDir(), "history.om")
		if err := os.WriteFile(file, []byte("the one before"), 0o600); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := call(t, environ, "history", "--data.dir", "../../data", "--output", file)
		got, err := os.ReadFile(file)
		if code != 0 || stdout != "" || stderr != "" || err != nil || string(got) != want {
			t.Errorf("%s: got %d, %v\nstdout: %s\nstderr: %s", environ, code, err, stdout, stderr)
		}
	}
}

func TestHistoryToNoFile(t *testing.T) {
	dir := t.TempDir()
	if code, _, stderr := call(t, nil, "history", "--output", dir); code != 1 || stderr == "" {
		t.Errorf("a directory's name: got %d, %q", code, stderr)
	}
	if code, _, stderr := call(t, nil, "history", "--output", filepath.Join(dir, "nowhere", "history.om")); code != 1 || stderr == "" {
		t.Errorf("in no directory: got %d, %q", code, stderr)
	}
}

func TestHistoryOfABrokenDataset(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "history.om")
	code, stdout, stderr := call(t, nil, "history", "--data.dir", dir, "--output", file)
	if code != 1 || stdout != "" || !strings.Contains(stderr, "reports.csv") {
		t.Errorf("got %d\nstdout: %s\nstderr: %s", code, stdout, stderr)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
}
