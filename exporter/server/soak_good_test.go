package server_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/prometheus/prometheus/prompb"
)

// question is one way to ask for what a dataset says.
type question struct {
	method, path, accept string
	body                 string
}

// questions are the paths that show the dataset, in every format.
var questions = []question{
	{method: "GET", path: "/metrics"},
	{method: "GET", path: "/metrics", accept: "text/plain;version=0.0.4"},
	{method: "GET", path: "/metrics", accept: "text/plain;version=1.0.0;escaping=allow-utf-8"},
	{method: "GET", path: "/metrics", accept: "application/openmetrics-text;version=0.0.1"},
	{method: "GET", path: "/metrics", accept: "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"},
	{method: "GET", path: "/history"},
	{method: "POST", path: "/api/v1/read", body: everything()},
	{method: "GET", path: "/metrics", accept: "application/openmetrics-text;version=1.0.0;escaping=underscores"},
}

var contentEncodings = []string{"gzip", "zstd", "identity"}

// everything asks remote read for all users of all applications.
func everything() string {
	plain, err := (&prompb.ReadRequest{Queries: []*prompb.Query{{
		StartTimestampMs: 0, EndTimestampMs: 1 << 50,
		Matchers: []*prompb.LabelMatcher{{Type: prompb.LabelMatcher_RE, Name: "__name__", Value: "cnnic_history_.+"}},
	}}}).Marshal()
	if err != nil {
		panic(err)
	}
	return string(snappy.Encode(nil, plain))
}

// rendering is an answer to a question, around the time of the last reload.
type rendering struct{ before, after []byte }

// reloadTime is the only line that may differ between loads of one dataset.
var reloadTime = regexp.MustCompile(`(?m)^` + loaded + ` \d\.\d+e\+09$`)

func render(body []byte) rendering {
	at := reloadTime.FindIndex(body)
	if at == nil {
		return rendering{before: body}
	}
	return rendering{body[:at[0]], body[at[1]:]}
}

// is compares byte for byte.
func (r rendering) is(body []byte) bool {
	middle, ok := bytes.CutPrefix(body, r.before)
	if ok {
		middle, ok = bytes.CutSuffix(middle, r.after)
	}
	return ok && (len(middle) == 0 || reloadTime.FindIndex(middle) != nil && len(reloadTime.Find(middle)) == len(middle))
}

// known holds every answer that is right, and which compressed bodies were found
// to be one of them.
type known struct {
	renderings map[question][]rendering

	mu     sync.Mutex
	proven map[string]bool
}

// learn asks an exporter of its own for each dataset.
func learn(t *testing.T, dirs [2]string) *known {
	t.Helper()
	k := &known{renderings: map[question][]rendering{}, proven: map[string]bool{}}
	for _, dir := range dirs {
		i := start(t, "CNNIC_DATA_DIR="+dir)
		for _, q := range questions {
			r, body, err := q.put(http.DefaultClient, i.url, "identity", "")
			if err != nil || r.StatusCode != http.StatusOK {
				t.Fatal(q, r, err)
			}
			failed := bytes.Replace(body, []byte("\n"+successful+" 1"), []byte("\n"+successful+" 0"), 1)
			k.renderings[q] = append(k.renderings[q], render(body), render(failed))
		}
		i.stop()
		if err := <-i.ended; err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range questions {
		if bytes.Equal(k.renderings[q][0].before, k.renderings[q][2].before) && bytes.Equal(k.renderings[q][0].after, k.renderings[q][2].after) {
			t.Fatalf("the answers to %v do not tell the datasets apart", q)
		}
	}
	return k
}

func (k *known) holds(q question, body []byte) bool {
	return slices.ContainsFunc(k.renderings[q], func(r rendering) bool { return r.is(body) })
}

// holdsPacked unpacks each compressed body once, since equal ones unpack alike.
func (k *known) holdsPacked(q question, encoding string, packed []byte) bool {
	key := q.path + q.accept + encoding + string(packed)
	k.mu.Lock()
	proven := k.proven[key]
	k.mu.Unlock()
	if proven {
		return true
	}
	plain, err := unpackAs(encoding, packed)
	if err != nil || !k.holds(q, plain) {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.proven) > 100 {
		clear(k.proven)
	}
	k.proven[key] = true
	return true
}

func (k *known) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.proven = map[string]bool{}
}

func unpackAs(encoding string, packed []byte) ([]byte, error) {
	switch encoding {
	case "gzip":
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	case "zstd":
		r, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	default:
		return packed, nil
	}
}

// put asks a question and reads the answer to its end.
func (q question) put(client *http.Client, url, encoding, tag string) (*http.Response, []byte, error) {
	request, err := http.NewRequest(q.method, url+q.path, strings.NewReader(q.body))
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Accept-Encoding", encoding)
	if q.accept != "" {
		request.Header.Set("Accept", q.accept)
	}
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	r, err := client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return r, body, err
}

// goodClient asks as Prometheus does, on connections that are kept.
type goodClient struct {
	*http.Client
	soak *soak
	tags map[question]map[string]string
}

func newGoodClient(s *soak) *goodClient {
	return &goodClient{&http.Client{Transport: &http.Transport{DisableCompression: true}}, s, map[question]map[string]string{}}
}

// ask puts one question after the other in each encoding, and each fifth with
// the tag of the last answer to it.
func (c *goodClient) ask(n int) {
	c.soak.scrapes.Add(1)
	q, encoding := questions[n%len(questions)], contentEncodings[n/len(questions)%len(contentEncodings)]
	if n%1000 == 7 {
		c.askTelemetry()
		return
	}
	tags := c.tags[q]
	if tags == nil {
		tags = map[string]string{}
		c.tags[q] = tags
	}
	sent := ""
	if n%5 == 0 {
		sent = tags[encoding]
	}
	r, body, err := q.put(c.Client, c.soak.url, encoding, sent)
	switch {
	case err != nil:
		c.soak.t.Errorf("%v, %s: %v", q, encoding, err)
	case r.StatusCode == http.StatusNotModified && sent != "" && len(body) == 0:
		c.soak.answers304.Add(1)
	case r.StatusCode != http.StatusOK:
		c.soak.t.Errorf("%v, %s: got %d: %.200s", q, encoding, r.StatusCode, body)
	case r.Header.Get("Content-Encoding") == "gzip" || r.Header.Get("Content-Encoding") == "zstd":
		if !c.soak.known.holdsPacked(q, r.Header.Get("Content-Encoding"), body) {
			c.soak.t.Errorf("%v, %s: the answer is that of neither dataset", q, encoding)
		}
	case !c.soak.known.holds(q, body):
		c.soak.t.Errorf("%v, %s: the answer is that of neither dataset: %d bytes", q, encoding, len(body))
	}
	if err == nil {
		tags[encoding] = r.Header.Get("ETag")
	}
}

func (c *goodClient) askTelemetry() {
	r, body, err := question{method: "GET", path: "/telemetry"}.put(c.Client, c.soak.url, "identity", "")
	if err != nil || r.StatusCode != http.StatusOK || !bytes.Contains(body, []byte("\ngo_goroutines ")) {
		c.soak.t.Errorf("/telemetry: %v, %v", r, err)
	}
}
