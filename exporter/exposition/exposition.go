package exposition

import (
	"fmt"
	"strconv"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"cnnic_exporter/exporter/metrics"
)

// text100 is the text format 1.0.0 as Prometheus 3 asks for it. It is the
// format 0.0.4 with quoted names allowed, and none of ours needs a quote.
const text100 expfmt.Format = "text/plain; version=1.0.0; charset=utf-8"

// formats are what a client can negotiate, the preferred ones first. A client
// that accepts none of them gets the last, as it does from promhttp.
var formats = []expfmt.Format{
	expfmt.FmtOpenMetrics_1_0_0,
	expfmt.FmtOpenMetrics_0_0_1,
	text100,
	expfmt.FmtText,
}

// escapings are the ways in which a client can ask to have names escaped.
var escapings = []model.EscapingScheme{
	model.NoEscaping, model.UnderscoreEscaping, model.DotsEscaping, model.ValueEncodingEscaping,
}

// Exposition is one snapshot in every form in which /metrics shows it. It is
// safe for use by many requests at a time.
type Exposition struct {
	answers map[expfmt.Format]answer
	// chosen remembers which form of which answer a client is given.
	chosen choices[*form]
}

// answer is what one negotiated format is answered with, by content encoding.
type answer map[encoding]*form

// form is a body as it goes over the wire, with its header values made once.
type form struct {
	contentType []string
	// contentEncoding is nil for identity.
	contentEncoding, length, etag []string
	// vary names the headers by which the form was chosen.
	vary []string
	// content is nil for identity, which is unpacked from packed on the way.
	content, packed []byte
	// patience is how long a client may take over a large body, or zero where the
	// server's own limit is long enough.
	patience time.Duration
}

// A client that takes less than a mebibyte a second is a slow one.
const (
	largeBytes       = 1 << 20
	patiencePerLarge = time.Second
	leastPatience    = 20 * time.Second
)

// New renders a snapshot. All our names are valid in every format as they are,
// so the escapings give the same bytes, and so do the versions of a format.
// That leaves two bodies: OpenMetrics and text.
func New(s metrics.Snapshot) (*Exposition, error) {
	openMetrics, text, err := render(s)
	if err != nil {
		return nil, err
	}
	e := &Exposition{answers: map[expfmt.Format]answer{}}
	for _, f := range formats {
		body := text
		if f.FormatType() == expfmt.TypeOpenMetrics {
			body = openMetrics
		}
		for _, escaping := range escapings {
			// As expfmt.NegotiateAccept writes it.
			negotiated := f + expfmt.Format("; "+model.EscapingKey+"="+escaping.String())
			e.answers[negotiated] = newAnswer(negotiated, body, varyFormat)
		}
	}
	return e, nil
}

func newAnswer(format expfmt.Format, b *body, vary []string) answer {
	contentType := []string{string(format)}
	// The same bytes under another content type are another representation.
	hash := fmt.Sprintf("%016x", xxhash.Sum64String(string(format)+b.hash))
	a := answer{
		gzipped:  {contentEncoding: []string{"gzip"}, length: length(len(b.gzip)), patience: patience(len(b.gzip)), content: b.gzip},
		zstded:   {contentEncoding: []string{"zstd"}, length: length(len(b.zstd)), patience: patience(len(b.zstd)), content: b.zstd},
		identity: {length: length(b.plain), patience: patience(b.plain), packed: b.gzip},
	}
	for encoding, f := range a {
		f.contentType, f.vary = contentType, vary
		f.etag = []string{`"` + hash + "-" + string(encoding) + `"`}
	}
	return a
}

func length(n int) []string { return []string{strconv.Itoa(n)} }

func patience(n int) time.Duration {
	if n < largeBytes {
		return 0
	}
	return leastPatience + time.Duration(n/largeBytes)*patiencePerLarge
}
