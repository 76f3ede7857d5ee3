package exposition

import (
	"io"
	"net/http"

	"github.com/prometheus/common/expfmt"
)

// Page is a body of one content type that changes only when a dataset is loaded,
// and lies ready as the exposition does. It is safe for use by many requests at
// a time.
type Page struct {
	answer answer
}

// NewPage renders what write writes.
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
	return &Page{answer: newAnswer(expfmt.Format(contentType), b, varyEncoding)}, nil
}

// ServeHTTP answers GET and HEAD in the negotiated content encoding.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.answer[negotiateEncoding(r.Header)].serve(w, r)
}
