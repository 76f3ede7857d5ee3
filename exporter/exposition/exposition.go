// Package exposition serves what changes only when a dataset is loaded: /metrics,
// and pages beside it. A body is rendered and compressed once, so that a request
// only writes bytes.
package exposition

import (
	"encoding/binary"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/prometheus/common/expfmt"

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

// formats are the formats on offer, in order of preference. A client that accepts
// none of them gets the last one, as from promhttp. Version 1.0.0 of the text
// format, which Prometheus 3 asks for, is 0.0.4 with quoted names allowed.
var formats = []expfmt.Format{
	expfmt.FmtOpenMetrics_1_0_0,
	expfmt.FmtOpenMetrics_0_0_1,
	"text/plain; version=1.0.0; charset=utf-8",
	expfmt.FmtText,
}

// acceptsGzip reports whether a client lists gzip, and not with a weight of 0.
func acceptsGzip(h http.Header) bool {
	for item := range strings.SplitSeq(strings.Join(h["Accept-Encoding"], ","), ",") {
		name, weight, _ := strings.Cut(item, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
			return weight == "" || err == nil && q > 0
		}
	}
	return false
}

// response is a compressed body with the header fields of the negotiated form.
type response struct {
	packed []byte
	header http.Header
}

func newResponse(packed []byte, contentType string, asGzip bool) *response {
	// Compressed bodies end with the length of their plain form, by RFC 1952, 2.3.1.
	size := int(binary.LittleEndian.Uint32(packed[len(packed)-4:]))
	h := http.Header{"Vary": {"Accept, Accept-Encoding"}, "Content-Type": {contentType}}
	if asGzip {
		size = len(packed)
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(size))
	return &response{packed, h}
}

// serve writes the response. A write fails only if the client hung up.
func (s *response) serve(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), s.header)
	switch {
	case r.Method == http.MethodHead:
	case s.header.Get("Content-Encoding") != "":
		_, _ = w.Write(s.packed)
	default:
		_ = unpack(w, s.packed)
	}
}

// maxNegotiated bounds the negotiation cache, in which a header takes at most 16 kB.
const maxNegotiated = 64

// acceptKey holds the headers that decide a negotiation.
type acceptKey struct{ accept, acceptEncoding string }

// response returns the cached response to a request with these headers, or else
// negotiates it. Clients send a few dozen distinct Accept headers, and to parse one costs
// more than the rest of a response. Entries stay until the next load. Once the cache is
// full, other headers are negotiated at each request.
func (e *Exposition) response(h http.Header) *response {
	key := acceptKey{h.Get("Accept"), strings.Join(h["Accept-Encoding"], ",")}
	e.mu.RLock()
	r, cached := e.responses[key]
	e.mu.RUnlock()
	if cached {
		return r
	}
	// All names are valid in every format, so the versions of a format and its escapings
	// share a body.
	format, render := expfmt.NegotiateAccept(h, formats...), e.text
	if format.FormatType() == expfmt.TypeOpenMetrics {
		render = e.openMetrics
	}
	r = newResponse(render(), string(format), acceptsGzip(h))
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.responses) < maxNegotiated {
		e.responses[key] = r
	}
	return r
}
