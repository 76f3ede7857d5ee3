package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"cnnic_exporter/exporter/config"
)

// runHealthcheck requests /-/healthy of the exporter with the same configuration,
// for container images without a shell.
func runHealthcheck(c *config.Config, stderr io.Writer) int {
	// An empty transport ignores the proxies of the environment. Dialing a wildcard address
	// such as 0.0.0.0 reaches the loopback address.
	client := &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{}}
	address := url.URL{Scheme: "http", Host: c.ListenAddress[0], Path: "/-/healthy"}
	response, err := client.Get(address.String())
	if err == nil {
		response.Body.Close()
		// With a web configuration file any status below 500 is healthy, such as 400 (TLS) or
		// 401 (a password).
		if response.StatusCode >= 500 || c.WebConfigFile == "" && response.StatusCode != http.StatusOK {
			err = fmt.Errorf("the answer is %s", response.Status)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "not healthy:", err)
		return failure
	}
	return success
}
