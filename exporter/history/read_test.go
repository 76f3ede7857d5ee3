package history_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
)

// -maxTime and maxTime are before and after every timestamp.
const maxTime = 1 << 60

func equalMatcher(name, value string) *prompb.LabelMatcher {
	return &prompb.LabelMatcher{Type: prompb.LabelMatcher_EQ, Name: name, Value: value}
}

func query(matchers ...*prompb.LabelMatcher) *prompb.Query {
	return &prompb.Query{StartTimestampMs: -maxTime, EndTimestampMs: maxTime, Matchers: matchers}
}

// packed is the body of a request.
func packed(t testing.TB, request *prompb.ReadRequest) []byte {
	t.Helper()
	plain, err := request.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return snappy.Encode(nil, plain)
}

func post(h history.History, body io.Reader) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeRead(w, httptest.NewRequest(http.MethodPost, "/api/v1/read", body))
	return w
}

func unpacked(t testing.TB, w *httptest.ResponseRecorder) *prompb.ReadResponse {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("got %d: %s; want 200", w.Code, w.Body)
	}
	if w.Header().Get("Content-Type") != "application/x-protobuf" || w.Header().Get("Content-Encoding") != "snappy" {
		t.Errorf("the header is %v, want application/x-protobuf and snappy", w.Header())
	}
	plain, err := snappy.DecodeStrict(nil, w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	response := &prompb.ReadResponse{}
	if err := response.Unmarshal(plain); err != nil {
		t.Fatal(err)
	}
	return response
}

// read is the answer to one query.
func read(t testing.TB, h history.History, q *prompb.Query) []*prompb.TimeSeries {
	t.Helper()
	return unpacked(t, post(h, bytes.NewReader(packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{q}})))).Results[0].Timeseries
}

func TestReadAnswersQueriesInOrder(t *testing.T) {
	t.Parallel()
	h := history.New(datasettest.LoadReport57(t))
	users := equalMatcher("__name__", "cnnic_history_application_users")
	end := date(t, "2021-12-31").UnixMilli()
	response := unpacked(t, post(h, bytes.NewReader(packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{
		{StartTimestampMs: end, EndTimestampMs: end, Matchers: []*prompb.LabelMatcher{users, equalMatcher("application", "short_video")}},
		query(equalMatcher("application", "nowhere")),
		query(users, equalMatcher("application", "short_video")),
	}}))))
	var got []string
	for _, result := range response.Results {
		line := ""
		for _, s := range result.Timeseries {
			line += fmt.Sprintf("%d labels, %d samples, first %.0f; ", len(s.Labels), len(s.Samples), s.Samples[0].Value)
		}
		got = append(got, line)
	}
	want := []string{"4 labels, 1 samples, first 934150000; ", "", "4 labels, 14 samples, first 648000000; "}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if response := unpacked(t, post(h, bytes.NewReader(packed(t, &prompb.ReadRequest{})))); len(response.Results) != 0 {
		t.Errorf("a request without queries has %d results, want none", len(response.Results))
	}
}

func TestReadSelectsSamplesInRange(t *testing.T) {
	t.Parallel()
	h := history.New(generated(1)) // One application, in eight surveys.
	june, december := date(t, "2020-06-30").UnixMilli(), date(t, "2023-12-31").UnixMilli()
	for _, c := range []struct {
		from, to int64
		want     int
	}{
		{0, december, 8},
		{june, december, 8},
		{june + 1, december, 7},
		{june, december - 1, 7},
		{june, june, 1},
		{june + 1, june + 2, 0},
		{december + 1, maxTime, 0},
		{-maxTime, june - 1, 0},
		{december, june, 0},
	} {
		q := query(equalMatcher("timeline", "survey"))
		q.StartTimestampMs, q.EndTimestampMs = c.from, c.to
		got := 0
		for _, s := range read(t, h, q) {
			if len(s.Samples) == 0 {
				t.Errorf("from %d to %d: a series has no samples", c.from, c.to)
			}
			got += len(s.Samples)
		}
		if got != c.want {
			t.Errorf("from %d to %d: got %d samples, want %d", c.from, c.to, got, c.want)
		}
	}
}

