package server_test

import (
	"bufio"
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

// Every request that net/http can read is answered with an expected status, and errors are short.
func FuzzRequest(f *testing.F) {
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: application/openmetrics-text;version=1.0.0\r\nAccept-Encoding: gzip\r\n\r\n",
		"HEAD /history HTTP/1.0\r\n\r\n",
		"POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
		"POST /api/v1/read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
		"POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
		"GET /telemetry?name[]=go_info HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /-/ready HTTP/1.1\r\nHost: [::1\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
		"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /../..//etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /%2e%2e/%00?%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"DELETE http://x/metrics HTTP/1.1\r\nHost: y\r\n\r\n",
		"GET /metrics HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\n\r\n",
		"GET /metrics HTTP/1.1\r\nHost: x\r\nRange: bytes=99999999-\r\n\r\n",
		"GET /metrics HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n",
		"GET /metrics HTTP/1.1\r\nHost: x\r\nIf-Match: \"x\"\r\n\r\n",
	} {
		f.Add([]byte(request))
	}
	c, err := config.Parse(nil, nil)
	if err != nil {
		f.Fatal(err)
	}
	s, err := server.New(c, slog.New(slog.DiscardHandler))
	if err != nil {
		f.Fatal(err)
	}
	handler := s.Handler()
	statuses := []int{200, 206, 304, 307, 400, 403, 404, 405, 412, 413, 416}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if !slices.Contains(statuses, w.Code) {
			t.Errorf("got %d, want one of %d: %.300s", w.Code, statuses, w.Body)
		}
		if w.Code == http.StatusMethodNotAllowed && w.Header().Get("Allow") == "" {
			t.Error("405 without Allow")
		}
		if w.Code >= 400 && w.Body.Len() > 500 {
			t.Errorf("got %d, want a body of at most 500 bytes: %.2000s", w.Code, w.Body)
		}
	})
}
