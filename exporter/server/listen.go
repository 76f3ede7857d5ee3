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

// maxConnections bounds the connections to one address; each takes some 20 kB. Further ones wait.
const maxConnections = 512

// listen opens the configured addresses or takes systemd's sockets, and bounds their connections.
func listen(c *config.Config) ([]net.Listener, error) {
	listeners, err := open(c)
	for i, l := range listeners {
		listeners[i] = netutil.LimitListener(coalescingListener{l}, maxConnections)
	}
	return listeners, err
}

func open(c *config.Config) (opened []net.Listener, err error) {
	if c.SystemdSocket {
		opened, err = activation.Listeners()
		// activation.Listeners returns nil for a socket that is not a stream, such as UDP.
		opened = slices.DeleteFunc(opened, func(l net.Listener) bool { return l == nil })
		if err == nil && len(opened) == 0 {
			err = errors.New("no stream socket was passed by systemd; start the socket unit, or unset --web.systemd-socket")
		}
		return opened, err
	}
	for i, address := range c.ListenAddress {
		l, err := net.Listen("tcp", address)
		if err != nil && i > 0 {
			err = fmt.Errorf("%w; if the address is in use: no two addresses may be equal, and an address without a host, "+
				"or with 0.0.0.0 or [::], covers every IPv4 and IPv6 address of its port", err)
		}
		if err != nil {
			return nil, fmt.Errorf("--web.listen-address or CNNIC_LISTEN_ADDRESS: %w", err)
		}
		opened = append(opened, l)
	}
	return opened, nil
}
