package dataset

import (
	"encoding/hex"
	"io"
	"io/fs"

	"github.com/cespare/xxhash/v2"
)

// Fingerprint is a hash of the content of a dataset's files. It follows what is
// read and not when it was written, so that a ConfigMap, whose directory is
// swapped as a whole behind a link, is seen to change, and a touched file is not.
func Fingerprint(fsys fs.FS) string {
	hash := xxhash.New()
	for _, r := range schema().Resources {
		hash.WriteString(r.Path + "\x00")
		if err := copyFile(hash, fsys, r.Path); err != nil {
			hash.WriteString(err.Error())
		}
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// copyFile writes a file's content in pieces: what only wants a hash of a large
// dataset, and wants it again and again, should not take as much memory.
func copyFile(w io.Writer, fsys fs.FS, name string) error {
	f, err := regular(fsys.Open(name))
	if err != nil {
		return cause(err)
	}
	defer f.Close()
	_, err = io.Copy(w, io.LimitReader(f, maxFileBytes))
	return cause(err)
}
