package main

import (
	"context"
	"errors"
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
	client := &http.Client{Transport: &http.Transport{
		// Dials the address directly, not through a proxy of the environment.
		Proxy:       nil,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, c.ListenAddress[0]) },
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

// dial connects to a listen address. If that stands for every address, it uses the
// loopback addresses.
func dial(ctx context.Context, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	hosts := []string{host}
	if ip := net.ParseIP(host); host == "" || ip.Equal(net.IPv6unspecified) {
		hosts = []string{"127.0.0.1", "::1"}
	} else if ip.IsUnspecified() {
		hosts = []string{"127.0.0.1"}
	}
	var errs []error
	for _, h := range hosts {
		c, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(h, port))
		if err == nil {
			return c, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}
