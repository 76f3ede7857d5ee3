package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/dustin/go-humanize/english"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/server"
)

// runServe serves until the context ends.
func runServe(ctx context.Context, c *config.Config, stderr io.Writer) int {
	level, format := promslog.NewLevel(), promslog.NewFormat()
	// config.Parse has checked both.
	_, _ = level.Set(c.LogLevel), format.Set(c.LogFormat)
	logger := promslog.New(&promslog.Config{Level: level, Format: format, Writer: stderr})
	logger.Info("Starting cnnic_exporter", "version", version.Info(), "build", version.BuildContext())

	sighups := make(chan os.Signal, 1)
	signal.Notify(sighups, syscall.SIGHUP)
	defer signal.Stop(sighups)
	s, err := server.New(c, logger)
	if err == nil {
		err = s.Run(ctx, sighups)
	}
	if err != nil {
		logger.Error("Failed", "err", err)
		return failure
	}
	logger.Info("Stopped")
	return success
}

// runCheck prints a dataset's errors or its findings, and a summary.
func runCheck(c *config.Config, stdout io.Writer) int {
	d, err := dataset.Load(server.DataFS(c), c.ReferencePeriod)
	if err != nil {
		fmt.Fprintln(stdout, err)
		problems, _ := errors.AsType[*dataset.Errors](err) // Load returns no other error.
		fmt.Fprintf(stdout, "FAILED: %s\n", english.Plural(len(problems.Problems)+problems.More, "error", ""))
		return failure
	}
	for _, f := range d.Findings {
		fmt.Fprintf(stdout, "%s (finding: %s)\n", f.Problem, f.Check)
	}
	reference := "no reference period"
	if d.Reference != nil {
		reference = "reference period " + d.Reference.Period.String()
	}
	count := func(n int, word string) string { return english.Plural(n, word, "") }
	fmt.Fprintf(stdout, "OK: %s of %s, %s, %s, %s\n", count(len(d.Usage), "usage"),
		count(len(d.Applications), "application"), count(len(d.Surveys), "survey"), reference, count(len(d.Findings), "finding"))
	return success
}

// runHistory writes the history of a dataset to the file named output, or to standard output if output is empty.
func runHistory(c *config.Config, output string, stdout, stderr io.Writer) int {
	d, err := dataset.Load(server.DataFS(c), c.ReferencePeriod)
	var b bytes.Buffer
	if err == nil {
		err = history.Write(&b, d)
	}
	if err == nil && output == "" {
		_, err = b.WriteTo(stdout)
	} else if err == nil {
		err = os.WriteFile(output, b.Bytes(), 0o644)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failure
	}
	return success
}

// runHealthcheck requests /-/healthy at c's first listen address. The image has no curl to do so.
func runHealthcheck(c *config.Config, stderr io.Writer) int {
	// http.DefaultTransport would use the environment's proxies. The certificate is not verified,
	// since few certificates name a listen address such as 0.0.0.0.
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	client := &http.Client{Timeout: 3 * time.Second, Transport: transport}
	address := url.URL{Scheme: "http", Host: c.ListenAddress[0], Path: "/-/healthy"}
	if c.WebConfigFile != "" {
		address.Scheme = "https" // Tried first, as an exporter with TLS logs each plain HTTP request.
	}
	response, err := client.Get(address.String())
	if errors.Is(err, http.ErrSchemeMismatch) {
		address.Scheme = "http"
		response, err = client.Get(address.String())
	}
	if tlsAlert, ok := errors.AsType[*net.OpError](err); ok && tlsAlert.Op == "remote error" {
		return success // The exporter answers, but refuses a client without a certificate.
	}
	if err != nil {
		fmt.Fprintln(stderr, "not healthy:", err)
		return failure
	}
	response.Body.Close()
	// With a web configuration file any status below 500 is healthy, such as 401 where a password is required.
	if response.StatusCode >= 500 || c.WebConfigFile == "" && response.StatusCode != http.StatusOK {
		fmt.Fprintln(stderr, "not healthy: the answer is", response.Status)
		return failure
	}
	return success
}
