package main

import (
	"fmt"
	"io"

	"cnnic_exporter/exporter/atomicfile"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/server"
)

// runHistory writes the history of a dataset to a file, or without a name to
// standard output. Errors go to standard error, as the output may be piped.
func runHistory(c *config.Config, output string, stdout, stderr io.Writer) int {
	d, err := dataset.Load(server.Files(c), dataset.Options{Reference: c.ReferencePeriod})
	if err == nil {
		write := history.New(d).WriteOpenMetrics
		if output == "" {
			err = write(stdout)
		} else {
			err = atomicfile.Write(output, write)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failure
	}
	return success
}
