package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
)

// serveBodies serves, through l, bodies of as many bytes as the query asks for.
func serveBodies(t *testing.T, l net.Listener) {
	t.Helper()
	instrument, _ := telemetry() // For its statusRecorder, which coalesceWrites must unwrap to flush.
	server := &http.Server{Handler: instrument("/", coalesceWrites(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.RawQuery)
		w.Header().Set("Content-Length", r.URL.RawQuery)
		_, _ = w.Write(bytes.Repeat([]byte("x"), n))
	})))}
	go func() { _ = server.Serve(coalescingListener{l}) }()
	t.Cleanup(func() { server.Close() })
}

// requestBody requests a body of n bytes on conn and checks that all of it can be read from r.
func requestBody(t *testing.T, conn net.Conn, r *bufio.Reader, n int) {
	t.Helper()
	fmt.Fprintf(conn, "GET /?%d HTTP/1.1\r\nHost: localhost\r\n\r\n", n)
	response, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(n, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(n, err)
	}
	if len(body) != n || len(bytes.Trim(body, "x")) != 0 {
		t.Errorf("got %d bytes, want %d", len(body), n)
	}
}

func TestResponsesOnOneConnectionAreComplete(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	serveBodies(t, l)
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for _, n := range []int{0, 3000, 7000, 9000, 60_000, 3_000_000, 7000} {
		requestBody(t, conn, reader, n)
	}
}

func TestConnectionsKeepNoBodies(t *testing.T) {
	t.Parallel()
	c := &coalescingConn{Conn: &brokenConn{}, coalescing: true}
	for _, n := range []int{4 << 10, 32 << 10, 32 << 10} { // The writes of an uncompressed scrape.
		_, _ = c.Write(make([]byte, n))
	}
	if n := cap(c.pending); n > maxPending {
		t.Errorf("the connection keeps %d bytes, want %d at most", n, maxPending)
	}
}

type brokenConn struct {
	net.Conn
	closed bool
}

func (*brokenConn) Write([]byte) (int, error) { return 0, errors.New("broken") }
func (c *brokenConn) Close() error            { c.closed = true; return nil }

// If the error were lost, net/http would answer the next request on the connection.
func TestErrorOfALargeWriteIsReturned(t *testing.T) {
	t.Parallel()
	c := &coalescingConn{Conn: &brokenConn{}, coalescing: true}
	_, _ = c.Write([]byte("the header"))
	if _, err := c.Write(make([]byte, maxPending)); err == nil {
		t.Error("a write that exceeds maxPending succeeds on a broken connection")
	}
}

func TestFailedWriteClosesConnection(t *testing.T) {
	t.Parallel()
	broken := &brokenConn{}
	c := &coalescingConn{Conn: broken}
	// The handler writes to c as net/http would. After the handler, coalesceWrites writes to broken.
	h := coalesceWrites(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { _, _ = c.Write([]byte("some")) }))
	if h.ServeHTTP(httptest.NewRecorder(), requestOn(c, "/")); !broken.closed {
		t.Error("the connection is still open")
	}
}

// requestOn is a request that was received on a connection, with TLS if the URL begins with https.
func requestOn(c *coalescingConn, url string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, url, nil)
	return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, connAddr{conn: c}))
}

func TestWritesAreNotCoalescedWithTLS(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]bool{"/": true, "https://localhost/": false} {
		c := &coalescingConn{}
		h := coalesceWrites(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			if c.coalescing != want {
				t.Errorf("%s: writes are coalesced: %v, want %v", url, c.coalescing, want)
			}
		}))
		h.ServeHTTP(httptest.NewRecorder(), requestOn(c, url))
	}
}
