package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"
)

// Limits of one request and its answer. Prometheus sends one query a request,
// of a few hundred bytes.
const (
	maxBodyBytes    = 8 << 10
	maxDecodedBytes = 16 << 10
	// maxPatternBytes bounds all regular expressions of a request together: what
	// they compile to and how long they take grows with their length. A list of all
	// applications has some 400 bytes.
	maxPatternBytes = 1 << 10
	// maxSamples bounds the memory of an answer to a few dozen megabytes.
	maxSamples = 100_000
)

// refusal is the reason for which a request is rejected.
type refusal struct {
	status int
	reason string
}

func (r *refusal) Error() string { return r.reason }

func malformed(format string, args ...any) error {
	return &refusal{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

func tooLarge(format string, args ...any) error {
	return &refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf(format, args...)}
}

// ServeRead answers a POST of Prometheus remote read with samples.
func (h *History) ServeRead(w http.ResponseWriter, r *http.Request) {
	answer, err := h.read(w, r)
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		http.Error(w, refused.reason, refused.status)
	case err != nil:
		// The client has hung up.
	default:
		w.Header().Set("Content-Type", "application/x-protobuf")
		w.Header().Set("Content-Encoding", "snappy")
		_, _ = w.Write(answer)
	}
}

func (h *History) read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	var beyond *http.MaxBytesError
	switch {
	case errors.As(err, &beyond):
		return nil, tooLarge("the body has more than %d bytes", maxBodyBytes)
	case err != nil:
		return nil, malformed("the body could not be read to its end")
	}
	request, err := decode(body)
	if err != nil {
		return nil, err
	}
	response, err := h.answer(r.Context(), request)
	if err != nil {
		return nil, err
	}
	plain, err := response.Marshal()
	if err != nil {
		return nil, err
	}
	return snappy.Encode(nil, plain), nil
}

// decode reads a ReadRequest in Snappy's block format and checks its limits.
func decode(body []byte) (*prompb.ReadRequest, error) {
	if n, err := snappy.DecodedLen(body); err == nil && n > maxDecodedBytes {
		return nil, tooLarge("the body unpacks to %d bytes, more than %d", n, maxDecodedBytes)
	}
	unpacked, err := snappy.Decode(nil, body)
	if err != nil {
		return nil, malformed("the body is not compressed with Snappy's block format")
	}
	request := &prompb.ReadRequest{}
	if err := request.Unmarshal(unpacked); err != nil {
		return nil, malformed("the body is not a ReadRequest of Prometheus remote read: %s", err)
	}
	if accepted := request.AcceptedResponseTypes; len(accepted) > 0 && !slices.Contains(accepted, prompb.ReadRequest_SAMPLES) {
		return nil, malformed("none of the accepted response types is SAMPLES, the only one supported")
	}
	patternBytes := 0
	for _, q := range request.Queries {
		for _, m := range q.Matchers {
			if isPattern(m) {
				patternBytes += len(m.Value)
			}
		}
	}
	if patternBytes > maxPatternBytes {
		return nil, tooLarge("the regular expressions have %d bytes, more than %d", patternBytes, maxPatternBytes)
	}
	return request, nil
}

// answer has one result for each query, in their order.
func (h *History) answer(ctx context.Context, request *prompb.ReadRequest) (*prompb.ReadResponse, error) {
	response := &prompb.ReadResponse{Results: make([]*prompb.QueryResult, len(request.Queries))}
	samples := 0
	for i, q := range request.Queries {
		found, err := h.find(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			samples += len(s.Samples)
		}
		if samples > maxSamples {
			return nil, tooLarge("the answer has more than %d samples", maxSamples)
		}
		response.Results[i] = &prompb.QueryResult{Timeseries: found}
	}
	return response, nil
}

// find selects the series that satisfy every matcher of a query and have samples
// in its range of time.
func (h *History) find(ctx context.Context, q *prompb.Query) (found []*prompb.TimeSeries, err error) {
	matchers := make([]*labels.Matcher, len(q.Matchers))
	for i, m := range q.Matchers {
		if matchers[i], err = newMatcher(m); err != nil {
			return nil, err
		}
	}
	for _, s := range h.series {
		// Many matchers on many series take a while.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches(labelValue(s, m.Name)) }) {
			continue
		}
		if samples := between(s.Samples, q.StartTimestampMs, q.EndTimestampMs); len(samples) > 0 {
			found = append(found, &prompb.TimeSeries{Labels: s.Labels, Samples: samples})
		}
	}
	return found, nil
}

// newMatcher reads a matcher of the protocol, which numbers the types as labels does.
func newMatcher(m *prompb.LabelMatcher) (*labels.Matcher, error) {
	if m.Type > prompb.LabelMatcher_NRE || m.Type < prompb.LabelMatcher_EQ {
		return nil, malformed("a matcher has the type %d, which is none of the four", m.Type)
	}
	if isPattern(m) && strings.Contains(m.Value, "{") {
		// x{1000} has seven bytes and compiles to a thousand instructions.
		return nil, malformed("the regular expression of the label %.60q has a counted repetition, {}, which is not supported here", m.Name)
	}
	matcher, err := labels.NewMatcher(labels.MatchType(m.Type), m.Name, m.Value)
	if err != nil {
		return nil, malformed("the matcher of the label %.60q is not a valid regular expression", m.Name)
	}
	return matcher, nil
}

func isPattern(m *prompb.LabelMatcher) bool {
	return m.Type == prompb.LabelMatcher_RE || m.Type == prompb.LabelMatcher_NRE
}

// labelValue is the value of a series' label, empty where the series lacks it.
func labelValue(s *prompb.TimeSeries, name string) string {
	for _, l := range s.Labels {
		if l.Name == name {
			return l.Value
		}
	}
	return ""
}
