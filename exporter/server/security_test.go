package server_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/page"
)

// paths are all paths that exist without profiling, with the methods that each takes. Of the
// files below /data/, only datapackage.json is listed.
var paths = map[string][]string{
	"/":                      {"GET", "HEAD"},
	"/metrics":               {"GET", "HEAD"},
	"/history":               {"GET", "HEAD"},
	"/telemetry":             {"GET", "HEAD"},
	"/data/":                 {"GET", "HEAD"},
	"/data/datapackage.json": {"GET", "HEAD"},
	"/-/healthy":             {"GET", "HEAD", "OPTIONS"},
	"/-/ready":               {"GET", "HEAD", "OPTIONS"},
	"/api/v1/read":           {"POST"},
	"/-/reload":              {"POST"},
}

func TestDocumentationListsEveryPath(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	// The documentation lists profiles too, which are off by default, and no file below /data/.
	want := []string{"GET /debug/pprof/"}
	for path, methods := range paths {
		if path != "/data/datapackage.json" {
			want = append(want, methods[0]+" "+path)
		}
	}
	var got []string
	for _, m := range regexp.MustCompile("`((?:GET|POST) /[^`]*)`").FindAllStringSubmatch(string(text), -1) {
		got = append(got, m[1])
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("docs/configuration.md lists %q, want %q", got, want)
	}
}

func TestOtherMethodsGet405WithAllow(t *testing.T) {
	t.Parallel()
	i := start(t)
	for path, allowed := range paths {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} {
			a := i.do(method, path)
			isAllowed, rejected := slices.Contains(allowed, method), a.StatusCode == http.StatusMethodNotAllowed
			wantAllow := !isAllowed || method == "OPTIONS"
			if isAllowed == rejected || wantAllow && a.Header.Get("Allow") != strings.Join(allowed, ", ") {
				t.Errorf("%s %s: got %d, Allow: %s, allowed are %s", method, path, a.StatusCode, a.Header.Get("Allow"), allowed)
			}
		}
	}
}

func TestAnswersHoldNoFilePathsOrStacks(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	edit(t, dir, "103953", "broken") // The answer to a reload tells of the error.
	if a := i.do("POST", "/-/reload"); a.StatusCode != http.StatusInternalServerError {
		t.Errorf("a reload of the broken dataset: got %d, want 500", a.StatusCode)
	}
	sourceDir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	forbidden := []string{dir, sourceDir, "goroutine ", ".go:"}
	for path := range paths {
		for _, suffix := range []string{"", "/", "/../x", "?name[]=x", "?lang=x"} {
			for _, method := range []string{"GET", "POST"} {
				a := i.do(method, path+suffix)
				for _, text := range forbidden {
					if strings.Contains(a.body, text) {
						t.Errorf("%s %s%s: the answer, %d, contains %q", method, path, suffix, a.StatusCode, text)
					}
				}
			}
		}
	}
}

func TestHeadersOfThePage(t *testing.T) {
	t.Parallel()
	a := start(t).do("GET", "/")
	for name, want := range map[string]string{
		"Content-Type":            "text/html; charset=utf-8",
		"Content-Security-Policy": page.SecurityPolicy,
		"Referrer-Policy":         "no-referrer",
		"Vary":                    "Accept-Encoding, Accept-Language",
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// sendRaw writes a request unchanged and returns the answer's status. If a header is too large,
// http.Client sometimes reports a reset connection instead of the answer.
func (i *instance) sendRaw(request string) int {
	i.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(i.url, "http://"))
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, request); err != nil {
		i.t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		i.t.Fatal(err)
	}
	return r.StatusCode
}

func TestHeadersAreBounded(t *testing.T) {
	t.Parallel()
	i := start(t)
	for size, want := range map[int]int{15 << 10: 200, 64 << 10: 431} {
		if got := i.sendRaw("GET /metrics HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", size) + "\r\n\r\n"); got != want {
			t.Errorf("a header of %d bytes gets %d, want %d", size, got, want)
		}
	}
}

// At the limit of requests in flight, further ones get 503; probes and reloads are answered.
func TestRequestsBeyondTheLimitGet503(t *testing.T) {
	t.Parallel()
	i := start(t, "CNNIC_MAX_REQUESTS=1")
	finish := i.beginRemoteRead()
	for path, methods := range paths {
		want, wantRetryAfter := 503, "1"
		switch path {
		case "/-/healthy", "/-/ready":
			want, wantRetryAfter = 200, ""
		case "/-/reload":
			want, wantRetryAfter = 403, "" // Not limited; 403 because CNNIC_ENABLE_LIFECYCLE is not set.
		}
		a := i.do(methods[0], path)
		if retryAfter := a.Header.Get("Retry-After"); a.StatusCode != want || retryAfter != wantRetryAfter {
			t.Errorf("%s gets %d with Retry-After %q, want %d with %q", path, a.StatusCode, retryAfter, want, wantRetryAfter)
		}
	}
	if code := finish(); code != 400 {
		t.Errorf("the request within the limit gets %d, want 400 for its body", code)
	}
	eventually(t, "the slot is free again", func() bool { return i.do("GET", "/metrics").StatusCode == 200 })
}
