package main

import (
	"runtime/debug"

	"github.com/prometheus/common/version"
)

// setVersion fills in what the linker was not told: a binary made by go run or
// go install knows its module's version and revision all the same.
func setVersion() {
	info, ok := debug.ReadBuildInfo()
	if ok && version.Version == "" {
		version.Version = info.Main.Version
	}
}
