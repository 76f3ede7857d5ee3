package config_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"cnnic_exporter/exporter/config"
)

func TestDefaults(t *testing.T) {
	c, err := config.Parse([]string{"PATH=/bin", "CNNIC_DATA_DIR="})
	if err != nil {
		t.Fatal(err)
	}
	want := &config.Config{
		ListenAddress:   []string{":10755"},
		ReloadInterval:  30 * time.Second,
		MaxRequests:     40,
		ShutdownTimeout: 15 * time.Second,
		LogLevel:        "info",
		LogFormat:       "logfmt",
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

func TestEveryVariable(t *testing.T) {
	c, err := config.Parse([]string{
		"CNNIC_LISTEN_ADDRESS=127.0.0.1:1,[::1]:2",
		"CNNIC_WEB_CONFIG_FILE=web.yml",
		"CNNIC_SYSTEMD_SOCKET=true",
		"CNNIC_DATA_DIR=/data",
		"CNNIC_REFERENCE_PERIOD=2023-12",
		"CNNIC_RELOAD_INTERVAL=0",
		"CNNIC_ENABLE_LIFECYCLE=true",
		"CNNIC_MAX_REQUESTS=7",
		"CNNIC_SHUTDOWN_TIMEOUT=1m",
		"CNNIC_LOG_LEVEL=debug",
		"CNNIC_LOG_FORMAT=json",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.ReferencePeriod.String() != "2023-12" {
		t.Errorf("reference period %s", c.ReferencePeriod)
	}
	fields := reflect.ValueOf(*c)
	for i := range fields.NumField() {
		if name := fields.Type().Field(i).Name; fields.Field(i).IsZero() && name != "ReloadInterval" {
			t.Errorf("%s was not read", name)
		}
	}
}

func TestErrorsNameTheVariable(t *testing.T) {
	for _, c := range []struct{ variable, want string }{
		{"CNNIC_LISTEN_ADRESS=:1", "CNNIC_LISTEN_ADRESS: unknown variable; the nearest is CNNIC_LISTEN_ADDRESS"},
		{"CNNIC_PORT=1", "CNNIC_PORT: unknown variable; the nearest is CNNIC_LOG_FORMAT"},
		{"CNNIC_MAX_REQUESTS=many", `CNNIC_MAX_REQUESTS: "many" is not a valid int`},
		{"CNNIC_LISTEN_ADDRESS=:1,", "CNNIC_LISTEN_ADDRESS: one of the addresses is empty"},
		{"CNNIC_MAX_REQUESTS=0", "CNNIC_MAX_REQUESTS: 0 is less than 1"},
		{"CNNIC_ENABLE_LIFECYCLE=yes", `CNNIC_ENABLE_LIFECYCLE: "yes" is not a valid bool`},
		{"CNNIC_RELOAD_INTERVAL=30", `CNNIC_RELOAD_INTERVAL: unable to parse duration: time: missing unit in duration "30"`},
		{"CNNIC_RELOAD_INTERVAL=-1s", "CNNIC_RELOAD_INTERVAL: -1s is negative"},
		{"CNNIC_SHUTDOWN_TIMEOUT=0s", "CNNIC_SHUTDOWN_TIMEOUT: 0s is not more than 0"},
		{"CNNIC_REFERENCE_PERIOD=December", `CNNIC_REFERENCE_PERIOD: "December" is not a month written YYYY-MM`},
		{"CNNIC_LOG_LEVEL=loud", `CNNIC_LOG_LEVEL: "loud" is none of debug, info, warn, error`},
		{"CNNIC_LOG_LEVEL=error+8", `CNNIC_LOG_LEVEL: "error+8" is none of debug, info, warn, error`},
		{"CNNIC_LOG_FORMAT=xml", `CNNIC_LOG_FORMAT: "xml" is none of logfmt, json`},
	} {
		_, err := config.Parse([]string{c.variable})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\ngot  %v\nwant %s", c.variable, err, c.want)
		}
	}
}

func TestErrorsComeAllAtOnce(t *testing.T) {
	_, err := config.Parse([]string{"CNNIC_MAX_REQUESTS=x", "CNNIC_LOG_FORMAT=xml", "CNNIC_DATADIR=/data"})
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three lines", err)
	}
}

// Kubernetes sets variables for each Service into every container. Those of a
// Service named cnnic-exporter start with our prefix.
func TestServiceLinksAreLetThrough(t *testing.T) {
	links := []string{
		"CNNIC_EXPORTER_SERVICE_HOST=10.0.0.1",
		"CNNIC_EXPORTER_SERVICE_PORT=10755",
		"CNNIC_EXPORTER_SERVICE_PORT_HTTP=10755",
		"CNNIC_EXPORTER_PORT=tcp://10.0.0.1:10755",
		"CNNIC_EXPORTER_PORT_10755_TCP_ADDR=10.0.0.1",
	}
	if _, err := config.Parse(links); err != nil {
		t.Error(err)
	}
	if _, err := config.Parse(links[1:]); err == nil {
		t.Error("without a service host they are let through as well")
	}
}

func TestHelpListsEveryVariable(t *testing.T) {
	help := config.Help()
	for _, v := range config.Variables() {
		if v.Help == "" || !strings.Contains(help, v.Name) || !strings.Contains(help, v.Help) {
			t.Errorf("%s is not explained", v.Name)
		}
	}
}
