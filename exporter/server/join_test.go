package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/exporter-toolkit/web"
)

// countedListener counts what its connections are told to write.
type countedListener struct {
	net.Listener
	writes *atomic.Int64
}

func (l countedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return countedConn{c, l.writes}, err
}

type countedConn struct {
	net.Conn
	writes *atomic.Int64
}

func (c countedConn) Write(p []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(p)
}

// Answers of every size and kind come whole, one after the other on one
// connection, and those that fit in at once.
func TestJoinedAnswersComeWholeAndAtOnce(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var writes atomic.Int64
	server := &http.Server{
		Handler: joined(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n, _ := strconv.Atoi(r.URL.Query().Get("n"))
			if n < 0 {
				http.Error(w, "busy", http.StatusServiceUnavailable)
				return
			}
			w.Header().Set("Content-Length", strconv.Itoa(n))
			_, _ = w.Write(bytes.Repeat([]byte("x"), n))
		})),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, joinedConnKey{}, c)
		},
	}
	go func() { _ = server.Serve(joinedListener{countedListener{l, &writes}}) }()
	defer server.Close()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for _, n := range []int{0, 1, 1000, 2047, 2049, 3900, 3999, 4096, 5000, 7900, 8191, 8192, 8193, 12_345, 100_000, 3_000_000, -1, 5000} {
		for _, method := range []string{"GET", "HEAD"} {
			before := writes.Load()
			fmt.Fprintf(conn, "%s /?n=%d HTTP/1.1\r\nHost: localhost\r\n\r\n", method, n)
			r, err := http.ReadResponse(reader, &http.Request{Method: method})
			if err != nil {
				t.Fatal(n, err)
			}
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Fatal(n, err)
			}
			switch {
			case n < 0 && (r.StatusCode != 503 || method == "GET" && string(body) != "busy\n"):
				t.Errorf("got %d: %s", r.StatusCode, body)
			case n >= 0 && method == "GET" && (len(body) != n || len(bytes.Trim(body, "x")) != 0):
				t.Errorf("got %d bytes, want %d", len(body), n)
			}
			// Two pieces through a wrapped connection are two writes; a socket takes
			// them in one call.
			if made := writes.Load() - before; made > 2 || n < 7900 && made != 1 {
				t.Errorf("%s of %d bytes makes %d writes", method, n, made)
			}
		}
	}
}

// brokenConn takes no byte.
type brokenConn struct {
	net.Conn
	closed bool
}

func (*brokenConn) Write([]byte) (int, error) { return 0, errors.New("broken") }
func (c *brokenConn) Close() error            { c.closed = true; return nil }

// A server that was told that something was written must not go on after it was
// not.
func TestConnectionEndsWhereWhatWaitedCannotBeSent(t *testing.T) {
	broken := &brokenConn{}
	c := &joinedConn{Conn: broken, held: heldBuffers.Get().(*[]byte)}
	if _, err := c.Write([]byte("some")); err != nil {
		t.Fatal(err)
	}
	if c.send(); !broken.closed {
		t.Error("the connection is still open")
	}
	c.held = heldBuffers.Get().(*[]byte)
	if _, err := c.Write([]byte("some")); err != nil {
		t.Fatal(err)
	}
	if n, err := c.Write(make([]byte, maxHeldBytes+1)); n != 0 || err == nil {
		t.Errorf("more than what can wait gives %d, %v", n, err)
	}
	if len(*c.held) > 0 {
		t.Error("what waited would be sent again")
	}
}

// Every address of the exporter has connections that can be joined, and the end of
// what is said reaches the socket beneath.
func TestConnectionsOfTheExporterAreJoined(t *testing.T) {
	var joins atomic.Bool
	server := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, ok := r.Context().Value(joinedConnKey{}).(*joinedConn)
		joins.Store(ok)
	})}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addresses, systemd, none := []string{l.Addr().String()}, false, ""
	l.Close()
	ended := make(chan error)
	go func() {
		ended <- listenAndServe(server, &web.FlagConfig{WebListenAddresses: &addresses, WebSystemdSocket: &systemd, WebConfigFile: &none}, slog.New(slog.DiscardHandler))
	}()
	deadline := time.Now().Add(10 * time.Second)
	for {
		r, err := http.Get("http://" + addresses[0])
		if err == nil {
			r.Body.Close()
			break
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	server.Close()
	<-ended
	if !joins.Load() {
		t.Error("the connection cannot be joined")
	}
	half := &halfConn{}
	if err := (&joinedConn{Conn: half}).CloseWrite(); err != nil || !half.closed {
		t.Errorf("the connection is open for writing: %v", err)
	}
}

type halfConn struct {
	net.Conn
	closed bool
}

func (c *halfConn) CloseWrite() error { c.closed = true; return nil }
