package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// body is a rendered body. Its identity form is unpacked from gzip when it is
// asked for, as it would take some twenty times the memory.
type body struct {
	gzip, zstd []byte
	// size is the length of the identity form in bytes, and hash identifies it.
	size int
	hash string
}

// bodyWriter compresses what is written to it.
type bodyWriter struct {
	io.Writer
	gzip, zstd bytes.Buffer
	gzipWriter *gzip.Writer
	zstdWriter *zstd.Encoder
	size       int
	hash       hash.Hash64
}

// zstdWindow bounds the encoder's memory. Lines repeat within a few kilobytes, so
// a larger window hardly compresses better.
const zstdWindow = 128 << 10

func newBodyWriter() (*bodyWriter, error) {
	w := &bodyWriter{hash: xxhash.New()}
	w.gzipWriter = gzip.NewWriter(&w.gzip)
	var err error
	w.zstdWriter, err = zstd.NewWriter(&w.zstd,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(zstdWindow), zstd.WithLowerEncoderMem(true))
	w.Writer = io.MultiWriter(w.gzipWriter, w.zstdWriter, w.hash)
	return w, err
}

// Write implements io.Writer.
func (w *bodyWriter) Write(p []byte) (int, error) {
	w.size += len(p)
	return w.Writer.Write(p)
}

func (w *bodyWriter) close() (*body, error) {
	if err := errors.Join(w.gzipWriter.Close(), w.zstdWriter.Close()); err != nil {
		return nil, err
	}
	return &body{
		gzip: bytes.Clone(w.gzip.Bytes()),
		zstd: bytes.Clone(w.zstd.Bytes()),
		size: w.size,
		hash: fmt.Sprintf("%016x", w.hash.Sum64()),
	}, nil
}

// Values of the header Vary.
var (
	varyFormat   = []string{"Accept, Accept-Encoding"}
	varyEncoding = []string{"Accept-Encoding"}
)

// response is a body in one content type and encoding, with its header values.
type response struct {
	contentType, contentLength, etag, vary []string
	// contentEncoding is nil for identity.
	contentEncoding []string
	content         []byte
}

func (b *body) response(contentType string, e encoding, vary []string) *response {
	r := &response{
		contentType: []string{contentType}, contentEncoding: []string{string(e)}, vary: vary,
		// The same bytes under another content type are another representation.
		etag: []string{fmt.Sprintf(`"%016x-%s"`, xxhash.Sum64String(contentType+b.hash), e)},
	}
	size := b.size
	switch e {
	case gzipEncoding:
		r.content, size = b.gzip, len(b.gzip)
	case zstdEncoding:
		r.content, size = b.zstd, len(b.zstd)
	default:
		r.content, r.contentEncoding = b.gzip, nil
	}
	r.contentLength = []string{strconv.Itoa(size)}
	return r
}

var cacheControl = []string{"no-cache"}

// serve writes the response, or 304 where the client has it already. Header fields
// are set by their canonical names directly, which saves time with each scrape.
func (s *response) serve(w http.ResponseWriter, r *http.Request) {
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
	if r.Method == http.MethodHead {
		return
	}
	// Errors of writing mean that the client hung up.
	if s.contentEncoding != nil {
		_, _ = w.Write(s.content)
		return
	}
	_ = unpack(w, s.content)
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
