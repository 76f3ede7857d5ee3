package provisioning_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/prometheus/prometheus/model/rulefmt"

	"cnnic_exporter/alerting"
)

// alerts lists the alert rules that ship.
func alerts(t *testing.T) []rulefmt.Rule {
	t.Helper()
	files, err := filepath.Glob("prometheus/rules/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("no rule files", err)
	}
	groups, err := alerting.Read(files...)
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
