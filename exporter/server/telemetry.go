package server

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// telemetry measures the exporter itself: instrument counts and times the requests of a path, and measurements
// serves the result. /metrics lacks the measurements: /metrics changes only when a dataset is loaded or rejected.
func telemetry() (instrument func(path string, next http.Handler) http.Handler, measurements http.Handler) {
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "cnnic_exporter_http_requests_total",
		Help: "HTTP requests answered, by path, method and status code.",
	}, []string{"handler", "method", "code"})
	duration := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "cnnic_exporter_http_request_duration_seconds",
		Help:    "Time that the handler of a request took, by path.",
		Buckets: prometheus.ExponentialBuckets(0.0001, 4, 8),
	}, []string{"handler"})
	registry := prometheus.NewRegistry()
	registry.MustRegister(requests, duration,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	instrument = func(path string, next http.Handler) http.Handler {
		requests, duration := requests.MustCurryWith(prometheus.Labels{"handler": path}), duration.WithLabelValues(path)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			recorder := statusRecorder{w, http.StatusOK}
			next.ServeHTTP(&recorder, r)
			duration.Observe(time.Since(start).Seconds())
			// The label method has few values: the routes let no other methods through.
			requests.WithLabelValues(strings.ToLower(r.Method), strconv.Itoa(recorder.status)).Inc()
		})
	}
	// OpenMetrics is not offered: in it, go_memstats_alloc_bytes_total and go_memstats_alloc_bytes share
	// a name. Responses are not compressed: a compressor would hold more memory than the dataset.
	return instrument, promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry, DisableCompression: true})
}

// statusRecorder keeps the status of a response. It replaces the middleware of promhttp, which slows
// down scrapes, as docs/performance.md shows.
type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
