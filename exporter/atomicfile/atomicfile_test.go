//go:build unix

package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// checkFiles checks that a directory has these files, and no temporary ones.
func checkFiles(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != len(want) {
		t.Errorf("the directory holds %v, %v, want the %d files %v", entries, err, len(want), want)
	}
	for name, content := range want {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != content {
			t.Errorf("%s holds %q, %v, want %q", name, got, err, content)
		}
	}
}

func changes() []Change {
	return []Change{
		{"one", []byte("1"), []byte("1 new")},
		{"two", []byte("2"), []byte("2 new")},
		{"three", []byte("3"), []byte("3 new")},
	}
}

func dirWithFiles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, c := range changes() {
		write(t, filepath.Join(dir, c.Name), string(c.Before))
	}
	return dir
}

func TestWriteAllKeepsModeOwnerAndGroup(t *testing.T) {
	t.Parallel()
	dir := dirWithFiles(t)
	if err := os.Chmod(filepath.Join(dir, "two"), 0o640); err != nil {
		t.Fatal(err)
	}
	// Root can give a file to any other user and group; others can only keep theirs.
	owner, group := os.Getuid(), os.Getgid()
	if owner == 0 {
		owner, group = 1, 2
	}
	if err := os.Chown(filepath.Join(dir, "two"), owner, group); err != nil {
		t.Fatal(err)
	}
	if err := WriteAll(dir, changes()); err != nil {
		t.Fatal(err)
	}
	checkFiles(t, dir, map[string]string{"one": "1 new", "two": "2 new", "three": "3 new"})
	if info, err := os.Stat(filepath.Join(dir, "two")); err != nil {
		t.Error(err)
	} else if info.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode is %v, want -rw-r-----", info.Mode())
	} else if stat := info.Sys().(*syscall.Stat_t); int(stat.Uid) != owner || int(stat.Gid) != group {
		t.Errorf("the file's owner and group are %d and %d, want %d and %d", stat.Uid, stat.Gid, owner, group)
	}
}

func TestWriteAllKeepsLinks(t *testing.T) {
	t.Parallel()
	dir, elsewhere := dirWithFiles(t), t.TempDir()
	target := filepath.Join(elsewhere, "target")
	write(t, target, "2")
	link := filepath.Join(dir, "two")
	if err := errors.Join(os.Remove(link), os.Symlink(target, link)); err != nil {
		t.Fatal(err)
	}
	if err := WriteAll(dir, changes()); err != nil {
		t.Fatal(err)
	}
	checkFiles(t, elsewhere, map[string]string{"target": "2 new"})
	if got, err := os.Readlink(link); err != nil || got != target {
		t.Errorf("the link leads to %s, %v, want %s", got, err, target)
	}
}

// If a file cannot be replaced, those replaced before it get their content back.
func TestWriteAllRestoresFilesAfterAFailure(t *testing.T) {
	former := replace
	t.Cleanup(func() { replace = former })
	for _, c := range changes() {
		dir := dirWithFiles(t)
		replace = func(from, to string) error {
			if filepath.Base(to) == c.Name {
				return io.ErrShortWrite
			}
			return os.Rename(from, to)
		}
		if err := WriteAll(dir, changes()); !errors.Is(err, io.ErrShortWrite) || errors.Is(err, ErrNotRestored) {
			t.Errorf("file %s: got %v, want only %v", c.Name, err, io.ErrShortWrite)
		}
		checkFiles(t, dir, map[string]string{"one": "1", "two": "2", "three": "3"})
	}
}

func TestWriteAllReportsThatRestoringFailed(t *testing.T) {
	dir, replaced := dirWithFiles(t), false
	former := replace
	t.Cleanup(func() { replace = former })
	// The first file is replaced. Replacing the second one fails, and so does restoring the first.
	replace = func(from, to string) error {
		if replaced {
			return io.ErrShortWrite
		}
		replaced = true
		return os.Rename(from, to)
	}
	if err := WriteAll(dir, changes()); !errors.Is(err, ErrNotRestored) {
		t.Errorf("got %v, want %v", err, ErrNotRestored)
	}
	checkFiles(t, dir, map[string]string{"one": "1 new", "two": "2", "three": "3"})
}

// All temporary files are written before the first file is replaced, so a full disk changes nothing. Here the name of
// one temporary file is too long.
func TestWriteAllReplacesNothingIfAFileCannotBeWritten(t *testing.T) {
	former := replace
	t.Cleanup(func() { replace = former })
	replace = func(_, to string) error {
		t.Errorf("%s is replaced", to)
		return nil
	}
	dir, long := dirWithFiles(t), strings.Repeat("x", 250)
	write(t, filepath.Join(dir, long), "4")
	if err := WriteAll(dir, append(changes(), Change{long, []byte("4"), []byte("4 new")})); !errors.Is(err, syscall.ENAMETOOLONG) {
		t.Errorf("got %v, want %v", err, syscall.ENAMETOOLONG)
	}
	checkFiles(t, dir, map[string]string{"one": "1", "two": "2", "three": "3", long: "4"})
}

func TestWriteAllRejectsUnexpectedStates(t *testing.T) {
	t.Parallel()
	dir := dirWithFiles(t)
	if err := errors.Join(os.Remove(filepath.Join(dir, "three")), os.Mkdir(filepath.Join(dir, "three"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := WriteAll(dir, changes()); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("a directory in place of a file: got %v, want an error that says so", err)
	}
	dir = dirWithFiles(t)
	write(t, filepath.Join(dir, "two"), "2 by another")
	if err := WriteAll(dir, changes()); err == nil || !strings.Contains(err.Error(), "two was changed by another program") {
		t.Errorf("a file that changed: got %v, want an error that names it", err)
	}
	checkFiles(t, dir, map[string]string{"one": "1", "two": "2 by another", "three": "3"})
}
