package exposition

import (
	"net/http"
	"strconv"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
)

func TestNegotiationCacheIsBounded(t *testing.T) {
	t.Parallel()
	e := New(metrics.Snapshot{Dataset: datasettest.Load(t, data.FS)})
	for i := range 2 * maxNegotiated {
		p := e.negotiate(http.Header{"Accept": {"text/plain; version=" + strconv.Itoa(i)}})
		if p == nil || len(e.negotiated) > maxNegotiated {
			t.Fatalf("header %d: got page %v, %d headers are cached, want at most %d", i, p, len(e.negotiated), maxNegotiated)
		}
	}
}
