package server

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/common/version"
	"github.com/prometheus/exporter-toolkit/web"

	"cnnic_exporter/exporter/dataset"
)

// Handler answers every path of the exporter.
func (s *Server) Handler() (http.Handler, error) {
	landing, err := web.NewLandingPage(web.LandingConfig{
		Name:        "CNNIC exporter",
		Description: "How many people in China use each kind of Internet application, by CNNIC's half-yearly report",
		Version:     version.Info(),
		Profiling:   "false",
		Links: []web.LandingLinks{
			{Address: "/metrics", Text: "Metrics", Description: "the figures of the reports"},
			{Address: "/history", Text: "History", Description: "the figures at their own dates, to backfill a database from"},
			{Address: "/telemetry", Text: "Telemetry", Description: "metrics of the exporter itself"},
			{Address: "/-/healthy", Text: "Healthy", Description: "answers as long as the exporter runs"},
			{Address: "/-/ready", Text: "Ready", Description: "answers with 200 while the exporter takes requests"},
		},
	})
	if err != nil {
		return nil, err
	}
	requests, reloads := &limit{most: int64(s.config.MaxRequests)}, &limit{most: maxReloads}
	t := newTelemetry(requests, reloads)
	mux := http.NewServeMux()
	limited := func(by *limit, pattern, name string, h http.Handler) http.Handler {
		method, _, _ := strings.Cut(pattern, " ")
		h = t.instrument(method, name, by.handler(h))
		mux.Handle(pattern, h)
		return h
	}
	route := func(pattern, name string, h http.Handler) http.Handler { return limited(requests, pattern, name, h) }
	route("GET /{$}", "/", landing)
	scrapes := route("GET "+metricsPath, metricsPath, http.HandlerFunc(s.metrics))
	route("GET /history", "/history", http.HandlerFunc(s.history))
	route("POST "+readPath, readPath, http.HandlerFunc(s.read))
	route("GET /telemetry", "/telemetry", t.handler())
	limited(reloads, "POST /-/reload", "/-/reload", http.HandlerFunc(s.postReload))
	// The probes are not limited: an exporter that is busy is neither ill nor
	// unready.
	mux.Handle("GET /-/healthy", text("The CNNIC exporter is healthy.\n"))
	mux.Handle("GET /-/ready", text("The CNNIC exporter is ready.\n"))
	return commonHeaders(direct(joined(scrapes), htmlHeaders(mux))), nil
}

func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	s.shown.Load().exposition.ServeHTTP(w, r)
}

func (s *Server) history(w http.ResponseWriter, r *http.Request) {
	s.shown.Load().backfill.ServeHTTP(w, r)
}

func (s *Server) read(w http.ResponseWriter, r *http.Request) {
	s.shown.Load().history.ServeRead(w, r)
}

// maxReloads is how many requests may wait for a reload. They wait for as long as a
// load takes, and would keep scrapes from being answered if they counted with them.
const maxReloads = 4

// postReload reloads and answers when that is done.
func (s *Server) postReload(w http.ResponseWriter, r *http.Request) {
	if !s.config.EnableLifecycle {
		http.Error(w, "Reloading by request is not enabled; set CNNIC_ENABLE_LIFECYCLE=true.", http.StatusForbidden)
		return
	}
	done := make(chan error, 1)
	// A large dataset takes longer to load than a client may take over an answer.
	late := func() { _ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTimeout)) }
	select {
	case s.reloads <- done:
	case <-s.stopped:
		late()
		http.Error(w, "The CNNIC exporter is stopping.", http.StatusServiceUnavailable)
		return
	case <-r.Context().Done():
		return
	}
	err := <-done
	late()
	problems := (*dataset.Errors)(nil)
	switch {
	case err == nil:
		text("The dataset was reloaded.\n").ServeHTTP(w, r)
	case errors.As(err, &problems):
		http.Error(w, "The dataset was rejected, the one before is still served:\n"+problems.Error(), http.StatusInternalServerError)
	default:
		http.Error(w, "The dataset could not be shown; the log says why.", http.StatusInternalServerError)
	}
}

// text answers with a line of text.
func text(line string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, line)
	})
}
