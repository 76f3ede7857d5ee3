package config

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
)

// checkAddress checks an address to listen on: HOST:PORT, :PORT or [IPv6]:PORT,
// with the port as a number or a name.
func checkAddress(address string) error {
	switch {
	case address == "":
		return errors.New("one of the addresses is empty")
	case strings.ContainsAny(address, "\"' \t\r\n"):
		return fmt.Errorf("%s has quotes or blanks; leave them out", address)
	case !strings.Contains(address, ":"):
		return fmt.Errorf("%q has no colon; an address is HOST:PORT, or :PORT for every host, such as :10755", address)
	}
	_, port, err := net.SplitHostPort(address)
	if err != nil || port == "" {
		return fmt.Errorf("%q is not HOST:PORT; an IPv6 address is written in brackets", address)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return fmt.Errorf("%q is not a port from 0 to 65535, nor the name of one", port)
	}
	return nil
}

// checkDirectory checks the directory of the dataset, where one is given.
func checkDirectory(path string) error {
	if path == "" {
		return nil
	}
	info, err := os.Stat(path)
	if wrong := (*os.PathError)(nil); errors.As(err, &wrong) {
		return fmt.Errorf("%s: %w", path, wrong.Err)
	}
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a directory", path)
	}
	return err
}
