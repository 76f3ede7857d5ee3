package prometheustest

import (
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// Query evaluates an instant query for a vector at the time of the last scrape.
func (p *Prometheus) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	v, ok := p.QueryAt(t, expr, p.Scraped).(promql.Vector)
	if !ok {
		t.Fatalf("%s is not a vector", expr)
	}
	return v
}

// QueryAt evaluates an instant query.
func (p *Prometheus) QueryAt(t testing.TB, expr string, at time.Time) parser.Value {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	return result(t, expr, q, err)
}

// QueryRange evaluates a range query.
func (p *Prometheus) QueryRange(t testing.TB, expr string, from, to time.Time, step time.Duration) promql.Matrix {
	t.Helper()
	q, err := p.Engine.NewRangeQuery(t.Context(), p.queryable, nil, expr, from, to, step)
	return result(t, expr, q, err).(promql.Matrix)
}

// result executes a query. It does not close the query, which would reuse the memory
// of the result. A warning fails the test: Prometheus reports a remote endpoint that
// does not answer by nothing else.
func result(t testing.TB, expr string, q promql.Query, err error) parser.Value {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	executed := q.Exec(t.Context())
	if warnings := executed.Warnings.AsErrors(); executed.Err != nil || len(warnings) > 0 {
		t.Fatalf("%s: %v, %v", expr, executed.Err, warnings)
	}
	return executed.Value
}
