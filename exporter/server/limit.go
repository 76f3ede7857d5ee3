package server

import (
	"net/http"
	"sync/atomic"
)

// metricsPath is what Prometheus scrapes.
const metricsPath = "/metrics"

// readPath takes remote read, the only requests whose body says something.
const readPath = "/api/v1/read"

// limit bounds how many requests are under way in all of its handlers together.
type limit struct {
	most     int64
	underWay atomic.Int64
}

// handler makes a handler answer with 503 while as many requests as are allowed
// are under way.
func (l *limit) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer l.underWay.Add(-1)
		if l.underWay.Add(1) > l.most {
			w.Header().Set("Retry-After", "1")
			leaveBody(w, r)
			http.Error(w, "Too many requests at a time, try again later.", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// leaveBody has the connection closed after an answer to who sends a body that is not
// read: before it answers, net/http would wait for a body that it has to skip.
func leaveBody(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		w.Header().Set("Connection", "close")
	}
}

// commonHeaders keeps browsers from guessing content types, and leaves bodies where
// none is read.
func commonHeaders(next http.Handler) http.Handler {
	noSniff := []string{"nosniff"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["X-Content-Type-Options"] = noSniff
		if r.Method != http.MethodPost || r.URL.Path != readPath {
			leaveBody(w, r)
		}
		next.ServeHTTP(w, r)
	})
}

// htmlHeaders keep a page from loading or being framed by anything else. They
// stand on every answer of the mux, whose redirects are pages too. The landing
// page carries its style within.
func htmlHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// direct takes the scrapes past the mux, which takes a lock and searches for each
// request: little, but as much as all the rest that is done for a scrape.
func direct(scrapes, mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == metricsPath && r.Method == http.MethodGet {
			scrapes.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
