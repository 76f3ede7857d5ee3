package exposition

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Page is a body of one content type, rendered and compressed at the first request.
// It is safe for concurrent use.
type Page struct {
	// Vary names the request headers by which the page was chosen. NewPage sets it to
	// Accept-Encoding.
	Vary string

	contentType string
	body        func() []byte
}

// NewPage returns a page with the body that write writes. A failure of write is a defect,
// upon which requests panic.
func NewPage(contentType string, write func(io.Writer) error) *Page {
	return &Page{"Accept-Encoding", contentType, lazily(write)}
}

// ServeHTTP answers GET and HEAD, compressed where the client accepts that, and 304
// where the client has the page already.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	packed, h := p.body(), w.Header()
	content, encoding := packed, "gzip"
	if acceptsGzip(r.Header) {
		h.Set("Content-Encoding", encoding)
		h.Set("Content-Length", strconv.Itoa(len(content)))
	} else {
		var plain bytes.Buffer
		// A body that was compressed in memory decompresses.
		_ = unpack(&plain, packed)
		content, encoding = plain.Bytes(), "identity"
	}
	h.Set("Vary", p.Vary)
	h.Set("Content-Type", p.contentType)
	// Compressed bodies end with the checksum and the length of their plain form.
	h.Set("ETag", fmt.Sprintf(`"%x-%s"`, packed[len(packed)-8:], encoding))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}
