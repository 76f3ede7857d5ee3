package history

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"
)

// Limits of one request and its answer. Prometheus sends one query per request, of a few hundred
// bytes. The memory and time that regular expressions take grow with the length of the request.
const (
	maxBodyBytes    = 4 << 10 // Snappy may lengthen a body a little.
	maxDecodedBytes = 2 << 10
	// maxSamples bounds the memory of an answer to about 100 MB, reached if each series has only one sample.
	maxSamples = 100_000
)

// answering makes requests wait for each other: a regular expression or many queries can take tens of megabytes.
var answering sync.Mutex

// tooLarge says which limit a request or its answer exceeds.
type tooLarge string

func (t tooLarge) Error() string { return string(t) }

// ServeRead answers a POST of Prometheus remote read with samples.
func (h History) ServeRead(w http.ResponseWriter, r *http.Request) {
	answer, err := h.read(w, r)
	switch {
	case errors.As(err, new(tooLarge)):
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
	default:
		w.Header().Set("Content-Type", "application/x-protobuf")
		w.Header().Set("Content-Encoding", "snappy")
		_, _ = w.Write(answer)
	}
}

func (h History) read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return nil, tooLarge(fmt.Sprintf("the body has more than %d bytes", maxBodyBytes))
	case err != nil:
		return nil, errors.New("the body could not be read to its end")
	}
	request, err := decode(body)
	if err != nil {
		return nil, err
	}
	answering.Lock()
	defer answering.Unlock()
	if r.Context().Err() != nil {
		return nil, nil // The client has gone while its request waited.
	}
	response := &prompb.ReadResponse{} // It has one result for each query, in the order of the queries.
	left := maxSamples
	for _, q := range request.Queries {
		found, err := h.find(q, &left)
		if err != nil {
			return nil, err
		}
		response.Results = append(response.Results, &prompb.QueryResult{Timeseries: found})
	}
	plain, err := response.Marshal()
	return snappy.Encode(nil, plain), err
}

// decode reads a ReadRequest in Snappy's block format.
func decode(body []byte) (*prompb.ReadRequest, error) {
	if n, _ := snappy.DecodedLen(body); n > maxDecodedBytes {
		return nil, tooLarge(fmt.Sprintf("the body unpacks to %d bytes, more than %d", n, maxDecodedBytes))
	}
	unpacked, err := snappy.Decode(nil, body)
	if err != nil {
		return nil, errors.New("the body is not compressed with Snappy's block format")
	}
	request := &prompb.ReadRequest{}
	if err := request.Unmarshal(unpacked); err != nil {
		return nil, fmt.Errorf("the body is not a ReadRequest of Prometheus remote read: %w", err)
	}
	if types := request.AcceptedResponseTypes; len(types) > 0 && !slices.Contains(types, prompb.ReadRequest_SAMPLES) {
		return nil, errors.New("none of the accepted response types is SAMPLES, the only one supported")
	}
	return request, nil
}

// find selects the series that satisfy every matcher of a query and have samples in its range. It
// subtracts the number of their samples from left, the number that the answer may still hold.
func (h History) find(q *prompb.Query, left *int) (found []*prompb.TimeSeries, err error) {
	matchers := make(labels.Selector, len(q.Matchers))
	for i, m := range q.Matchers {
		if matchers[i], err = newMatcher(m); err != nil {
			return nil, err
		}
	}
	for _, s := range h {
		if !matchers.Matches(s.labels) {
			continue
		}
		samples := slices.DeleteFunc(slices.Clone(s.samples), func(s prompb.Sample) bool {
			return s.Timestamp < q.StartTimestampMs || s.Timestamp > q.EndTimestampMs
		})
		if *left -= len(samples); *left < 0 {
			return nil, tooLarge(fmt.Sprintf("the answer has more than %d samples", maxSamples))
		}
		if len(samples) > 0 {
			found = append(found, &prompb.TimeSeries{Labels: prompb.FromLabels(s.labels, nil), Samples: samples})
		}
	}
	return found, nil
}

// newMatcher converts a matcher of remote read. prompb and labels number the four types alike.
func newMatcher(m *prompb.LabelMatcher) (*labels.Matcher, error) {
	if m.Type > prompb.LabelMatcher_NRE || m.Type < prompb.LabelMatcher_EQ {
		return nil, fmt.Errorf("a matcher has the unknown type %d", m.Type)
	}
	if m.Type >= prompb.LabelMatcher_RE && strings.Contains(m.Value, "{") {
		// x{1000} has seven bytes and compiles to a thousand instructions.
		return nil, fmt.Errorf("the regular expression of the label %.60q contains {, which is not supported, "+
			"since it may begin a counted repetition", m.Name)
	}
	matcher, err := labels.NewMatcher(labels.MatchType(m.Type), m.Name, m.Value)
	if err != nil {
		return nil, fmt.Errorf("the matcher of the label %.60q is not a valid regular expression", m.Name)
	}
	return matcher, nil
}
