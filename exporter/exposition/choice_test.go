package exposition

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/common/expfmt"
)

// What is remembered is what is negotiated anew, whoever asks at the same time,
// and there is a bound to it.
func TestChoicesAreThoseOfTheNegotiation(t *testing.T) {
	type choice struct {
		expfmt.Format
		encoding
	}
	negotiate := func(h http.Header) choice { return choice{negotiateFormat(h), negotiateEncoding(h)} }
	var headers []http.Header
	for i := range 3 * maxRemembered {
		for _, accept := range []string{"", "*/*", "text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0;escaping=dots", strings.Repeat("text/plain,", maxRememberedLen)} {
			for _, encodings := range [][]string{nil, {""}, {"gzip"}, {"zstd;q=0", "gzip"}, {"gzip", "gzip;q=0"}, {fmt.Sprintf("gzip;q=0.%d, zstd;q=0.5", i)}} {
				headers = append(headers, http.Header{"Accept": {accept, "text/html"}, "Accept-Encoding": encodings})
			}
		}
	}
	headers = append(headers, http.Header{})
	var c choices[choice]
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 2 {
				for _, h := range headers {
					if got, want := c.of(h, negotiate), negotiate(h); got != want {
						t.Errorf("%v: got %v, want %v", h, got, want)
					}
				}
			}
		})
	}
	group.Wait()
	if n := len(*c.known.Load()); n != maxRemembered {
		t.Errorf("%d are remembered, want %d", n, maxRemembered)
	}
	for said := range *c.known.Load() {
		if len(said.accept)+len(said.acceptEncoding) > maxRememberedLen {
			t.Errorf("%d bytes are remembered", len(said.accept))
		}
	}
}
