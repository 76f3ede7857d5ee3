package server

import (
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// maxConnections bounds the memory that connections take, some 20 kB each. A
// Prometheus has one for each of its jobs.
const maxConnections = 512

// connections are those of all addresses. Beyond the most that there may be, the
// one that has waited longest for a request is closed, so that whoever opens any
// number of them and says nothing keeps nobody else out.
type connections struct {
	most   int
	logger *slog.Logger

	mu sync.Mutex
	// waiting has for each connection the count of changes at which it began to wait
	// for a request, or 0 while it has one.
	waiting map[net.Conn]uint64
	changes uint64
	// told is when the log was told last that there are too many.
	told time.Time
}

func newConnections(most int, logger *slog.Logger) *connections {
	return &connections{most: most, logger: logger, waiting: map[net.Conn]uint64{}}
}

// changed is the ConnState of a server.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateNew, http.StateIdle:
		c.changes++
		c.waiting[conn] = c.changes
	case http.StateActive:
		c.waiting[conn] = 0
	default:
		delete(c.waiting, conn)
	}
	if len(c.waiting) > c.most {
		c.closeOne()
	}
}

// closeOne closes the connection that has waited longest. The newest waits, too, so
// there is one.
func (c *connections) closeOne() {
	var longest net.Conn
	for conn, since := range c.waiting {
		if since > 0 && (longest == nil || since < c.waiting[longest]) {
			longest = conn
		}
	}
	delete(c.waiting, longest)
	// With TLS it says goodbye, which may take a while.
	go longest.Close()
	if time.Since(c.told) >= complaintInterval {
		c.told = time.Now()
		c.logger.Warn("Too many connections, the longest idle are closed", "most", c.most)
	}
}
