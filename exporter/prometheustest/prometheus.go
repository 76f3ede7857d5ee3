// Package prometheustest runs Prometheus within a test: its scrape manager, database,
// query engine and rule evaluation, wired as in the server.
package prometheustest

import (
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
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
	db, err := tsdb.Open(t.TempDir(), promslog.NewNopLogger(), prometheus.NewRegistry(), tsdb.DefaultOptions(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
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
