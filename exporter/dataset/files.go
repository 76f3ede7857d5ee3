package dataset

import (
	"encoding/hex"
	"io/fs"
	"iter"
	"maps"

	"github.com/cespare/xxhash/v2"
)

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

// Fingerprint is the fingerprint of the files of fsys.
func Fingerprint(fsys fs.FS) string { return Read(fsys).Fingerprint() }
