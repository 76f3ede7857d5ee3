package exposition

import (
	"io"
	"net/http"
)

// Page is a body of one content type that changes only when a dataset is loaded.
// It is safe for concurrent use.
type Page struct {
	contentType string
	body        *body
}

// NewPage renders the body that write writes.
func NewPage(contentType string, write func(io.Writer) error) (*Page, error) {
	w, err := newBodyWriter()
	if err != nil {
		return nil, err
	}
	if err := write(w); err != nil {
		return nil, err
	}
	b, err := w.close()
	if err != nil {
		return nil, err
	}
	return &Page{contentType, b}, nil
}

// ServeHTTP answers GET and HEAD in the negotiated content encoding.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.body.response(p.contentType, negotiateEncoding(r.Header), varyEncoding).serve(w, r)
}
