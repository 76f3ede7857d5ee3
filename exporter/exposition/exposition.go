// Package exposition serves what changes only when a dataset is loaded: /metrics,
// and pages beside it. A body is rendered and compressed once, so that a request
// only writes bytes.
package exposition

import (
	"io"
	"net/http"
	"sync"

	"cnnic_exporter/exporter/metrics"
)

// Exposition is /metrics for one snapshot. It is safe for concurrent use.
type Exposition struct {
	openMetrics, text func() []byte

	// mu guards responses, the cached responses by the headers that choose them.
	mu        sync.RWMutex
	responses map[acceptKey]*response
}

// New returns the exposition of a snapshot. Each format is rendered for the first
// client that asks for it.
func New(s metrics.Snapshot) *Exposition {
	return &Exposition{
		openMetrics: lazily(func(w io.Writer) error { return Write(w, metrics.Families(s), true) }),
		text:        lazily(func(w io.Writer) error { return Write(w, metrics.Families(s), false) }),
		responses:   map[acceptKey]*response{},
	}
}

// Render renders OpenMetrics, which Prometheus asks for, so that no scrape waits for it.
func (e *Exposition) Render() { e.openMetrics() }

// ServeHTTP answers GET and HEAD in the negotiated format and content encoding.
func (e *Exposition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.response(r.Header).serve(w, r)
}
