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
	return writeFile(name, b.Bytes())
}

func writeFile(name string, content []byte) error {
	s, err := stage(name, content)
	if err != nil {
		return err
	}
	return errors.Join(replace(s.temporary, s.name), s.discard())
}

// replace is a variable so that tests can make it fail.
var replace = os.Rename

// staged is content in a temporary file, ready to be renamed.
type staged struct{ temporary, name string }

// stage writes the temporary file beside its target, since a rename is atomic only
// within a file system. It takes mode and owner from the target, if there is one.
func stage(name string, content []byte) (*staged, error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return nil, err
	}
	mode := os.FileMode(0o644)
	if info, errStat := os.Stat(name); errStat == nil {
		mode = info.Mode().Perm()
		if err = keepOwner(file, info); err != nil {
			err = fmt.Errorf("the owner of %s cannot be kept: %w", name, err)
		}
	}
	_, errWrite := file.Write(content)
	s := &staged{file.Name(), name}
	if err := errors.Join(err, errWrite, file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		return nil, errors.Join(err, s.discard())
	}
	return s, nil
}

func (s *staged) discard() error {
	if err := os.Remove(s.temporary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Change is a file with its content before and after.
type Change struct {
	Name          string
	Before, After []byte
}

// WriteAll changes existing files of a directory in the order given, all or none.
// If a file does not hold Before or cannot be written, it fails and changes none.
func WriteAll(dir string, changes []Change) (err error) {
	var all []*staged
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.discard())
		}
	}()
	for _, c := range changes {
		name := filepath.Join(dir, c.Name)
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.Equal(content, c.Before) {
			return fmt.Errorf("%s was changed by another program meanwhile", c.Name)
		}
		s, err := stage(name, c.After)
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	for i, s := range all {
		if err := replace(s.temporary, s.name); err != nil {
			for j, c := range changes[:i] {
				err = errors.Join(err, writeFile(all[j].name, c.Before))
			}
			return err
		}
	}
	return nil
}
