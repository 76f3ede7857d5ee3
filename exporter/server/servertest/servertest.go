// Package servertest serves the exporter's paths within a test.
package servertest

import (
	"net/http/httptest"
	"testing"

	"github.com/prometheus/common/promslog"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// Start serves the exporter's paths until the test ends, and returns their base URL, without a slash at its end.
// environ is as for config.Parse. Only Server.Handler is served: what Server.Run adds, such as the bounds on connections
// and headers, TLS, timeouts and the watch for changed files, is missing.
func Start(t testing.TB, environ ...string) string {
	t.Helper()
	c, err := config.Parse(environ, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(c, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	exporter := httptest.NewServer(s.Handler())
	t.Cleanup(exporter.Close)
	return exporter.URL
}
