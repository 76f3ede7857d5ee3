package main

import (
	"runtime/debug"

	"github.com/prometheus/common/version"
)

// setVersion sets the version of binaries made by go run and go install from the
// module's, as the linker was not given one.
func setVersion() {
	info, ok := debug.ReadBuildInfo()
	if ok && version.Version == "" {
		version.Version = info.Main.Version
	}
}
