package server_test

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// sizes are the numbers of series at which scrapes are measured. One server is scraped
// for a turn at a time. promhttp takes seconds for many series, so it is measured in
// one of promhttpEach rounds.
var sizes = []struct {
	series       int
	shape        shape
	turn         time.Duration
	promhttpEach int
}{
	{400, byApplications(400), 20 * time.Millisecond, 2},
	{10_000, byProvinces(10_000), 20 * time.Millisecond, 20},
	{100_000, byProvinces(100_000), 200 * time.Millisecond, 50},
}

// connections is the number of persistent connections to each server.
const connections = 16

// BenchmarkScrape scrapes the same series, gzipped, over TCP, from three servers: the exporter
// with all its limits; a net/http server that does nothing but write the same bytes;
// and client_golang's handler. They take turns in changing order, and the ratios of
// requests a second are medians over the rounds, so that other load on the machine
// falls on all alike. It takes many rounds:
//
//	go test -run '^$' -bench Scrape -benchtime 200x ./exporter/server
func BenchmarkScrape(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("series=%d", size.series), func(b *testing.B) {
			c := configured(b, size.shape)
			s := newServer(b, c)
			run(b, s)
			exporter := connect(b, c.ListenAddress[0])
			bare := connect(b, serve(b, &http.Server{Handler: bare(b, s.Handler())}))
			library := connect(b, serve(b, &http.Server{Handler: library(b, size.shape)}))
			var ofBare, ofLibrary []float64
			for round := 0; b.Loop(); round++ {
				var rate, bareRate float64
				if round%2 == 0 {
					rate, bareRate = exporter.rate(b, size.turn), bare.rate(b, size.turn)
				} else {
					bareRate, rate = bare.rate(b, size.turn), exporter.rate(b, size.turn)
				}
				ofBare = append(ofBare, rate/bareRate)
				if round%size.promhttpEach == 0 {
					ofLibrary = append(ofLibrary, rate/library.rate(b, size.turn))
				}
			}
			b.ReportMetric(median(ofBare), "of-bare")
			b.ReportMetric(median(ofLibrary), "times-promhttp")
		})
	}
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// serve runs a server and returns its address.
func serve(b *testing.B, server *http.Server) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	b.Cleanup(func() { server.Close() })
	return l.Addr().String()
}

// clients scrape one server. They share two cores with it in the worst case, so
// they do as little as possible: they do not use net/http, and read of a body only
// its length.
type clients []*client

type client struct {
	net.Conn
	buffer []byte
	// length is that of an answer with its header, or 0 where it comes in chunks.
	length int
}

func connect(b *testing.B, address string) clients {
	b.Helper()
	all := make(clients, connections)
	for i := range all {
		var conn net.Conn
		eventually(b, address+" answers", func() bool {
			var err error
			conn, err = net.Dial("tcp", address)
			return err == nil
		})
		b.Cleanup(func() { conn.Close() })
		all[i] = &client{Conn: conn, buffer: make([]byte, 256<<10)}
		if err := all[i].measure(); err != nil {
			b.Fatal(err)
		}
	}
	return all
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

// measure makes the first scrape and learns how long an answer is. The header
// of every answer is as long as that of the first.
func (c *client) measure() error {
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
		return fmt.Errorf("got %s", header)
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

// scrape sends one request and reads the answer.
func (c *client) scrape() error {
	if _, err := c.Write(request); err != nil {
		return err
	}
	return c.drain(0)
}

// drain reads the rest of an answer of which n bytes are in the buffer.
func (c *client) drain(n int) error {
	for total, last := n, n; ; {
		if c.length > 0 && total >= c.length || c.length == 0 && bytes.HasSuffix(c.buffer[:last], lastChunk) {
			return nil
		}
		// The last bytes of the previous read are kept, to find a last chunk that
		// was cut in two.
		kept := copy(c.buffer, c.buffer[max(0, last-len(lastChunk)):last])
		m, err := c.Read(c.buffer[kept:])
		if err != nil {
			return err
		}
		total, last = total+m, kept+m
	}
}

// rate is the number of scrapes a second in one round.
func (all clients) rate(b *testing.B, turn time.Duration) float64 {
	b.Helper()
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
	for i, n := range counts {
		if errs[i] != nil {
			b.Fatal(errs[i])
		}
		total += n
	}
	return float64(total) / elapsed
}
