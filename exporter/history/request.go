package history

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/prompb"
)

// Limits of one request and its answer. Prometheus sends one query a request,
// of a few hundred bytes.
const (
	maxBodyBytes    = 64 << 10
	maxDecodedBytes = 128 << 10
	maxQueries      = 64
	maxMatchers     = 64
	// maxSamples bounds the memory that an answer takes to a few dozen
	// megabytes. All that ships with the program is a few hundred samples.
	maxSamples = 100_000
)

// refusal is why a request is not answered.
type refusal struct {
	status int
	reason string
}

func (r *refusal) Error() string { return r.reason }

// malformed refuses what cannot be understood, tooLarge what is beyond a limit.
func malformed(format string, args ...any) error {
	return &refusal{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

func tooLarge(format string, args ...any) error {
	return &refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf(format, args...)}
}

// query asks for the samples of some series in a range of time that includes
// both its ends, in milliseconds.
type query struct {
	matchers []*labels.Matcher
	from, to int64
}

// readBody reads a request's body up to the limit.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	beyond := (*http.MaxBytesError)(nil)
	switch {
	case errors.As(err, &beyond):
		return nil, tooLarge("the body has more than %d bytes", maxBodyBytes)
	case err != nil:
		return nil, malformed("the body could not be read to its end")
	default:
		return body, nil
	}
}

// decode reads the queries from a body: a ReadRequest in Snappy's block format.
func decode(body []byte) ([]query, error) {
	switch n, err := snappy.DecodedLen(body); {
	case err != nil:
		return nil, malformed("the body is not compressed with Snappy's block format")
	case n > maxDecodedBytes:
		return nil, tooLarge("the body unpacks to %d bytes, more than %d", n, maxDecodedBytes)
	}
	unpacked, err := snappy.Decode(nil, body)
	if err != nil {
		return nil, malformed("the body is not compressed with Snappy's block format")
	}
	var request prompb.ReadRequest
	if err := request.Unmarshal(unpacked); err != nil {
		return nil, malformed("the body is not a ReadRequest of Prometheus remote read: %s", err)
	}
	if accepted := request.AcceptedResponseTypes; len(accepted) > 0 && !slices.Contains(accepted, prompb.ReadRequest_SAMPLES) {
		return nil, malformed("none of the accepted response types is SAMPLES, the only one there is")
	}
	if n := len(request.Queries); n > maxQueries {
		return nil, tooLarge("there are %d queries, more than %d", n, maxQueries)
	}
	queries := make([]query, len(request.Queries))
	patterns := &budget{maxPatternBytes, maxInstructions}
	for i, q := range request.Queries {
		queries[i], err = decodeQuery(q, patterns)
		if err != nil {
			return nil, err
		}
	}
	return queries, nil
}

// matchTypes are the types of matchers by their numbers in the protocol.
var matchTypes = map[prompb.LabelMatcher_Type]labels.MatchType{
	prompb.LabelMatcher_EQ:  labels.MatchEqual,
	prompb.LabelMatcher_NEQ: labels.MatchNotEqual,
	prompb.LabelMatcher_RE:  labels.MatchRegexp,
	prompb.LabelMatcher_NRE: labels.MatchNotRegexp,
}

func decodeQuery(q *prompb.Query, patterns *budget) (query, error) {
	if n := len(q.Matchers); n > maxMatchers {
		return query{}, tooLarge("a query has %d matchers, more than %d", n, maxMatchers)
	}
	decoded := query{make([]*labels.Matcher, len(q.Matchers)), q.StartTimestampMs, q.EndTimestampMs}
	for i, m := range q.Matchers {
		kind, known := matchTypes[m.Type]
		if !known {
			return query{}, malformed("a matcher has the type %d, which is none of the four", m.Type)
		}
		var err error
		if kind == labels.MatchRegexp || kind == labels.MatchNotRegexp {
			err = patterns.take(m.Value)
		}
		if err == nil {
			decoded.matchers[i], err = labels.NewMatcher(kind, m.Name, m.Value)
		}
		if refused := (*refusal)(nil); errors.As(err, &refused) {
			return query{}, err
		}
		if err != nil {
			return query{}, malformed("the matcher of the label %.60q is not a valid regular expression", m.Name)
		}
	}
	return decoded, nil
}
