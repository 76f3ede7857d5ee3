package prometheustest

import (
	"net/url"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/storage/remote"
)

// ReadRemotely adds remote read to queries: the endpoints in the remote_read section
// of a Prometheus configuration file, each with the exporter at a URL in its place.
func (p *Prometheus) ReadRemotely(t testing.TB, configFile, exporter string) {
	t.Helper()
	c, err := config.LoadFile(configFile, false, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.RemoteReadConfigs) == 0 {
		t.Fatalf("%s has no remote_read", configFile)
	}
	address, err := url.Parse(exporter)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range c.RemoteReadConfigs {
		r.URL.Scheme, r.URL.Host = address.Scheme, address.Host
	}
	endpoints := remote.NewStorage(promslog.NewNopLogger(), prometheus.NewRegistry(), p.DB.StartTime, t.TempDir(), time.Second, nil, false)
	t.Cleanup(func() {
		if err := endpoints.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := endpoints.ApplyConfig(c); err != nil {
		t.Fatal(err)
	}
	p.queryable = storage.NewFanout(promslog.NewNopLogger(), p.DB, endpoints)
}
