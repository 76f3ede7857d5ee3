package server

import (
	"log/slog"
	"net/http"
	"runtime/debug"
)

// aborting logs a panic of a handler and breaks the connection off. An answer
// that has begun must not end as if it were whole, and the client is told nothing
// of the inside. The HTTP server's own log, which would have it among the
// complaints about clients, is at level debug.
func aborting(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if reason := recover(); reason != nil {
				if reason != http.ErrAbortHandler {
					logger.Error("Request failed", "path", r.URL.Path, "panic", reason, "stack", string(debug.Stack()))
				}
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
