// Command minimal is a minimal exporter, which serves client_golang's own metrics.
// BenchmarkStart compares the exporter with it.
package main

import (
	"net/http"
	"os"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	http.Handle("GET /-/ready", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	http.Handle("GET /metrics", promhttp.Handler())
	if err := http.ListenAndServe(os.Getenv("CNNIC_LISTEN_ADDRESS"), nil); err != nil {
		panic(err)
	}
}
