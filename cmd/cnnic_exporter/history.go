package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/server"
)

// runHistory writes the history of a dataset to a file, or without a name to
// standard output. What is wrong goes to standard error, since the output is
// piped into other programs.
func runHistory(c *config.Config, output string, stdout, stderr io.Writer) int {
	d, err := dataset.Load(server.Files(c), dataset.Options{Reference: c.ReferencePeriod})
	if err == nil {
		write := history.New(d).WriteOpenMetrics
		if output == "" {
			err = write(stdout)
		} else {
			err = writeWhole(output, write)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failure
	}
	return success
}

// writeWhole writes a file whole or not at all: who reads it while it is being
// written, or after the disk was full, sees the one before.
func writeWhole(name string, write func(io.Writer) error) error {
	// Only within a directory is a rename sure to be one step.
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Chmod(0o644), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
