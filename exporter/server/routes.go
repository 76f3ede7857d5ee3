package server

import (
	"io"
	"net/http"
	_ "net/http/pprof" // Adds profiles to http.DefaultServeMux.
	"strings"
	"time"
)

// Handler returns the handler of all paths of the exporter.
func (s *Server) Handler() http.Handler {
	inFlight := make(limit, s.config.MaxRequests)
	instrument, telemetryHandler := telemetry()
	mux := http.NewServeMux()
	route := func(pattern string, h http.Handler) {
		_, path, _ := strings.Cut(pattern, " ")
		withoutWildcard, _, _ := strings.Cut(path, "{")
		mux.Handle(pattern, instrument(withoutWildcard, h))
	}
	serveContent := http.HandlerFunc(s.serveContent)
	for _, pattern := range []string{"GET /{$}", "GET /history", "GET /data/{$}", "GET /data/{file}", "POST /api/v1/read"} {
		route(pattern, inFlight.wrap(serveContent))
	}
	route("GET /metrics", inFlight.wrap(coalesceWrites(serveContent)))
	route("GET /telemetry", inFlight.wrap(telemetryHandler))
	// Reloads run one at a time: those that wait must not use up the limit.
	route("POST /-/reload", http.HandlerFunc(s.serveReload))
	// Probes and profiles are neither limited nor measured.
	for _, state := range []string{"healthy", "ready"} {
		mux.HandleFunc("GET /-/"+state, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "The CNNIC exporter is "+state+".\n")
		})
		// Some load balancers probe with OPTIONS.
		mux.HandleFunc("OPTIONS /-/"+state, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", "GET, HEAD, OPTIONS")
		})
	}
	if s.config.EnablePprof {
		mux.Handle("GET /debug/pprof/", http.DefaultServeMux)
	}
	return mux
}

func (s *Server) serveContent(w http.ResponseWriter, r *http.Request) {
	h, found := (*s.content.Load())[r.URL.Path]
	if !found {
		http.NotFound(w, r)
		return
	}
	h.ServeHTTP(w, r)
}

func (s *Server) serveReload(w http.ResponseWriter, _ *http.Request) {
	if !s.config.EnableLifecycle {
		http.Error(w, "Reloading by request is not enabled; set --web.enable-lifecycle or CNNIC_ENABLE_LIFECYCLE=true.",
			http.StatusForbidden)
		return
	}
	// A load may take longer than writeTimeout.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
	if err := s.load("request", nil); err != nil {
		http.Error(w, "The dataset was rejected; the previous one is still served:\n"+err.Error(),
			http.StatusInternalServerError)
		return
	}
	_, _ = io.WriteString(w, "The dataset was reloaded.\n")
}

// limit bounds the requests in flight across all its handlers. Each request takes a slot of the channel.
type limit chan struct{}

// wrap returns a handler that passes requests to next, or answers 503 while the limit is reached.
func (l limit) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case l <- struct{}{}:
			defer func() { <-l }()
			next.ServeHTTP(w, r)
		default:
			w.Header().Set("Retry-After", "1")
			http.Error(w, "Too many concurrent requests, try again later.", http.StatusServiceUnavailable)
		}
	})
}
