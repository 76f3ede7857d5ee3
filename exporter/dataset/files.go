package dataset

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"

	"github.com/cespare/xxhash/v2"
)

// maxFileBytes bounds one file. The shipped files hold a few kilobytes; half a
// million rows take 30 MB.
const maxFileBytes = 64 << 20

var errTooLarge = fmt.Errorf("is larger than %d MiB", maxFileBytes>>20)

// Files holds the content of a dataset's CSV files, each read once.
type Files struct {
	names  []string
	byName map[string]file
}

// file is a file's content, or why it could not be read.
type file struct {
	content []byte
	err     error
}

// Read reads the files of a dataset. A file that cannot be read is a problem that
// Parse reports.
func Read(fsys fs.FS) *Files {
	f := &Files{byName: map[string]file{}}
	for _, r := range schema().Resources {
		content, err := readFile(fsys, r.Path)
		f.names = append(f.names, r.Path)
		f.byName[r.Path] = file{content, err}
	}
	return f
}

// All returns the names and contents of the files, without those that could not be
// read.
func (f *Files) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, name := range f.names {
			if file := f.byName[name]; file.err == nil && !yield(name, file.content) {
				return
			}
		}
	}
}

// With returns the files with other contents for some of them, by name.
func (f *Files) With(contents map[string][]byte) *Files {
	other := &Files{names: f.names, byName: maps.Clone(f.byName)}
	for name, content := range contents {
		other.byName[name] = file{content: content}
	}
	return other
}

// Fingerprint is a hash of the contents. It ignores modification times, which a
// ConfigMap update does not change in step with the content.
func (f *Files) Fingerprint() string {
	hash := xxhash.New()
	for _, name := range f.names {
		file := f.byName[name]
		hash.WriteString(name + "\x00")
		hash.Write(file.content)
		if file.err != nil {
			hash.WriteString(file.err.Error())
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// readFile reads a regular file whole. The mode is checked first, because opening a
// named pipe blocks. Errors do not contain the path.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, withoutPath(err)
	}
	switch {
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > maxFileBytes:
		return nil, errTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer f.Close()
	content := bytes.NewBuffer(make([]byte, 0, min(info.Size(), maxFileBytes)+bytes.MinRead))
	// The file may have grown since.
	if _, err := content.ReadFrom(io.LimitReader(f, maxFileBytes+1)); err != nil {
		return nil, withoutPath(err)
	}
	if content.Len() > maxFileBytes {
		return nil, errTooLarge
	}
	return content.Bytes(), nil
}

// withoutPath takes the path off an error: clients must not learn it.
func withoutPath(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	return err
}
