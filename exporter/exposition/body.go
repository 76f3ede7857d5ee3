package exposition

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
)

// body is a rendered, compressed body. A request for the plain form decompresses it,
// since that takes some twenty times the memory.
type body struct {
	gzip []byte
	// size is the length of the plain form in bytes, and hash identifies it.
	size counter
	hash uint64
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// gzipWriters are reused, as each takes about a megabyte.
var gzipWriters = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// newBody compresses the output of write.
func newBody(write func(io.Writer) error) (*body, error) {
	var packed bytes.Buffer
	b, hash, compressor := &body{}, xxhash.New(), gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(compressor)
	compressor.Reset(&packed)
	if err := write(io.MultiWriter(compressor, hash, &b.size)); err != nil {
		return nil, err
	}
	if err := compressor.Close(); err != nil {
		return nil, err
	}
	b.gzip, b.hash = bytes.Clone(packed.Bytes()), hash.Sum64()
	return b, nil
}

// lazily returns a function that renders a body at its first call.
func lazily(write func(io.Writer) error) func() (*body, error) {
	return sync.OnceValues(func() (*body, error) { return newBody(write) })
}

// response is a body with its header values, each made once.
type response struct {
	*body
	// err is why the body could not be rendered.
	err                                    error
	contentType, contentLength, etag, vary []string
	// contentEncoding is nil for the plain form.
	contentEncoding []string
}

func newResponse(render func() (*body, error), contentType string, packed bool, vary string) *response {
	b, err := render()
	if err != nil {
		return &response{err: err}
	}
	r := &response{body: b, contentType: []string{contentType}, vary: []string{vary}}
	size, encoding := int(b.size), "identity"
	if packed {
		size, encoding = len(b.gzip), "gzip"
		r.contentEncoding = []string{encoding}
	}
	r.contentLength = []string{strconv.Itoa(size)}
	// The same bytes under another content type are another representation.
	r.etag = []string{fmt.Sprintf(`"%016x-%s"`, b.hash^xxhash.Sum64String(contentType), encoding)}
	return r
}

var cacheControl = []string{"no-cache"}

// serve writes the response, or 304 if the client has it already. It sets header
// fields by their canonical names, which saves time with each scrape.
func (s *response) serve(w http.ResponseWriter, r *http.Request) {
	if s.err != nil {
		http.Error(w, "The answer could not be rendered: "+s.err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h["Vary"], h["Cache-Control"], h["Etag"] = s.vary, cacheControl, s.etag
	if tags := r.Header.Get("If-None-Match"); tags != "" && matches(tags, s.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"], h["Content-Length"] = s.contentType, s.contentLength
	if s.contentEncoding != nil {
		h["Content-Encoding"] = s.contentEncoding
	}
	// A write fails only if the client hung up.
	switch {
	case r.Method == http.MethodHead:
	case s.contentEncoding != nil:
		_, _ = w.Write(s.gzip)
	default:
		_ = unpack(w, s.gzip)
	}
}

// gzipReaders are reused, as each holds a window of 32 kB.
var gzipReaders = sync.Pool{New: func() any { return new(gzip.Reader) }}

func unpack(w io.Writer, packed []byte) error {
	reader := gzipReaders.Get().(*gzip.Reader)
	defer gzipReaders.Put(reader)
	if err := reader.Reset(bytes.NewReader(packed)); err != nil {
		return err
	}
	_, err := io.Copy(w, reader)
	return err
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

// Page is a body of one content type, rendered and compressed at the first request.
// It is safe for concurrent use.
type Page struct {
	// Vary names the request headers by which the page was chosen. NewPage sets it to
	// Accept-Encoding.
	Vary string

	contentType string
	body        func() (*body, error)
}

// NewPage returns a page with the body that write writes.
func NewPage(contentType string, write func(io.Writer) error) *Page {
	return &Page{"Accept-Encoding", contentType, lazily(write)}
}

// ServeHTTP answers GET and HEAD, compressed where the client accepts that.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	newResponse(p.body, p.contentType, acceptsGzip(r.Header), p.Vary).serve(w, r)
}
