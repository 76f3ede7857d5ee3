package server

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"sync"
)

// coalescingConn can write the header and the body of a response at once. net/http
// writes a response that exceeds its buffer of 4 KiB in two system calls, the second
// of which takes about a fifth of the time of a scrape.
type coalescingConn struct {
	net.Conn
	// buffered is nil while writes go straight to Conn. It needs no lock, as only the goroutine
	// that serves the connection writes.
	buffered *bufio.Writer
}

// buffers are pooled, as most connections are idle. Each is twice the size of a compressed scrape
// of the shipped dataset. A larger response takes several writes, which add little to its cost.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

// Write implements net.Conn.
func (c *coalescingConn) Write(p []byte) (int, error) {
	if c.buffered != nil {
		return c.buffered.Write(p)
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

// withConn stores the connection in the context, where coalesce finds it. With TLS, c is a
// tls.Conn, whose writes are not coalesced, since HTTP/2 writes from several goroutines.
func withConn(ctx context.Context, c net.Conn) context.Context {
	if c, ok := c.(*coalescingConn); ok {
		return context.WithValue(ctx, connKey{}, c)
	}
	return ctx
}

// coalesce makes a handler's responses go out in one write where the connection
// allows it. If the handler panics, what is buffered is not sent.
func coalesce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := r.Context().Value(connKey{}).(*coalescingConn)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		c.buffered = buffers.Get().(*bufio.Writer)
		c.buffered.Reset(c.Conn)
		next.ServeHTTP(w, r)
		// Flushing a response without a length would make it chunked.
		if w.Header().Get("Content-Length") != "" {
			_ = http.NewResponseController(w).Flush()
		}
		// net/http assumes that the bytes were written. If they were not, clients would read
		// the next response on this connection as the rest of this one.
		if err := c.buffered.Flush(); err != nil {
			_ = c.Conn.Close()
		}
		buffers.Put(c.buffered)
		c.buffered = nil
	})
}
