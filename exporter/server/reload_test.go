package server_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/prompb"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// requests returns requests for the metrics in both formats, the history, a file of the dataset
// and a remote read, each with gzip and without.
func requests(t testing.TB, url string) (all []*http.Request) {
	t.Helper()
	add := func(method, path, accept, body string) {
		for _, encoding := range []string{"gzip", "identity"} {
			r, err := http.NewRequest(method, url+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept", accept)
			r.Header.Set("Accept-Encoding", encoding)
			all = append(all, r)
		}
	}
	add("GET", "/metrics", "text/plain;version=0.0.4", "")
	add("GET", "/metrics", "application/openmetrics-text;version=1.0.0", "")
	add("GET", "/history", "*/*", "")
	add("GET", "/data/application_usage.csv", "*/*", "")
	add("POST", "/api/v1/read", "*/*", wholeHistory())
	return all
}

// wholeHistory returns the body of a remote read request for the whole history.
func wholeHistory() string {
	plain, err := (&prompb.ReadRequest{Queries: []*prompb.Query{{
		StartTimestampMs: 0, EndTimestampMs: 1 << 50,
		Matchers: []*prompb.LabelMatcher{{Type: prompb.LabelMatcher_RE, Name: "__name__", Value: "cnnic_history_.+"}},
	}}}).Marshal()
	if err != nil {
		panic(err)
	}
	return string(snappy.Encode(nil, plain))
}

// loadTime matches the only sample that differs between two loads of one dataset.
var loadTime = regexp.MustCompile(`(?m)^` + reloadSuccessTime + ` \d+$`)

// fetch sends a copy of a request, and returns the status, and the body gunzipped and without loadTime.
func fetch(r *http.Request) (status int, body string, err error) {
	r = r.Clone(r.Context())
	if r.Body, err = r.GetBody(); err != nil {
		return 0, "", err
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	reader := io.Reader(response.Body)
	if response.Header.Get("Content-Encoding") == "gzip" {
		if reader, err = gzip.NewReader(reader); err != nil {
			return 0, "", err
		}
	}
	plain, err := io.ReadAll(reader)
	return response.StatusCode, loadTime.ReplaceAllString(string(plain), ""), err
}

// While two datasets replace each other, every request is answered from one of the two.
func TestScrapeWhileReloading(t *testing.T) {
	t.Parallel()
	const total = 300
	root := t.TempDir()
	link := filepath.Join(root, "current")
	dirs := []string{datasettest.Report57(t), datasettest.Report57(t)}
	edit(t, dirs[1], "103953", "103954")
	linkTo := func(dir string) {
		next := filepath.Join(root, "next")
		if err := os.Symlink(dir, next); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(next, link); err != nil {
			t.Fatal(err)
		}
	}
	linkTo(dirs[0])
	i := start(t, "CNNIC_DATA_DIR="+link, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	all := requests(t, i.url)
	// known[k] has the bodies that answer request all[k], one for each dataset.
	known := make([]map[string]bool, len(all))
	for _, dir := range dirs {
		linkTo(dir)
		if a := i.do("POST", "/-/reload"); a.StatusCode != http.StatusOK {
			t.Fatal(a.body)
		}
		for k, r := range all {
			status, body, err := fetch(r)
			if err != nil || status != http.StatusOK {
				t.Fatal(r.URL, status, err)
			}
			if known[k] == nil {
				known[k] = map[string]bool{}
			}
			known[k][body] = true
		}
	}
	for k, bodies := range known {
		if len(bodies) != len(dirs) {
			t.Errorf("%s, %s: the body is the same for both datasets", all[k].URL, all[k].Header)
		}
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for k := int(next.Add(1)); k <= total; k = int(next.Add(1)) {
				r := all[k%len(all)]
				status, body, err := fetch(r)
				if err != nil || status != http.StatusOK || !known[k%len(all)][body] {
					t.Errorf("%s, %s: got %d, %v or a body of neither dataset", r.URL, r.Header, status, err)
					return
				}
			}
		})
	}
	for k := 0; int(next.Load()) < total && !t.Failed(); k++ {
		linkTo(dirs[k%2])
		if a := i.do("POST", "/-/reload"); a.StatusCode != http.StatusOK {
			t.Error(a.body)
		}
	}
	group.Wait()
}

// A reload requested while another one runs reads the files anew: the running one may have read them
// before their last change.
func TestConcurrentReloadsLoadTheNewestFiles(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	var group sync.WaitGroup
	group.Go(func() { i.do("POST", "/-/reload") })
	time.Sleep(time.Millisecond) // Usually long enough for that reload to begin.
	edit(t, dir, "103953", "103954")
	if a := i.do("POST", "/-/reload"); a.StatusCode != http.StatusOK || i.sample(shortVideo) != "1039540000" {
		t.Errorf("got %d, and then %q users, want 200 and 1039540000", a.StatusCode, i.sample(shortVideo))
	}
	group.Wait()
}

func TestDataServesTheLoadedFiles(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	const csv = "text/csv; charset=utf-8; header=present"
	// checkServed compares a served file with the one in dir, and returns its ETag.
	checkServed := func(name string) (tag string) {
		t.Helper()
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		a := i.do("GET", "/data/"+name)
		if a.StatusCode != 200 || a.Header.Get("Content-Type") != csv || !bytes.Equal([]byte(a.body), content) {
			t.Errorf("%s: got %d, %s and %d bytes, want 200, %s and the %d bytes of the file",
				name, a.StatusCode, a.Header.Get("Content-Type"), len(a.body), csv, len(content))
		}
		return a.Header.Get("ETag")
	}
	first := checkServed("application_usage.csv")
	edit(t, dir, "103953", "broken")
	before := i.do("GET", "/data/application_usage.csv")
	i.do("POST", "/-/reload")
	if i.do("GET", "/data/application_usage.csv").body != before.body {
		t.Error("the file of a rejected dataset is served")
	}
	edit(t, dir, "broken", "103954")
	i.do("POST", "/-/reload")
	if tag := checkServed("application_usage.csv"); tag == first || tag == "" {
		t.Errorf("after a change the ETag is %q, before it was %q", tag, first)
	}
	const other = "notes.csv" // Not a file of the dataset, although it lies in the directory.
	if err := os.WriteFile(filepath.Join(dir, other), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if a := i.do("GET", "/data/"+other); a.StatusCode != 404 {
		t.Errorf("%s: got %d, want 404", other, a.StatusCode)
	}
	for _, path := range []string{"/data", "/data/", "/data/datapackage.json"} {
		a := i.do("GET", path)
		if a.Header.Get("Content-Type") != "application/json" || !strings.Contains(a.body, `"resources"`) {
			t.Errorf("%s is %s, want datapackage.json: %s", path, a.Header.Get("Content-Type"), a)
		}
	}
}
