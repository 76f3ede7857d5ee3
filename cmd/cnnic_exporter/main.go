// Command cnnic_exporter publishes CNNIC's statistics of how China uses the
// Internet as Prometheus metrics.
package main

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/prometheus/common/version"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if info, ok := debug.ReadBuildInfo(); ok {
		// go run and go install give the linker no version.
		version.Version = cmp.Or(version.Version, info.Main.Version)
	}
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}
