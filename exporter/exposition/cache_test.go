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
		e.negotiate(http.Header{"Accept": {"text/plain; version=" + strconv.Itoa(i)}})
	}
	if n := len(e.negotiated); n != maxNegotiated {
		t.Errorf("%d headers are cached, want %d", n, maxNegotiated)
	}
}
