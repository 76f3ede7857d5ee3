// Package server is the running exporter: it loads the dataset, answers HTTP requests,
// and reloads on request, on a signal, or when the files change.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/exporter-toolkit/web"
	"golang.org/x/sync/errgroup"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/metrics"
)

// Limits of requests and connections, which bound what a slow client can tie up. A scrape takes milliseconds.
const (
	readTimeout    = 10 * time.Second
	writeTimeout   = 30 * time.Second
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 16 << 10
)

// Server is an exporter with a dataset loaded.
type Server struct {
	config *config.Config
	logger *slog.Logger

	// content is what the paths serve. A load replaces it as a whole.
	content atomic.Pointer[content]

	// loading makes loads wait for each other and guards the fields below.
	loading sync.Mutex
	// snapshot is what /metrics shows.
	snapshot metrics.Snapshot
	// tried are the files of the last load, successful or not.
	tried dataset.Files
}

// New loads the dataset. When that fails, the log has the problems.
func New(c *config.Config, logger *slog.Logger) (*Server, error) {
	s := &Server{config: c, logger: logger}
	if err := s.load("start", nil); err != nil {
		return nil, errors.New("the dataset was rejected, and there is no earlier one to serve")
	}
	return s, nil
}

// DataFS returns the dataset's files: those of the configured directory, or the shipped ones.
func DataFS(c *config.Config) fs.FS {
	if c.DataDir == "" {
		return data.FS
	}
	return os.DirFS(c.DataDir)
}

// Run serves until the context ends or a listener fails, and then until running requests are
// done or the shutdown timeout is over. Each signal on sighups reloads the dataset.
func (s *Server) Run(ctx context.Context, sighups <-chan os.Signal) error {
	handler := s.Handler()
	listeners, err := listen(s.config)
	if err != nil {
		return err
	}
	// The group's context also ends when a listener fails.
	group, ctx := errgroup.WithContext(ctx)
	go s.watch(ctx, sighups)
	for _, l := range listeners {
		// Each listener has a server of its own: the toolkit sets up TLS and
		// authentication once for each listener, which would be a data race on one server.
		server := s.httpServer(handler)
		group.Go(func() error {
			err := web.Serve(l, server, &web.FlagConfig{WebConfigFile: &s.config.WebConfigFile}, s.logger)
			if errors.Is(err, http.ErrServerClosed) {
				return nil
			}
			return err
		})
		group.Go(func() error {
			<-ctx.Done()
			deadline, cancel := context.WithTimeout(context.Background(), s.config.ShutdownTimeout)
			defer cancel()
			err := server.Shutdown(deadline)
			if errors.Is(err, context.DeadlineExceeded) {
				return fmt.Errorf("a request was still running after --web.shutdown-timeout: %w", err)
			}
			return err
		})
	}
	<-ctx.Done()
	s.logger.Info("Stopping", "timeout", s.config.ShutdownTimeout)
	return group.Wait()
}

// httpServer returns a server with the limits above. What net/http logs is a warning, since clients cause most of it.
func (s *Server) httpServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:        handler,
		ReadTimeout:    readTimeout,
		WriteTimeout:   writeTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:       slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
	}
}
