// Package server is the running exporter: it loads the dataset, answers HTTP
// requests, and reloads when it is told to or sees that the files changed.
package server

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/exporter-toolkit/web"
	"golang.org/x/sync/errgroup"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/metrics"
)

// Limits of every request. A scrape sends a few hundred bytes of header and is
// answered in milliseconds; what is slower is a slow client. The time to take an
// answer begins with the request, and may be that of its body twice over. Large
// answers have more, as exposition says.
const (
	readTimeout    = 10 * time.Second
	writeTimeout   = 2 * readTimeout
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 16 << 10
)

// Server is an exporter with a dataset loaded.
type Server struct {
	config *config.Config
	logger *slog.Logger
	data   fs.FS

	// shown is what the paths show. A reload swaps it whole.
	shown atomic.Pointer[shown]
	// snapshot is what the exposition was rendered from, and fingerprint that of
	// the files at the last attempt to load them. Only reloads use them.
	snapshot    metrics.Snapshot
	fingerprint string
	// connections are bounded over all addresses.
	connections *connections
	// reloads passes requests for a reload to the one goroutine that makes them.
	reloads chan chan error
	// stopped is closed when nobody makes reloads any more.
	stopped chan struct{}
}

// shown is one dataset in every form in which it is asked for. They are swapped
// together, so that no two paths speak of different datasets.
type shown struct {
	exposition *exposition.Exposition
	history    *history.History
	// backfill is the history as /history has it.
	backfill *exposition.Page
}

// ErrRejected says that the first dataset was not loaded. The log says why.
var ErrRejected = errors.New("the dataset was rejected, and there is none before it to serve")

// New loads the dataset. Where that fails it logs every problem and returns
// ErrRejected.
func New(c *config.Config, logger *slog.Logger) (*Server, error) {
	s := &Server{
		config: c, logger: logger, data: Files(c), connections: newConnections(maxConnections, logger),
		reloads: make(chan chan error), stopped: make(chan struct{}),
	}
	if err := s.load("start"); err != nil {
		s.logRejection(err, "start")
		return nil, ErrRejected
	}
	return s, nil
}

// Files are the dataset's files: those of the configured directory, or the ones
// that ship with the program.
func Files(c *config.Config) fs.FS {
	if c.DataDir == "" {
		return data.FS
	}
	return dataset.Directory(c.DataDir)
}

// httpServer bounds what a client may take of time and memory.
func (s *Server) httpServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           aborting(s.logger, handler),
		ReadHeaderTimeout: readTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ConnState:         s.connections.changed,
		// The mux refuses OPTIONS for all paths, which net/http would answer with 200.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(&complaints{logger: s.logger, webConfigFile: s.config.WebConfigFile}, "", 0),
	}
}

// serve starts a server for each address, and gives what each ends with. The
// toolkit wraps a server's handler in its door once for each of its listeners, all
// at the same time; addresses that share a server would race for it.
func (s *Server) serve(handler http.Handler) (servers []*http.Server, served <-chan error) {
	groups := [][]string{nil}
	if !s.config.SystemdSocket {
		groups = slices.Collect(slices.Chunk(s.config.ListenAddress, 1))
	}
	ends := make(chan error, len(groups))
	for _, addresses := range groups {
		server := s.httpServer(handler)
		servers = append(servers, server)
		go func() {
			ends <- listenAndServe(server, &web.FlagConfig{
				WebListenAddresses: &addresses,
				WebSystemdSocket:   &s.config.SystemdSocket,
				WebConfigFile:      &s.config.WebConfigFile,
			}, s.logger)
		}()
	}
	return servers, ends
}

// Run serves until the context ends, and then until running requests are done
// or have had their time. Each value on hangups asks for a reload, as SIGHUP
// does.
func (s *Server) Run(ctx context.Context, hangups <-chan os.Signal) error {
	handler, err := s.Handler()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go s.reloadLoop(ctx, hangups)

	servers, served := s.serve(handler)
	select {
	case err := <-served:
		for _, server := range servers {
			_ = server.Close()
		}
		return err
	case <-ctx.Done():
	}
	s.logger.Info("Stopping", "timeout", s.config.ShutdownTimeout)
	deadline, cancel := context.WithTimeout(context.Background(), s.config.ShutdownTimeout)
	defer cancel()
	var group errgroup.Group
	for _, server := range servers {
		group.Go(func() error { return server.Shutdown(deadline) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for range servers {
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			return err
		}
	}
	return nil
}
