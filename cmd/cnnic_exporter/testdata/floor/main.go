// Command floor is the least that an exporter in Go can be: a server of
// client_golang's own metrics. What it takes to start and to run is not ours.
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
