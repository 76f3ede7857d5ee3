package server_test

import (
	"flag"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cnnic_exporter/data"
)

// The short form, which every run of the tests makes, takes seconds. The long
// one takes minutes:
//
//	go test ./exporter/server -run Soak -v -timeout 1h -soak.scrapes 1000000 -soak.reloads 1000
var (
	soakScrapes = flag.Int("soak.scrapes", 1500, "good requests that the soak test makes")
	soakReloads = flag.Int("soak.reloads", 12, "reloads that it makes meanwhile")
)

const (
	soakClients = 8
	// goodPerBad is how many good requests there are for each bad client.
	goodPerBad = 20
	// heapSlack is what the heap may differ by between two moments of rest. It is
	// less than the datasets of the short form's reloads would take, were they kept.
	heapSlack = 1 << 20
)

// soak is a running exporter whose dataset is swapped while it is asked.
type soak struct {
	*instance
	known *known
	// link is the directory that the exporter reads, dirs what it may lead to.
	link string
	dirs [2]string
	// shown is the dataset that is in place, by its place in dirs.
	shown, reloads int

	scrapes, answers304, badAnswers atomic.Int64
}

// Scrapes in every format under reloads, beside clients that behave badly: no
// good request fails, no answer mixes two datasets, and nothing grows.
func TestSoak(t *testing.T) {
	atStart := runtime.NumGoroutine()
	s := newSoak(t)
	// The first tenth fills every pool.
	s.run(*soakScrapes/10, *soakReloads/10)
	before := s.atRest()
	s.run(*soakScrapes-*soakScrapes/10, *soakReloads-*soakReloads/10)
	after := s.atRest()
	t.Logf("%d good requests, of which %d got 304, %d reloads, %d answers to bad clients; at rest after a tenth %+v, at the end %+v; most memory ever resident %s",
		s.scrapes.Load(), s.answers304.Load(), s.reloads, s.badAnswers.Load(), before, after, peakMemory())
	if s.answers304.Load() == 0 || s.badAnswers.Load() == 0 {
		t.Errorf("%d answers were 304, and %d went to bad clients", s.answers304.Load(), s.badAnswers.Load())
	}
	if after.goroutines > before.goroutines || after.files > before.files || after.heap > before.heap+heapSlack {
		t.Errorf("grew from %+v to %+v", before, after)
	}
	s.stop()
	if err := <-s.ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	http.DefaultClient.CloseIdleConnections()
	eventually(t, "every goroutine ends", func() bool { return runtime.NumGoroutine() <= atStart })
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	s := &soak{link: filepath.Join(t.TempDir(), "current")}
	for i := range s.dirs {
		s.dirs[i] = dataDir(t)
	}
	// The second differs in many files, so that a mixture would show.
	edit(t, s.dirs[1], "application_usage.csv", "103953", "103954")
	edit(t, s.dirs[1], "reports.csv", ",CNNIC,", ",The CNNIC,")
	for _, name := range []string{"applications.csv", "sectors.csv", "indicators.csv", "platforms.csv"} {
		reverseRows(t, s.dirs[1], name)
	}
	s.known = learn(t, s.dirs)
	s.point(t, s.dirs[0])
	s.instance = start(t, "CNNIC_DATA_DIR="+s.link, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=50ms")
	return s
}

// reverseRows changes the order in which a table's rows are shown.
func reverseRows(t *testing.T, dir, name string) {
	t.Helper()
	content, err := data.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	slices.Reverse(lines[1:])
	if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// point swaps the link in one step, as the kubelet does with a ConfigMap.
func (s *soak) point(t *testing.T, dir string) {
	t.Helper()
	if err := os.Symlink(dir, s.link+"_new"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.link+"_new", s.link); err != nil {
		t.Fatal(err)
	}
}

// run makes good requests, and evenly among them reloads and bad clients.
func (s *soak) run(scrapes, reloads int) {
	var next atomic.Int64
	reloadDue, badDue := make(chan struct{}, reloads), make(chan struct{}, 1)
	var good, bad sync.WaitGroup
	for range soakClients {
		good.Go(func() {
			c := newGoodClient(s)
			defer c.CloseIdleConnections()
			for n := int(next.Add(1)); n <= scrapes && !s.t.Failed(); n = int(next.Add(1)) {
				c.ask(n)
				if n%max(1, scrapes/max(1, reloads)) == 0 && n/max(1, scrapes/max(1, reloads)) <= reloads {
					reloadDue <- struct{}{}
				}
				if n%goodPerBad == 0 {
					badDue <- struct{}{}
				}
			}
		})
	}
	bad.Go(func() {
		clients := &badClients{soak: s}
		defer clients.hangUp()
		for range badDue {
			clients.act()
		}
	})
	bad.Go(func() {
		for range reloadDue {
			s.reload()
		}
	})
	good.Wait()
	close(reloadDue)
	close(badDue)
	bad.Wait()
}

// reload swaps the dataset while one reload is under way and asks for another.
// Each third time it is first swapped for one that cannot be loaded.
func (s *soak) reload() {
	s.reloads++
	if s.reloads%3 == 0 {
		s.point(s.t, filepath.Join(s.link+"_nowhere", "dataset"))
		if a := s.do("POST", "/-/reload"); a.StatusCode != 500 || !strings.Contains(a.body, "no such file or directory") {
			s.t.Errorf("a dataset that is not there: got %d: %s", a.StatusCode, a.body)
		}
		if got := s.sample(shortVideo); got != shortVideoOf[s.shown] {
			s.t.Errorf("after a reload that failed there are %s, before it were %s", got, shortVideoOf[s.shown])
		}
	}
	under := make(chan answer)
	go func() { under <- s.do("POST", "/-/reload") }()
	s.shown = 1 - s.shown
	s.point(s.t, s.dirs[s.shown])
	<-under
	if a := s.do("POST", "/-/reload"); a.StatusCode != 200 {
		s.t.Errorf("a good dataset: got %d: %s", a.StatusCode, a.body)
	}
	if got := s.sample(shortVideo); got != shortVideoOf[s.shown] {
		s.t.Errorf("after the reload there are %s, want %s", got, shortVideoOf[s.shown])
	}
}

// shortVideoOf is a figure by which to tell the datasets.
var shortVideoOf = [2]string{"1.03953e+09", "1.03954e+09"}

// rest is what is in use while nobody asks.
type rest struct {
	heap              uint64
	goroutines, files int
}

func (s *soak) atRest() rest {
	s.known.forget()
	s.log.forget()
	http.DefaultClient.CloseIdleConnections()
	stacks := make([]byte, 1<<20)
	eventually(s.t, "the end of every connection is noticed", func() bool {
		running := string(stacks[:runtime.Stack(stacks, true)])
		return !strings.Contains(running, "net/http.(*conn).serve") && !strings.Contains(running, "net/http.(*persistConn)")
	})
	r := rest{goroutines: runtime.NumGoroutine(), files: openFiles()}
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r.heap = m.HeapAlloc
	return r
}

// openFiles counts the process's open files where the system tells them.
func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

func peakMemory() string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// dial opens a connection for a bad client.
func (s *soak) dial() *net.TCPConn {
	c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		s.t.Error(err)
		return nil
	}
	tcp := c.(*net.TCPConn)
	// Reset on close: a million closed connections would use up the ports.
	_ = tcp.SetLinger(0)
	return tcp
}
