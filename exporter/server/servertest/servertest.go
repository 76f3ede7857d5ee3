// Package servertest runs the exporter within a test.
package servertest

import (
	"net/http/httptest"
	"testing"

	"github.com/prometheus/common/promslog"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// Start serves the exporter, configured by variables in the form of os.Environ, until
// the test ends. It returns the exporter's URL.
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
