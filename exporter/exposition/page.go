package exposition

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/http/httpguts"
)

// Page serves a body of one content type, rendered once. It is safe for concurrent use.
type Page struct {
	// Header is sent with every response. NewPage sets Content-Type and Vary.
	Header http.Header

	body func() *body
}

// NewPage returns a page with the body that write writes. If write fails, every request panics.
func NewPage(contentType string, write func(io.Writer) error) *Page {
	return &Page{http.Header{"Content-Type": {contentType}, "Vary": {"Accept-Encoding"}}, lazily(write)}
}

// body is a rendered body. Only its gzipped form is kept; the plain form is several times as large.
type body struct {
	packed []byte
	// packedHeader is sent with the gzipped form, plainHeader with the plain form.
	packedHeader, plainHeader http.Header
}

// lazily returns a function that renders and compresses a body at its first call.
func lazily(write func(io.Writer) error) func() *body {
	return sync.OnceValue(func() *body {
		var buffer bytes.Buffer
		compressor := gzip.NewWriter(&buffer)
		if err := errors.Join(write(compressor), compressor.Close()); err != nil {
			panic(fmt.Errorf("a body could not be rendered: %w", err))
		}
		packed := bytes.Clone(buffer.Bytes()) // The buffer may be twice as large.
		// A gzipped body ends with the checksum and the length of its plain form.
		tag := hex.EncodeToString(packed[len(packed)-8:])
		length := strconv.Itoa(len(packed))
		return &body{
			packed,
			http.Header{"Etag": {`"` + tag + `-gzip"`}, "Content-Encoding": {"gzip"}, "Content-Length": {length}},
			http.Header{"Etag": {`"` + tag + `-identity"`}},
		}
	})
}

// ServeHTTP answers GET and HEAD with the gzipped form if the client accepts gzip, else with the
// plain form or the ranges of it that are asked for. The answer is 304 if the client has that form already.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := p.body()
	maps.Copy(w.Header(), p.Header)
	// "gzip" with a weight, as in gzip;q=0, counts as not accepted: scrapers and browsers send no weights.
	if !httpguts.HeaderValuesContainsToken(r.Header["Accept-Encoding"], "gzip") {
		maps.Copy(w.Header(), body.plainHeader)
		reader, _ := gzip.NewReader(bytes.NewReader(body.packed)) // The gzip header is valid.
		plain, _ := io.ReadAll(reader)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(plain))
		return
	}
	r.Header.Del("Range")
	maps.Copy(w.Header(), body.packedHeader)
	switch {
	case r.Header.Get("If-None-Match") != "":
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body.packed))
	case r.Method != http.MethodHead:
		// ServeContent would copy the body in pieces, which slows scrapes.
		_, _ = w.Write(body.packed)
	}
}
