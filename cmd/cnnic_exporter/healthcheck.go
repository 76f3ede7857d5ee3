package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"cnnic_exporter/exporter/config"
)

// runHealthcheck asks the exporter on this host for /-/healthy. A container
// image without a shell has nothing else to ask with.
func runHealthcheck(ctx context.Context, c *config.Config, stderr io.Writer) int {
	if err := healthy(ctx, c); err != nil {
		fmt.Fprintln(stderr, "not healthy:", err)
		return failure
	}
	return success
}

func healthy(ctx context.Context, c *config.Config) error {
	host, port, err := net.SplitHostPort(c.ListenAddress[0])
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/-/healthy", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	// With a web configuration file the exporter may want TLS or a password and
	// answer with 400 or 401. That it answers at all is what counts.
	if response.StatusCode >= 500 || c.WebConfigFile == "" && response.StatusCode != http.StatusOK {
		return fmt.Errorf("the answer is %s", response.Status)
	}
	return nil
}
