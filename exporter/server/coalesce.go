package server

import (
	"net"
	"net/http"
)

// maxPending bounds the bytes that a connection holds back. It is twice the buffer of net/http.
const maxPending = 8 << 10

// coalescingConn can write the header and the body of a response in one system call. net/http makes two for a
// response that exceeds its buffer of 4 KiB, which slows down scrapes, as docs/performance.md shows.
type coalescingConn struct {
	net.Conn // Must not be wrapped: to a wrapped connection, net.Buffers writes in two system calls.
	// coalescing is true while a handler runs. No field needs a lock: only the goroutine of the connection writes.
	coalescing bool
	pending    []byte // What waits to be written: nothing unless coalescing.
}

func (c *coalescingConn) Write(p []byte) (int, error) {
	if c.coalescing && len(c.pending)+len(p) <= maxPending {
		c.pending = append(c.pending, p...)
		return len(p), nil
	}
	_, err := (&net.Buffers{c.pending, p}).WriteTo(c.Conn)
	c.pending = c.pending[:0]
	return len(p), err
}

// connAddr leads from a request to its connection: net/http puts the local address into the request's context.
// http.Server.ConnContext would not do: the connection that it gets is wrapped by netutil.LimitListener and TLS.
type connAddr struct {
	net.Addr
	conn *coalescingConn
}

func (c *coalescingConn) LocalAddr() net.Addr { return connAddr{c.Conn.LocalAddr(), c} }

type coalescingListener struct{ net.Listener }

func (l coalescingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &coalescingConn{Conn: c}, nil
}

// coalesceWrites sends writes of a response in one system call: as many as fit into maxPending bytes, and the next one.
// A compressed scrape has only two writes. With TLS, nothing is coalesced: HTTP/2 writes from several goroutines.
func coalesceWrites(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		addr, found := r.Context().Value(http.LocalAddrContextKey).(connAddr)
		if !found || r.TLS != nil {
			next.ServeHTTP(w, r)
			return
		}
		c := addr.conn
		c.coalescing = true
		next.ServeHTTP(w, r)
		// Collect the end of the response, which net/http still buffers.
		_ = http.NewResponseController(w).Flush()
		if len(c.pending) > 0 {
			// net/http assumes that the bytes were written. If they were not, clients would read
			// the next response on this connection as the rest of this one.
			if _, err := c.Conn.Write(c.pending); err != nil {
				_ = c.Conn.Close()
			}
		}
		c.coalescing, c.pending = false, c.pending[:0]
	})
}
