package server_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func TestStatusAndBody(t *testing.T) {
	t.Parallel()
	i := start(t)
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, "How China uses the Internet"},
		{"GET", "/?lang=zh", 200, "中国互联网应用使用情况"},
		{"GET", "/metrics", 200, shortVideo + " 1039530000\n"},
		{"HEAD", "/metrics", 200, ""},
		{"GET", "/history", 200, "\n# EOF\n"},
		{"HEAD", "/history", 200, ""},
		{"POST", "/api/v1/read", 400, "Snappy"},
		{"GET", "/data/", 200, `"resources"`},
		{"GET", "/telemetry", 200, `cnnic_exporter_http_requests_total{code="200",handler="/data/",method="get"} 1`},
		{"GET", "/telemetry", 200, "process_resident_memory_bytes"},
		{"GET", "/telemetry", 200, "go_info"},
		{"GET", "/telemetry", 200, `cnnic_exporter_http_requests_total{code="200",handler="/metrics",method="get"}`},
		{"GET", "/-/healthy", 200, "The CNNIC exporter is healthy.\n"},
		{"GET", "/-/ready", 200, "The CNNIC exporter is ready.\n"},
		{"GET", "/nowhere", 404, ""},
		{"GET", "/metrics/", 404, ""},
		{"POST", "/-/reload", 403, "CNNIC_ENABLE_LIFECYCLE=true"},
		{"GET", "/telemetry", 200, `cnnic_exporter_http_requests_total{code="403",handler="/-/reload",method="post"} 1`},
		{"GET", "/telemetry", 200, `cnnic_exporter_http_request_duration_seconds_count{handler="/metrics"} 2`},
	} {
		a := i.do(c.method, c.path)
		if a.StatusCode != c.status || !strings.Contains(a.body, c.body) {
			t.Errorf("%s %s: got %s, want %d and in the body %q", c.method, c.path, a, c.status, c.body)
		}
	}
	// These paths do not negotiate: Accept does not change their content type.
	for path, want := range map[string]string{
		"/history": "application/openmetrics-text; version=1.0.0; charset=utf-8", "/-/ready": "text/plain; charset=utf-8",
	} {
		const accept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;q=0.9"
		if got := i.do("HEAD", path, "Accept", accept).Header.Get("Content-Type"); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	h := i.do("GET", "/telemetry", "Accept", "application/openmetrics-text", "Accept-Encoding", "gzip").Header
	if !strings.HasPrefix(h.Get("Content-Type"), "text/plain;") || h.Get("Content-Encoding") != "" {
		t.Errorf("/telemetry is %s with the encoding %q, want text/plain without an encoding", h.Get("Content-Type"), h.Get("Content-Encoding"))
	}
}

func TestLanguageOfThePage(t *testing.T) {
	t.Parallel()
	i := start(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/", "", `<html lang="en">`},
		{"/", "de", `<html lang="en">`},
		{"/", "zh-CN,zh;q=0.9,en;q=0.8", `<html lang="zh-CN">`},
		{"/", "en;q=0.5, zh", `<html lang="zh-CN">`},
		{"/?lang=en", "zh-CN", `<html lang="en">`},
		{"/?lang=zh", "en", `<html lang="zh-CN">`},
		{"/?lang=chinese", "zh", `<html lang="zh-CN">`},
	} {
		a := i.do("GET", c.path, "Accept-Language", c.accept)
		if !strings.Contains(a.body, c.want) {
			t.Errorf("%s with %q: got %s, want %s in the page", c.path, c.accept, a, c.want)
		}
	}
}

func TestPprofIsServedOnlyWhenEnabled(t *testing.T) {
	t.Parallel()
	for variable, want := range map[string]int{"CNNIC_ENABLE_PPROF=false": 404, "CNNIC_ENABLE_PPROF=true": 200} {
		i := start(t, variable)
		for _, path := range []string{"/debug/pprof/", "/debug/pprof/heap"} {
			if a := i.do("GET", path); a.StatusCode != want {
				t.Errorf("%s, %s: got %d, want %d", variable, path, a.StatusCode, want)
			}
		}
	}
}

