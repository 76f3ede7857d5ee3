package server

import (
	"log/slog"
	"net"
	"net/http"
	"sync"
)

// maxConnections bounds the memory that connections take, some 20 kB each. A
// Prometheus has one for each of its jobs.
const maxConnections = 512

// connections are those of all addresses. A new one beyond the most that there may
// be takes the place of another, so that whoever opens any number of them keeps
// nobody else out: of the one that has waited longest for a request, or where all
// are being answered, of the one for which that takes longest. A scrape takes
// milliseconds.
type connections struct {
	most   int
	logger *slog.Logger

	mu   sync.Mutex
	open map[net.Conn]turn
	// leaving are those that had to go and are still being answered, which may wait
	// for what a connection cannot tell, such as the hash of a password.
	leaving map[net.Conn]bool
	// changes counts all changes, as a clock.
	changes uint64
	crowded seldom
}

// turn is whether a connection has a request, and since when.
type turn struct {
	active bool
	since  uint64
}

func newConnections(most int, logger *slog.Logger) *connections {
	return &connections{most: most, logger: logger, open: map[net.Conn]turn{}, leaving: map[net.Conn]bool{}}
}

// changed is the ConnState of a server.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(c.open, conn)
		delete(c.leaving, conn)
		return
	}
	// One that had to go may have been about to change.
	if _, known := c.open[conn]; !known && state != http.StateNew {
		return
	}
	if len(c.open) >= c.most && state == http.StateNew && !c.makeRoom() {
		go conn.Close()
		return
	}
	c.changes++
	c.open[conn] = turn{state == http.StateActive, c.changes}
}

// makeRoom closes a connection, unless as many are leaving as there may be.
func (c *connections) makeRoom() bool {
	if c.crowded.due() {
		c.logger.Warn("Too many connections, the longest idle are closed", "most", c.most)
	}
	if len(c.leaving) >= c.most {
		return false
	}
	var chosen net.Conn
	var longest turn
	for conn, t := range c.open {
		if chosen == nil || !t.active && longest.active || t.active == longest.active && t.since < longest.since {
			chosen, longest = conn, t
		}
	}
	delete(c.open, chosen)
	c.leaving[chosen] = true
	// With TLS it says goodbye, which may take a while.
	go chosen.Close()
	return true
}
