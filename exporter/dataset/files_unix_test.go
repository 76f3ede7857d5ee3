//go:build unix

package dataset_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"cnnic_exporter/exporter/dataset"
)

// Files that are too large or not regular are rejected without waiting, and the message does
// not reveal the dataset's path.
func TestIrregularAndLargeFilesAreRejected(t *testing.T) {
	t.Parallel()
	const irregular = "is not a regular file"
	for name, c := range map[string]struct {
		create func(path string) error
		want   string
	}{
		"a loop of links":      {func(path string) error { return os.Symlink(path, path) }, "too many levels of symbolic links"},
		"a link to nowhere":    {func(path string) error { return os.Symlink(path+"_nowhere", path) }, "no such file or directory"},
		"a directory":          {func(path string) error { return os.Mkdir(path, 0o700) }, irregular},
		"a named pipe":         {func(path string) error { return syscall.Mkfifo(path, 0o600) }, irregular},
		"a device without end": {func(path string) error { return os.Symlink("/dev/zero", path) }, irregular},
		"a file too large": {func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 64<<20+1))
		}, "is larger than 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "secret")
			if err := os.CopyFS(dir, good(t)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "platforms.csv")
			if err := errors.Join(os.Remove(path), c.create(path)); err != nil {
				t.Fatal(err)
			}
			done := make(chan string)
			go func() {
				_, err := dataset.Load(os.DirFS(dir), 0)
				done <- fmt.Sprint(err)
			}()
			select {
			case got := <-done:
				if want := "platforms.csv:1: file: " + c.want; got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("the load blocks")
			}
		})
	}
}