func TestReloadBySignalRequestAndWatch(t *testing.T) {
	t.Parallel()
	for name, reload := range map[string]func(*instance){
		"signal":  func(i *instance) { i.sighups <- syscall.SIGHUP },
		"request": func(i *instance) { i.do("POST", "/-/reload") },
		"watch":   func(*instance) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := datasettest.Report57(t)
			interval := "0"
			if name == "watch" {
				interval = "20ms"
			}
			i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL="+interval)
			first := i.sample(reloadSuccessTime)
			if got := i.sample(shortVideo); got != "1039530000" {
				t.Fatalf("at the start the users are %q, want 1039530000", got)
			}

			time.Sleep(time.Second) // The time of the last success is in whole seconds.
			edit(t, dir, "103953", "broken")
			reload(i)
			eventually(t, "the failed reload shows", func() bool { return i.sample(reloadSuccessful) == "0" })
			if got := i.sample(shortVideo); got != "1039530000" {
				t.Errorf("after a failed reload the users are %q, want 1039530000", got)
			}
			if got := i.sample(reloadSuccessTime); got != first {
				t.Errorf("a failed reload moved the time of the last success from %q to %q", first, got)
			}

			edit(t, dir, "broken", "103954")
			reload(i)
			eventually(t, "the good reload shows", func() bool { return i.sample(reloadSuccessful) == "1" })
			if got := i.sample(shortVideo); got != "1039540000" {
				t.Errorf("after a good reload the users are %q, want 1039540000", got)
			}
		})
	}
}

// deadlineRecorder records a response and its write deadline.
type deadlineRecorder struct {
	*httptest.ResponseRecorder
	deadline time.Time
}

func (r *deadlineRecorder) SetWriteDeadline(deadline time.Time) error {
	r.deadline = deadline
	return nil
}

// Most responses must be written within 30 seconds. A reload of a large dataset may take longer.
func TestReloadRequestHasNoWriteDeadline(t *testing.T) {
	t.Parallel()
	c, err := config.Parse([]string{"CNNIC_ENABLE_LIFECYCLE=true"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &deadlineRecorder{httptest.NewRecorder(), time.Now()}
	newServer(t, c).Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/-/reload", nil))
	if w.Code != http.StatusOK || !w.deadline.IsZero() {
		t.Errorf("got %d with the write deadline %s, want 200 and none", w.Code, w.deadline)
	}
}

// A ConfigMap's files are links into ..data. An update replaces ..data, which is itself a link,
// by a link to another directory.
func TestWatchSeesConfigMapUpdate(t *testing.T) {
	t.Parallel()
	root, before, after := t.TempDir(), datasettest.Report57(t), datasettest.Report57(t)
	edit(t, after, "103953", "103955")
	link := filepath.Join(root, "..data")
	if err := os.Symlink(before, link); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(before)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Symlink(filepath.Join("..data", e.Name()), filepath.Join(root, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	i := start(t, "CNNIC_DATA_DIR="+root, "CNNIC_RELOAD_INTERVAL=20ms")
	if err := os.Symlink(after, link+"_new"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(link+"_new", link); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the new figure shows", func() bool { return i.sample(shortVideo) == "1039550000" })
}

func TestStopWaitsForRunningRequests(t *testing.T) {
	t.Parallel()
	i := start(t)
	finish := i.beginRemoteRead()
	i.stop()
	eventually(t, "new connections are refused", func() bool {
		connection, err := net.Dial("tcp", strings.TrimPrefix(i.url, "http://"))
		if err == nil {
			connection.Close()
		}
		return err != nil
	})
	// 400 is the regular answer to the invalid body that finish sends.
	if code := finish(); code != http.StatusBadRequest {
		t.Errorf("the running request gets %d, want 400", code)
	}
	i.stopAndWait()
}

func TestStopEndsAfterTheShutdownTimeout(t *testing.T) {
	t.Parallel()
	i := start(t, "CNNIC_SHUTDOWN_TIMEOUT=50ms")
	i.beginRemoteRead()
	i.stop()
	want := "a request was still running after --web.shutdown-timeout"
	if err := <-i.ended; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A stop succeeds while reload requests wait for each other, and none of them is answered with an error.
func TestStopWithReloadsWaiting(t *testing.T) {
	t.Parallel()
	i := start(t, "CNNIC_DATA_DIR="+datasettest.Report57(t), "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	const requests = 4
	codes := make(chan int, requests)
	for range requests {
		go func() {
			r, err := http.Post(i.url+"/-/reload", "", nil)
			if err != nil {
				codes <- 0
				return
			}
			r.Body.Close()
			codes <- r.StatusCode
		}()
	}
	if first := <-codes; first != http.StatusOK {
		t.Errorf("the first request gets %d, want 200", first)
	}
	i.stopAndWait()
	for range requests - 1 {
		// A request that connects only after the stop gets no answer.
		if code := <-codes; code != 0 && code != http.StatusOK {
			t.Errorf("a later request gets %d, want 200 or no answer", code)
		}
	}
}
