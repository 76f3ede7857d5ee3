package server

import (
	"bufio"
	"net"
	"path/filepath"
	"testing"
)

func TestResponsesTakeOneSystemCall(t *testing.T) {
	t.Parallel()
	// A socket of packets, unlike TCP, keeps what one system call writes apart from what the next one does.
	socket := filepath.Join(t.TempDir(), "socket")
	l, err := net.Listen("unixpacket", socket)
	if err != nil {
		t.Fatal(err)
	}
	serveBodies(t, l)
	for _, n := range []int{0, 3000, 7000, 9000, 60_000} {
		// A connection takes one request: until it is answered, net/http reads one byte ahead, and
		// the rest of the next packet would be lost.
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
