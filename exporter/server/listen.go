package server

import (
	"errors"
	"fmt"
	"net"
	"slices"

	"github.com/coreos/go-systemd/v22/activation"
	"golang.org/x/net/netutil"

	"cnnic_exporter/exporter/config"
)

// maxConnections bounds the connections of each address, of some 20 kB each.
// Further ones wait until one is closed.
const maxConnections = 512

// listen opens the configured addresses, all or none, or takes systemd's sockets.
func listen(c *config.Config) (listeners []net.Listener, err error) {
	var opened []net.Listener
	if c.SystemdSocket {
		if opened, err = activation.Listeners(); err == nil && len(opened) == 0 {
			err = errors.New("no socket was passed by systemd; start the socket unit, or unset --web.systemd-socket")
		}
	} else {
		opened, err = listenTCP(c.ListenAddress)
	}
	if err != nil {
		return nil, err
	}
	for _, l := range opened {
		listeners = append(listeners, coalescingListener{netutil.LimitListener(l, maxConnections)})
	}
	return listeners, nil
}

func listenTCP(addresses []string) (opened []net.Listener, err error) {
	for _, address := range addresses {
		l, err := net.Listen(network(address, addresses), address)
		if err != nil {
			for _, l := range opened {
				_ = l.Close()
			}
			return nil, fmt.Errorf("--web.listen-address: %w", err)
		}
		opened = append(opened, l)
	}
	return opened, nil
}

// network is the network to listen on. Go binds 0.0.0.0 and [::] to both families, so
// of several addresses with one port each is restricted to its own family.
func network(address string, all []string) string {
	host, port, _ := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	shared := slices.ContainsFunc(all, func(other string) bool {
		_, p, _ := net.SplitHostPort(other)
		return p == port && other != address
	})
	switch {
	case !shared || !ip.IsUnspecified():
		return "tcp"
	case ip.To4() != nil:
		return "tcp4"
	default:
		return "tcp6"
	}
}
