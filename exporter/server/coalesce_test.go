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
	"sync/atomic"
	"testing"
)

// countingListener counts the writes to its connections.
type countingListener struct {
	net.Listener
	writes atomic.Int64
}

func (l *countingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return countingConn{c, l}, err
}

type countingConn struct {
	net.Conn
	l *countingListener
}

func (c countingConn) Write(p []byte) (int, error) {
	c.l.writes.Add(1)
	return c.Conn.Write(p)
}

// Responses arrive complete on one connection, and those that fit into the buffer in one write.
func TestResponsesAreCompleteAndCoalesced(t *testing.T) {
	t.Parallel()
	opened, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	counting := &countingListener{Listener: opened}
	l := coalescingListener{counting}
	instrument, _ := telemetry()
	server := &http.Server{ConnContext: withConn, Handler: instrument("/", coalesceWrites(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("n"))
		w.Header().Set("Content-Length", strconv.Itoa(n))
		_, _ = w.Write(bytes.Repeat([]byte("x"), n))
	})))}
	go func() { _ = server.Serve(l) }()
	defer server.Close()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for _, n := range []int{0, 5000, 60_000, 3_000_000, 5000} {
		before := counting.writes.Load()
		fmt.Fprintf(conn, "GET /?n=%d HTTP/1.1\r\nHost: localhost\r\n\r\n", n)
		r, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatal(n, err)
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(n, err)
		}
		if len(body) != n || len(bytes.Trim(body, "x")) != 0 {
			t.Errorf("got %d bytes, want %d", len(body), n)
		}
		if made := counting.writes.Load() - before; n <= 60_000 && made != 1 {
			t.Errorf("a response of %d bytes makes %d writes, want 1", n, made)
		}
	}
}

type brokenConn struct {
	net.Conn
	closed bool
}

func (*brokenConn) Write([]byte) (int, error) { return 0, errors.New("broken") }
func (c *brokenConn) Close() error            { c.closed = true; return nil }

func TestFailedWriteClosesConnection(t *testing.T) {
	t.Parallel()
	broken := &brokenConn{}
	c := &coalescingConn{Conn: broken}
	// The handler writes as net/http would; only the flush by coalesceWrites reaches broken.
	h := coalesceWrites(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { _, _ = c.Write([]byte("some")) }))
	r, err := http.NewRequestWithContext(withConn(context.Background(), c), "GET", "/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if h.ServeHTTP(httptest.NewRecorder(), r); !broken.closed {
		t.Error("the connection is still open")
	}
}
