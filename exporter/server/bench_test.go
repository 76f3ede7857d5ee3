package server_test

import (
	"fmt"
	"net"
	"net/http"
	"runtime"
	"slices"
	"testing"
)

// sizes are the numbers of series at which scrapes are measured. promhttp, which is slow (with 10,000, about
// a second to answer each connection once), is measured only in every promhttpEvery-th round.
var sizes = []struct {
	series        int
	shape         shape
	promhttpEvery int
}{
	{400, withoutSegments(400), 2},
	{10_000, withProvinces(10_000), 20},
}

// BenchmarkScrape scrapes the same series, gzipped, over TCP, from three servers: the exporter
// with all its limits; a bare net/http server that does nothing but write the same bytes;
// and promhttp, client_golang's handler. The servers run on one core, and their clients, in
// another process, on another core, so that the rates are those of the servers alone. The
// exporter and the bare server take turns, in alternating order, and promhttp follows in some
// rounds: other load on the machine then falls on all alike. The reported ratios of requests a
// second are medians over the rounds, so run many of them:
//
//	go test -run '^$' -bench Scrape -benchtime 200x ./exporter/server
func BenchmarkScrape(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("series=%d", size.series), func(b *testing.B) {
			c := configFor(b, size.shape)
			s := newServer(b, c)
			run(b, s)
			exporterAddress := c.ListenAddress[0]
			bareAddress := serve(b, &http.Server{Handler: bareHandler(b, s.Handler())})
			promhttpAddress := serve(b, &http.Server{Handler: promhttpHandler(b, size.shape)})
			eventually(b, "the exporter listens", func() bool {
				conn, err := net.Dial("tcp", exporterAddress)
				if err == nil {
					conn.Close()
				}
				return err == nil
			})
			process := startClients(b)
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			var toBare, toPromhttp []float64 // Ratios of the exporter's rate to theirs.
			for round := 0; b.Loop(); round++ {
				var rate, bareRate float64
				if round%2 == 0 {
					rate, bareRate = process.rate(b, exporterAddress), process.rate(b, bareAddress)
				} else {
					bareRate, rate = process.rate(b, bareAddress), process.rate(b, exporterAddress)
				}
				toBare = append(toBare, rate/bareRate)
				if round%size.promhttpEvery == 0 {
					toPromhttp = append(toPromhttp, rate/process.rate(b, promhttpAddress))
				}
			}
			b.ReportMetric(median(toBare), "of-bare")
			b.ReportMetric(median(toPromhttp), "times-promhttp")
		})
	}
}

// median sorts the values and returns the middle one.
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
