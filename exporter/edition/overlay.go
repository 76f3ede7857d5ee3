package edition

import (
	"bytes"
	"io/fs"
	"time"
)

// overlay is a file system in which some files have another content, so that a
// change can be checked before it is made.
type overlay struct {
	fs.FS
	contents map[string][]byte
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	if content, ok := o.contents[name]; ok {
		return &memoryFile{bytes.NewReader(content), name, int64(len(content))}, nil
	}
	return o.FS.Open(name)
}

// memoryFile is a file of an overlay, and what there is to know of it.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) Name() string               { return f.name }
func (f *memoryFile) Size() int64                { return f.size }
func (f *memoryFile) Mode() fs.FileMode          { return 0o444 }
func (f *memoryFile) ModTime() time.Time         { return time.Time{} }
func (f *memoryFile) IsDir() bool                { return false }
func (f *memoryFile) Sys() any                   { return nil }
