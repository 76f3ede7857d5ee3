package server

import "net/http"

// readPath takes remote read, the only requests whose body says something.
const readPath = "/api/v1/read"

// maxBodyBytes bounds the body of a request to any other path. None needs one.
const maxBodyBytes = 1 << 10

// limiter makes handlers answer with 503 while as many requests as are allowed
// are under way in all of them together.
func limiter(requests int) func(http.Handler) http.Handler {
	slots := make(chan struct{}, requests)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				next.ServeHTTP(w, r)
			default:
				w.Header().Set("Retry-After", "1")
				http.Error(w, "Too many requests at a time, try again later.", http.StatusServiceUnavailable)
			}
		})
	}
}

// commonHeaders bounds the body of every request but remote read's, which has a
// limit of its own, and keeps browsers from guessing content types.
func commonHeaders(next http.Handler) http.Handler {
	noSniff := []string{"nosniff"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["X-Content-Type-Options"] = noSniff
		// Nearly all requests have no body, and need no reader that bounds it.
		if r.Body != http.NoBody && r.URL.Path != readPath {
			r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		}
		next.ServeHTTP(w, r)
	})
}

// htmlHeaders keep a page from loading or being framed by anything else. The
// landing page carries its style within.
func htmlHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}
