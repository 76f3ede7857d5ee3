package history_test

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
)

func compareNames(a, b *dto.LabelPair) int { return cmp.Compare(a.GetName(), b.GetName()) }

func openMetrics(t testing.TB, d *dataset.Dataset) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := history.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenMetricsReads(t *testing.T) {
	t.Parallel()
	text := string(openMetrics(t, report57(t)))
	for _, want := range []string{
		"# HELP cnnic_history_application_users People who used the application",
		"# TYPE cnnic_history_application_users gauge\n# UNIT cnnic_history_application_users users\n",
		`cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} 934150000 1640908800` + "\n",
		// The survey of March 2020.
		`cnnic_history_indicator_people{indicator="internet_users",timeline="survey"} 904000000 1585612800` + "\n",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q appears %d times", want, strings.Count(text, want))
		}
	}
	if !strings.HasSuffix(text, "\n# EOF\n") {
		t.Error("does not end in # EOF")
	}
	for line := range strings.Lines(text) {
		if number := line[strings.LastIndexByte(line, '}')+1:]; !strings.HasPrefix(line, "#") && strings.Contains(number, "e") {
			t.Errorf("%q has an exponent", line)
		}
	}
}

// parsed is what Prometheus reads from an exposition.
func parsed(t testing.TB, text []byte) map[fact]bool {
	t.Helper()
	p := textparse.NewOpenMetricsParser(text, labels.NewSymbolTable())
	facts, ended, last := map[fact]bool{}, map[string]bool{}, ""
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return facts
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
			t.Errorf("the samples of %s do not stand together", l)
		}
		facts[fact{last, time.UnixMilli(*timestamp).UTC(), value}] = true
	}
}

func TestPrometheusParsesOpenMetrics(t *testing.T) {
	t.Parallel()
	d := report57(t)
	compare(t, parsed(t, openMetrics(t, d)), facts(d))
}

// A label value may contain any character.
func TestOpenMetricsEscapes(t *testing.T) {
	t.Parallel()
	d := grown(1)
	d.Usage[0].Application.ID = "a \"b\"\\\nc"
	compare(t, parsed(t, openMetrics(t, d)), facts(d))
}

func TestEmptyHistoryIsEOF(t *testing.T) {
	t.Parallel()
	if got := string(openMetrics(t, &dataset.Dataset{})); got != "# EOF\n" {
		t.Errorf("got %q", got)
	}
}

// failing is a writer that returns an error.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWritingReportsError(t *testing.T) {
	t.Parallel()
	if err := history.Write(failing{}, report57(t)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}
