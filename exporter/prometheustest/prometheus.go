// Package prometheustest runs Prometheus 3.16 within a test: its scrape manager,
// its database and its query engine, as the server wires them.
package prometheustest

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// Prometheus is a database that scrapes and can be queried.
type Prometheus struct {
	DB     *tsdb.DB
	Engine *promql.Engine
	// Scraped is the moment at which queries are evaluated: when the last scrape
	// that was waited for had arrived.
	Scraped time.Time

	// TargetLabels are added to the targets of Scrape, as service discovery adds them.
	TargetLabels model.LabelSet

	// queryable is the database, or that and more behind it.
	queryable storage.Queryable
}

// patience is how long a scrape may take to arrive on a busy machine.
const patience = time.Minute

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
		Timeout:              patience,
		LookbackDelta:        5 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               parser.NewParser(parser.Options{}),
	})
	return &Prometheus{DB: db, Engine: engine, queryable: db}
}

// Scrape runs the scrape jobs of a Prometheus configuration file, with the
// exporters at the given addresses as the targets of every job, until each has
// been scraped with success, and often enough for rates. The jobs named in without scrape something else
// and are left out.
func (p *Prometheus) Scrape(t testing.TB, configFile string, exporters []string, without ...string) {
	t.Helper()
	c, err := config.LoadFile(configFile, false, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	var targets []model.LabelSet
	for _, e := range exporters {
		address, err := url.Parse(e)
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, p.TargetLabels.Merge(model.LabelSet{model.AddressLabel: model.LabelValue(address.Host)}))
	}
	groups := map[string][]*targetgroup.Group{}
	jobs := c.ScrapeConfigs[:0]
	for _, job := range c.ScrapeConfigs {
		if slices.Contains(without, job.JobName) {
			continue
		}
		job.ScrapeInterval, job.ScrapeTimeout = model.Duration(time.Second), model.Duration(time.Second)
		job.ServiceDiscoveryConfigs = discovery.Configs{}
		groups[job.JobName] = []*targetgroup.Group{{Targets: targets, Source: job.JobName}}
		jobs = append(jobs, job)
	}
	c.ScrapeConfigs = jobs

	p.scrapeUntil(t, c, groups, func() bool {
		up := p.Query(t, "count(count_over_time(up[5m]) >= 3 and up == 1)")
		return len(up) == 1 && int(up[0].F) == len(groups)*len(targets)
	})
}

// scrapeUntil runs scrape jobs on their targets until something holds of what
// they brought.
func (p *Prometheus) scrapeUntil(t testing.TB, c *config.Config, targets map[string][]*targetgroup.Group, holds func() bool) {
	t.Helper()
	manager, err := scrape.NewManager(
		&scrape.Options{DiscoveryReloadInterval: model.Duration(10 * time.Millisecond)},
		promslog.NewNopLogger(), nil, nil, p.DB, prometheus.NewRegistry(),
	)
	if err != nil {
		t.Fatal(err)
	}
	if err := manager.ApplyConfig(c); err != nil {
		t.Fatal(err)
	}
	discovered := make(chan map[string][]*targetgroup.Group, 1)
	discovered <- targets
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = manager.Run(discovered)
	}()
	defer func() {
		manager.Stop()
		<-ended
	}()

	deadline := time.Now().Add(patience)
	for {
		p.Scraped = time.Now()
		if holds() {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the jobs were not all scraped within %s: %v", patience, p.Query(t, "up"))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Query evaluates an instant query at the time of the last scrape.
func (p *Prometheus) Query(t testing.TB, expr string) promql.Vector {
	t.Helper()
	return p.QueryAt(t, expr, p.Scraped)
}
