package main

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// For a wildcard address, http.DefaultTransport would ask the proxy. The healthcheck connects to
// the exporter directly.
func TestHealthcheckDialsTheListenAddress(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/-/healthy" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"", "127.0.0.1", "0.0.0.0", "[::]"} {
		// The healthcheck requests the listen address even if the exporter takes systemd's sockets, and
		// even if the dataset's directory is gone, since the exporter serves the dataset that it had.
		for _, args := range [][]string{{"healthcheck"}, {"healthcheck", "--web.systemd-socket"}, {"healthcheck", "--data.dir=/nowhere"}} {
			if code, _, stderr := call(t, []string{"CNNIC_LISTEN_ADDRESS=" + host + ":" + port}, args...); code != success {
				t.Errorf("%q %s: got %d, want %d: %s", host, args, code, success, stderr)
			}
		}
	}
}

func TestHealthcheckReportsTheStatus(t *testing.T) {
	t.Parallel()
	// With a web configuration file, only a status of 500 or above means that the exporter is not healthy.
	for status, webConfigFile := range map[int]string{http.StatusNotFound: "", http.StatusBadGateway: "../../exporter/config/testdata/web.yml"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer server.Close()
		code, _, stderr := call(t, []string{"CNNIC_LISTEN_ADDRESS=" + server.Listener.Addr().String(), "CNNIC_WEB_CONFIG_FILE=" + webConfigFile}, "healthcheck")
		if want := fmt.Sprintf("not healthy: the answer is %d %s\n", status, http.StatusText(status)); code != failure || stderr != want {
			t.Errorf("got %d: %s\nwant %d: %s", code, stderr, failure, want)
		}
	}
}

// The healthcheck needs no client certificate and no password.
func TestHealthcheckOfASecuredExporter(t *testing.T) {
	t.Parallel()
	const (
		tls       = "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n"
		mutualTLS = "tls_server_config: {cert_file: cert.pem, key_file: key.pem, client_auth_type: RequireAnyClientCert}\n"
		users     = "basic_auth_users: {prometheus: $2a$04$.KOKGM9K.WWmDkXY1b8JAu8l4A4xKBke6BBfD7MgEPcq25vjHZMcu}\n"
	)
	for name, web := range map[string]string{"TLS": tls, "TLS with client certificates": mutualTLS, "a password": users, "TLS and a password": tls + users} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeCertificate(t, dir)
			file := filepath.Join(dir, "web.yml")
			if err := os.WriteFile(file, []byte(web), 0o600); err != nil {
				t.Fatal(err)
			}
			environ := []string{"CNNIC_LISTEN_ADDRESS=" + freeAddress(t), "CNNIC_WEB_CONFIG_FILE=" + file}
			if code, _, _ := call(t, environ, "healthcheck"); code != failure {
				t.Errorf("before the exporter runs: got %d, want %d", code, failure)
			}
			var log *bytes.Buffer
			// Runs after the cleanup of serve, when the exporter has ended. The handshake may
			// fail only if the exporter requires a client certificate.
			t.Cleanup(func() {
				if web != mutualTLS && strings.Contains(log.String(), "handshake error") {
					t.Errorf("a handshake of the healthcheck failed: %s", log)
				}
			})
			// serve fails the test unless the healthcheck succeeds.
			log = serve(t, environ...)
		})
	}
}

// writeCertificate writes httptest's certificate and key to dir, as cert.pem and key.pem.
func writeCertificate(t *testing.T, dir string) {
	t.Helper()
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	pair := s.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{
		"key.pem":  {Type: "PRIVATE KEY", Bytes: key},
		"cert.pem": {Type: "CERTIFICATE", Bytes: pair.Certificate[0]},
	} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
