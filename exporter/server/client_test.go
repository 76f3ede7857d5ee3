package server_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

// scraperEnv is the environment variable that makes this binary scrape for a benchmark instead of
// running tests.
const scraperEnv = "RUN_AS_SCRAPER"

// TestMain runs the tests, or scrapes for the benchmark that started this process.
func TestMain(m *testing.M) {
	if os.Getenv(scraperEnv) == "" {
		os.Exit(m.Run())
	}
	if err := scrapeOnDemand(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// scrapeOnDemand reads addresses, one a line. It scrapes each for one turn, and writes the number of
// scrapes a second.
func scrapeOnDemand(in io.Reader, out io.Writer) error {
	clientsOf := map[string]clients{} // By address.
	for {
		var address string
		if _, err := fmt.Fscan(in, &address); err != nil {
			return err
		}
		if clientsOf[address] == nil {
			connected, err := connect(address)
			if err != nil {
				return err
			}
			clientsOf[address] = connected
		}
		rate, err := clientsOf[address].rate()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, rate); err != nil {
			return err
		}
	}
}

// clientProcess is another process, which uses one core (GOMAXPROCS=1) and runs scrapeOnDemand.
type clientProcess struct {
	in  io.Writer
	out io.Reader
}

// startClients starts the process. It is killed when b.Context() ends, before the cleanup waits for it.
func startClients(b *testing.B) clientProcess {
	b.Helper()
	process := exec.CommandContext(b.Context(), os.Args[0])
	process.Env = append(os.Environ(), scraperEnv+"=1", "GOMAXPROCS=1")
	process.Stderr = os.Stderr
	in, inErr := process.StdinPipe()
	out, outErr := process.StdoutPipe()
	if err := errors.Join(inErr, outErr, process.Start()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = process.Wait() })
	return clientProcess{in, out}
}

// rate has the process scrape a server for one turn, and returns the scrapes a second.
func (p clientProcess) rate(b *testing.B, address string) (rate float64) {
	b.Helper()
	_, writeErr := fmt.Fprintln(p.in, address)
	_, readErr := fmt.Fscan(p.out, &rate)
	if err := errors.Join(writeErr, readErr); err != nil {
		b.Fatal(err)
	}
	return rate
}

// connections is the number of persistent connections to each server.
const connections = 16

// clients scrape one server. They must be faster than any server, so they do not use
// net/http, and do not decode bodies.
type clients []*client

type client struct {
	net.Conn
	buffer []byte
	// length is the size of a response including its header, or 0 if the response is chunked.
	length int
}

// connect opens the connections to a server, and scrapes once with each.
func connect(address string) (clients, error) {
	all := make(clients, connections)
	for i := range all {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return nil, err
		}
		all[i] = &client{Conn: conn, buffer: make([]byte, 256<<10)} // Large, so that reads are few.
		if err := all[i].firstScrape(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

var (
	request = func() []byte {
		var w bytes.Buffer
		w.WriteString("GET /metrics HTTP/1.1\r\nHost: localhost\r\n")
		_ = scrapeHeader.Write(&w)
		w.WriteString("\r\n")
		return w.Bytes()
	}()
	endOfHeader = []byte("\r\n\r\n")
	lastChunk   = []byte("\r\n0\r\n\r\n")
)

// firstScrape makes the first scrape and sets length, which is the same for all responses.
func (c *client) firstScrape() error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	n, end := 0, -1
	for end < 0 {
		m, err := c.Read(c.buffer[n:])
		if err != nil {
			return err
		}
		n += m
		end = bytes.Index(c.buffer[:n], endOfHeader)
	}
	header := c.buffer[:end]
	if !bytes.HasPrefix(header, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("got %q, want status 200", header)
	}
	if _, after, ok := bytes.Cut(header, []byte("Content-Length: ")); ok {
		value, _, _ := bytes.Cut(after, []byte("\r\n"))
		length, err := strconv.Atoi(string(value))
		if err != nil {
			return err
		}
		c.length = end + len(endOfHeader) + length
	}
	return c.drain(n)
}

func (c *client) scrape() error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	return c.drain(0)
}

// drain reads the rest of a response whose first n bytes are in the buffer.
func (c *client) drain(n int) error {
	// total is the number of bytes read, and buffered the number of those in the buffer.
	for total, buffered := n, n; ; {
		if c.length > 0 && total >= c.length || c.length == 0 && bytes.HasSuffix(c.buffer[:buffered], lastChunk) {
			return nil
		}
		// The last bytes of the previous read are kept, to find a last chunk that
		// was cut in two.
		kept := copy(c.buffer, c.buffer[max(0, buffered-len(lastChunk)):buffered])
		m, err := c.Read(c.buffer[kept:])
		if err != nil {
			return err
		}
		total, buffered = total+m, kept+m
	}
}

// turn is how long one server is scraped before the next.
const turn = 20 * time.Millisecond

// rate scrapes for one turn, at least once with each client, and returns the scrapes a second.
func (all clients) rate() (float64, error) {
	counts, errs := make([]int, len(all)), make([]error, len(all))
	start := time.Now()
	var group sync.WaitGroup
	for i, c := range all {
		group.Go(func() {
			for errs[i] == nil && (counts[i] == 0 || time.Since(start) < turn) {
				errs[i] = c.scrape()
				counts[i]++
			}
		})
	}
	group.Wait()
	elapsed := time.Since(start).Seconds()
	total := 0
	for _, n := range counts {
		total += n
	}
	return float64(total) / elapsed, errors.Join(errs...)
}
