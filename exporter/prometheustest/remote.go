package prometheustest

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/storage/remote"
)

// ReadRemotely has queries answered by the endpoints in the remote_read section
// of a Prometheus configuration file as well, with the exporter at an address in
// the place of each.
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
	far := remote.NewStorage(promslog.NewNopLogger(), prometheus.NewRegistry(), p.DB.StartTime, t.TempDir(), time.Second, nil, false)
	t.Cleanup(func() {
		if err := far.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := far.ApplyConfig(c); err != nil {
		t.Fatal(err)
	}
	p.queryable = storage.NewFanout(promslog.NewNopLogger(), p.DB, far)
}

// QueryAt evaluates an instant query. A warning fails the test, as that is all
// that Prometheus makes of an endpoint that does not answer.
func (p *Prometheus) QueryAt(t testing.TB, expr string, at time.Time) promql.Vector {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	// Closing the query takes its result back.
	defer q.Close()
	switch v := value(t, q).(type) {
	case promql.Vector:
		return slices.Clone(v)
	case promql.Scalar:
		return promql.Vector{{T: v.T, F: v.V}}
	default:
		t.Fatalf("%s: is a %s", expr, v.Type())
		return nil
	}
}

// QueryRange evaluates a range query.
func (p *Prometheus) QueryRange(t testing.TB, expr string, from, to time.Time, step time.Duration) promql.Matrix {
	t.Helper()
	q, err := p.Engine.NewRangeQuery(t.Context(), p.queryable, nil, expr, from, to, step)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	defer q.Close()
	return matrix(t, q)
}

// QueryMatrix evaluates an instant query for a range of samples, such as x[1y].
func (p *Prometheus) QueryMatrix(t testing.TB, expr string, at time.Time) promql.Matrix {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	defer q.Close()
	return matrix(t, q)
}

func value(t testing.TB, q promql.Query) parser.Value {
	t.Helper()
	result := q.Exec(t.Context())
	if result.Err != nil {
		t.Fatalf("%s: %s", q, result.Err)
	}
	if warnings := result.Warnings.AsErrors(); len(warnings) > 0 {
		t.Fatalf("%s: %v", q, warnings)
	}
	return result.Value
}

// matrix evaluates a query and copies its samples, which closing it takes back.
func matrix(t testing.TB, q promql.Query) (copied promql.Matrix) {
	t.Helper()
	for _, s := range value(t, q).(promql.Matrix) {
		copied = append(copied, promql.Series{Metric: s.Metric, Floats: slices.Clone(s.Floats)})
	}
	return copied
}
