package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestLimiterAnswersWith503BeyondItsSlots(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	h := (&limit{most: 1}).handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-leave
	}))
	request := func() *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		return w
	}
	first := make(chan int)
	go func() { first <- request().Code }()
	<-entered
	if w := request(); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" {
		t.Errorf("got %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	leave <- struct{}{}
	if code := <-first; code != http.StatusOK {
		t.Errorf("the request within the limit got %d", code)
	}
	go func() { <-entered; leave <- struct{}{} }()
	if w := request(); w.Code != http.StatusOK {
		t.Errorf("after it ended the next got %d", w.Code)
	}
}

// Remote read takes a body of the size that it bounds itself, and no other path
// does.
func TestBodiesAreBounded(t *testing.T) {
	var err error
	h := commonHeaders(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, err = io.ReadAll(r.Body) }))
	for path, bounded := range map[string]bool{
		"/": true, "/metrics": true, "/history": true, "/-/reload": true, "/nowhere": true,
		readPath + "/": true, "/" + readPath: true, readPath: false,
	} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", path, strings.NewReader(strings.Repeat("x", maxBodyBytes+1))))
		if (err != nil) != bounded {
			t.Errorf("%s: reading %d bytes gives %v", path, maxBodyBytes+1, err)
		}
	}
}
