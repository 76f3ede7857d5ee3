// Package atomicfile replaces files in one step each, so that a reader sees the
// content before or after and never a part. Links, modes and owners are kept:
// google/renameio and natefinch/atomic keep no owner, so that files written as root
// would be lost to the exporter, and renameio does not build for Windows.
package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Write writes one file. A pipe or a device, such as /dev/stdout, is written to
// directly.
func Write(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, b.Bytes(), 0)
	}
	return replaceAll([]Change{{Name: name, After: b.Bytes()}})
}

// Change is a file with its content before and after.
type Change struct {
	Name          string
	Before, After []byte
}

// WriteAll changes existing files of a directory in the order given, all or none.
// If a file does not hold Before or cannot be written, it fails and changes none.
func WriteAll(dir string, changes []Change) error {
	changes = slices.Clone(changes)
	for i, c := range changes {
		changes[i].Name = filepath.Join(dir, c.Name)
		content, err := os.ReadFile(changes[i].Name)
		if err != nil {
			return err
		}
		if !bytes.Equal(content, c.Before) {
			return fmt.Errorf("%s was changed by another program meanwhile", c.Name)
		}
	}
	return replaceAll(changes)
}

// replace is a variable so that tests can make it fail.
var replace = os.Rename

// replaceAll writes all temporary files before it replaces the first file, and restores
// those replaced if it cannot replace all.
func replaceAll(changes []Change) (err error) {
	var temporary []string
	defer func() {
		for _, name := range temporary {
			if errRemove := os.Remove(name); !errors.Is(errRemove, os.ErrNotExist) {
				err = errors.Join(err, errRemove)
			}
		}
	}()
	for i, c := range changes {
		if target, err := filepath.EvalSymlinks(c.Name); err == nil {
			changes[i].Name = target
		}
		file, err := stage(changes[i].Name, c.After)
		temporary = append(temporary, file)
		if err != nil {
			return err
		}
	}
	for i, c := range changes {
		if err := replace(temporary[i], c.Name); err != nil {
			for _, done := range changes[:i] {
				err = errors.Join(err, replaceAll([]Change{{Name: done.Name, After: done.Before}}))
			}
			return err
		}
	}
	return nil
}

// stage writes a temporary file beside its target, since a rename is atomic only within
// a file system. It takes mode and owner from the target, if there is one.
func stage(target string, content []byte) (name string, err error) {
	file, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return "", err
	}
	mode := os.FileMode(0o644)
	if info, errStat := os.Stat(target); errStat == nil {
		mode = info.Mode().Perm()
		if err = keepOwner(file, info); err != nil {
			err = fmt.Errorf("the owner of %s cannot be kept: %w", target, err)
		}
	}
	_, errWrite := file.Write(content)
	return file.Name(), errors.Join(err, errWrite, file.Chmod(mode), file.Sync(), file.Close())
}