func TestReadSortsSeries(t *testing.T) {
	t.Parallel()
	labelsOf := func(s *prompb.TimeSeries) labels.Labels {
		b := labels.NewScratchBuilder(len(s.Labels))
		return s.ToLabels(&b, nil)
	}
	all := read(t, history.New(datasettest.LoadReport57(t)), query())
	if len(all) == 0 || !slices.IsSortedFunc(all, func(a, b *prompb.TimeSeries) int { return labels.Compare(labelsOf(a), labelsOf(b)) }) {
		t.Errorf("got %d series, want some, sorted by their labels", len(all))
	}
}

func TestReadAnswersOrRefuses(t *testing.T) {
	t.Parallel()
	h := history.New(datasettest.LoadReport57(t))
	queries := func(n int, q *prompb.Query) []byte {
		request := &prompb.ReadRequest{}
		for range n {
			request.Queries = append(request.Queries, q)
		}
		return packed(t, request)
	}
	for name, c := range map[string]struct {
		body   io.Reader
		status int
		want   string
	}{
		"nothing":                {http.NoBody, 400, "Snappy"},
		"text":                   {strings.NewReader("cnnic_application_users"), 400, "Snappy"},
		"Snappy's stream format": {strings.NewReader("\xff\x06\x00\x00sNaPpY"), 400, "Snappy"},
		"a body that breaks off": {iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("abc"))), 400, "could not be read"},
		"not protobuf":           {bytes.NewReader(snappy.Encode(nil, []byte("cnnic"))), 400, "not a ReadRequest"},
		"only streamed chunks": {
			bytes.NewReader(packed(t, &prompb.ReadRequest{AcceptedResponseTypes: []prompb.ReadRequest_ResponseType{prompb.ReadRequest_STREAMED_XOR_CHUNKS}})),
			400, "SAMPLES",
		},
		"a fifth type of matcher": {
			bytes.NewReader(queries(1, query(&prompb.LabelMatcher{Type: 4, Name: "sector"}))), 400,
			"has the unknown type 4",
		},
		"a negative type of matcher": {
			bytes.NewReader(queries(1, query(&prompb.LabelMatcher{Type: -1, Name: "sector"}))), 400,
			"has the unknown type -1",
		},
		"a brace in a plain value":       {bytes.NewReader(queries(1, query(equalMatcher("sector", "{")))), 200, ""},
		"a wrong pattern":                {bytes.NewReader(queries(1, matching("(secret"))), 400, `label "sector" is not a valid regular expression`},
		"unbalanced parentheses":         {bytes.NewReader(queries(1, matching("a)|(b"))), 400, `label "sector" is not a valid regular expression`},
		"a counted repetition":           {bytes.NewReader(queries(1, matching("x{1000}"))), 400, `label "sector" contains {`},
		"a repetition after !~":          {bytes.NewReader(queries(1, matching("x", "y{1000}"))), 400, `label "sector" contains {`},
		"a body too large":               {bytes.NewReader(make([]byte, 4<<10+1)), 413, "more than 4096 bytes"},
		"a body too large once unpacked": {bytes.NewReader(snappy.Encode(nil, make([]byte, 2<<10+1))), 413, "2049 bytes, more than 2048"},
		"a long list of alternatives":    {bytes.NewReader(queries(1, matching(strings.Repeat("an_indicator_with_a_name|", 75)))), 200, ""},
		"a claimed length of 4 GiB":      {strings.NewReader("\xff\xff\xff\xff\x0f"), 413, "4294967295 bytes, more than"},
		"a claimed length of 70 bits":    {strings.NewReader("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), 400, "Snappy"},
	} {
		t.Run(name, func(t *testing.T) {
			w := post(h, c.body)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
				t.Errorf("got %d: %s; want %d: %s", w.Code, w.Body, c.status, c.want)
			}
			if c.status != http.StatusOK && (w.Body.Len() > 200 || strings.Contains(w.Body.String(), "secret")) {
				t.Errorf("the reason is too long or repeats the pattern: %s", w.Body)
			}
		})
	}
}

