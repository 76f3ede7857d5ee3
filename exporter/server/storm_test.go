package server

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/config"
)

// slow is the shipped dataset, each load of which takes hours.
type slow struct{}

func (slow) Open(name string) (fs.File, error) {
	time.Sleep(time.Hour)
	return data.FS.Open(name)
}

// Requests for a reload that come together are answered by as few loads as can
// know what they want to have loaded, keep no scrape out, and end with the
// exporter.
func TestReloadsThatComeTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := config.Parse([]string{"CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_MAX_REQUESTS=1"})
		if err != nil {
			t.Fatal(err)
		}
		var log strings.Builder
		s, err := New(c, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		s.data = slow{}
		loads := func() int { return strings.Count(log.String(), "reason=request") }
		handler, err := s.Handler()
		if err != nil {
			t.Fatal(err)
		}
		status := func(method, path string) int {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			return w.Code
		}
		ctx, stop := context.WithCancel(t.Context())
		go s.reloadLoop(ctx, nil)
		var requests sync.WaitGroup
		answers := make(chan int, 100)
		post := func(n int) {
			for range n {
				requests.Go(func() { answers <- status("POST", "/-/reload") })
			}
			synctest.Wait()
		}
		answered := func() (all []int) {
			for len(answers) > 0 {
				all = append(all, <-answers)
			}
			slices.Sort(all)
			return all
		}

		post(maxReloads)
		if code := status("GET", "/metrics"); code != http.StatusOK {
			t.Errorf("a scrape meanwhile gets %d", code)
		}
		post(1)
		if got := answered(); !slices.Equal(got, []int{503}) {
			t.Errorf("one too many: %d", got)
		}
		requests.Wait()
		if got := answered(); !slices.Equal(got, slices.Repeat([]int{200}, maxReloads)) || loads() > 2 {
			t.Errorf("the others: %d, by %d loads", got, loads())
		}
		before := loads()

		post(maxReloads)
		stop()
		requests.Wait()
		got := answered()
		if loads() != before+1 || len(got) != maxReloads || got[0] != http.StatusOK {
			t.Errorf("when told to stop: %d, by %d loads", got, loads()-before)
		}
		for _, code := range got {
			if code != http.StatusOK && code != http.StatusServiceUnavailable {
				t.Errorf("when told to stop: %d", code)
			}
		}
	})
}
