// Package prometheustest runs Prometheus's scrape manager, database and query engine within a test.
package prometheustest

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/storage/remote"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/teststorage"
)

// Prometheus scrapes into a database, which can be queried.
type Prometheus struct {
	DB     *tsdb.DB
	Engine *promql.Engine
	// QueryTime is the evaluation time of Query. ScrapeUntil sets it to now whenever it calls done.
	QueryTime time.Time
	// TargetLabels are added to the targets of Scrape, as service discovery adds them.
	TargetLabels model.LabelSet

	// queryable is DB or, after EnableRemoteRead, DB and the exporter's history.
	queryable storage.Queryable
}

// timeout bounds ScrapeUntil and each query. A busy machine needs minutes for the million series of BenchmarkScale.
const timeout = 5 * time.Minute

// New makes an empty database, closed at the test's end, and an engine with Prometheus's default limits except timeout.
func New(t testing.TB) *Prometheus {
	t.Helper()
	db := teststorage.New(t).DB
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 50_000_000, Timeout: timeout, EnableAtModifier: true})
	return &Prometheus{DB: db, Engine: engine, queryable: db}
}

// Query evaluates an instant query at QueryTime. The result must be a vector.
func (p *Prometheus) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	v, ok := p.QueryAt(t, expr, p.QueryTime).(promql.Vector)
	if !ok {
		t.Fatalf("the result of %s is not a vector", expr)
	}
	return v
}

// QueryAt evaluates an instant query. The query is not closed, because closing it lets the memory of the result
// be reused. A warning fails the test, as it is the only sign of a remote endpoint that does not answer.
func (p *Prometheus) QueryAt(t testing.TB, expr string, at time.Time) parser.Value {
	t.Helper()
	q, err := p.Engine.NewInstantQuery(t.Context(), p.queryable, nil, expr, at)
	if err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	result := q.Exec(t.Context())
	if err := errors.Join(append(result.Warnings.AsErrors(), result.Err)...); err != nil {
		t.Fatalf("%s: %s", expr, err)
	}
	return result.Value
}

// EnableRemoteRead lets queries also read from the exporter, as remote_read in configFile says.
func (p *Prometheus) EnableRemoteRead(t testing.TB, configFile, exporterURL string) {
	t.Helper()
	c := load(t, configFile)
	for _, r := range c.RemoteReadConfigs {
		r.URL.Host = strings.TrimPrefix(exporterURL, "http://")
	}
	endpoints := remote.NewStorage(promslog.NewNopLogger(), prometheus.NewRegistry(), p.DB.StartTime, t.TempDir(), time.Second, nil, false)
	t.Cleanup(func() { _ = endpoints.Close() })
	if err := endpoints.ApplyConfig(c); err != nil {
		t.Fatal(err)
	}
	p.queryable = storage.NewFanout(promslog.NewNopLogger(), p.DB, endpoints)
}

func load(t testing.TB, configFile string) *config.Config {
	t.Helper()
	c, err := config.LoadFile(configFile, false, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Scrape runs the job cnnic of a configuration file, with the exporters as its targets, until all of them are up.
func (p *Prometheus) Scrape(t testing.TB, configFile string, exporterURLs []string) {
	t.Helper()
	c := load(t, configFile)
	var targets []model.LabelSet
	for _, u := range exporterURLs {
		address := model.LabelValue(strings.TrimPrefix(u, "http://"))
		targets = append(targets, p.TargetLabels.Merge(model.LabelSet{model.AddressLabel: address}))
	}
	c.ScrapeConfigs = slices.DeleteFunc(c.ScrapeConfigs, func(j *config.ScrapeConfig) bool { return j.JobName != "cnnic" })
	job := c.ScrapeConfigs[0]
	job.ScrapeInterval, job.ScrapeTimeout = model.Duration(time.Second), model.Duration(time.Second)
	p.ScrapeUntil(t, c, targets, func() bool { return len(p.Query(t, "up == 1")) == len(targets) })
}

// ScrapeUntil runs every scrape job of a configuration on the targets until done returns true.
func (p *Prometheus) ScrapeUntil(t testing.TB, c *config.Config, targets []model.LabelSet, done func() bool) {
	t.Helper()
	groups := map[string][]*targetgroup.Group{}
	for _, job := range c.ScrapeConfigs {
		groups[job.JobName] = []*targetgroup.Group{{Targets: targets}}
	}
	// By default scrapes start after 5 s.
	options := &scrape.Options{DiscoveryReloadInterval: model.Duration(10 * time.Millisecond)}
	manager, err := scrape.NewManager(options, promslog.NewNopLogger(), nil, nil, p.DB, prometheus.NewRegistry())
	if err != nil {
		t.Fatal(err)
	}
	if err := manager.ApplyConfig(c); err != nil {
		t.Fatal(err)
	}
	discovered := make(chan map[string][]*targetgroup.Group, 1)
	discovered <- groups
	go func() { _ = manager.Run(discovered) }()
	defer manager.Stop()

	for deadline := time.Now().Add(timeout); ; time.Sleep(50 * time.Millisecond) {
		p.QueryTime = time.Now()
		if done() {
			return
		}
		if p.QueryTime.After(deadline) {
			t.Fatalf("done did not return true within %s: up is %v", timeout, p.Query(t, "up"))
		}
	}
}
