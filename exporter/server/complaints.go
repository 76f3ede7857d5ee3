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

	mu sync.Mutex
	// accepting and shaking are when it was last looked into why no connection, or
	// none with TLS, came about.
	accepting, shaking time.Time
}

const complaintInterval = time.Minute

// Write implements io.Writer for a log.Logger, which writes a line at a time.
func (c *complaints) Write(line []byte) (int, error) {
	text := strings.TrimSpace(string(line))
	c.logger.Debug("HTTP server", "said", text)
	if reason, ok := strings.CutPrefix(text, "http: Accept error: "); ok && c.due(&c.accepting) {
		c.logger.Error("Connections not accepted", "err", reason)
	}
	// Most handshakes fail because of the client. Where it is the certificate or the
	// file that names it, the server's message says no more than that it failed.
	if strings.HasPrefix(text, "http: TLS handshake error ") && c.due(&c.shaking) {
		if err := web.Validate(c.webConfigFile); err != nil {
			c.logger.Error("Web configuration file rejected", "err", err)
		}
	}
	return len(line), nil
}

// due says whether it is time to look into something again.
func (c *complaints) due(last *time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(*last) < complaintInterval {
		return false
	}
	*last = time.Now()
	return true
}
