package server

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"sync"
)

// coalescingConn can write the header and the body of a response at once. net/http writes a response that exceeds
// its buffer of 4 KiB in two system calls, which slows down scrapes of few series, as docs/performance.md shows.
type coalescingConn struct {
	net.Conn
	// buffer collects a response. While it is nil, writes go straight to Conn. It needs no lock:
	// only the goroutine that serves the connection writes.
	buffer *bufio.Writer
}

// buffers is a pool, since most connections are idle. A buffer holds twice what a compressed scrape
// of the shipped dataset takes. A larger response takes several writes, which add little to its cost.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

// Write implements net.Conn.
func (c *coalescingConn) Write(p []byte) (int, error) {
	if c.buffer != nil {
		return c.buffer.Write(p)
	}
	return c.Conn.Write(p)
}

// coalescingListener accepts connections whose writes can be coalesced.
type coalescingListener struct{ net.Listener }

// Accept implements net.Listener.
func (l coalescingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &coalescingConn{Conn: c}, nil
}

type connKey struct{}

// withConn stores the connection in the context, where coalesceWrites finds it.
func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// coalesceWrites makes each of a handler's responses go out in one write if it has a Content-Length and
// fits into the buffer. With TLS, the connection is a tls.Conn, whose writes are not coalesced, since
// HTTP/2 writes from several goroutines. If the handler panics, what is buffered is not sent.
func coalesceWrites(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := r.Context().Value(connKey{}).(*coalescingConn)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		c.buffer = buffers.Get().(*bufio.Writer)
		c.buffer.Reset(c.Conn)
		next.ServeHTTP(w, r)
		// Collect the end of the response, which net/http still buffers.
		_ = http.NewResponseController(w).Flush()
		// net/http assumes that the bytes were written. If they were not, clients would read
		// the next response on this connection as the rest of this one.
		if err := c.buffer.Flush(); err != nil {
			_ = c.Conn.Close()
		}
		buffers.Put(c.buffer)
		c.buffer = nil
	})
}
