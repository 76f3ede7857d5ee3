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
}

// newTelemetry returns telemetry that counts the requests in flight in limits.
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
			n += l.inFlight.Load()
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

// instrument counts and times the requests of a path.
func (t *telemetry) instrument(path string, next http.Handler) http.Handler {
	label := prometheus.Labels{"handler": path}
	return promhttp.InstrumentHandlerDuration(t.duration.MustCurryWith(label),
		promhttp.InstrumentHandlerCounter(t.requests.MustCurryWith(label), next))
}

// handler serves the measurements, in the text format alone: client_golang's Go
// collector is not valid OpenMetrics.
func (t *telemetry) handler() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{Registry: t.registry, DisableCompression: true})
}
