// Package wholefile writes files whole or not at all: who reads one while it is
// being written, or after the disk was full, sees the one before.
package wholefile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Write writes one file. A link stays one: what it leads to is replaced. What is
// no file, such as a pipe or /dev/stdout, is written to as it is.
func Write(name string, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	s, err := stage(name, 0o644, write)
	if err != nil {
		return err
	}
	return s.commit()
}

// replace is a variable for the tests, in which it fails.
var replace = os.Rename

// staged is a file's content under another name, ready to take its place.
type staged struct{ temporary, name string }

// stage writes to a file beside the one that it is for: only within a directory
// is a rename sure to be one step.
func stage(name string, mode os.FileMode, write func(io.Writer) error) (*staged, error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return nil, err
	}
	s := &staged{file.Name(), name}
	if err := errors.Join(write(file), file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		return nil, errors.Join(err, s.discard())
	}
	return s, nil
}

func (s *staged) commit() error {
	if err := replace(s.temporary, s.name); err != nil {
		return errors.Join(err, s.discard())
	}
	return nil
}

func (s *staged) discard() error {
	if err := os.Remove(s.temporary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Change is a file and what is to stand in it.
type Change struct {
	Name string
	// Before is what the file holds, and After what it shall hold.
	Before, After []byte
}

// WriteAll changes the files of a directory, all or none, one after the other in
// the order given. The files exist. Where one has changed meanwhile, or cannot be
// written, the others hold what they held.
func WriteAll(dir string, changes []Change) (err error) {
	var next, former []*staged
	defer func() {
		for _, s := range append(next, former...) {
			err = errors.Join(err, s.discard())
		}
	}()
	for _, c := range changes {
		// A link stays one: what it leads to is replaced.
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
			return fmt.Errorf("%s was changed by somebody else meanwhile; nothing was written", c.Name)
		}
		for _, version := range []struct {
			content []byte
			list    *[]*staged
		}{{c.After, &next}, {c.Before, &former}} {
			s, err := stage(name, info.Mode().Perm(), func(w io.Writer) error {
				_, err := w.Write(version.content)
				return err
			})
			if err != nil {
				return err
			}
			*version.list = append(*version.list, s)
		}
	}
	for i, s := range next {
		if err := replace(s.temporary, s.name); err != nil {
			for _, f := range former[:i] {
				err = errors.Join(err, f.commit())
			}
			return err
		}
	}
	return nil
}
