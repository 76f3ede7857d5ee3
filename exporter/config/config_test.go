package config_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kingpin/v2"

	"cnnic_exporter/exporter/config"
)

func TestEmptyVariablesGetDefaults(t *testing.T) {
	t.Parallel()
	c, err := config.Parse([]string{"PATH=/bin", "CNNIC_DATA_DIR=", "CNNIC_LISTEN_ADDRESS=", "CNNIC_MAX_REQUESTS=", "CNNIC_UNKNOWN="}, nil)
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
	t.Parallel()
	c, err := config.Parse([]string{
		"CNNIC_LISTEN_ADDRESS=127.0.0.1:1, [::1]:2",
		"CNNIC_WEB_CONFIG_FILE=testdata/web.yml",
		"CNNIC_SYSTEMD_SOCKET=true",
		"CNNIC_DATA_DIR=.",
		"CNNIC_REFERENCE_PERIOD=2023-12",
		"CNNIC_RELOAD_INTERVAL=1m",
		"CNNIC_ENABLE_LIFECYCLE=true",
		"CNNIC_ENABLE_PPROF=true",
		"CNNIC_MAX_REQUESTS=7",
		"CNNIC_SHUTDOWN_TIMEOUT=1m",
		"CNNIC_LOG_LEVEL=debug",
		"CNNIC_LOG_FORMAT=json",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.ReferencePeriod.String() != "2023-12" {
		t.Errorf("the reference period is %s, want 2023-12", c.ReferencePeriod)
	}
	defaults, err := config.Parse(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range config.Settings {
		got, byDefault := reflect.ValueOf(*c).FieldByIndex(s.Index), reflect.ValueOf(*defaults).FieldByIndex(s.Index)
		if reflect.DeepEqual(got.Interface(), byDefault.Interface()) {
			t.Errorf("%s is %v, its default, want the value of its variable", s.Name, got)
		}
	}
}

const notAnAddress = " is not an address; write HOST:PORT, or :PORT (such as :10755) for all interfaces, without quotes or blanks; " +
	"the port is at most 65535, and an IPv6 address stands in brackets"

func TestErrorsNameTheVariable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ variable, want string }{
		{"CNNIC_LISTEN_ADRESS=:1", "CNNIC_LISTEN_ADRESS: unknown variable; --help lists all"},
		{"CNNIC_MAX_REQUESTS=many", `CNNIC_MAX_REQUESTS: "many" is not a valid int`},
		{"CNNIC_LISTEN_ADDRESS=:1,", `CNNIC_LISTEN_ADDRESS: ""` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS=9100", `CNNIC_LISTEN_ADDRESS: "9100"` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS=:99999", `CNNIC_LISTEN_ADDRESS: ":99999"` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS=localhost:", `CNNIC_LISTEN_ADDRESS: "localhost:"` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS=::1:80", `CNNIC_LISTEN_ADDRESS: "::1:80"` + notAnAddress},
		{`CNNIC_LISTEN_ADDRESS=":80"`, `CNNIC_LISTEN_ADDRESS: "\":80\""` + notAnAddress},
		{`CNNIC_LISTEN_ADDRESS="localhost":80`, `CNNIC_LISTEN_ADDRESS: "\"localhost\":80"` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS='localhost':80", `CNNIC_LISTEN_ADDRESS: "'localhost':80"` + notAnAddress},
		{"CNNIC_LISTEN_ADDRESS=local host:80", `CNNIC_LISTEN_ADDRESS: "local host:80"` + notAnAddress},
		{"CNNIC_WEB_CONFIG_FILE=/nowhere", "CNNIC_WEB_CONFIG_FILE: open /nowhere: no such file or directory"},
		{"CNNIC_WEB_CONFIG_FILE=testdata/unknown_field.yml", "CNNIC_WEB_CONFIG_FILE: yaml: unmarshal errors:\n  line 1: field tls_config not found in type web.Config"},
		{"CNNIC_DATA_DIR=/nowhere", "CNNIC_DATA_DIR: open /nowhere: no such file or directory"},
		{"CNNIC_DATA_DIR=config.go", "CNNIC_DATA_DIR: open config.go: not a directory"},
		{"CNNIC_MAX_REQUESTS=0", "CNNIC_MAX_REQUESTS: 0 is less than 1"},
		{"CNNIC_ENABLE_LIFECYCLE=yes", `CNNIC_ENABLE_LIFECYCLE: "yes" is not a valid bool`},
		{"CNNIC_RELOAD_INTERVAL=30", `CNNIC_RELOAD_INTERVAL: unable to parse duration: time: missing unit in duration "30"`},
		{"CNNIC_RELOAD_INTERVAL=-1s", "CNNIC_RELOAD_INTERVAL: -1s is negative"},
		{"CNNIC_SHUTDOWN_TIMEOUT=0s", "CNNIC_SHUTDOWN_TIMEOUT: 0s is not positive"},
		{"CNNIC_REFERENCE_PERIOD=December", `CNNIC_REFERENCE_PERIOD: "December" is not a month written YYYY-MM`},
		{"CNNIC_LOG_LEVEL=loud", `CNNIC_LOG_LEVEL: "loud" is not one of debug, info, warn, error`},
		{"CNNIC_LOG_LEVEL=error+8", `CNNIC_LOG_LEVEL: "error+8" is not one of debug, info, warn, error`},
		{"CNNIC_LOG_FORMAT=xml", `CNNIC_LOG_FORMAT: "xml" is not one of logfmt, json`},
	} {
		_, err := config.Parse([]string{c.variable}, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\ngot  %v\nwant %s", c.variable, err, c.want)
		}
	}
}

func TestAllErrorsAreReported(t *testing.T) {
	t.Parallel()
	_, err := config.Parse([]string{"CNNIC_MAX_REQUESTS=x", "CNNIC_LOG_FORMAT=xml", "CNNIC_DATADIR=/data"}, nil)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three lines", err)
	}
}

// Kubernetes sets variables for each Service in every container. Those for a Service
// named cnnic or cnnic-* have the exporter's prefix.
func TestServiceLinksAreIgnored(t *testing.T) {
	t.Parallel()
	links := []string{
		"CNNIC_EXPORTER_SERVICE_HOST=10.0.0.1",
		"CNNIC_EXPORTER_SERVICE_PORT=10755",
		"CNNIC_EXPORTER_SERVICE_PORT_HTTP=10755",
		"CNNIC_EXPORTER_PORT=tcp://10.0.0.1:10755",
		"CNNIC_EXPORTER_PORT_10755_TCP_ADDR=10.0.0.1",
		"CNNIC_SERVICE_HOST=10.0.0.1",
		"CNNIC_PORT=tcp://10.0.0.1:10755",
	}
	if _, err := config.Parse(links, nil); err != nil {
		t.Error(err)
	}
	if _, err := config.Parse([]string{"CNNIC_PORT=10755"}, nil); err == nil {
		t.Error("CNNIC_PORT=10755 was ignored")
	}
}

// parse reads the configuration from variables and the arguments of a command line.
func parse(t *testing.T, environ []string, args ...string) (*config.Config, error) {
	t.Helper()
	app := kingpin.New("test", "")
	flags := config.AddFlags(app)
	if _, err := app.Parse(args); err != nil {
		t.Fatal(err)
	}
	return config.Parse(environ, flags)
}

func TestFlagsBeatVariables(t *testing.T) {
	t.Parallel()
	environ := []string{"CNNIC_LISTEN_ADDRESS=:1,:2", "CNNIC_MAX_REQUESTS=7", "CNNIC_LOG_LEVEL=DEBUG", "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_SHUTDOWN_TIMEOUT=nonsense"}
	c, err := parse(t, environ, "--web.listen-address= :3 ", "--web.listen-address=[::1%lo]:80", "--web.max-requests=8", "--no-web.enable-lifecycle",
		"--web.enable-pprof", "--log.format=json", "--web.shutdown-timeout=1m", "--web.systemd-socket")
	if err != nil {
		t.Fatal(err)
	}
	want := &config.Config{
		ListenAddress:   []string{":3", "[::1%lo]:80"},
		ReloadInterval:  30 * time.Second,
		SystemdSocket:   true,
		EnablePprof:     true,
		MaxRequests:     8,
		ShutdownTimeout: time.Minute,
		LogLevel:        "debug",
		LogFormat:       "json",
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

func TestErrorsNameTheFlag(t *testing.T) {
	t.Parallel()
	for flag, want := range map[string]string{
		"--web.max-requests=many":    `--web.max-requests: "many" is not a valid int`,
		"--data.reload-interval=-1s": "--data.reload-interval: -1s is negative",
		"--data.dir=/nowhere":        "--data.dir: open /nowhere: no such file or directory",
		"--log.level=loud":           `--log.level: "loud" is not one of debug, info, warn, error`,
		"--web.listen-address=:http": `--web.listen-address: ":http"` + notAnAddress,
	} {
		if _, err := parse(t, []string{"CNNIC_MAX_REQUESTS=1"}, flag); err == nil || err.Error() != want {
			t.Errorf("%s:\ngot  %v\nwant %s", flag, err, want)
		}
	}
}

func TestHelpNamesFlagsAndVariables(t *testing.T) {
	t.Parallel()
	app := kingpin.New("test", "")
	config.AddFlags(app)
	var help strings.Builder
	app.UsageWriter(&help)
	app.Usage(nil)
	words := strings.Join(strings.Fields(help.String()), " ")
	for _, s := range config.Settings {
		text, flag := s.Tag.Get("help"), s.Tag.Get("flag")
		explained := text != "" && strings.Contains(words, text+" ($CNNIC_"+s.Tag.Get("env")+")")
		if !explained || !strings.Contains(words, "--"+flag) && !strings.Contains(words, "--[no-]"+flag) {
			t.Errorf("%s is not explained in\n%s", s.Name, help.String())
		}
	}
}

// The table of flags in docs/configuration.md has a row for each setting, and no other rows.
func TestDocumentationListsEverySetting(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, s := range config.Settings {
		value := "empty"
		if fallback := s.Tag.Get("envDefault"); fallback != "" {
			value = "`" + fallback + "`"
		}
		want = append(want, fmt.Sprintf("| `--%s` | `CNNIC_%s` | %s | %s |", s.Tag.Get("flag"), s.Tag.Get("env"), value, s.Tag.Get("help")))
	}
	got := regexp.MustCompile("(?m)^\\| `--.*$").FindAllString(string(text), -1)
	if !slices.Equal(got, want) {
		t.Errorf("the table is\n%s\nand should be\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
