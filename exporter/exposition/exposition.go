// Package exposition serves what changes only when a dataset is loaded: /metrics,
// and pages beside it. A body is rendered and compressed once, so that a request
// only writes bytes.
package exposition

import (
	"io"
	"net/http"

	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/metrics"
)

// Exposition is /metrics for one snapshot. It is safe for concurrent use.
type Exposition struct {
	openMetrics, text func() (*body, error)
	cache             negotiationCache
}

// New renders a snapshot as OpenMetrics, which Prometheus asks for. The text format
// is rendered for the first client that asks for it.
func New(s metrics.Snapshot) (*Exposition, error) {
	e := &Exposition{
		openMetrics: lazily(func(w io.Writer) error { return write(w, s, true) }),
		text:        lazily(func(w io.Writer) error { return write(w, s, false) }),
		cache:       negotiationCache{responses: map[acceptKey]*response{}},
	}
	_, err := e.openMetrics()
	return e, err
}

func write(w io.Writer, s metrics.Snapshot, openMetrics bool) error {
	e := NewEncoder(w, openMetrics)
	for f := range metrics.Families(s) {
		if err := e.Encode(f); err != nil {
			return err
		}
	}
	return e.Close()
}

// ServeHTTP answers GET and HEAD in the negotiated format and content encoding.
func (e *Exposition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.cache.get(r.Header, e.negotiate).serve(w, r)
}

// negotiate chooses the response to a request. All names are valid in every
// format, so the versions of a format and its escapings share a body.
func (e *Exposition) negotiate(h http.Header) *response {
	format := expfmt.NegotiateAccept(h, formats...)
	render := e.text
	if format.FormatType() == expfmt.TypeOpenMetrics {
		render = e.openMetrics
	}
	return newResponse(render, string(format), acceptsGzip(h))
}
