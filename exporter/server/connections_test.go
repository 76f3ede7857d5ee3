package server_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Whoever opens any number of connections and says nothing keeps nobody out, and
// whose request is being answered keeps the connection.
func TestTooManyConnections(t *testing.T) {
	i := start(t)
	address := strings.TrimPrefix(i.url, "http://")
	dial := func() net.Conn {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	working, first := dial(), dial()
	if _, err := io.WriteString(working, "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	// The answer 100 Continue says that the request is being answered.
	if _, err := io.ReadFull(working, make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))); err != nil {
		t.Fatal(err)
	}
	for range 600 {
		dial()
	}
	if err := first.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if n, err := first.Read(make([]byte, 1)); err == nil || strings.Contains(err.Error(), "timeout") {
		t.Errorf("the longest idle gets %d bytes, %v", n, err)
	}
	if a := i.do("GET", "/metrics"); a.StatusCode != 200 {
		t.Errorf("a scrape gets %d", a.StatusCode)
	}
	if _, err := io.WriteString(working, "abc"); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, len("HTTP/1.1 400"))
	if _, err := io.ReadFull(working, answer); err != nil || string(answer) != "HTTP/1.1 400" {
		t.Errorf("who was being answered gets %q, %v", answer, err)
	}
	if n := strings.Count(i.log.String(), "Too many connections"); n != 1 {
		t.Errorf("the log tells it %d times", n)
	}
	i.end()
}

// Connections whose requests have no end keep nobody out either.
func TestTooManyConnectionsWithHalfARequest(t *testing.T) {
	i := start(t)
	var halves []net.Conn
	for range 2 {
		for range 512 {
			c, err := net.Dial("tcp", strings.TrimPrefix(i.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			halves = append(halves, c)
			if _, err := io.WriteString(c, "GET /-/healthy HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
		}
		for range 100 {
			// A connection of its own, as others' are gone by now.
			client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
			r, err := client.Get(i.url + "/-/healthy")
			if err != nil {
				t.Fatal(err)
			}
			r.Body.Close()
		}
	}
	for _, c := range halves {
		c.Close()
	}
	i.end()
}
