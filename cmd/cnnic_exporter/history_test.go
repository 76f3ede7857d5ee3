package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const shortVideo2021 = `cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} 934150000 1640908800` + "\n"

func TestHistoryGoesToStandardOutputOrAFile(t *testing.T) {
	t.Parallel()
	code, want, stderr := call(t, nil, "history")
	if code != success || stderr != "" || !strings.Contains(want, shortVideo2021) || !strings.HasSuffix(want, "\n# EOF\n") {
		t.Fatalf("got %d, want %d, the line %q and # EOF at the end\nstdout: %s\nstderr: %s", code, success, shortVideo2021, want, stderr)
	}
	file := filepath.Join(t.TempDir(), "history.om")
	if err := os.WriteFile(file, []byte("an earlier history"), 0o600); err != nil {
		t.Fatal(err)
	}
	// ../../data has the embedded dataset.
	code, stdout, stderr := call(t, nil, "history", "--data.dir", "../../data", "--output", file)
	got, err := os.ReadFile(file)
	if code != success || stdout != "" || stderr != "" || err != nil || string(got) != want {
		t.Errorf("got exit code %d, read error %v and %d bytes in the file, want the %d bytes of standard output\nstdout: %s\nstderr: %s",
			code, err, len(got), len(want), stdout, stderr)
	}
}

func TestHistoryToADirectoryFails(t *testing.T) {
	t.Parallel()
	code, _, stderr := call(t, nil, "history", "--output", t.TempDir())
	if code != failure || !strings.Contains(stderr, "is a directory") {
		t.Errorf("got %d: %s\nwant %d, is a directory", code, stderr, failure)
	}
}

func TestHistoryToAFullDiskFails(t *testing.T) {
	t.Parallel()
	reader, stdout := io.Pipe()
	reader.CloseWithError(syscall.ENOSPC)
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"history"}, nil, stdout, &stderr)
	if code != failure || !strings.Contains(stderr.String(), "no space left on device") {
		t.Errorf("got %d: %s\nwant %d, no space left", code, &stderr, failure)
	}
}

func TestHistoryOfAnEmptyDirectoryWritesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "history.om")
	for _, output := range []string{"", file} {
		code, stdout, stderr := call(t, nil, "history", "--data.dir", dir, "--output", output)
		if code != failure || stdout != "" || !strings.Contains(stderr, "reports.csv") {
			t.Errorf("to %q: got %d\nstdout: %s\nstderr: %s\nwant %d and an error for reports.csv", output, code, stdout, stderr, failure)
		}
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want no output file", err)
	}
}
