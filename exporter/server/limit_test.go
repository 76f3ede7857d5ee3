package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestRequestsInFlightAreLimited(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	h := make(limit, 1).handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
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
