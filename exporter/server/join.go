package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/prometheus/exporter-toolkit/web"
)

// net/http writes an answer that is larger than its buffer of 4 kB in pieces, and
// each is a system call that costs a tenth of a scrape or more. A joinedConn holds
// the first piece back until the rest is there, and sends both at once.
type joinedConn struct {
	net.Conn
	// held are the pieces that wait, or nil while every write is sent at once.
	// Only the goroutine that answers the connection's requests writes.
	held   *[]byte
	pieces [2][]byte
}

// maxHeldBytes bounds what waits: the buffer of net/http twice over.
const maxHeldBytes = 8 << 10

// heldBuffers are kept apart from connections, most of which are idle.
var heldBuffers = sync.Pool{New: func() any {
	b := make([]byte, 0, maxHeldBytes)
	return &b
}}

// Write implements net.Conn.
func (c *joinedConn) Write(p []byte) (int, error) {
	switch {
	case c.held == nil:
		return c.Conn.Write(p)
	case len(*c.held)+len(p) <= maxHeldBytes:
		*c.held = append(*c.held, p...)
		return len(p), nil
	}
	c.pieces = [2][]byte{*c.held, p}
	// What waited is not sent again, whatever comes of it.
	*c.held = (*c.held)[:0]
	both := net.Buffers(c.pieces[:])
	if _, err := both.WriteTo(c.Conn); err != nil {
		return 0, err
	}
	return len(p), nil
}

// send ends the wait. The server has been told that what waited was written, so
// that where it cannot be, the connection must end: another answer after half of
// one would be taken for the other half.
func (c *joinedConn) send() {
	held := c.held
	c.held, c.pieces = nil, [2][]byte{}
	if len(*held) > 0 {
		if _, err := c.Conn.Write(*held); err != nil {
			c.Conn.Close()
		}
	}
	*held = (*held)[:0]
	heldBuffers.Put(held)
}

// CloseWrite ends what the server says before it closes the connection, as it
// does after an answer to a request that it could not read. Without it the client
// may be told of a reset and not of the answer.
func (c *joinedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

type joinedConnKey struct{}

// joined has a handler's answers sent at once where the connection can do it. It
// cannot where it is encrypted, as HTTP/2 then writes from elsewhere. An answer
// that a panic breaks off is not sent.
func joined(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := r.Context().Value(joinedConnKey{}).(*joinedConn)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		c.held = heldBuffers.Get().(*[]byte)
		next.ServeHTTP(w, r)
		// Without a length the server would take the flush for the end of a chunk.
		if _, ok := w.Header()["Content-Length"]; ok {
			_ = http.NewResponseController(w).Flush()
		}
		c.send()
	})
}

// joinedListener accepts connections that can be joined.
type joinedListener struct{ net.Listener }

// Accept implements net.Listener.
func (l joinedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &joinedConn{Conn: c}, nil
}

// listenAndServe is the toolkit's for one address, with connections that can be
// joined. Sockets that are no TCP ports of ours it leaves to the toolkit.
func listenAndServe(server *http.Server, flags *web.FlagConfig, logger *slog.Logger) error {
	if *flags.WebSystemdSocket || strings.Contains((*flags.WebListenAddresses)[0], "://") {
		return web.ListenAndServe(server, flags, logger)
	}
	server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if c, ok := c.(*joinedConn); ok {
			return context.WithValue(ctx, joinedConnKey{}, c)
		}
		return ctx
	}
	l, err := net.Listen("tcp", (*flags.WebListenAddresses)[0])
	if err != nil {
		return err
	}
	defer l.Close()
	return web.Serve(joinedListener{l}, server, flags, logger)
}
