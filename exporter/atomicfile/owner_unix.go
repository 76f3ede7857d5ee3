//go:build unix

package atomicfile

import (
	"os"
	"syscall"
)

// keepOwner gives a temporary file the owner and group of the file that it will replace.
func keepOwner(file *os.File, replaced os.FileInfo) error {
	stat := replaced.Sys().(*syscall.Stat_t) // Sys returns this type on every Unix.
	return file.Chown(int(stat.Uid), int(stat.Gid))
}
