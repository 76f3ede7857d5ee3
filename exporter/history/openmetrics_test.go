package history_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
)

func openMetrics(t testing.TB, d *dataset.Dataset) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := history.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parsed is what Prometheus reads from an exposition.
func parsed(t testing.TB, text []byte) map[sample]bool {
	t.Helper()
	p := textparse.NewOpenMetricsParser(text, labels.NewSymbolTable())
	samples, ended, last := map[sample]bool{}, map[string]bool{}, ""
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return samples
		}
		if err != nil {
			t.Fatal(err)
		}
		if entry != textparse.EntrySeries {
			continue
		}
		var l labels.Labels
		p.Labels(&l)
		_, timestamp, value := p.Series()
		if timestamp == nil {
			t.Fatalf("%s has no timestamp", l)
		}
		if series := l.String(); series != last {
			ended[last], last = true, series
		}
		if ended[last] {
			t.Errorf("the samples of %s are not consecutive", l)
		}
		samples[sample{last, time.UnixMilli(*timestamp).UTC(), value}] = true
	}
}

func TestPrometheusParsesOpenMetrics(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	compare(t, parsed(t, openMetrics(t, d)), wantedSamples(d))
}

// failing is a writer that returns an error.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestErrorOfTheWriterIsReturned(t *testing.T) {
	t.Parallel()
	if err := history.Write(failing{}, datasettest.LoadReport57(t)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
	}
}
