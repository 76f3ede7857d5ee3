package history_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/history"
)

func openMetrics(t testing.TB, d *dataset.Dataset) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := history.New(d).WriteOpenMetrics(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenMetricsReads(t *testing.T) {
	text := string(openMetrics(t, shipped(t)))
	for _, want := range []string{
		"# HELP cnnic_history_application_users People who used the application",
		"# TYPE cnnic_history_application_users gauge\n# UNIT cnnic_history_application_users users\n",
		`cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} 934150000 1640908800` + "\n",
		`cnnic_history_indicator_people{indicator="internet_users",timeline="survey"} 1108330000 1735603200` + "\n",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("%q stands %d times", want, strings.Count(text, want))
		}
	}
	if !strings.HasSuffix(text, "\n# EOF\n") {
		t.Error("does not end in # EOF")
	}
}

// parsed is what Prometheus reads from an exposition, series by series.
func parsed(t testing.TB, text []byte) (series []storage.Series, metadata map[string]string) {
	t.Helper()
	p := textparse.NewOpenMetricsParser(text, labels.NewSymbolTable())
	metadata = map[string]string{}
	samples, ended := map[string][]chunks.Sample{}, map[string]bool{}
	var last labels.Labels
	finish := func() {
		if key := last.String(); len(samples[key]) > 0 {
			series = append(series, storage.NewListSeries(last, samples[key]))
			ended[key] = true
		}
	}
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			finish()
			return series, metadata
		}
		if err != nil {
			t.Fatal(err)
		}
		switch entry {
		case textparse.EntryHelp:
			name, help := p.Help()
			metadata["help "+string(name)] = string(help)
		case textparse.EntryType:
			name, kind := p.Type()
			metadata["type "+string(name)] = string(kind)
		case textparse.EntryUnit:
			name, unit := p.Unit()
			metadata["unit "+string(name)] = string(unit)
		case textparse.EntrySeries:
			var l labels.Labels
			p.Labels(&l)
			_, timestamp, value := p.Series()
			if timestamp == nil {
				t.Fatalf("%s has no timestamp", l)
			}
			if !labels.Equal(l, last) {
				finish()
				last = l
			}
			if ended[l.String()] {
				t.Errorf("the samples of %s do not stand together", l)
			}
			samples[l.String()] = append(samples[l.String()], sample{t: *timestamp, v: value})
		default:
			t.Fatalf("there is an entry of the kind %d", entry)
		}
	}
}

// sample is a float sample, of which no more is asked than it has.
type sample struct {
	chunks.Sample
	t int64
	v float64
}

func (s sample) T() int64                 { return s.t }
func (s sample) ST() int64                { return 0 }
func (s sample) F() float64               { return s.v }
func (s sample) Type() chunkenc.ValueType { return chunkenc.ValFloat }

func TestPrometheusParsesOpenMetrics(t *testing.T) {
	d := shipped(t)
	series, metadata := parsed(t, openMetrics(t, d))
	got := map[fact]bool{}
	var it chunkenc.Iterator
	for _, s := range series {
		it = s.Iterator(it)
		for it.Next() != chunkenc.ValNone {
			at, value := it.At()
			got[fact{s.Labels().String(), time.UnixMilli(at).UTC(), value}] = true
		}
	}
	want := facts(d)
	for _, f := range want {
		if !got[f] {
			t.Errorf("lacks %s = %v at %s", f.series, f.value, f.end)
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d samples, want %d", len(got), len(want))
	}
	for _, m := range history.Catalogue {
		if metadata["help "+m.Name] != m.Help || metadata["unit "+m.Name] != m.Unit || metadata["type "+m.Name] != "gauge" {
			t.Errorf("%s: metadata are read as %q", m.Name, metadata)
		}
	}
}

// What a name may not hold a label's value may.
func TestOpenMetricsEscapes(t *testing.T) {
	const id = "a \"b\"\\\nc"
	d := grown(1)
	d.Usage[0].Application.ID = id
	series, _ := parsed(t, openMetrics(t, d))
	if len(series) != 2 {
		t.Errorf("got %d series, want the users and the info", len(series))
	}
	for _, s := range series {
		if s.Labels().Get("application") != id {
			t.Errorf("got %s", s.Labels())
		}
	}
}

func TestAnEmptyHistoryIsAnEOF(t *testing.T) {
	if got := string(openMetrics(t, &dataset.Dataset{})); got != "# EOF\n" {
		t.Errorf("got %q", got)
	}
}

// failing takes nothing.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWritingReportsAnError(t *testing.T) {
	if err := history.New(shipped(t)).WriteOpenMetrics(failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

// The file becomes a block of Prometheus's database, from which the figures are
// read back.
func TestBlockOfOpenMetrics(t *testing.T) {
	d := shipped(t)
	series, _ := parsed(t, openMetrics(t, d))
	dir := t.TempDir()
	const century = 100 * 365 * 24 * 60 * 60 * 1000
	if _, err := tsdb.CreateBlock(series, dir, century, promslog.NewNopLogger()); err != nil {
		t.Fatal(err)
	}
	options := tsdb.DefaultOptions()
	options.RetentionDuration = century
	db, err := tsdb.Open(dir, promslog.NewNopLogger(), nil, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	q, err := db.Querier(0, century)
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	got := map[fact]bool{}
	found := q.Select(t.Context(), false, nil, matcher(labels.MatchEqual, "timeline", "survey"))
	var it chunkenc.Iterator
	for found.Next() {
		it = found.At().Iterator(it)
		for it.Next() != chunkenc.ValNone {
			at, value := it.At()
			got[fact{found.At().Labels().String(), time.UnixMilli(at).UTC(), value}] = true
		}
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	for _, f := range facts(d) {
		if !got[f] {
			t.Errorf("lacks %s = %v at %s", f.series, f.value, f.end)
		}
	}
}
