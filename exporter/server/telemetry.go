package server

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// telemetry measures the exporter itself. Its metrics change with every request,
// so they have a path of their own.
type telemetry struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newTelemetry() *telemetry {
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
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "cnnic_exporter_http_requests_in_flight",
			Help: "HTTP requests that are being answered.",
		}),
	}
	t.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
		t.requests, t.duration, t.inFlight,
	)
	return t
}

// instrument counts and times the requests of a path.
func (t *telemetry) instrument(path string, next http.Handler) http.Handler {
	label := prometheus.Labels{"handler": path}
	return promhttp.InstrumentHandlerInFlight(t.inFlight,
		promhttp.InstrumentHandlerDuration(t.duration.MustCurryWith(label),
			promhttp.InstrumentHandlerCounter(t.requests.MustCurryWith(label), next)))
}

// handler serves the measurements, in the text format alone: client_golang's Go
// collector is not valid OpenMetrics.
func (t *telemetry) handler() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{Registry: t.registry, DisableCompression: true})
}
