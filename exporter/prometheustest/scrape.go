package prometheustest

import (
	"fmt"
	"math"
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
	"github.com/prometheus/prometheus/scrape"
)

// Scrape runs the scrape jobs of a Prometheus configuration file, with the exporters
// at the given URLs as the targets of every job, until each target has been scraped
// three times, which is often enough for rates. Jobs named in without are left out.
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

// scrapeUntil runs scrape jobs on their targets until a condition holds.
func (p *Prometheus) scrapeUntil(t testing.TB, c *config.Config, targets map[string][]*targetgroup.Group, done func() bool) {
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

	deadline := time.Now().Add(timeout)
	for {
		p.Scraped = time.Now()
		if done() {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not every job was scraped within %s: up is %v", timeout, p.Query(t, "up"))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Report is what Prometheus reports of one scrape.
type Report struct {
	Up       bool
	Duration time.Duration
	Samples  int
}

// ScrapeOnce scrapes one exporter, at host:port, as a job of the given name with
// Prometheus's default configuration. A scrape that takes longer than the interval,
// or than Prometheus's default timeout of ten seconds, is not up.
func (p *Prometheus) ScrapeOnce(t testing.TB, name, address string, interval time.Duration) Report {
	t.Helper()
	c, err := config.Load(fmt.Sprintf("scrape_configs: [{job_name: %s, scrape_interval: %s}]", name, interval), promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	report := func(metric string) float64 {
		for _, sample := range p.Query(t, fmt.Sprintf(`%s{job=%q}`, metric, name)) {
			return sample.F
		}
		return math.NaN()
	}
	targets := []model.LabelSet{{model.AddressLabel: model.LabelValue(address)}}
	p.scrapeUntil(t, c, map[string][]*targetgroup.Group{name: {{Targets: targets, Source: name}}}, func() bool {
		return !math.IsNaN(report("up"))
	})
	return Report{
		Up:       report("up") == 1,
		Duration: time.Duration(report("scrape_duration_seconds") * float64(time.Second)),
		Samples:  int(report("scrape_samples_scraped")),
	}
}
