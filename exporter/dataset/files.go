package dataset

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"

	"github.com/cespare/xxhash/v2"
)

// maxFileBytes bounds one file. The shipped files hold a few kilobytes; half a
// million rows take 30 MB.
const maxFileBytes = 64 << 20

// Files holds the content of a dataset's CSV files by name, each read once.
type Files struct{ byName map[string]file }

// file is a file's content, or why it could not be read.
type file struct {
	content []byte
	err     error
}

// Read reads the files of a dataset. A file that cannot be read is a problem that
// Parse reports.
func Read(fsys fs.FS) *Files {
	f := &Files{map[string]file{}}
	for _, r := range schema().Resources {
		content, err := readFile(fsys, r.Path)
		// Clients must not learn the path.
		if path := (*fs.PathError)(nil); errors.As(err, &path) {
			err = path.Err
		}
		f.byName[r.Path] = file{content, err}
	}
	return f
}

// readFile reads a regular file whole. The mode is checked first, because opening a
// named pipe blocks.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > maxFileBytes:
		return nil, fmt.Errorf("is larger than %d MiB", maxFileBytes>>20)
	}
	return fs.ReadFile(fsys, name)
}

// All returns the names and contents of the files, without those that could not be
// read.
func (f *Files) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for name, file := range f.byName {
			if file.err == nil && !yield(name, file.content) {
				return
			}
		}
	}
}

// With returns the files with other contents for some of them, by name.
func (f *Files) With(contents map[string][]byte) *Files {
	other := &Files{maps.Clone(f.byName)}
	for name, content := range contents {
		other.byName[name] = file{content: content}
	}
	return other
}

// Fingerprint is a hash of the contents. It ignores modification times, which a
// ConfigMap update does not change in step with the content.
func (f *Files) Fingerprint() string {
	hash := xxhash.New()
	for _, r := range schema().Resources {
		file := f.byName[r.Path]
		hash.WriteString(r.Path + "\x00")
		hash.Write(file.content)
		if file.err != nil {
			hash.WriteString(file.err.Error())
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}
