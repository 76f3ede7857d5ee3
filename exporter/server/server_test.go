package server_test

import (
	"bytes"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/server"
)

func TestPaths(t *testing.T) {
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
		{"GET", "/api/v1/read", 405, ""},
		{"POST", "/history", 405, ""},
		{"GET", "/telemetry", 200, "process_resident_memory_bytes"},
		{"GET", "/telemetry", 200, "go_build_info"},
		{"GET", "/telemetry", 200, `cnnic_exporter_http_requests_total{code="200",handler="/metrics",method="get"}`},
		{"GET", "/-/healthy", 200, "The CNNIC exporter is healthy.\n"},
		{"GET", "/-/ready", 200, "The CNNIC exporter is ready.\n"},
		{"GET", "/nowhere", 404, ""},
		{"GET", "/metrics/", 404, ""},
		{"POST", "/metrics", 405, ""},
		{"GET", "/-/reload", 405, ""},
		{"POST", "/-/reload", 403, "CNNIC_ENABLE_LIFECYCLE=true"},
	} {
		a := i.do(c.method, c.path)
		if a.StatusCode != c.status || !strings.Contains(a.body, c.body) {
			t.Errorf("%s %s: got %d, want %d and in the body %q", c.method, c.path, a.StatusCode, c.status, c.body)
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

func TestReloads(t *testing.T) {
	t.Parallel()
	for name, reload := range map[string]func(*instance){
		"signal":  func(i *instance) { i.hangups <- syscall.SIGHUP },
		"request": func(i *instance) { i.do("POST", "/-/reload") },
		"watch":   func(*instance) {},
	} {
		t.Run(name, func(t *testing.T) {
			dir := dataDir(t)
			interval := "0"
			if name == "watch" {
				interval = "20ms"
			}
			i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL="+interval)
			first := i.sample(loaded)
			if got := i.sample(shortVideo); got != "1039530000" {
				t.Fatalf("at the start the users are %s", got)
			}

			edit(t, dir, "103953", "broken")
			reload(i)
			eventually(t, "the failed reload shows", func() bool { return i.sample(successful) == "0" })
			if got := i.sample(shortVideo); got != "1039530000" {
				t.Errorf("after a failed reload the users are %s", got)
			}
			if got := i.sample(loaded); got != first {
				t.Errorf("a failed reload moved the time of the last success from %s to %s", first, got)
			}
			if log := i.log.String(); !strings.Contains(log, "file=application_usage.csv") || !strings.Contains(log, `problem="\"broken\" is not a number"`) {
				t.Errorf("the log does not say what is wrong:\n%s", log)
			}

			edit(t, dir, "broken", "103954")
			reload(i)
			eventually(t, "the good reload shows", func() bool { return i.sample(successful) == "1" })
			if got := i.sample(shortVideo); got != "1039540000" {
				t.Errorf("after a good reload the users are %s", got)
			}
			if got := i.sample(loaded); seconds(t, got) < seconds(t, first) {
				t.Errorf("the last success moved back, from %s to %s", first, got)
			}
		})
	}
}

// seconds reads a sample's value.
func seconds(t *testing.T, value string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestHistoryIsReloaded(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	holds := func(users string) bool {
		return strings.Contains(i.do("GET", "/history").body,
			`cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} `+users+" 1735603200\n")
	}
	if got := i.do("GET", "/history").Header.Get("Content-Type"); got != "application/openmetrics-text; version=1.0.0; charset=utf-8" {
		t.Errorf("Content-Type is %s", got)
	}
	edit(t, dir, "103953", "broken")
	if i.do("POST", "/-/reload"); !holds("1039530000") {
		t.Error("a failed reload lost the history")
	}
	edit(t, dir, "broken", "103954")
	if i.do("POST", "/-/reload"); !holds("1039540000") {
		t.Error("a good reload did not reach the history")
	}
}

func TestRemoteReadIsBoundedAndCounted(t *testing.T) {
	t.Parallel()
	i := start(t)
	for size, want := range map[int]int{8 << 10: 400, 8<<10 + 1: 413} {
		r, err := http.Post(i.url+"/api/v1/read", "application/x-protobuf", strings.NewReader(strings.Repeat("\xff", size)))
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("%d bytes get %d, want %d", size, r.StatusCode, want)
		}
	}
	if want := `cnnic_exporter_http_requests_total{code="413",handler="/api/v1/read",method="post"} 1`; !strings.Contains(i.do("GET", "/telemetry").body, want) {
		t.Errorf("/telemetry lacks %s", want)
	}
}

// A ConfigMap's files are links through a directory link that is swapped.
func TestWatchSeesConfigMapUpdate(t *testing.T) {
	t.Parallel()
	root, before, after := t.TempDir(), dataDir(t), dataDir(t)
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

func TestPostReloadAnswersWithTheProblems(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true")
	if a := i.do("POST", "/-/reload"); a.StatusCode != 200 || a.body != "The dataset was reloaded.\n" {
		t.Errorf("got %d: %s", a.StatusCode, a.body)
	}
	edit(t, dir, "103953", "broken")
	a := i.do("POST", "/-/reload")
	if a.StatusCode != 500 || !strings.Contains(a.body, `users_10k: "broken" is not a number`) {
		t.Errorf("got %d: %s", a.StatusCode, a.body)
	}
	if strings.Contains(a.body, dir) {
		t.Errorf("the answer contains the directory: %s", a.body)
	}
}

func TestStartWithBadDataFails(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	edit(t, dir, "103953", "broken")
	c, err := config.Parse([]string{"CNNIC_DATA_DIR=" + dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	if _, err := server.New(c, slog.New(slog.NewTextHandler(&log, nil))); err == nil || err.Error() != "the dataset was rejected, and there is no earlier one to serve" {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(log.String(), "column=users_10k") {
		t.Errorf("the log does not say what is wrong:\n%s", log.String())
	}
}

func TestStopWaitsForRunningRequests(t *testing.T) {
	t.Parallel()
	i := start(t)
	finish := i.beginRead()
	i.stop()
	eventually(t, "new connections are refused", func() bool {
		connection, err := net.Dial("tcp", strings.TrimPrefix(i.url, "http://"))
		if err == nil {
			connection.Close()
		}
		return err != nil
	})
	if code := finish(); code != http.StatusBadRequest {
		t.Errorf("the running request gets %d", code)
	}
	i.end()
}

func TestStopEndsAfterTheShutdownTimeout(t *testing.T) {
	t.Parallel()
	i := start(t, "CNNIC_SHUTDOWN_TIMEOUT=50ms")
	i.beginRead()
	i.stop()
	want := "a request was still running after --web.shutdown-timeout"
	if err := <-i.ended; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Requests that wait for a reload do not keep the exporter from stopping.
func TestStopWithReloadsWaiting(t *testing.T) {
	t.Parallel()
	i := start(t, "CNNIC_DATA_DIR="+dataDir(t), "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	const most = 4
	codes := make(chan int, most)
	for range most {
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
		t.Errorf("the first is answered with %d", first)
	}
	i.end()
	for range most - 1 {
		// A connection after the shutdown is refused.
		if code := <-codes; code != 0 && code != http.StatusOK && code != http.StatusServiceUnavailable {
			t.Errorf("another is answered with %d", code)
		}
	}
}

func TestTwoAddresses(t *testing.T) {
	t.Parallel()
	second := freeAddress(t)
	i := start(t, "CNNIC_LISTEN_ADDRESS="+freeAddress(t)+","+second)
	i.url = "http://" + second
	if a := i.do("GET", "/-/ready"); a.StatusCode != 200 {
		t.Errorf("the second address answers with %d", a.StatusCode)
	}
}

// If one address is in use, none is served.
func TestTakenAddressStopsAll(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	free := freeAddress(t)
	c, err := config.Parse([]string{"CNNIC_LISTEN_ADDRESS=" + free + "," + taken.Addr().String()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("got %v", err)
	}
	eventually(t, "the free address is not served", func() bool {
		_, err := http.Get("http://" + free + "/-/ready")
		return err != nil
	})
}
