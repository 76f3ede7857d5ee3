package dataset

import (
	"encoding/hex"
	"io/fs"

	"github.com/cespare/xxhash/v2"
)

// Fingerprint is a hash of the content of a dataset's files. It follows what is
// read and not when it was written, so that a ConfigMap, whose directory is
// swapped as a whole behind a link, is seen to change, and a touched file is not.
func Fingerprint(fsys fs.FS) string {
	hash := xxhash.New()
	for _, r := range schema().Resources {
		content, err := readFile(fsys, r.Path)
		if err != nil {
			content = []byte(err.Error())
		}
		hash.WriteString(r.Path + "\x00")
		hash.Write(content)
	}
	return hex.EncodeToString(hash.Sum(nil))
}
