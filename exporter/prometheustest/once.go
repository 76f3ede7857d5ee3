package prometheustest

import (
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery/targetgroup"
)

// Once is a scrape as Prometheus itself reports it.
type Once struct {
	Up      bool
	Took    time.Duration
	Samples int
}

// ScrapeOnce scrapes one exporter, at host:port, by a configuration that says
// nothing but its address and an interval. A name tells jobs of one database
// apart. What takes longer than the interval, or than Prometheus's default of ten
// seconds, is not up.
func (p *Prometheus) ScrapeOnce(t testing.TB, name, address string, interval time.Duration) Once {
	t.Helper()
	c, err := config.Load(fmt.Sprintf("scrape_configs: [{job_name: %s, scrape_interval: %s}]", name, interval), promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	targets := []model.LabelSet{{model.AddressLabel: model.LabelValue(address)}}
	reported := func(metric string) (float64, bool) {
		v := p.Query(t, fmt.Sprintf(`%s{job=%q}`, metric, name))
		if len(v) == 0 {
			return 0, false
		}
		return v[0].F, true
	}
	p.scrapeUntil(t, c, map[string][]*targetgroup.Group{name: {{Targets: targets, Source: name}}}, func() bool {
		_, scraped := reported("up")
		return scraped
	})
	up, _ := reported("up")
	took, _ := reported("scrape_duration_seconds")
	samples, _ := reported("scrape_samples_scraped")
	return Once{up == 1, time.Duration(took * float64(time.Second)), int(samples)}
}
