package server

import (
	"bufio"
	"net"
	"path/filepath"
	"testing"
)

func TestResponsesTakeOneSystemCall(t *testing.T) {
	t.Parallel()
	// A socket of packets, unlike TCP, delivers what each system call writes as one packet.
	socket := filepath.Join(t.TempDir(), "socket")
	l, err := net.Listen("unixpacket", socket)
	if err != nil {
		t.Fatal(err)
	}
	serveBodies(t, l)
	for _, n := range []int{0, 3000, 7000, 9000, 60_000} {
		// Each request has its own connection: while net/http answers a request, it reads one byte ahead. If
		// the byte began the packet of another request, the rest of the packet would be lost.
		conn, err := net.Dial("unixpacket", socket)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		packets := &packetReader{Conn: conn}
		requestBody(t, conn, bufio.NewReaderSize(packets, 100_000), n)
		if packets.reads != 1 {
			t.Errorf("a response of %d bytes takes %d system calls, want 1", n, packets.reads)
		}
	}
}

// packetReader counts the packets read.
type packetReader struct {
	net.Conn
	reads int
}

func (r *packetReader) Read(p []byte) (int, error) {
	r.reads++
	return r.Conn.Read(p)
}
