package exposition

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/prometheus/common/expfmt"
)

// encoding is a content encoding.
type encoding string

const (
	gzipped  encoding = "gzip"
	zstded   encoding = "zstd"
	identity encoding = "identity"
)

// encodings are what is offered, the preferred ones first: zstd unpacks with
// the least work, and who lists it can do it.
var encodings = []encoding{zstded, gzipped, identity}

// negotiateFormat picks the format that the client wants most.
func negotiateFormat(h http.Header) expfmt.Format {
	return expfmt.NegotiateAccept(h, formats...)
}

// negotiateEncoding picks the content encoding to which the client gives the
// highest weight, by RFC 9110, 12.5.3. A client that refuses all of them gets
// identity, as a 406 would help nobody.
func negotiateEncoding(h http.Header) encoding {
	weights := map[string]float64{}
	for _, value := range h["Accept-Encoding"] {
		for item := range strings.SplitSeq(value, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			weights[strings.ToLower(strings.TrimSpace(name))] = weight(parameters)
		}
	}
	best, highest := identity, 0.0
	for _, e := range encodings {
		w, listed := weights[string(e)]
		if !listed && e != identity {
			w = weights["*"]
		}
		if w > highest {
			best, highest = e, w
		}
	}
	return best
}

// weight reads the parameter q of an item, which is 1 where it is left out.
func weight(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if !strings.EqualFold(name, "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// matches says whether a list of entity tags, as If-None-Match has it, holds a
// tag. The comparison is weak, by RFC 9110, 13.1.2: a tag marked W/ by a proxy
// that recompressed nothing is still ours.
func matches(list, tag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if item == "*" || strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}
