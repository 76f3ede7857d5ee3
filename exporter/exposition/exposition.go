// Package exposition serves what changes only when a dataset is loaded: /metrics,
// and pages beside it. Bodies are rendered and compressed once a load, so that a
// request only writes bytes.
package exposition

import (
	"net/http"
	"strings"
	"sync"

	"github.com/prometheus/common/expfmt"
	"golang.org/x/sync/errgroup"

	"cnnic_exporter/exporter/metrics"
)

// text100 is the text format 1.0.0, which Prometheus 3 asks for: 0.0.4 with quoted
// names allowed, and no metric here needs quotes.
const text100 expfmt.Format = "text/plain; version=1.0.0; charset=utf-8"

// formats are the formats on offer, in order of preference. A client that accepts
// none of them gets the last one, as from promhttp.
var formats = []expfmt.Format{
	expfmt.FmtOpenMetrics_1_0_0,
	expfmt.FmtOpenMetrics_0_0_1,
	text100,
	expfmt.FmtText,
}

// Exposition is /metrics for one snapshot. It is safe for concurrent use.
type Exposition struct {
	openMetrics, text *body
	cache             negotiationCache
}

// New renders a snapshot.
func New(s metrics.Snapshot) (*Exposition, error) {
	openMetrics, err := newBodyWriter()
	if err != nil {
		return nil, err
	}
	text, err := newBodyWriter()
	if err != nil {
		return nil, err
	}
	encoders := []*Encoder{NewEncoder(openMetrics, true), NewEncoder(text, false)}
	for f := range metrics.Families(s) {
		var group errgroup.Group
		for _, e := range encoders {
			group.Go(func() error { return e.Encode(f) })
		}
		if err := group.Wait(); err != nil {
			return nil, err
		}
	}
	for _, e := range encoders {
		if err := e.Close(); err != nil {
			return nil, err
		}
	}
	e := &Exposition{}
	if e.openMetrics, err = openMetrics.close(); err != nil {
		return nil, err
	}
	if e.text, err = text.close(); err != nil {
		return nil, err
	}
	return e, nil
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
	return b.response(string(format), negotiateEncoding(h), varyFormat)
}

// Bounds of the negotiation cache.
const (
	maxNegotiated     = 64
	maxAcceptKeyBytes = 512
)

// acceptKey holds the headers that decide a negotiation.
type acceptKey struct{ accept, acceptEncoding string }

// negotiationCache caches responses by the headers that choose them. Clients send
// a few dozen distinct Accept headers, and to parse one costs more than the rest of
// a response. Entries are never evicted: a client that sends new headers each time
// slows down itself alone.
type negotiationCache struct {
	mu        sync.RWMutex
	responses map[acceptKey]*response
}

// get returns the cached response to a request with these headers, and otherwise
// negotiates it.
func (c *negotiationCache) get(h http.Header, negotiate func(http.Header) *response) *response {
	key := acceptKey{h.Get("Accept"), strings.Join(h["Accept-Encoding"], ",")}
	c.mu.RLock()
	r, cached := c.responses[key]
	c.mu.RUnlock()
	if cached {
		return r
	}
	r = negotiate(h)
	if len(key.accept)+len(key.acceptEncoding) > maxAcceptKeyBytes {
		return r
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.responses == nil {
		c.responses = map[acceptKey]*response{}
	}
	if len(c.responses) < maxNegotiated {
		c.responses[key] = r
	}
	return r
}
