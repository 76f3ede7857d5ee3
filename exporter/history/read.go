package history

import (
	"context"
	"errors"
	"net/http"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/prompb"
)

// ServeRead answers a POST of Prometheus remote read with samples.
func (h *History) ServeRead(w http.ResponseWriter, r *http.Request) {
	answer, err := h.read(w, r)
	refused := (*refusal)(nil)
	switch {
	case errors.As(err, &refused):
		http.Error(w, refused.reason, refused.status)
	case err != nil:
		// The client has hung up: there is nobody to tell.
	default:
		w.Header().Set("Content-Type", "application/x-protobuf")
		w.Header().Set("Content-Encoding", "snappy")
		_, _ = w.Write(answer)
	}
}

func (h *History) read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := readBody(w, r)
	if err != nil {
		return nil, err
	}
	queries, err := decode(body)
	if err != nil {
		return nil, err
	}
	response, err := h.answer(r.Context(), queries)
	if err != nil {
		return nil, err
	}
	plain, err := response.Marshal()
	if err != nil {
		return nil, err
	}
	return snappy.Encode(nil, plain), nil
}

// answer has one result for each query, in their order.
func (h *History) answer(ctx context.Context, queries []query) (*prompb.ReadResponse, error) {
	response := &prompb.ReadResponse{Results: make([]*prompb.QueryResult, len(queries))}
	samples := 0
	for i, q := range queries {
		// Many patterns over many series take a while.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result := &prompb.QueryResult{}
		for _, s := range h.Select(q.matchers...) {
			between := s.Between(q.from, q.to)
			if len(between) == 0 {
				continue
			}
			if samples += len(between); samples > maxSamples {
				return nil, tooLarge("the answer has more than %d samples", maxSamples)
			}
			result.Timeseries = append(result.Timeseries, timeSeries(s, between))
		}
		response.Results[i] = result
	}
	return response, nil
}

func timeSeries(s *Series, samples []Sample) *prompb.TimeSeries {
	t := &prompb.TimeSeries{
		Labels:  prompb.FromLabels(s.Labels, make([]prompb.Label, 0, s.Labels.Len())),
		Samples: make([]prompb.Sample, len(samples)),
	}
	for i, sample := range samples {
		t.Samples[i] = prompb.Sample{Timestamp: sample.Timestamp, Value: sample.Value}
	}
	return t
}
