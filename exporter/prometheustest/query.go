package prometheustest

import (
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// Query evaluates an instant query at the time of the last scrape.
func (p *Prometheus) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	return p.QueryAt(t, expr, p.Scraped)
}

// QueryAt evaluates an instant query. A warning fails the test: it is all by which
// Prometheus reports a remote endpoint that does not answer.
func (p *Prometheus) QueryAt(t testing.TB, expr string, at time.Time) promql.Vector {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	// Close reuses the memory of the result.
	defer q.Close()
	switch v := value(t, q).(type) {
	case promql.Vector:
		return slices.Clone(v)
	case promql.Scalar:
		return promql.Vector{{T: v.T, F: v.V}}
	default:
		t.Fatalf("%s is a %s, not a vector", expr, v.Type())
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

// matrix evaluates a query and copies its samples, whose memory Close reuses.
func matrix(t testing.TB, q promql.Query) (copied promql.Matrix) {
	t.Helper()
	for _, s := range value(t, q).(promql.Matrix) {
		copied = append(copied, promql.Series{Metric: s.Metric, Floats: slices.Clone(s.Floats)})
	}
	return copied
}
