// Package exposition serves what changes only when a dataset is loaded: /metrics,
// and pages beside it. Bodies are rendered and compressed once a load, so that a
// request only writes bytes.
package exposition

import (
	"io"
	"net/http"

	"github.com/prometheus/common/expfmt"
	"golang.org/x/sync/errgroup"

	"cnnic_exporter/exporter/metrics"
)

// Exposition is /metrics for one snapshot. It is safe for concurrent use.
type Exposition struct {
	openMetrics, text *body
	cache             negotiationCache
}

// New renders a snapshot, in both formats at the same time.
func New(s metrics.Snapshot) (*Exposition, error) {
	e := &Exposition{cache: negotiationCache{responses: map[acceptKey]*response{}}}
	var group errgroup.Group
	group.Go(func() (err error) {
		e.openMetrics, err = render(s, true)
		return err
	})
	group.Go(func() (err error) {
		e.text, err = render(s, false)
		return err
	})
	return e, group.Wait()
}

func render(s metrics.Snapshot, openMetrics bool) (*body, error) {
	return newBody(func(w io.Writer) error {
		e := NewEncoder(w, openMetrics)
		for f := range metrics.Families(s) {
			if err := e.Encode(f); err != nil {
				return err
			}
		}
		return e.Close()
	})
}

// ServeHTTP answers GET and HEAD in the negotiated format and content encoding.
func (e *Exposition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.cache.get(r.Header, e.negotiate).serve(w, r)
}

// negotiate chooses the response to a request. All names are valid in every
// format, so the versions of a format and its escapings share a body.
func (e *Exposition) negotiate(h http.Header) *response {
	format := expfmt.NegotiateAccept(h, formats...)
	b := e.text
	if format.FormatType() == expfmt.TypeOpenMetrics {
		b = e.openMetrics
	}
	return b.response(string(format), acceptsGzip(h), "Accept, Accept-Encoding")
}
