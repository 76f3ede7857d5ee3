package server_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/server"
)

// testTimeout is the longest that a test waits for a condition, even on a busy machine.
const testTimeout = time.Minute

// instance is an exporter that runs until it is stopped or the test ends.
type instance struct {
	t       *testing.T
	url     string
	sighups chan os.Signal
	stop    context.CancelFunc
	ended   chan error
	log     *buffer
}

// buffer holds a log. It can be read while the exporter writes.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// start runs the exporter with a configuration from variables, and returns once it answers.
func start(t *testing.T, variables ...string) *instance {
	t.Helper()
	c, err := config.Parse(append([]string{"CNNIC_LISTEN_ADDRESS=" + freeAddress(t)}, variables...), nil)
	if err != nil {
		t.Fatal(err)
	}
	i := &instance{t: t, url: "http://" + c.ListenAddress[0], sighups: make(chan os.Signal), ended: make(chan error, 1), log: &buffer{}}
	s, err := server.New(c, slog.New(slog.NewTextHandler(i.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	i.stop = stop
	go func() { i.ended <- s.Run(ctx, i.sighups) }()
	// With TLS the exporter answers a plain HTTP request, too, with status 400.
	eventually(t, "the exporter answers", func() bool {
		r, err := http.Get(i.url + "/-/healthy")
		if err == nil {
			r.Body.Close()
		}
		return err == nil
	})
	return i
}

// stopAndWait stops the exporter, waits until it has ended, and reports its error.
func (i *instance) stopAndWait() {
	i.t.Helper()
	i.stop()
	select {
	case err := <-i.ended:
		if err != nil {
			i.t.Error(err)
		}
	case <-time.After(testTimeout):
		i.t.Fatal("the exporter does not end")
	}
}

// freeAddress returns an address on which nothing listens. Its port is below Linux's ephemeral ports, which clients and
// servers on port 0 get, so that none of them takes it meanwhile.
func freeAddress(t testing.TB) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(12_000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(testTimeout)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", testTimeout, what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

func (a answer) String() string {
	if a.Response == nil {
		return "no answer"
	}
	return fmt.Sprintf("%s: %.300s", a.Status, a.body)
}

// do sends a request with header fields, each given by its name and value.
func (i *instance) do(method, path string, fields ...string) answer {
	i.t.Helper()
	request, err := http.NewRequest(method, i.url+path, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	for pair := range slices.Chunk(fields, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	a, err := send(http.DefaultClient, request)
	if err != nil {
		i.t.Fatal(err)
	}
	return a
}

func send(client *http.Client, request *http.Request) (answer, error) {
	r, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return answer{r, string(body)}, err
}

// beginRemoteRead sends the header of a remote read request, without its body. The returned function
// sends an invalid body, and returns the status of the answer.
func (i *instance) beginRemoteRead() (finish func() int) {
	i.t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(i.url, "http://"))
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { connection.Close() })
	_, _ = io.WriteString(connection, "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
	reader := bufio.NewReader(connection)
	// The answer 100 Continue shows that the server waits for the body.
	if line, err := reader.ReadString('\n'); err != nil || !strings.HasPrefix(line, "HTTP/1.1 100 ") {
		i.t.Fatalf("got %q, %v, want 100 Continue", line, err)
	}
	return func() int {
		i.t.Helper()
		_, _ = io.WriteString(connection, "abc")
		// The answer 100 Continue ends with an empty line.
		_, _ = reader.ReadString('\n')
		r, err := http.ReadResponse(reader, nil)
		if err != nil {
			i.t.Fatal(err)
		}
		return r.StatusCode
	}
}

// sample returns the value of a series in the text of /metrics, or an empty string if it is absent.
func (i *instance) sample(series string) string {
	i.t.Helper()
	for line := range strings.Lines(i.do("GET", "/metrics").body) {
		if value, ok := strings.CutPrefix(line, series+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// edit replaces the only occurrence of a text in application_usage.csv of a dataset.
func edit(t *testing.T, dir, before, after string) {
	t.Helper()
	datasettest.Edit(t, dir, "application_usage.csv", func(content string) string {
		if n := strings.Count(content, before); n != 1 {
			t.Fatalf("application_usage.csv in %s holds %q %d times, want once", dir, before, n)
		}
		return strings.Replace(content, before, after, 1)
	})
}

// Series that several tests read.
const (
	shortVideo        = `cnnic_application_users{application="short_video",period="2024-12",sector="culture_tourism_entertainment"}`
	reloadSuccessful  = "cnnic_exporter_dataset_last_reload_successful"
	reloadSuccessTime = "cnnic_exporter_dataset_last_reload_success_timestamp_seconds"
)
