// Package config reads the program's configuration from environment variables and
// flags.
package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/prometheus/common/promslog"

	"cnnic_exporter/exporter/dataset"
)

// Prefix starts the name of every variable that the program reads.
const Prefix = "CNNIC_"

// Config is the whole configuration. The tag env is a variable's name without the
// prefix, and flag is the name of the flag that beats it.
type Config struct {
	ListenAddress   []string       `env:"LISTEN_ADDRESS" flag:"web.listen-address" envDefault:":10755" help:"Addresses to listen on; the variable separates them by commas, the flag is repeated."`
	WebConfigFile   string         `env:"WEB_CONFIG_FILE" flag:"web.config.file" help:"Web configuration file with TLS and basic authentication, in the format of Prometheus's exporter toolkit."`
	SystemdSocket   bool           `env:"SYSTEMD_SOCKET" flag:"web.systemd-socket" envDefault:"false" help:"Listen on the sockets that systemd passes in place of the listen addresses (Linux only)."`
	DataDir         string         `env:"DATA_DIR" flag:"data.dir" help:"Directory with the dataset; empty is the shipped one."`
	ReferencePeriod dataset.Period `env:"REFERENCE_PERIOD" flag:"data.reference-period" help:"Survey that headlines and rankings speak of, as YYYY-MM; empty is the newest with full coverage."`
	ReloadInterval  time.Duration  `env:"RELOAD_INTERVAL" flag:"data.reload-interval" envDefault:"30s" help:"Time within which changed files in the data directory are loaded; 0 turns that off."`
	EnableLifecycle bool           `env:"ENABLE_LIFECYCLE" flag:"web.enable-lifecycle" envDefault:"false" help:"Allow reloading by POST /-/reload."`
	EnablePprof     bool           `env:"ENABLE_PPROF" flag:"web.enable-pprof" envDefault:"false" help:"Serve profiles of the program below /debug/pprof/."`
	MaxRequests     int            `env:"MAX_REQUESTS" flag:"web.max-requests" envDefault:"40" help:"Requests answered at a time; further ones get 503."`
	ShutdownTimeout time.Duration  `env:"SHUTDOWN_TIMEOUT" flag:"web.shutdown-timeout" envDefault:"15s" help:"Time for running requests to finish after SIGTERM."`
	LogLevel        string         `env:"LOG_LEVEL" flag:"log.level" envDefault:"info" help:"Least severe log lines to write: debug, info, warn or error."`
	LogFormat       string         `env:"LOG_FORMAT" flag:"log.format" envDefault:"logfmt" help:"Format of log lines: logfmt or json."`
}

// Parse reads the configuration from an environment in the form of os.Environ. A
// variable that is set to nothing counts as not set, as compose files and manifests
// write it. The error has a line for each problem, which starts with the variable's
// name.
func Parse(environ []string) (*Config, error) { return (&Flags{}).Parse(environ) }

// Parse is the function Parse with flags, each of which beats its variable.
func (f *Flags) Parse(environ []string) (*Config, error) {
	values := map[string]string{}
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, Prefix) && value != "" {
			values[name] = value
		}
	}
	problems := unknown(values)
	sources := f.override(values)
	c, err := env.ParseAsWithOptions[Config](env.Options{Prefix: Prefix, Environment: values})
	unreadable := sources.unreadable(err)
	problems = append(problems, unreadable...)
	for _, p := range c.check(sources) {
		name, _, _ := strings.Cut(p.Error(), ": ")
		if !slices.ContainsFunc(unreadable, func(u error) bool { return strings.HasPrefix(u.Error(), name+": ") }) {
			problems = append(problems, p)
		}
	}
	return &c, errors.Join(problems...)
}

// sources are the flags that were given, as --NAME, by their variables.
type sources map[string]string

// of names the flag or variable that sets a field of Config.
func (s sources) of(field string) string {
	f, _ := reflect.TypeFor[Config]().FieldByName(field)
	variable := Prefix + f.Tag.Get("env")
	if flag, given := s[variable]; given {
		return flag
	}
	return variable
}

// unreadable names the flag or variable of each value that could not be read, where
// the library names the field of the struct.
func (s sources) unreadable(err error) (problems []error) {
	if err == nil {
		return nil
	}
	aggregate := env.AggregateError{}
	if !errors.As(err, &aggregate) {
		return []error{err}
	}
	for _, e := range aggregate.Errors {
		parse, number := env.ParseError{}, (*strconv.NumError)(nil)
		if !errors.As(e, &parse) {
			problems = append(problems, e)
			continue
		}
		reason := parse.Err
		if errors.As(reason, &number) {
			reason = fmt.Errorf("%q is not a valid %s", number.Num, parse.Type)
		}
		problems = append(problems, fmt.Errorf("%s: %w", s.of(parse.Name), reason))
	}
	return problems
}

// check finds values that can be read but make no sense. It trims addresses.
func (c *Config) check(s sources) (problems []error) {
	wrong := func(field, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s: "+format, append([]any{s.of(field)}, args...)...))
	}
	for i, address := range c.ListenAddress {
		c.ListenAddress[i] = strings.TrimSpace(address)
		if err := checkAddress(c.ListenAddress[i]); err != nil {
			wrong("ListenAddress", "%w", err)
		}
	}
	if err := checkDirectory(c.DataDir); err != nil {
		wrong("DataDir", "%w", err)
	}
	c.LogLevel = strings.ToLower(c.LogLevel)
	for _, v := range []struct {
		field, value string
		options      []string
	}{{"LogLevel", c.LogLevel, promslog.LevelFlagOptions}, {"LogFormat", c.LogFormat, promslog.FormatFlagOptions}} {
		if !slices.Contains(v.options, v.value) {
			wrong(v.field, "%q is none of %s", v.value, strings.Join(v.options, ", "))
		}
	}
	if c.MaxRequests < 1 {
		wrong("MaxRequests", "%d is less than 1", c.MaxRequests)
	}
	if c.ReloadInterval < 0 {
		wrong("ReloadInterval", "%s is negative", c.ReloadInterval)
	}
	if c.ShutdownTimeout <= 0 {
		wrong("ShutdownTimeout", "%s is not more than 0", c.ShutdownTimeout)
	}
	return problems
}
