package server

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"
)

// One wrapper counts what promhttp's count, whatever a handler does.
func TestInstrumentationCountsWhatPromhttpCounts(t *testing.T) {
	ours, theirs := newTelemetry(), newTelemetry()
	for i, h := range []http.HandlerFunc{
		func(http.ResponseWriter, *http.Request) {},
		func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "body") },
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK); fmt.Fprint(w, "body") },
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) },
		func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "busy", http.StatusServiceUnavailable) },
		func(w http.ResponseWriter, _ *http.Request) { _ = http.NewResponseController(w).Flush() },
	} {
		name := fmt.Sprintf("/%d", i)
		for route, methods := range map[string][]string{"GET": {"GET", "HEAD", "GET"}, "POST": {"POST"}} {
			label := prometheus.Labels{"handler": name + route}
			our := ours.instrument(route, name+route, h)
			their := promhttp.InstrumentHandlerDuration(theirs.duration.MustCurryWith(label),
				promhttp.InstrumentHandlerCounter(theirs.requests.MustCurryWith(label), h))
			for _, m := range methods {
				our.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(m, "/", nil))
				their.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(m, "/", nil))
			}
		}
	}
	got, want := counts(t, ours), counts(t, theirs)
	if len(want) < 20 || !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// counts are how many requests were counted and timed. A count of zero is left
// out: ours is there before the first request is.
func counts(t *testing.T, m *telemetry) (lines []string) {
	t.Helper()
	for _, collector := range []prometheus.Collector{m.requests, m.duration} {
		text, err := testutil.CollectAndFormat(collector, expfmt.TypeTextPlain, "cnnic_exporter_http_requests_total", "cnnic_exporter_http_request_duration_seconds")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if (strings.Contains(line, "_total{") || strings.Contains(line, "_count{")) && !strings.HasSuffix(line, " 0") {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// A request under way shows, and one that panics is not under way for ever.
func TestRequestsUnderWay(t *testing.T) {
	l := &limit{most: 2}
	telemetry := newTelemetry(&limit{}, l)
	shown := func() string {
		w := httptest.NewRecorder()
		telemetry.handler().ServeHTTP(w, httptest.NewRequest("GET", "/telemetry", nil))
		for line := range strings.Lines(w.Body.String()) {
			if strings.HasPrefix(line, "cnnic_exporter_http_requests_in_flight ") {
				return strings.TrimSpace(line)
			}
		}
		return "nothing"
	}
	l.handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		if got := shown(); got != "cnnic_exporter_http_requests_in_flight 1" {
			t.Errorf("within a request: %s", got)
		}
	})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	func() {
		defer func() { _ = recover() }()
		l.handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })).
			ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	}()
	if got := shown(); got != "cnnic_exporter_http_requests_in_flight 0" {
		t.Errorf("after all requests: %s", got)
	}
}
