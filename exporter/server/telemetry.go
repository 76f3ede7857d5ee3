package server

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// telemetry measures the exporter itself. Its metrics change with every
// request, so they stand on a path of their own.
type telemetry struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

// newTelemetry measures with the counts of requests that are under way.
func newTelemetry(limits ...*limit) *telemetry {
	t := &telemetry{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cnnic_exporter_http_requests_total",
			Help: "HTTP requests answered, by path, method and status code.",
		}, []string{"handler", "method", "code"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "cnnic_exporter_http_request_duration_seconds",
			Help:    "Time from the end of a request's header until its answer was written or is ready to be sent, by path.",
			Unit:    "seconds",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 8),
		}, []string{"handler"}),
	}
	inFlight := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "cnnic_exporter_http_requests_in_flight",
		Help: "HTTP requests that are being answered.",
	}, func() float64 {
		n := int64(0)
		for _, l := range limits {
			n += l.underWay.Load()
		}
		return float64(n)
	})
	t.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
		t.requests, t.duration, inFlight,
	)
	return t
}

// instrument counts and times the requests of a route under a name. It does in
// one step what promhttp does in three wrappers, which cost more than a scrape.
func (t *telemetry) instrument(method, name string, next http.Handler) http.Handler {
	label := prometheus.Labels{"handler": name}
	requests, duration := t.requests.MustCurryWith(label), t.duration.With(label)
	// Nearly all requests are answered with 200, so that counter is looked up once.
	successes := requests.WithLabelValues(strings.ToLower(method), "200")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s := &statusWriter{ResponseWriter: w}
		next.ServeHTTP(s, r)
		duration.Observe(time.Since(start).Seconds())
		status := cmp.Or(s.status, http.StatusOK)
		if status == http.StatusOK && r.Method == method {
			successes.Inc()
			return
		}
		// The mux lets through the route's method, and HEAD with GET: no client can
		// make up a value.
		requests.WithLabelValues(strings.ToLower(r.Method), strconv.Itoa(status)).Inc()
	})
}

// statusWriter notes the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	// status is 0 where the handler left it to be 200.
	status int
}

// WriteHeader implements http.ResponseWriter.
func (s *statusWriter) WriteHeader(status int) {
	if s.status == 0 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is beneath.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// handler serves the measurements.
func (t *telemetry) handler() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{Registry: t.registry, EnableOpenMetrics: true, DisableCompression: true})
}
