// Command sbom writes the bill of materials of a Go program: every module that
// the linker put into the file, read from what the linker noted there, and not
// from go.mod, which also lists what only tests need.
package main

import (
	"debug/buildinfo"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "usage: sbom PROGRAM")
		return 2
	}
	info, err := buildinfo.ReadFile(args[0])
	if err == nil {
		err = write(stdout, info)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}
