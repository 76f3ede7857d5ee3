package server_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/server"
)

// scrapeHeader is what Prometheus 3.16 sends.
var scrapeHeader = http.Header{
	"Accept": {"application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=0.0.1;q=0.6," +
		"text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3"},
	"Accept-Encoding":                     {"gzip"},
	"User-Agent":                          {"Prometheus/3.16.0"},
	"X-Prometheus-Scrape-Timeout-Seconds": {"10"},
}

// scrapeRequest returns a request as Prometheus makes it for a scrape.
func scrapeRequest(t testing.TB) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "/metrics", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = scrapeHeader
	return r
}

// configFor writes a synthetic dataset to a directory and returns a configuration
// that serves it.
func configFor(t testing.TB, shape shape) *config.Config {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, shape.files()); err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse([]string{
		"CNNIC_DATA_DIR=" + dir, "CNNIC_RELOAD_INTERVAL=0", "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_LISTEN_ADDRESS=" + freeAddress(t),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// newServer returns an exporter with its dataset loaded.
func newServer(t testing.TB, c *config.Config) *server.Server {
	t.Helper()
	s, err := server.New(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run serves until the test ends.
func run(t testing.TB, s *server.Server) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.Run(t.Context(), nil) }()
	t.Cleanup(func() {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// discardingWriter discards the body of a response and allocates nothing.
type discardingWriter struct{ header http.Header }

func (w discardingWriter) Header() http.Header         { return w.header }
func (w discardingWriter) WriteHeader(int)             {}
func (w discardingWriter) Write(p []byte) (int, error) { return len(p), nil }

// bareHandler returns a handler that only repeats the response of h to a scrape.
func bareHandler(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, scrapeRequest(t))
	body, recorded := recorder.Body.Bytes(), recorder.Header()
	contentType, contentEncoding, length := recorded["Content-Type"], recorded["Content-Encoding"], recorded["Content-Length"]
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		header := w.Header()
		header["Content-Type"], header["Content-Encoding"], header["Content-Length"] = contentType, contentEncoding, length
		_, _ = w.Write(body)
	})
}

// promhttpHandler returns client_golang's handler with a collector that creates its metrics
// for each scrape, as most exporters do.
func promhttpHandler(t testing.TB, shape shape) http.Handler {
	t.Helper()
	d := datasettest.Load(t, shape.files())
	registry := prometheus.NewRegistry()
	registry.MustRegister(collector(slices.Collect(metrics.Families(metrics.Catalogue, metrics.Snapshot{Dataset: d, Loaded: time.Now()}))))
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

// collector makes metrics of the families' samples.
type collector []*dto.MetricFamily

// Describe implements prometheus.Collector. The collector is unchecked.
func (collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c collector) Collect(ch chan<- prometheus.Metric) {
	for _, f := range c {
		var names, values []string
		for _, l := range f.Metric[0].Label {
			names = append(names, l.GetName())
		}
		desc := prometheus.NewDesc(f.GetName(), f.GetHelp(), names, nil)
		for _, m := range f.Metric {
			values = values[:0]
			for _, l := range m.Label {
				values = append(values, l.GetValue())
			}
			ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, m.GetGauge().GetValue(), values...)
		}
	}
}

func TestScrapeAllocationsDoNotGrowWithSeries(t *testing.T) {
	for _, series := range []int{400, 20_000} {
		s := newServer(t, configFor(t, withoutSegments(series)))
		h, r, w := s.Handler(), scrapeRequest(t), discardingWriter{http.Header{}}
		if n := testing.AllocsPerRun(100, func() { h.ServeHTTP(w, r) }); n > 5 {
			t.Errorf("a scrape of %d series makes %v allocations, want at most 5", series, n)
		}
	}
}
