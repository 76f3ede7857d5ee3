package server

import (
	"context"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"cnnic_exporter/exporter/config"
)

func listenOnFreePort(t *testing.T) net.Listener {
	t.Helper()
	listeners, err := listen(&config.Config{ListenAddress: []string{"127.0.0.1:0"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listeners[0].Close() })
	return listeners[0]
}

func TestListenExplainsCollidingAddresses(t *testing.T) {
	t.Parallel()
	taken := listenOnFreePort(t)
	_, err := listen(&config.Config{ListenAddress: []string{"127.0.0.1:0", taken.Addr().String()}})
	const hint = "; if the address is in use: no two addresses may be equal, and an address without a host, " +
		"or with 0.0.0.0 or [::], covers every IPv4 and IPv6 address of its port"
	if err == nil || !strings.HasSuffix(err.Error(), hint) {
		t.Errorf("got %v, want a hint that two addresses collide", err)
	}
	// A single address cannot collide with another of the exporter's.
	_, err = listen(&config.Config{ListenAddress: []string{taken.Addr().String()}})
	if err == nil || strings.HasSuffix(err.Error(), hint) {
		t.Errorf("got %v, want an error without that hint", err)
	}
}

func TestListenersCoalesceWrites(t *testing.T) {
	t.Parallel()
	l := listenOnFreePort(t)
	dialled, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer dialled.Close()
	accepted, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer accepted.Close()
	// net.Buffers writes to a net.TCPConn in one system call, but not to a connection that wraps it.
	address, _ := accepted.LocalAddr().(connAddr)
	if address.conn == nil {
		t.Fatal("writes are not coalesced")
	}
	if _, isTCP := address.conn.Conn.(*net.TCPConn); !isTCP {
		t.Errorf("writes to a %T are not coalesced", address.conn.Conn)
	}
}

func TestConnectionsBeyondTheLimitWait(t *testing.T) {
	t.Parallel()
	l := listenOnFreePort(t)
	accepted := make(chan net.Conn)
	go func() {
		for c, err := l.Accept(); err == nil; c, err = l.Accept() {
			accepted <- c
		}
	}()
	dial := func() {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
	}
	var last net.Conn
	for range maxConnections {
		dial()
		c := <-accepted
		t.Cleanup(func() { c.Close() })
		last = c
	}
	dial()
	select {
	case <-accepted:
		t.Fatalf("%d connections are open, want at most %d", maxConnections+1, maxConnections)
	case <-time.After(100 * time.Millisecond):
	}
	last.Close()
	select {
	case c := <-accepted:
		c.Close()
	case <-time.After(10 * time.Second):
		t.Error("the connection that waits is not accepted after another is closed")
	}
}

func TestListenWithoutASystemdSocket(t *testing.T) {
	t.Parallel()
	_, err := listen(&config.Config{SystemdSocket: true})
	if err == nil || !strings.HasPrefix(err.Error(), "no stream socket was passed by systemd") {
		t.Errorf("got %v, want that systemd passed no socket", err)
	}
}

func TestRunEndsWhenServingFails(t *testing.T) {
	t.Parallel()
	c := &config.Config{ListenAddress: []string{"127.0.0.1:0"}, WebConfigFile: t.TempDir() + "/missing.yml"}
	s, err := New(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	if err := s.Run(ctx, nil); err == nil || ctx.Err() != nil {
		t.Errorf("Run returned %v with the context's error %v, want the error of the missing web configuration file at once", err, ctx.Err())
	}
}
