//go:build unix

package atomicfile

import (
	"os"
	"syscall"
)

// keepOwner gives a file the owner and group of its target.
func keepOwner(file *os.File, target os.FileInfo) error {
	stat, ok := target.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return file.Chown(int(stat.Uid), int(stat.Gid))
}
