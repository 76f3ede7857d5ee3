package exposition

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Page is a body of one content type, rendered and compressed at the first request.
// It is safe for concurrent use.
type Page struct {
	// Vary names the request headers by which the page was chosen. NewPage sets it to
	// Accept-Encoding.
	Vary string

	contentType string
	packed      func() []byte
}

// NewPage returns a page with the body that write writes. A failure of write is a defect,
// upon which requests panic.
func NewPage(contentType string, write func(io.Writer) error) *Page {
	return &Page{"Accept-Encoding", contentType, lazily(write)}
}

// lazily returns a function that renders and compresses a body at its first call. The
// plain form, which takes some twenty times the memory, is not kept.
func lazily(write func(io.Writer) error) func() []byte {
	return sync.OnceValue(func() []byte {
		var packed bytes.Buffer
		compressor := gzip.NewWriter(&packed)
		if err := errors.Join(write(compressor), compressor.Close()); err != nil {
			panic(fmt.Errorf("a body could not be rendered: %w", err))
		}
		return bytes.Clone(packed.Bytes())
	})
}

// ServeHTTP answers GET and HEAD, compressed where the client accepts that, and 304
// where the client has the page already.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	packed, h := p.packed(), w.Header()
	h.Set("Vary", p.Vary)
	h.Set("Content-Type", p.contentType)
	// Compressed bodies end with the checksum and the length of their plain form.
	tag := hex.EncodeToString(packed[len(packed)-8:])
	if !acceptsGzip(r.Header) {
		h.Set("ETag", `"`+tag+`-identity"`)
		http.ServeContent(w, r, "", time.Time{}, &unpacker{packed: packed})
		return
	}
	h.Set("ETag", `"`+tag+`-gzip"`)
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(len(packed)))
	switch {
	case r.Header.Get("If-None-Match") != "":
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(packed))
	case r.Method != http.MethodHead:
		// ServeContent would copy the body in pieces, which slows scrapes.
		_, _ = w.Write(packed)
	}
}

// unpacker reads the plain form of a compressed body. It starts with a Seek.
type unpacker struct {
	gzip.Reader
	packed []byte
}

// Seek implements io.Seeker for offsets from the start, and for the end.
func (u *unpacker) Seek(offset int64, whence int) (int64, error) {
	if whence == io.SeekEnd {
		return int64(binary.LittleEndian.Uint32(u.packed[len(u.packed)-4:])), nil
	}
	if err := u.Reset(bytes.NewReader(u.packed)); err != nil {
		return 0, err
	}
	return io.CopyN(io.Discard, u, offset)
}

// acceptsGzip reports whether a client lists gzip, and not with a weight of 0.
func acceptsGzip(h http.Header) bool {
	for item := range strings.SplitSeq(strings.Join(h["Accept-Encoding"], ","), ",") {
		name, weight, _ := strings.Cut(item, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
			return weight == "" || err == nil && q > 0
		}
	}
	return false
}
