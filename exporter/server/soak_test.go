//go:build soak

package server_test

import (
	"net/http"
	"runtime"
	"testing"
)

// A million requests while the dataset is swapped leak no memory and no goroutine:
//
//	go test -tags soak -run Soak -timeout 1h ./exporter/server
func TestSoak(t *testing.T) {
	atRest := func() (heap uint64, goroutines int) {
		http.DefaultClient.CloseIdleConnections()
		eventually(t, "connections end", func() bool { return runtime.NumGoroutine() < 10 })
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, runtime.NumGoroutine()
	}
	scrapeWhileReloading(t, 10_000)
	heap, goroutines := atRest()
	scrapeWhileReloading(t, 1_000_000)
	if h, g := atRest(); g > goroutines || h > heap+1<<20 {
		t.Errorf("grew from %d to %d bytes and from %d to %d goroutines", heap, h, goroutines, g)
	}
}
