package server_test

import (
	"fmt"
	"net"
	"net/http"
	"runtime"
	"slices"
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

// BenchmarkScrape scrapes the same series, gzipped, over TCP, from three servers: the exporter
// with all its limits; a net/http server that does nothing but write the same bytes;
// and client_golang's handler. The servers run on one core, and their clients, in another
// process, on another core, so that the rates are those of the servers alone. The servers
// take turns in changing order, and the ratios of requests a second are medians over the
// rounds, so that other load on the machine falls on all alike. It takes many rounds:
//
//	go test -run '^$' -bench Scrape -benchtime 200x ./exporter/server
func BenchmarkScrape(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("series=%d", size.series), func(b *testing.B) {
			c := configured(b, size.shape)
			s := newServer(b, c)
			run(b, s)
			exporter := c.ListenAddress[0]
			bare := serve(b, &http.Server{Handler: bare(b, s.Handler())})
			library := serve(b, &http.Server{Handler: library(b, size.shape)})
			eventually(b, "the exporter listens", func() bool {
				conn, err := net.Dial("tcp", exporter)
				if err == nil {
					conn.Close()
				}
				return err == nil
			})
			clients := startClients(b)
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			var ofBare, ofLibrary []float64
			for round := 0; b.Loop(); round++ {
				var rate, bareRate float64
				if round%2 == 0 {
					rate, bareRate = clients.rate(b, exporter, size.turn), clients.rate(b, bare, size.turn)
				} else {
					bareRate, rate = clients.rate(b, bare, size.turn), clients.rate(b, exporter, size.turn)
				}
				ofBare = append(ofBare, rate/bareRate)
				if round%size.promhttpEach == 0 {
					ofLibrary = append(ofLibrary, rate/clients.rate(b, library, size.turn))
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
