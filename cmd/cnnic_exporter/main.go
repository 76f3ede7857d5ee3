// Command cnnic_exporter publishes CNNIC's statistics on Internet use as Prometheus metrics.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/config"
)

const success, failure, misuse = 0, 1, 2 // Exit codes.

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // A second signal ends the program at once.
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// run is main without os.Args, os.Environ and os.Exit. It returns the exit code.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "import" { // A command of version 1.0.0.
		fmt.Fprintln(stderr, "cnnic_exporter: reports are imported by a separate program, cnnic_import")
		return misuse
	}
	app := kingpin.New("cnnic_exporter", "Prometheus exporter for CNNIC's statistics on how China uses the Internet. "+
		"A flag takes precedence over its environment variable.")
	app.UsageWriter(stdout)
	app.HelpFlag.Short('h')
	app.UsageTemplate(kingpin.LongHelpTemplate)
	terminated := false // By --help, for example.
	app.Terminate(func(int) { terminated = true })
	flags := config.AddFlags(app)
	serve := app.Command("serve", "Serve the metrics. This is the default.")
	check := app.Command("check", "Check a dataset and print its errors and findings.")
	dir := check.Arg("dir", "Directory with the dataset; --data.dir by default.").ExistingDir()
	history := app.Command("history",
		"Write the figures as OpenMetrics with the dates of their surveys, to backfill a database.")
	output := history.Flag("output", "File to write; standard output by default.").PlaceHolder("FILE").String()
	app.Command("healthcheck", "Check that the exporter with the same configuration is healthy.")
	app.Command("version", "Print the version.")
	app.Version(version.Print("cnnic_exporter"))
	// With a default command, kingpin does not report a flag without its value, so first parse without a default.
	if _, err := app.ParseContext(args); err == nil {
		serve.Default()
	}
	command, err := app.Parse(args)
	switch {
	case terminated:
		return success
	case err != nil:
		fmt.Fprintf(stderr, "cnnic_exporter: %s; see --help\n", err)
		return misuse
	case command == "version":
		fmt.Fprintln(stdout, version.Print("cnnic_exporter"))
		return success
	}
	// For healthcheck, dir is empty and overrides --data.dir: an exporter whose directory is gone still serves.
	if *dir != "" || command == "healthcheck" {
		flags["data.dir"] = []string{*dir}
	}
	c, err := config.Parse(environ, flags)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	switch command {
	case "check":
		return runCheck(c, stdout)
	case "history":
		return runHistory(c, *output, stdout, stderr)
	case "healthcheck":
		return runHealthcheck(c, stderr)
	default:
		return runServe(ctx, c, stderr)
	}
}
