package history_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
)

// Every request gets a readable answer or a short error message.
func FuzzRead(f *testing.F) {
	for _, request := range []*prompb.ReadRequest{
		{},
		{Queries: []*prompb.Query{query()}},
		{
			AcceptedResponseTypes: []prompb.ReadRequest_ResponseType{prompb.ReadRequest_STREAMED_XOR_CHUNKS, prompb.ReadRequest_SAMPLES},
			Queries: []*prompb.Query{{
				StartTimestampMs: 1609372800001, EndTimestampMs: 1640908800000,
				Matchers: []*prompb.LabelMatcher{
					equalMatcher("__name__", "cnnic_history_application_users"), equalMatcher("timeline", "survey"),
					{Type: prompb.LabelMatcher_NEQ, Name: "sector", Value: "basic"},
					{Type: prompb.LabelMatcher_RE, Name: "application", Value: "short_.+|(live|online)_[a-z]*"},
					{Type: prompb.LabelMatcher_NRE, Name: "application", Value: "online_(video|music)"},
				},
				Hints: &prompb.ReadHints{Func: "last_over_time", RangeMs: 31536000000, StartMs: 1609372800001, EndMs: 1640908800000, Grouping: []string{"application"}},
			}},
		},
		{Queries: []*prompb.Query{matching("(")}},
		{Queries: []*prompb.Query{matching("x{1000}")}},
		{Queries: []*prompb.Query{query(&prompb.LabelMatcher{Type: prompb.LabelMatcher_RE, Name: strings.Repeat("\U000e0001", 60), Value: "{"})}}, // Escaped, the name has 600 bytes.
		{Queries: []*prompb.Query{matching(".+", `(\pL|y)*`)}},
	} {
		plain, err := request.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(plain, true)
		f.Add(snappy.Encode(nil, plain), false)
	}
	f.Add([]byte("\xff\xff\xff\xff\x0f"), false) // Claims to decompress to 4 GiB.
	f.Add([]byte("cnnic"), false)
	h := history.New(datasettest.LoadReport57(f))
	f.Fuzz(func(t *testing.T, body []byte, pack bool) {
		// The fuzzer reaches the protocol sooner if it need not produce compressed bodies.
		if pack {
			body = snappy.Encode(nil, body)
		}
		switch w := post(h, bytes.NewReader(body)); w.Code {
		case http.StatusOK:
			_ = unpacked(t, w) // It fails the test if the answer cannot be read.
		case http.StatusBadRequest, http.StatusRequestEntityTooLarge:
			if w.Body.Len() == 0 || w.Body.Len() > 800 {
				t.Errorf("the error message has %d bytes, want 1 to 800", w.Body.Len())
			}
		default:
			t.Errorf("got %d: %s; want 200, 400 or 413", w.Code, w.Body)
		}
	})
}
