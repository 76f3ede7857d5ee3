package server

import (
	"errors"
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
)

// changing is a dataset of which every file turns into that of the other one
// after some more files were opened.
type changing struct {
	now, then fs.FS
	after     int
	// again swaps the two once more after as many files, without end.
	again int
}

func (c *changing) Open(name string) (fs.File, error) {
	if c.after == 0 {
		c.now, c.then, c.after = c.then, c.now, c.again
	}
	c.after--
	return c.now.Open(name)
}

// otherUsers is the shipped dataset with another number of users of short video
// and another end of every file.
func otherUsers(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(data.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(data.FS, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(content), "103953", "103954", 1)
		files[e.Name()] = &fstest.MapFile{Data: []byte(text + "\n")}
	}
	return files
}

// At whichever file the dataset changes under the load, what is served is the
// new one whole.
func TestADatasetThatChangesWhileItIsReadIsReadAgain(t *testing.T) {
	opened := &changing{now: data.FS, after: -1}
	load := func(files fs.FS) (*dataset.Dataset, error) {
		return (&Server{config: &config.Config{DataDir: "changing"}, data: files}).readSteady()
	}
	if _, err := load(opened); err != nil {
		t.Fatal(err)
	}
	whole := -1 - opened.after
	for after := 1; after < whole; after++ {
		d, err := load(&changing{now: data.FS, then: otherUsers(t), after: after, again: -1})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, u := range d.Usage {
			found = found || u.Users.Value == 1039540000
		}
		if !found {
			t.Errorf("changed after %d of %d files: the dataset before is read", after, whole)
		}
	}
}

func TestADatasetThatKeepsChangingIsRejected(t *testing.T) {
	s := &Server{
		config: &config.Config{DataDir: "changing"}, logger: slog.New(slog.DiscardHandler),
		data: &changing{now: data.FS, then: otherUsers(t), after: 1, again: 7},
	}
	if err := s.load("test"); !errors.Is(err, errUnsteady) {
		t.Errorf("got %v", err)
	}
	if s.shown.Load() != nil {
		t.Error("something is shown")
	}
}
