package exposition

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// body is a rendered, compressed body. A request for the plain form decompresses it,
// since that takes some twenty times the memory.
type body struct {
	gzip []byte
	// size is the length of the plain form in bytes.
	size counter
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// lazily returns a function that renders a body at its first call.
func lazily(write func(io.Writer) error) func() (*body, error) {
	return sync.OnceValues(func() (*body, error) {
		var packed bytes.Buffer
		b, compressor := &body{}, gzip.NewWriter(&packed)
		if err := write(io.MultiWriter(compressor, &b.size)); err != nil {
			return nil, err
		}
		if err := compressor.Close(); err != nil {
			return nil, err
		}
		b.gzip = bytes.Clone(packed.Bytes())
		return b, nil
	})
}

// response is a body with its header values, each made once.
type response struct {
	*body
	// err is why the body could not be rendered.
	err error

	contentType, contentLength []string
	// contentEncoding is nil for the plain form.
	contentEncoding []string
}

func newResponse(render func() (*body, error), contentType string, packed bool) *response {
	b, err := render()
	if err != nil {
		return &response{err: err}
	}
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
	if s.err != nil {
		failed(w, s.err)
		return
	}
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

func failed(w http.ResponseWriter, err error) {
	http.Error(w, "The answer could not be rendered: "+err.Error(), http.StatusInternalServerError)
}
