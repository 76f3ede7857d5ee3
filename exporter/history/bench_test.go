package history_test

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
)

// BenchmarkReadShipped reads all history.
func BenchmarkReadShipped(b *testing.B) {
	benchmarkRead(b, history.New(datasettest.LoadReport57(b)), query(equal("timeline", "survey")))
}

// BenchmarkReadOneOf100000 reads one series of 100,000 by different matchers.
func BenchmarkReadOneOf100000(b *testing.B) {
	h := history.New(generated(100_000))
	users, survey := equal("__name__", "cnnic_history_application_users"), equal("timeline", "survey")
	for name, m := range map[string]*prompb.LabelMatcher{
		"equal":   equal("application", "application_77777"),
		"list":    {Type: prompb.LabelMatcher_RE, Name: "application", Value: "application_77777|application_88888"},
		"nowhere": equal("application", "nowhere"),
		"pattern": {Type: prompb.LabelMatcher_RE, Name: "application", Value: "application_7777."},
	} {
		b.Run(name, func(b *testing.B) { benchmarkRead(b, h, query(users, survey, m)) })
	}
}

func benchmarkRead(b *testing.B, h *history.History, q *prompb.Query) {
	body := packed(b, &prompb.ReadRequest{Queries: []*prompb.Query{q}})
	b.ReportAllocs()
	for b.Loop() {
		if w := post(h, bytes.NewReader(body)); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

// BenchmarkNew measures what the first request for the history adds.
func BenchmarkNew(b *testing.B) {
	d := datasettest.LoadReport57(b)
	b.ReportAllocs()
	for b.Loop() {
		history.New(d)
	}
}
