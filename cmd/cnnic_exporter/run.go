package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// Exit codes.
const (
	success = 0
	failure = 1
	misuse  = 2
)

// run is the program without the process around it. It returns the exit code.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	output := &output{Writer: stdout}
	code := runCommand(ctx, args, environ, output, stderr)
	if output.err != nil && code == success {
		fmt.Fprintln(stderr, "cnnic_exporter: not all was written:", output.err)
		return failure
	}
	return code
}

// output remembers that something could not be written, which most of what prints
// does not look at.
type output struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	o.err = cmp.Or(o.err, err)
	return n, err
}

func runCommand(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	app := kingpin.New("cnnic_exporter", "Prometheus exporter for CNNIC's statistics of how China uses the Internet.\n\n"+
		"It is configured by environment variables (name, default, meaning):\n\n"+config.Help())
	// Kingpin panics where it cannot write.
	var usage bytes.Buffer
	app.UsageWriter(&usage)
	app.ErrorWriter(stderr)
	app.HelpFlag.Short('h')
	ended := false
	app.Terminate(func(int) { ended = true })
	app.Command("serve", "Serve the metrics. This is the default.").Default()
	check := app.Command("check", "Check a dataset and print its errors and findings.")
	dir := check.Arg("dir", "Directory with the dataset; without it, that of the configuration.").String()
	backfill := app.Command("history", "Write the surveys' figures at their own dates, as OpenMetrics to backfill a database from.")
	output := backfill.Flag("output", "File to write, whole or not at all; without it, standard output.").PlaceHolder("FILE").String()
	from := backfill.Flag("data", "Directory with the dataset; without it, that of the configuration.").PlaceHolder("DIR").String()
	bring := app.Command("import", "Bring a report into a dataset: read its table or text, in Markdown, HTML, CSV, TSV or as pasted from a PDF, show what is new, and write it. data/README.md leads through it.")
	var news importFlags
	bring.Flag("report", "Number of the report.").PlaceHolder("N").Required().StringVar(&news.report)
	into := bring.Flag("data", "Directory with the dataset; without it, that of the configuration.").PlaceHolder("DIR").String()
	bring.Flag("period", "Survey that a new report presents; without it, the newest month of the headings.").PlaceHolder("YYYY-MM").StringVar(&news.period)
	bring.Flag("published", "Day on which a new report was published; without it, today.").PlaceHolder("YYYY-MM-DD").StringVar(&news.published)
	bring.Flag("dry-run", "Show what is new and write nothing.").BoolVar(&news.dryRun)
	bring.Flag("accept-findings", "Write although the figures contradict each other or leap, as the report does say so.").BoolVar(&news.acceptFindings)
	bring.Arg("file", "File to read; without it, or for -, standard input.").StringsVar(&news.files)
	app.Command("healthcheck", "Ask the exporter that runs with the same environment whether it is healthy.")
	app.Command("version", "Print the version.")
	command, err := app.Parse(args)
	switch {
	case ended:
		_, _ = usage.WriteTo(stdout)
		return success
	case err != nil:
		fmt.Fprintf(stderr, "cnnic_exporter: %s; see --help\n", err)
		return misuse
	}
	setVersion()
	if command == "version" {
		fmt.Fprintln(stdout, version.Print("cnnic_exporter"))
		return success
	}
	c, err := config.Parse(environ)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	switch command {
	case "check":
		if *dir != "" {
			c.DataDir = *dir
		}
		return runCheck(c, stdout)
	case "history":
		if *from != "" {
			c.DataDir = *from
		}
		return runHistory(c, *output, stdout, stderr)
	case "import":
		if *into != "" {
			c.DataDir = *into
		}
		return runImport(c, &news, os.Stdin, stdout, stderr)
	case "healthcheck":
		return runHealthcheck(ctx, c, stderr)
	default:
		return runServe(ctx, c, stderr)
	}
}

// runServe serves until the context ends.
func runServe(ctx context.Context, c *config.Config, stderr io.Writer) int {
	level := promslog.NewLevel()
	_ = level.Set(string(c.LogLevel))
	format := promslog.NewFormat()
	_ = format.Set(string(c.LogFormat))
	logger := promslog.New(&promslog.Config{Level: level, Format: format, Writer: stderr})
	logger.Info("Starting cnnic_exporter", "version", version.Info(), "build", version.BuildContext())

	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	s, err := server.New(c, logger)
	if err == nil {
		err = s.Run(ctx, hangups)
	}
	if err != nil {
		logger.Error("Failed", "err", err)
		return failure
	}
	logger.Info("Stopped")
	return success
}
