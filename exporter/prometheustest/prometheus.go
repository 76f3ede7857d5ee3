// Package prometheustest runs Prometheus within a test: its scrape manager, database,
// query engine and rule evaluation, wired as in the server.
package prometheustest

import (
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/teststorage"
)

// Prometheus is a database that scrapes and can be queried.
type Prometheus struct {
	DB     *tsdb.DB
	Engine *promql.Engine
	// Scraped is the time of the last scrape, at which Query and Alerts evaluate.
	Scraped time.Time
	// TargetLabels are added to the targets of Scrape, as service discovery adds them.
	TargetLabels model.LabelSet

	// queryable is the database, with remote read behind it after ReadRemotely.
	queryable storage.Queryable
}

// timeout is how long a scrape or a query may take on a busy machine. To store a
// million new series takes Prometheus minutes there.
const timeout = 5 * time.Minute

// New makes an empty database and an engine with the server's defaults, closed
// when the test ends.
func New(t testing.TB) *Prometheus {
	t.Helper()
	db := teststorage.New(t).DB
	engine := promql.NewEngine(promql.EngineOpts{
		Logger:               promslog.NewNopLogger(),
		MaxSamples:           50_000_000,
		Timeout:              timeout,
		LookbackDelta:        5 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               parser.NewParser(parser.Options{}),
	})
	return &Prometheus{DB: db, Engine: engine, queryable: db}
}

// Query evaluates an instant query for a vector at the time of the last scrape.
func (p *Prometheus) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	v, ok := p.QueryAt(t, expr, p.Scraped).(promql.Vector)
	if !ok {
		t.Fatalf("%s is not a vector", expr)
	}
	return v
}

// QueryAt evaluates an instant query. It does not close the query, which would reuse the
// memory of the result. A warning fails the test: Prometheus reports a remote endpoint
// that does not answer by nothing else.
func (p *Prometheus) QueryAt(t testing.TB, expr string, at time.Time) parser.Value {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	result := q.Exec(t.Context())
	if warnings := result.Warnings.AsErrors(); result.Err != nil || len(warnings) > 0 {
		t.Fatalf("%s: %v, %v", expr, result.Err, warnings)
	}
	return result.Value
}
