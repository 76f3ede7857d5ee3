// Package exposition serves /metrics and other pages that change only when a dataset is loaded or rejected. A body
// is rendered and compressed once, so that a request only writes bytes, or unpacks them for a client without gzip.
package exposition

import (
	"io"
	"net/http"
	"sync"

	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/metrics"
)

// Exposition serves /metrics for one snapshot. It is safe for concurrent use.
type Exposition struct {
	openMetrics, text func() *body

	// mu guards negotiated, the negotiation cache: pages by Accept header.
	mu         sync.Mutex
	negotiated map[string]*Page
}

// New returns the exposition of a snapshot. Each format is rendered when it is first asked for.
func New(s metrics.Snapshot) *Exposition {
	families := metrics.Families(metrics.Catalogue, s)
	return &Exposition{
		openMetrics: lazily(func(w io.Writer) error { return Write(w, families, expfmt.FmtOpenMetrics_1_0_0) }),
		text:        lazily(func(w io.Writer) error { return Write(w, families, expfmt.FmtText) }),
		negotiated:  map[string]*Page{},
	}
}

// Render renders OpenMetrics, the format that Prometheus asks for, in advance.
func (e *Exposition) Render() { e.openMetrics() }

// ServeHTTP answers GET and HEAD in the negotiated format and content encoding.
func (e *Exposition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.negotiate(r.Header).ServeHTTP(w, r)
}

// formats are the formats on offer. A client that names none of them gets FmtText, version 0.0.4,
// as from promhttp. Text format 1.0.0, for which Prometheus 3 asks, only adds quoted names.
var formats = []expfmt.Format{
	expfmt.FmtOpenMetrics_1_0_0,
	expfmt.FmtOpenMetrics_0_0_1,
	"text/plain; version=1.0.0; charset=utf-8",
	expfmt.FmtText,
}

// maxNegotiated bounds the negotiation cache, since an Accept header may be some 20 KiB long.
const maxNegotiated = 64

// negotiate returns the page for an Accept header. Parsing the header slows down a scrape, as
// docs/performance.md shows. Clients send a few dozen distinct headers, so the results are cached.
func (e *Exposition) negotiate(h http.Header) *Page {
	accept := h.Get("Accept")
	e.mu.Lock()
	defer e.mu.Unlock()
	if p, cached := e.negotiated[accept]; cached {
		return p
	}
	// No name needs escaping, so all versions and escapings of a format share a body.
	format, body := expfmt.NegotiateAccept(h, formats...), e.text
	if format.FormatType() == expfmt.TypeOpenMetrics {
		body = e.openMetrics
	}
	p := &Page{http.Header{"Content-Type": {string(format)}, "Vary": {"Accept, Accept-Encoding"}}, body}
	if len(e.negotiated) < maxNegotiated {
		e.negotiated[accept] = p
	}
	return p
}
