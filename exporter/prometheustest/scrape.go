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
	c.ScrapeConfigs = slices.DeleteFunc(c.ScrapeConfigs, func(job *config.ScrapeConfig) bool { return slices.Contains(without, job.JobName) })
	for _, job := range c.ScrapeConfigs {
		job.ScrapeInterval, job.ScrapeTimeout = model.Duration(time.Second), model.Duration(time.Second)
		job.ServiceDiscoveryConfigs = discovery.Configs{}
	}
	p.ScrapeUntil(t, c, targets, func() bool {
		up := p.Query(t, "count(count_over_time(up[5m]) >= 3 and up == 1)")
		return len(up) == 1 && int(up[0].F) == len(c.ScrapeConfigs)*len(targets)
	})
}

// ScrapeUntil runs every scrape job of a configuration on the targets until a condition
// holds.
func (p *Prometheus) ScrapeUntil(t testing.TB, c *config.Config, targets []model.LabelSet, done func() bool) {
	t.Helper()
	groups := map[string][]*targetgroup.Group{}
	for _, job := range c.ScrapeConfigs {
		groups[job.JobName] = []*targetgroup.Group{{Targets: targets, Source: job.JobName}}
	}
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
	discovered <- groups
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
