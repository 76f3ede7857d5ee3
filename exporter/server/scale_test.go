package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	promconfig "github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/promql"

	"cnnic_exporter/exporter/prometheustest"
)

// maxHeld bounds the bytes that the exporter holds for each series, once the metrics, the page
// and the history are rendered.
const maxHeld = 200

// measurements are those of one dataset. held and allocated are bytes for each series.
type measurements struct {
	load, scrape, scrapeWhileReloading time.Duration
	held, allocated                    float64
}

// measure loads a dataset and has Prometheus scrape it twice, the second time while the dataset
// is reloaded again and again.
func measure(t testing.TB, shape shape, interval time.Duration) measurements {
	t.Helper()
	c := configFor(t, shape)
	before := heap()
	start := time.Now()
	s := newServer(t, c)
	// The first scrape waits until the metrics are rendered.
	s.Handler().ServeHTTP(discardingWriter{http.Header{}}, scrapeRequest(t))
	m := measurements{load: time.Since(start)}
	// Pages are held from their first request on.
	for path, accept := range map[string]string{"/metrics": "text/plain", "/?lang=en": "", "/?lang=zh": "", "/history": ""} {
		r := httptest.NewRequest(http.MethodHead, path, nil)
		r.Header.Set("Accept", accept)
		s.Handler().ServeHTTP(discardingWriter{http.Header{}}, r)
	}
	after := heap()

	run(t, s)
	p := prometheustest.New(t)
	address := c.ListenAddress[0]
	first := scrapeOnce(t, p, "first", address, interval)
	done, reloaded := make(chan struct{}), make(chan error, 1)
	go func() { reloaded <- reloadUntil(done, address) }()
	second := scrapeOnce(t, p, "second", address, interval)
	close(done)
	if err := <-reloaded; err != nil {
		t.Error(err)
	}
	for _, result := range []scrapeResult{first, second} {
		if !result.up || result.samples != first.samples {
			t.Errorf("a scrape is up=%t with %v samples, want up=true with %v, as at the first", result.up, result.samples, first.samples)
		}
	}
	m.scrape, m.scrapeWhileReloading = first.duration, second.duration
	m.held = (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / first.samples
	m.allocated = float64(after.TotalAlloc-before.TotalAlloc) / first.samples
	return m
}

// reloadUntil reloads the dataset again and again until done is closed: Prometheus waits for
// up to its interval before it scrapes, and one reload would be over by then.
func reloadUntil(done <-chan struct{}, address string) error {
	for {
		select {
		case <-done:
			return nil
		default:
		}
		r, err := http.Post("http://"+address+"/-/reload", "", nil)
		if err != nil {
			return err
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			return fmt.Errorf("the reload got %d", r.StatusCode)
		}
	}
}

// scrapeResult is what Prometheus reports of one scrape.
type scrapeResult struct {
	up       bool
	duration time.Duration
	samples  float64
}

// scrapeOnce scrapes an exporter once, as a job of the given name with Prometheus's
// default configuration. A scrape whose transfer takes longer than the interval, or than
// the default timeout of ten seconds, is not up.
func scrapeOnce(t testing.TB, p *prometheustest.Prometheus, name, address string, interval time.Duration) scrapeResult {
	t.Helper()
	c, err := promconfig.Load(fmt.Sprintf("scrape_configs: [{job_name: %s, scrape_interval: %s}]", name, interval), promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	report := func(metric string) promql.Vector { return p.Query(t, fmt.Sprintf(`%s{job=%q}`, metric, name)) }
	p.ScrapeUntil(t, c, []model.LabelSet{{model.AddressLabel: model.LabelValue(address)}}, func() bool { return len(report("up")) > 0 })
	seconds := report("scrape_duration_seconds")[0].F
	return scrapeResult{report("up")[0].F == 1, time.Duration(seconds * float64(time.Second)), report("scrape_samples_scraped")[0].F}
}

// heap returns the state of the memory without garbage. Only the second collection empties pools.
func heap() (m runtime.MemStats) {
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}

// kinds are the kinds of synthetic datasets. In "provinces", most series belong to an application in one province;
// in "applications", all belong to whole applications. newShape returns a shape of about n series.
var kinds = []struct {
	name     string
	newShape func(n int) shape
}{
	{"provinces", withProvinces},
	{"applications", withoutSegments},
}

// A dataset of several times the shipped size is held within the bound, and scraped while
// it is reloaded.
func TestMemoryPerSeriesIsBounded(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			if m := measure(t, kind.newShape(10_000), time.Second); m.held <= 0 || m.held > maxHeld {
				t.Errorf("%.0f bytes are held for each series, want more than 0 and at most %d", m.held, maxHeld)
			}
		})
	}
}

// BenchmarkScale measures how load, memory and scrape grow with the series. It does not report
// the time of a round, since Prometheus waits for up to its interval before a scrape.
//
//	go test -run '^$' -bench Scale -benchtime 1x -timeout 30m ./exporter/server
func BenchmarkScale(b *testing.B) {
	for _, series := range []int{1_000, 10_000, 100_000, 1_000_000} {
		for _, kind := range kinds {
			b.Run(fmt.Sprintf("%s/series=%d", kind.name, series), func(b *testing.B) {
				var m measurements
				for b.Loop() {
					m = measure(b, kind.newShape(series), 10*time.Second)
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(m.load.Seconds(), "load-s")
				b.ReportMetric(m.held, "held-B/series")
				b.ReportMetric(m.allocated, "allocated-B/series")
				b.ReportMetric(m.scrape.Seconds(), "scrape-s")
				b.ReportMetric(m.scrapeWhileReloading.Seconds(), "scrape-while-reloading-s")
			})
		}
	}
}
