// Package atomicfile replaces files atomically, and keeps symbolic links, modes and, on Unix, owners. google/renameio and
// natefinch/atomic do not keep owners: after an import as root, the exporter might be unable to read the files.
package atomicfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Change is the name of a file, and its content before and after.
type Change struct {
	Name          string
	Before, After []byte
}

// ErrNotRestored is part of the error of WriteAll if a file stays changed.
var ErrNotRestored = errors.New("a replaced file could not be restored; compare it with a backup, or by git diff")

// WriteAll replaces existing files of a directory in the given order, if each still has the
// content Before. If one cannot be replaced, those already replaced are restored.
func WriteAll(dir string, changes []Change) error {
	changes = slices.Clone(changes)
	for i, c := range changes {
		target, err := filepath.EvalSymlinks(filepath.Join(dir, c.Name))
		content, errRead := os.ReadFile(target)
		if err := cmp.Or(err, errRead); err != nil {
			return err
		}
		if !bytes.Equal(content, c.Before) {
			return fmt.Errorf("%s was changed by another program meanwhile", c.Name)
		}
		changes[i].Name = target
	}
	return replaceAll(changes)
}

// replace is a variable so that tests can make it fail.
var replace = os.Rename

// replaceAll replaces files; here each Name is a whole path. It writes all temporary files before it
// replaces the first file, and restores those replaced if it cannot replace all.
func replaceAll(changes []Change) error {
	var temporary []string
	defer func() {
		for _, name := range temporary {
			_ = os.Remove(name) // It exists only after an error.
		}
	}()
	for _, c := range changes {
		name, err := stage(c.Name, c.After)
		temporary = append(temporary, name)
		if err != nil {
			return err
		}
	}
	for i, c := range changes {
		if err := replace(temporary[i], c.Name); err != nil {
			for _, replaced := range changes[:i] {
				if errRestore := replaceAll([]Change{{Name: replaced.Name, After: replaced.Before}}); errRestore != nil {
					err = errors.Join(err, ErrNotRestored, errRestore)
				}
			}
			return err
		}
	}
	return nil
}

// stage writes a temporary file beside its target, since a rename is atomic only within a
// file system. The file gets the mode and owner of the target.
func stage(target string, content []byte) (name string, err error) {
	info, err := os.Stat(target)
	if err != nil {
		return "", err
	}
	file, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return "", err
	}
	if err = keepOwner(file, info); err != nil {
		err = fmt.Errorf("the owner and group of %s cannot be kept; run as root, or as that owner in that group: %w", target, err)
	}
	_, errWrite := file.Write(content)
	return file.Name(), errors.Join(err, errWrite, file.Chmod(info.Mode().Perm()), file.Sync(), file.Close())
}
