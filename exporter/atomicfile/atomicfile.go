// Package atomicfile replaces files in one step each, so that a reader sees the
// content before or after and never a part. Links, modes and owners are kept.
package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Write writes one file. A link is kept, and its target replaced. A pipe or a
// device, such as /dev/stdout, is written to directly.
func Write(name string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	s, err := stage(name, info, b.Bytes())
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
// within a file system. It takes mode and owner from info, if there is any.
func stage(name string, info os.FileInfo, content []byte) (*staged, error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return nil, err
	}
	mode := os.FileMode(0o644)
	if info != nil {
		mode, err = info.Mode().Perm(), keepOwner(file, info)
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
	var next, former []*staged
	defer func() {
		for _, s := range append(next, former...) {
			err = errors.Join(err, s.discard())
		}
	}()
	for _, c := range changes {
		name, err := filepath.EvalSymlinks(filepath.Join(dir, c.Name))
		if err != nil {
			return err
		}
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.Equal(content, c.Before) {
			return fmt.Errorf("%s was changed by another program meanwhile", c.Name)
		}
		s, err := stage(name, info, c.After)
		if err != nil {
			return err
		}
		next = append(next, s)
		if s, err = stage(name, info, c.Before); err != nil {
			return err
		}
		former = append(former, s)
	}
	for i, s := range next {
		if err := replace(s.temporary, s.name); err != nil {
			for _, f := range former[:i] {
				err = errors.Join(err, replace(f.temporary, f.name))
			}
			return err
		}
	}
	return nil
}
