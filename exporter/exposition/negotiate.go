package exposition

import (
	"net/http"
	"strconv"
	"strings"
)

// encoding is a content encoding.
type encoding string

const (
	gzipEncoding     encoding = "gzip"
	zstdEncoding     encoding = "zstd"
	identityEncoding encoding = "identity"
)

// encodings are the encodings on offer, in order of preference: zstd is the
// cheapest to unpack.
var encodings = []encoding{zstdEncoding, gzipEncoding, identityEncoding}

// negotiateEncoding picks the content encoding with the highest weight, by RFC
// 9110, 12.5.3. A client that refuses all of them gets identity rather than 406.
func negotiateEncoding(h http.Header) encoding {
	weights := map[string]float64{}
	for _, value := range h["Accept-Encoding"] {
		for item := range strings.SplitSeq(value, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			weights[strings.ToLower(strings.TrimSpace(name))] = weight(parameters)
		}
	}
	best, highest := identityEncoding, 0.0
	for _, e := range encodings {
		w, listed := weights[string(e)]
		if !listed && e != identityEncoding {
			w = weights["*"]
		}
		if w > highest {
			best, highest = e, w
		}
	}
	return best
}

// weight reads the parameter q of an item. It is 1 by default, and 0 where it
// cannot be read.
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

// matches reports whether a list of entity tags, as in If-None-Match, holds a tag.
// It ignores the mark W/ of weak tags, by RFC 9110, 13.1.2.
func matches(list, tag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if item == "*" || strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}
