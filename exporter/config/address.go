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
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil || port == "" || strings.ContainsAny(address, "\"' \t\r\n") {
		return fmt.Errorf("%q is not an address; write HOST:PORT, or :PORT for every host, such as :10755, without quotes or blanks, "+
			"with a port up to 65535 or the name of one, and an IPv6 address in brackets", address)
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
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory", path)
	}
	return nil
}
