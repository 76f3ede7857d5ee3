package server_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"
)

// badClients does what clients should not, one thing after the other.
type badClients struct {
	*soak
	acts int
	// held are connections on which the client neither sends nor reads on.
	held []net.Conn
}

// holdAtMost leaves slots enough for the good clients.
const holdAtMost = 12

func (b *badClients) act() {
	c := b.dial()
	if c == nil {
		return
	}
	b.acts++
	switch b.acts % 8 {
	case 0: // reads the beginning of an answer and stalls, with little buffered
		_ = c.SetReadBuffer(4 << 10)
		b.send(c, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
		_, _ = io.CopyN(io.Discard, c, 100)
		b.hold(c)
	case 1: // hangs up in the middle of an answer
		b.send(c, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
		_, _ = io.CopyN(io.Discard, c, rand.Int64N(100_000))
		c.Close()
	case 2: // hangs up before the answer
		b.send(c, "GET /history HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
		c.Close()
	case 3: // stalls within the header
		b.send(c, "GET /metrics HTTP/1.1\r\nHost: x\r\nAcce")
		b.hold(c)
	case 4: // stalls within the body
		b.send(c, "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
		b.hold(c)
	case 5: // sends what is no HTTP
		b.send(c, "\x16\x03\x01\x02\x00"+randomBytes(1000)+"\r\n\r\n")
		b.receive(c, 400)
	case 6: // sends a header without end
		b.send(c, "GET / HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
		b.receive(c, 431)
	case 7:
		b.nonsense(c)
	}
}

// nonsense sends requests that are HTTP and ask for what there is not.
func (b *badClients) nonsense(c net.Conn) {
	any := func(of ...string) string { return of[rand.IntN(len(of))] }
	path := any("/", "/metrics", "/history", "/api/v1/read", "/telemetry", "/-/reload/", "/../../etc/passwd", "/%2e%2e/%00", "/metrics?name[]="+strings.Repeat("a", 500), "//", "*")
	b.send(c, fmt.Sprintf("%s %s HTTP/1.%d\r\nHost: %s\r\nConnection: close\r\nAccept: %s\r\nAccept-Encoding: %s\r\nIf-None-Match: %s\r\nContent-Length: %d\r\n\r\n%s",
		any("GET", "HEAD", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "METRICS"), path, rand.IntN(2), any("x", "", "[::1]:9", "a b"),
		any("*/*", ";;;,,q=1;", "application/openmetrics-text;version=9;q=nan", strings.Repeat("a/b,", 500)),
		any("gzip;q=2", "br", "*;q=0", strings.Repeat("gzip,", 500)), any("*", `W/"`, strings.Repeat(`"a",`, 500)), 5, "abcde"))
	b.receive(c, 200, 301, 304, 307, 400, 404, 405)
}

// receive reads an answer, which says nothing of the inside.
func (b *badClients) receive(c net.Conn, want ...int) {
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		// It may hang up on what is no request at all, and what it says may be
		// lost where it does so before all was sent.
		return
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	b.badAnswers.Add(1)
	good := false
	for _, status := range want {
		good = good || r.StatusCode == status
	}
	if !good || strings.Contains(string(body), b.link) || strings.Contains(string(body), "goroutine ") {
		b.t.Errorf("a bad request got %d: %.300s", r.StatusCode, body)
	}
}

func (b *badClients) send(c net.Conn, request string) {
	_ = c.SetWriteDeadline(time.Now().Add(patience))
	_, _ = io.WriteString(c, request)
}

// hold keeps a connection open, and gives up the oldest.
func (b *badClients) hold(c net.Conn) {
	b.held = append(b.held, c)
	if len(b.held) > holdAtMost {
		b.held[0].Close()
		b.held = b.held[1:]
	}
}

func (b *badClients) hangUp() {
	for _, c := range b.held {
		c.Close()
	}
}

func randomBytes(n int) string {
	var s strings.Builder
	for range n {
		s.WriteByte(byte(rand.IntN(256)))
	}
	return s.String()
}
