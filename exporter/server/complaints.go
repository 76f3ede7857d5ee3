package server

import (
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/exporter-toolkit/web"
)

// complaints takes what the HTTP server has to say outside of requests. Nearly all
// of it is of clients, whom anybody can be, and goes to level debug. Twice it may
// be that nobody gets in any more: that is said at level error, once a minute.
type complaints struct {
	logger        *slog.Logger
	webConfigFile string

	// accepting and shaking are for why no connection, or none with TLS, came about.
	accepting, shaking seldom
}

// Write implements io.Writer for a log.Logger, which writes a line at a time.
func (c *complaints) Write(line []byte) (int, error) {
	text := strings.TrimSpace(string(line))
	c.logger.Debug("HTTP server", "said", text)
	if reason, ok := strings.CutPrefix(text, "http: Accept error: "); ok && c.accepting.due() {
		c.logger.Error("Connections not accepted", "err", reason)
	}
	// Most handshakes fail because of the client. Where it is the certificate or the
	// file that names it, the server's message says no more than that it failed.
	if strings.HasPrefix(text, "http: TLS handshake error ") && c.shaking.due() {
		if err := web.Validate(c.webConfigFile); err != nil {
			c.logger.Error("Web configuration file rejected", "err", err)
		}
	}
	return len(line), nil
}

// seldom is what is said or looked into once a minute, however often there is
// reason.
type seldom struct {
	mu   sync.Mutex
	last time.Time
}

const complaintInterval = time.Minute

// due says whether it is time again.
func (s *seldom) due() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.last) < complaintInterval {
		return false
	}
	s.last = time.Now()
	return true
}
