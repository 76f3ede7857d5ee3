package exposition_test

import (
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/exposition"
)

// Whatever the headers, the answer has the format that expfmt chooses, and is uncompressed or
// in an encoding that Accept-Encoding lists.
func FuzzNegotiation(f *testing.F) {
	for _, accept := range accepts {
		// Only one header has %s and %[1]s; to the others, Sprintf would append %!(EXTRA ...).
		f.Add(strings.NewReplacer("%s", "allow-utf-8", "%[1]s", "allow-utf-8").Replace(accept), "gzip")
	}
	for _, encoding := range []string{
		"", "identity", "gzip, deflate, br, zstd", "zstd;q=0.5, gzip", "gzip;q=0", "gzip;q=NaN", "*", "*;q=0", "zstd;q=0, *",
		"identity;q=0, gzip;q=0,zstd;q=0", ";;;,,q=1;", "GZIP;Q=1", "gzip;q=1e-400", "gzip;q=1e700", "gzip,gzip;q=0", "gzip;q=0x1p-2", "gzip; q = 0", "gzip;q=1e- 00",
	} {
		f.Add("text/plain;version=0.0.4", encoding)
	}
	for _, accept := range []string{"application/openmetrics-text;version=1.0.0;q=nan", "a/b;;;q", "*/*;q=0", "text/plain;escaping=\"", ";,;", "application/openmetrics-text;version=0.0.1;q=1.5"} {
		f.Add(accept, "gzip")
	}
	e := exposition.New(shipped(f))
	formats := []expfmt.Format{
		expfmt.FmtOpenMetrics_1_0_0, expfmt.FmtOpenMetrics_0_0_1,
		"text/plain; version=1.0.0; charset=utf-8", expfmt.FmtText,
	}
	f.Fuzz(func(t *testing.T, accept, acceptEncoding string) {
		r := httptest.NewRequest(http.MethodHead, "/metrics", nil)
		r.Header.Set("Accept", accept)
		r.Header.Set("Accept-Encoding", acceptEncoding)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		h := w.Result().Header
		if w.Code != http.StatusOK {
			t.Fatalf("got %d", w.Code)
		}
		if want := string(expfmt.NegotiateAccept(r.Header, formats...)); h.Get("Content-Type") != want {
			t.Errorf("%q gets %s, want %s", accept, h.Get("Content-Type"), want)
		}
		if got := h.Get("Content-Encoding"); got != "" && !allows(acceptEncoding, got) {
			t.Errorf("%q gets %s, which it does not list", acceptEncoding, got)
		}
	})
}

// allows reports whether a list has a content encoding with any weight above 0. It is looser than
// the server, and independent of it.
func allows(list, encoding string) bool {
	for item := range strings.SplitSeq(strings.ToLower(list), ",") {
		parts := strings.Split(item, ";")
		if strings.TrimSpace(parts[0]) != encoding {
			continue
		}
		q := 1.0
		for _, p := range parts[1:] {
			if value, ok := strings.CutPrefix(strings.TrimSpace(p), "q="); ok {
				var err error
				if q, err = strconv.ParseFloat(strings.TrimSpace(value), 64); err != nil || math.IsNaN(q) {
					q = 0
				}
				break
			}
		}
		if q > 0 {
			return true
		}
	}
	return false
}
