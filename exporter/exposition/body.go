package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
)

// body is a rendered, compressed body. A request for the plain form decompresses it,
// since that takes some twenty times the memory.
type body struct {
	gzip []byte
	// size is the length of the plain form in bytes.
	size counter
	// hash identifies the content.
	hash string
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// lazily returns a function that renders a body at its first call. It panics if write
// fails, which a dataset that was loaded cannot cause.
func lazily(write func(io.Writer) error) func() *body {
	return sync.OnceValue(func() *body {
		var packed bytes.Buffer
		b, compressor := &body{}, gzip.NewWriter(&packed)
		if err := errors.Join(write(io.MultiWriter(compressor, &b.size)), compressor.Close()); err != nil {
			panic(fmt.Errorf("a body could not be rendered: %w", err))
		}
		b.gzip = bytes.Clone(packed.Bytes())
		b.hash = fmt.Sprintf("%016x", xxhash.Sum64(b.gzip))
		return b
	})
}

// response is a body with its header values, each made once.
type response struct {
	*body
	contentType, contentLength []string
	// contentEncoding is nil for the plain form.
	contentEncoding []string
}

func newResponse(b *body, contentType string, packed bool) *response {
	r := &response{body: b, contentType: []string{contentType}}
	size := int(b.size)
	if packed {
		size = len(b.gzip)
		r.contentEncoding = []string{"gzip"}
	}
	r.contentLength = []string{strconv.Itoa(size)}
	return r
}

var vary = []string{"Accept, Accept-Encoding"}

// serve writes the response. It sets header fields by their canonical names, which
// saves time with each scrape.
func (s *response) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h["Vary"], h["Content-Type"], h["Content-Length"] = vary, s.contentType, s.contentLength
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
