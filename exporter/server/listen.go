package server

import (
	"errors"
	"fmt"
	"net"

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
		l, err := net.Listen("tcp", address)
		if err != nil {
			hint := ""
			for _, l := range opened {
				_ = l.Close()
				hint = "; an address such as :10755, 0.0.0.0:10755 or [::]:10755 takes the port on IPv4 and IPv6"
			}
			return nil, fmt.Errorf("--web.listen-address: %w%s", err, hint)
		}
		opened = append(opened, l)
	}
	return opened, nil
}