// matching is a query for the series whose sector matches the first pattern and, if there is a
// second, does not match the second.
func matching(patterns ...string) *prompb.Query {
	q := query()
	for i, p := range patterns {
		q.Matchers = append(q.Matchers, &prompb.LabelMatcher{Type: prompb.LabelMatcher_RE + prompb.LabelMatcher_Type(i%2), Name: "sector", Value: p})
	}
	return q
}

// TestReadIsBoundedInMemory tries an expensive regular expression that the limits allow.
// It is not parallel, because TotalAlloc counts the whole process.
func TestReadIsBoundedInMemory(t *testing.T) {
	h := history.New(datasettest.LoadReport57(t))
	pattern := strings.Repeat(`\pC`, 669) // Of Unicode's general categories, C costs most.
	body := packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{matching(pattern)}})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w := post(h, bytes.NewReader(body))
	runtime.ReadMemStats(&after)
	if w.Code != http.StatusOK {
		t.Errorf("got %d: %s; want 200", w.Code, w.Body)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 64<<20 {
		t.Errorf("the answer took %d MiB, want at most 64", allocated>>20)
	}
}

func TestReadOfAClientThatHasGoneIsNotEvaluated(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	body := packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{query()}})
	w := httptest.NewRecorder()
	history.New(generated(1)).ServeRead(w, httptest.NewRequestWithContext(ctx, http.MethodPost, "/api/v1/read", bytes.NewReader(body)))
	if w.Body.Len() > 0 {
		t.Errorf("the answer has %d bytes, want none", w.Body.Len())
	}
}

// TestReadStopsAtTheLimitOfSamples checks that refusing an answer takes no more memory if the
// history is larger. Like TestReadIsBoundedInMemory, it is not parallel.
func TestReadStopsAtTheLimitOfSamples(t *testing.T) {
	body := packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{query()}})
	cost := func(applications int) uint64 {
		h := history.New(generated(applications))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if w := post(h, bytes.NewReader(body)); w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%d applications: got %d, want 413", applications, w.Code)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if small, large := cost(12_501), cost(25_000); large > small*3/2 {
		t.Errorf("refusing to answer from twice the samples takes %d KiB, want about %d KiB", large>>10, small>>10)
	}
}

func TestReadLimitsSamplesOfAnswer(t *testing.T) {
	t.Parallel()
	h := history.New(generated(12_501))
	all := query(equalMatcher("timeline", "survey"), equalMatcher("__name__", "cnnic_history_application_users"))
	w := post(h, bytes.NewReader(packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{all}})))
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "more than 100000 samples") {
		t.Errorf("100008 samples: got %d: %.100s; want 413", w.Code, w.Body)
	}
	all.StartTimestampMs = date(t, "2021-01-01").UnixMilli()
	response := unpacked(t, post(h, bytes.NewReader(packed(t, &prompb.ReadRequest{Queries: []*prompb.Query{all}}))))
	if got := len(response.Results[0].Timeseries); got != 12_501 {
		t.Errorf("75006 samples: got %d series, want 12501", got)
	}
}

// TestConcurrentReadsAreBoundedInMemory checks that 40 requests at the same time need at most twice the memory of 40
// one after the other. Like TestReadIsBoundedInMemory, it is not parallel.
func TestConcurrentReadsAreBoundedInMemory(t *testing.T) {
	h := history.New(datasettest.LoadReport57(t))
	body := packed(t, &prompb.ReadRequest{Queries: slices.Repeat([]*prompb.Query{query()}, 10)})
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // So that the heap holds little garbage.
	peak := func(clients int) (most uint64) {
		runtime.GC()
		finished := make(chan struct{})
		go func() {
			defer close(finished)
			var running sync.WaitGroup
			for range clients {
				running.Go(func() {
					for range 40 / clients {
						if w := post(h, bytes.NewReader(body)); w.Code != http.StatusOK {
							t.Errorf("got %d: %s; want 200", w.Code, w.Body)
						}
					}
				})
			}
			running.Wait()
		}()
		for {
			select {
			case <-finished:
				return most
			case <-time.After(time.Millisecond):
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most = max(most, now.HeapAlloc)
			}
		}
	}
	if one, all := peak(1), peak(40); all > 2*one {
		t.Errorf("40 requests at the same time take up to %d MiB, 40 one after the other %d MiB", all>>20, one>>20)
	}
}
