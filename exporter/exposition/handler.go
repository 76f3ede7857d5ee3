package exposition

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Header values of the answers.
var (
	varyFormat   = []string{"Accept, Accept-Encoding"}
	varyEncoding = []string{"Accept-Encoding"}
	cacheControl = []string{"no-cache"}
)

// ServeHTTP answers GET and HEAD of /metrics in the negotiated format and
// content encoding.
func (e *Exposition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.chosen.of(r.Header, e.choose).serve(w, r)
}

// choose negotiates the format and the content encoding.
func (e *Exposition) choose(h http.Header) *form {
	return e.answers[negotiateFormat(h)][negotiateEncoding(h)]
}

// serve answers with the form, or says that the client has it already.
func (f *form) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h["Vary"] = f.vary
	h["Cache-Control"] = cacheControl
	h["Etag"] = f.etag
	if tags := first(r.Header["If-None-Match"]); tags != "" && matches(tags, f.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = f.contentType
	h["Content-Length"] = f.length
	if f.contentEncoding != nil {
		h["Content-Encoding"] = f.contentEncoding
	}
	if r.Method == http.MethodHead {
		return
	}
	if f.patience > 0 {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(f.patience))
	}
	// An error here is the client's hanging up: there is nobody to tell.
	_ = f.write(w)
}

// write sends the body.
func (f *form) write(w io.Writer) error {
	if f.content != nil {
		_, err := w.Write(f.content)
		return err
	}
	reader := unpackers.Get().(*gzip.Reader)
	defer unpackers.Put(reader)
	if err := reader.Reset(bytes.NewReader(f.packed)); err != nil {
		return err
	}
	_, err := io.Copy(w, reader)
	return err
}

// unpackers are kept between requests, as each holds a window of 32 kB.
var unpackers = sync.Pool{New: func() any { return new(gzip.Reader) }}
