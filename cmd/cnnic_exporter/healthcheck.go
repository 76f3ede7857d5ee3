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

// runHealthcheck requests /-/healthy of the exporter with the same configuration,
// for container images without a shell.
func runHealthcheck(ctx context.Context, c *config.Config, stderr io.Writer) int {
	if err := healthy(ctx, c); err != nil {
		fmt.Fprintln(stderr, "not healthy:", err)
		return failure
	}
	return success
}

func healthy(ctx context.Context, c *config.Config) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	dialer := &net.Dialer{}
	client := &http.Client{Transport: &http.Transport{
		// Dials the address directly, not through a proxy of the environment. An address
		// that stands for every host dials the loopback address.
		Proxy: nil,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, c.ListenAddress[0])
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://cnnic_exporter/-/healthy", nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	// With a web configuration file, 400 (TLS) and 401 (a password) are healthy,
	// too.
	if response.StatusCode >= 500 || c.WebConfigFile == "" && response.StatusCode != http.StatusOK {
		return fmt.Errorf("the answer is %s", response.Status)
	}
	return nil
}
