package exposition_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
)

func shipped(t testing.TB) metrics.Snapshot {
	t.Helper()
	return metrics.Snapshot{Dataset: datasettest.Load(t, data.FS), Loaded: time.Unix(1_800_000_000, 0)}
}

// promhttpHandler returns client_golang's handler for the families of a snapshot.
func promhttpHandler(s metrics.Snapshot) http.Handler {
	gatherer := prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		return slices.Collect(metrics.Families(metrics.Catalogue, s)), nil
	})
	return promhttp.HandlerFor(gatherer, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

func get(h http.Handler, header ...string) *http.Response {
	return do(h, http.MethodGet, header...)
}

// do makes a request with header fields, each given by its name and value.
func do(h http.Handler, method string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "/metrics", nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// unpack reads a response's body, compares its length with Content-Length, and undoes its
// content encoding.
func unpack(t testing.TB, r *http.Response) string {
	t.Helper()
	packed, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Header.Get("Content-Length"); got != fmt.Sprint(len(packed)) {
		t.Errorf("Content-Length is %s, the body has %d bytes", got, len(packed))
	}
	var reader io.Reader = strings.NewReader(string(packed))
	switch encoding := r.Header.Get("Content-Encoding"); encoding {
	case "gzip":
		reader, err = gzip.NewReader(reader)
	case "":
	default:
		t.Fatalf("unknown encoding %s", encoding)
	}
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// accepts are Accept headers. In the header of Prometheus 3, %s stands for the escaping scheme.
var accepts = map[string]string{
	"nothing":           "",
	"anything":          "*/*",
	"a browser":         "text/html,application/xhtml+xml,*/*;q=0.8",
	"text 0.0.4":        "text/plain;version=0.0.4",
	"text 1.0.0":        "text/plain;version=1.0.0",
	"OpenMetrics 0.0.1": "application/openmetrics-text;version=0.0.1",
	"OpenMetrics 1.0.0": "application/openmetrics-text;version=1.0.0",
	"Prometheus 2.42":   "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
	"Prometheus 3":      "application/openmetrics-text;version=1.0.0;escaping=%s;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=%[1]s;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
}

// withoutExponents rewrites an exposition so that no value has an exponent.
func withoutExponents(t testing.TB, body string) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(body) {
		if line[0] == '#' {
			b.WriteString(line)
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		v, err := strconv.ParseFloat(strings.TrimSpace(line[at+1:]), 64)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(line[:at+1] + strconv.FormatFloat(v, 'f', -1, 64) + "\n")
	}
	return b.String()
}

// Except for exponents, every rendering equals that of promhttp.
func TestRenderingsEqualPromhttp(t *testing.T) {
	t.Parallel()
	s := shipped(t)
	ours := exposition.New(s)
	theirs := promhttpHandler(s)
	bodies := map[string]bool{}
	for name, accept := range accepts {
		for _, escaping := range []string{"", "allow-utf-8", "underscores", "dots", "values", "nonsense"} {
			asked := accept
			switch {
			case strings.Contains(accept, "%s"):
				asked = fmt.Sprintf(accept, escaping)
			case escaping != "" && accept != "":
				asked += ";escaping=" + escaping
			}
			want := get(theirs, "Accept", asked)
			wantBody, err := io.ReadAll(want.Body)
			if err != nil {
				t.Fatal(err)
			}
			wantType := want.Header.Get("Content-Type")
			if name == "text 1.0.0" {
				// promhttp answers with 0.0.4, whose body is the same.
				wantType = strings.Replace(wantType, "0.0.4", "1.0.0", 1)
			}
			for _, encoding := range []string{"identity", "gzip"} {
				got := get(ours, "Accept", asked, "Accept-Encoding", encoding)
				if got.Header.Get("Content-Type") != wantType {
					t.Errorf("%s, escaping %q: Content-Type is %s, promhttp's %s", name, escaping, got.Header.Get("Content-Type"), wantType)
				}
				body := unpack(t, got)
				if body != withoutExponents(t, string(wantBody)) {
					t.Errorf("%s, escaping %q, %s: the body differs from promhttp's", name, escaping, encoding)
				}
				bodies[body] = true
			}
		}
	}
	if len(bodies) != 2 {
		t.Errorf("there are %d different bodies, want 2: text and OpenMetrics", len(bodies))
	}
}

// Prometheus prefers Protobuf if it stores native histograms. It gets a text format instead.
func TestProtobufIsNotOffered(t *testing.T) {
	t.Parallel()
	e := exposition.New(shipped(t))
	const protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
	for accept, want := range map[string]string{
		protobuf: "text/plain",
		protobuf + ";q=0.6,application/openmetrics-text;version=1.0.0;q=0.5": "application/openmetrics-text",
	} {
		r := get(e, "Accept", accept)
		if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, want) || !strings.HasPrefix(unpack(t, r), "# HELP ") {
			t.Errorf("%s: got %s, want %s", accept, got, want)
		}
	}
}

func TestEncodingNegotiation(t *testing.T) {
	t.Parallel()
	e := exposition.New(shipped(t))
	for accept, want := range map[string]string{
		"":                        "",
		"identity":                "",
		"gzip":                    "gzip",
		"GZIP":                    "gzip",
		"gzip, deflate, br, zstd": "gzip",
		"zstd;q=0.5 ,\tgzip":      "gzip",
		"gzip;q=0":                "",
		"gzip;q=1":                "",
		"x-gzip":                  "",
		"br":                      "",
		"*":                       "",
		"gzip;q=0, *":             "",
		"*;q=0, gzip":             "gzip",
		"*;q=0":                   "",
		"identity;q=0, gzip;q=0":  "",
		";;;,,q=1;":               "",
	} {
		if got := get(e, "Accept-Encoding", accept).Header.Get("Content-Encoding"); got != want {
			t.Errorf("%q: got %q, want %q", accept, got, want)
		}
	}
	if got := get(e, "Accept-Encoding", "br", "Accept-Encoding", "gzip").Header.Get("Content-Encoding"); got != "gzip" {
		t.Errorf("gzip in a second field: got %q, want gzip", got)
	}
}

func TestHeadHasTheHeaderOfGet(t *testing.T) {
	t.Parallel()
	e := exposition.New(shipped(t))
	for _, accept := range []string{"text/plain;version=0.0.4", "application/openmetrics-text;version=1.0.0"} {
		for _, encoding := range []string{"identity", "gzip"} {
			header := []string{"Accept", accept, "Accept-Encoding", encoding}
			full, head := get(e, header...), do(e, http.MethodHead, header...)
			if fmt.Sprint(head.Header) != fmt.Sprint(full.Header) {
				t.Errorf("HEAD has the header %v, GET %v", head.Header, full.Header)
			}
			if body, _ := io.ReadAll(head.Body); len(body) != 0 {
				t.Errorf("HEAD has a body of %d bytes", len(body))
			}
		}
	}
}

func TestPageIsCompressedTaggedAndServedInRanges(t *testing.T) {
	t.Parallel()
	const contentType, body = "text/plain; charset=utf-8", "a page\n"
	page := exposition.NewPage(contentType, func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	})
	for encoding, other := range map[string]string{"": "gzip", "gzip": ""} {
		r := get(page, "Accept", "application/openmetrics-text", "Accept-Encoding", encoding)
		if r.Header.Get("Content-Type") != contentType || r.Header.Get("Content-Encoding") != encoding || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("encoding %q: got the header %v", encoding, r.Header)
		}
		if got := unpack(t, r); got != body {
			t.Errorf("encoding %q: got %q, want %q", encoding, got, body)
		}
		tag, tagOfOther := r.Header.Get("ETag"), get(page, "Accept-Encoding", other).Header.Get("ETag")
		for tag, want := range map[string]int{tag: 304, "W/" + tag: 304, tagOfOther: 200, `"other"`: 200} {
			if r := get(page, "Accept-Encoding", encoding, "If-None-Match", tag); r.StatusCode != want {
				t.Errorf("encoding %q: If-None-Match: %s gets %d, want %d", encoding, tag, r.StatusCode, want)
			}
		}
	}
	// DuckDB reads files in parts.
	if r := get(page, "Range", "bytes=2-5"); r.StatusCode != http.StatusPartialContent || unpack(t, r) != "page" {
		t.Errorf("bytes 2 to 5 get %d, %v; want 206 and \"page\"", r.StatusCode, r.Header)
	}
	// A range of the gzipped form gets the whole page. http.ServeContent, which honours Range, serves
	// that form only if the request has If-None-Match.
	r := get(page, "Accept-Encoding", "gzip", "If-None-Match", `"other"`, "Range", "bytes=2-5")
	if r.StatusCode != http.StatusOK || unpack(t, r) != body {
		t.Errorf("a range of the gzipped form gets %d, %v; want 200 and the whole page", r.StatusCode, r.Header)
	}
}

func TestPageThatCannotBeRenderedPanics(t *testing.T) {
	t.Parallel()
	failing := exposition.NewPage("text/plain", func(io.Writer) error { return io.ErrShortWrite })
	defer func() {
		if problem := fmt.Sprint(recover()); problem != "a body could not be rendered: short write" {
			t.Errorf("the request panics with %s, want the error", problem)
		}
	}()
	get(failing)
}
