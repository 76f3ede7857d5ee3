package server

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cnnic_exporter/exporter/config"
)

// pipeListener accepts connections in memory, so that a test's fake clock advances
// while nothing happens on them.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	close(l.closed)
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{} }

// testConnection runs a test with a connection to a server and a fake clock.
func testConnection(t *testing.T, test func(t *testing.T, c net.Conn)) {
	t.Helper()
	testConnections(t, nil, func(t *testing.T, dial func() net.Conn) { test(t, dial()) })
}

// testConnections runs a test that connects to a server, configured by environ, with a fake clock.
func testConnections(t *testing.T, environ []string, test func(t *testing.T, dial func() net.Conn)) {
	t.Helper()
	parsed, err := config.Parse(environ, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(parsed, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		server := s.httpServer(s.Handler())
		l := &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
		ended := make(chan error)
		go func() { ended <- server.Serve(coalescingListener{l}) }()
		var dialled []net.Conn
		test(t, func() net.Conn {
			ours, theirs := net.Pipe()
			l.conns <- theirs
			dialled = append(dialled, ours)
			return ours
		})
		for _, c := range dialled {
			c.Close()
		}
		if err := server.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("Serve returned %v, want %v", err, http.ErrServerClosed)
		}
	})
}

// drip sends a byte a second until the other side closes the connection.
func drip(c net.Conn) {
	for {
		if _, err := io.WriteString(c, "x"); err != nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func TestSlowClientsAreDisconnected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		send string
		drip bool
		// status is that of the answer, or 0 if the request has no complete header.
		status int
		// answered is the time until the answer, and closed the time until the server closes the
		// connection. If an announced body does not arrive, even a handler that ignores it answers
		// late: net/http waits for the body first, unless the client waits for 100 Continue.
		answered, closed time.Duration
	}{
		"nothing":               {closed: readTimeout},
		"half a header":         {send: "GET /metrics HTTP/1.1\r\nHost: x\r\nAcc", closed: readTimeout},
		"a header byte by byte": {send: "GET /metrics HTTP/1.1\r\nHost: x\r\nX: ", drip: true, closed: readTimeout},
		"half a body": {
			send: "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc", status: 400,
			answered: readTimeout, closed: readTimeout,
		},
		"a body byte by byte": {
			send: "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc", drip: true,
			status: 400, answered: readTimeout, closed: readTimeout,
		},
		"a missing body after a GET": {
			send: "GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", status: 200,
			answered: readTimeout, closed: readTimeout,
		},
		"a chunk's size byte by byte": {
			send: "GET /-/healthy HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", drip: true,
			status: 200, answered: readTimeout, closed: readTimeout,
		},
		"a missing body, unknown path": {
			send: "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", status: 404,
			answered: readTimeout, closed: readTimeout,
		},
		"a missing body, 100 Continue expected": {
			send:   "GET /-/healthy HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n",
			status: 200, closed: readTimeout,
		},
		"no second request":            {send: "GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n", status: 200, closed: idleTimeout},
		"an incomplete second request": {send: "GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\nGET /", status: 200, closed: readTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			testConnection(t, func(t *testing.T, conn net.Conn) {
				start := time.Now()
				var sending sync.WaitGroup
				sending.Go(func() {
					_, _ = io.WriteString(conn, c.send)
					if c.drip {
						drip(conn)
					}
				})
				reader := bufio.NewReader(conn)
				if c.status != 0 {
					r, err := http.ReadResponse(reader, nil)
					if err != nil || r.StatusCode != c.status {
						t.Fatalf("got %v, %v, want the status %d", r, err, c.status)
					}
					_, _ = io.Copy(io.Discard, r.Body)
					if took := time.Since(start); took != c.answered {
						t.Errorf("answered after %s, want %s", took, c.answered)
					}
				}
				// net/http may answer half a header with an error.
				if rest, err := io.ReadAll(reader); err != nil || len(rest) > 0 && !strings.HasSuffix(string(rest), "\r\n\r\n400 Bad Request") {
					t.Errorf("after the answer: got %q, %v, want nothing or a 400", rest, err)
				}
				if took := time.Since(start); took != c.closed {
					t.Errorf("closed after %s, want %s", took, c.closed)
				}
				conn.Close()
				sending.Wait()
			})
		})
	}
}

func TestClientsThatDoNotReadAreDisconnected(t *testing.T) {
	t.Parallel()
	testConnection(t, func(t *testing.T, conn net.Conn) {
		if _, err := io.WriteString(conn, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(writeTimeout + time.Second)
		if n, err := io.Copy(io.Discard, conn); err != nil || n != 0 {
			t.Errorf("after %s: got %d bytes, %v, want none and a closed connection", writeTimeout, n, err)
		}
	})
}

// A scrape counts as a request in flight until its answer is sent, not only until it is buffered.
func TestUnreadScrapesCountAsInFlight(t *testing.T) {
	t.Parallel()
	testConnections(t, []string{"CNNIC_MAX_REQUESTS=1"}, func(t *testing.T, dial func() net.Conn) {
		scrape := func() net.Conn {
			conn := dial()
			if _, err := io.WriteString(conn, "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			return conn
		}
		unread := scrape()
		synctest.Wait()
		for _, want := range []int{http.StatusServiceUnavailable, http.StatusOK} {
			r, err := http.ReadResponse(bufio.NewReader(scrape()), nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.StatusCode != want {
				t.Errorf("got the status %d, want %d", r.StatusCode, want)
			}
			unread.Close() // Frees its slot.
			synctest.Wait()
		}
	})
}

// A panic is logged with its stack, and the connection is closed without an answer.
func TestPanicsAreLoggedAndNotAnswered(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	s := &Server{logger: slog.New(slog.NewTextHandler(&log, nil))}
	server := s.httpServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") }))
	l := &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
	go func() { _ = server.Serve(l) }()
	ours, theirs := net.Pipe()
	l.conns <- theirs
	if _, err := io.WriteString(ours, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(ours); err != nil || len(got) > 0 {
		t.Errorf("got %q, %v, want a closed connection", got, err)
	}
	server.Close()
	if n := strings.Count(log.String(), "\n"); n != 1 {
		t.Errorf("the log has %d lines, want one: %s", n, log.String())
	}
	for _, want := range []string{"level=WARN", "a bug", "connection_test.go"} { // The last is part of the stack.
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not hold %q: %s", want, log.String())
		}
	}
}
