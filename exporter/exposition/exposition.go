package exposition

import (
	"fmt"
	"strconv"

	"github.com/cespare/xxhash/v2"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"golang.org/x/sync/errgroup"

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
	answers map[expfmt.Format]*answer
}

// answer is what one negotiated format is answered with.
type answer struct {
	contentType []string
	// forms are the body by content encoding.
	forms map[encoding]*form
}

// form is a body as it goes over the wire, with its header values made once.
type form struct {
	// contentEncoding is nil for identity.
	contentEncoding, length, etag []string
	// content is nil for identity, which is unpacked from packed on the way.
	content, packed []byte
}

// New renders a snapshot. All our names are valid in every format as they are,
// so the escapings give the same bytes, and so do the versions of a format.
// That leaves two bodies: OpenMetrics and text.
func New(s metrics.Snapshot) (*Exposition, error) {
	var openMetrics, text *body
	var group errgroup.Group
	group.Go(func() (err error) { openMetrics, err = render(s, expfmt.FmtOpenMetrics_1_0_0); return err })
	group.Go(func() (err error) { text, err = render(s, expfmt.FmtText); return err })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	e := &Exposition{answers: map[expfmt.Format]*answer{}}
	for _, f := range formats {
		body := text
		if f.FormatType() == expfmt.TypeOpenMetrics {
			body = openMetrics
		}
		for _, escaping := range escapings {
			// As expfmt.NegotiateAccept writes it.
			negotiated := f + expfmt.Format("; "+model.EscapingKey+"="+escaping.String())
			e.answers[negotiated] = newAnswer(negotiated, body)
		}
	}
	return e, nil
}

func newAnswer(format expfmt.Format, b *body) *answer {
	// The same bytes under another content type are another representation.
	hash := fmt.Sprintf("%016x", xxhash.Sum64String(string(format)+b.hash))
	tag := func(e encoding) []string { return []string{`"` + hash + "-" + string(e) + `"`} }
	length := func(n int) []string { return []string{strconv.Itoa(n)} }
	return &answer{
		contentType: []string{string(format)},
		forms: map[encoding]*form{
			gzipped:  {contentEncoding: []string{"gzip"}, length: length(len(b.gzip)), etag: tag(gzipped), content: b.gzip},
			zstded:   {contentEncoding: []string{"zstd"}, length: length(len(b.zstd)), etag: tag(zstded), content: b.zstd},
			identity: {length: length(b.plain), etag: tag(identity), packed: b.gzip},
		},
	}
}
