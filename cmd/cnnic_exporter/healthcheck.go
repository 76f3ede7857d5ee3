package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"cnnic_exporter/exporter/config"
)

// runHealthcheck requests /-/healthy of the exporter with the same configuration,
// for container images without a shell.
func runHealthcheck(c *config.Config, stderr io.Writer) int {
	// A transport of its own ignores the proxies of the environment. The certificate is not
	// verified: it need not name the loopback address, by which 0.0.0.0 is reached.
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
	var tlsAlert *net.OpError
	if errors.As(err, &tlsAlert) && tlsAlert.Op == "remote error" {
		return success // The exporter answers, but refuses a client without a certificate.
	}
	if err == nil {
		response.Body.Close()
		// With a web configuration file any status below 500 is healthy, such as 401 (a password).
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
