package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/dustin/go-humanize/english"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/server"
)

// runCheck prints a dataset's errors, or else its findings and a summary.
func runCheck(c *config.Config, stdout io.Writer) int {
	d, err := dataset.Load(server.DataFS(c), c.ReferencePeriod)
	if err != nil {
		fmt.Fprintln(stdout, err)
		if problems, ok := errors.AsType[*dataset.Errors](err); ok {
			fmt.Fprintf(stdout, "FAILED: %s\n", english.Plural(len(problems.Problems)+problems.More, "error", ""))
		}
		return failure
	}
	for _, f := range d.Findings {
		fmt.Fprintf(stdout, "%s (finding: %s)\n", f.Problem, f.Check)
	}
	reference := "no reference period"
	if d.Reference != nil {
		reference = "reference period " + d.Reference.Period.String()
	}
	fmt.Fprintf(stdout, "OK: %s, %s, %s, %s\n", english.Plural(len(d.Usage), "usage row", ""),
		english.Plural(len(d.Surveys), "survey", ""), reference, english.Plural(len(d.Findings), "finding", ""))
	return success
}

// runHistory writes the history of a dataset to the file named output, or to standard output
// if output is empty. Errors go to standard error, as standard output may be piped.
func runHistory(c *config.Config, output string, stdout, stderr io.Writer) int {
	d, err := dataset.Load(server.DataFS(c), c.ReferencePeriod)
	var b bytes.Buffer
	if err == nil {
		err = history.Write(&b, d)
	}
	switch {
	case err != nil:
	case output == "":
		_, err = b.WriteTo(stdout)
	default:
		err = os.WriteFile(output, b.Bytes(), 0o644)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failure
	}
	return success
}
