package provisioning_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"

	"cnnic_exporter/alerting"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// exporter serves the shipped dataset and returns the address.
func exporter(t *testing.T) string {
	t.Helper()
	c, err := config.Parse(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(c, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	return h.URL
}

// alerts lists the alert rules that ship.
func alerts(t *testing.T) []rulefmt.Rule {
	t.Helper()
	groups, err := alerting.Read("..")
	if err != nil {
		t.Fatal(err)
	}
	var rules []rulefmt.Rule
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Alert != "" {
				rules = append(rules, r)
			}
		}
	}
	return rules
}

// status returns the status code of a GET request.
func status(t *testing.T, address string) int {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}
