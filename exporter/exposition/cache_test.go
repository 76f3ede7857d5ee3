package exposition

import (
	"net/http"
	"strconv"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/metrics"
)

func TestNegotiationCacheIsBounded(t *testing.T) {
	t.Parallel()
	d, err := dataset.Load(data.FS, 0)
	if err != nil {
		t.Fatal(err)
	}
	e := New(metrics.Snapshot{Dataset: d})
	for i := range 2 * maxNegotiated {
		p := e.negotiate(http.Header{"Accept": {"text/plain; version=" + strconv.Itoa(i)}})
		if p == nil || len(e.negotiated) > maxNegotiated {
			t.Fatalf("header %d: got %v, %d are cached", i, p, len(e.negotiated))
		}
	}
}
