//go:build !unix

package atomicfile

import "os"

// keepOwner does nothing: without Unix owners, a new file inherits the permissions of its directory.
func keepOwner(*os.File, os.FileInfo) error { return nil }
