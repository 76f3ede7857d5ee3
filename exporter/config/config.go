// Package config reads the program's configuration from environment variables.
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

// Config is the whole configuration. The tag env is a variable's name without
// the prefix, and help is what --help and the README say of it.
type Config struct {
	ListenAddress   []string       `env:"LISTEN_ADDRESS" envDefault:":10755" help:"Addresses to listen on, separated by commas."`
	WebConfigFile   string         `env:"WEB_CONFIG_FILE" help:"Web configuration file with TLS and basic authentication, in the format of Prometheus's exporter toolkit."`
	SystemdSocket   bool           `env:"SYSTEMD_SOCKET" envDefault:"false" help:"Use the sockets that systemd hands over in place of LISTEN_ADDRESS."`
	DataDir         string         `env:"DATA_DIR" help:"Directory with the dataset; empty is the one that ships with the program."`
	ReferencePeriod dataset.Period `env:"REFERENCE_PERIOD" help:"Survey that headlines, rankings and alerts speak of, as YYYY-MM; empty is the newest with full coverage."`
	ReloadInterval  time.Duration  `env:"RELOAD_INTERVAL" envDefault:"30s" help:"Time within which a change of the files in DATA_DIR is noticed and loaded; 0 turns the watch off."`
	EnableLifecycle bool           `env:"ENABLE_LIFECYCLE" envDefault:"false" help:"Allow a reload by POST /-/reload."`
	MaxRequests     int            `env:"MAX_REQUESTS" envDefault:"40" help:"Requests that are answered at a time; further ones get 503."`
	ShutdownTimeout time.Duration  `env:"SHUTDOWN_TIMEOUT" envDefault:"15s" help:"How long running requests may take to finish after SIGTERM."`
	LogLevel        LogLevel       `env:"LOG_LEVEL" envDefault:"info" help:"Least severe log lines to write: debug, info, warn or error."`
	LogFormat       LogFormat      `env:"LOG_FORMAT" envDefault:"logfmt" help:"Form of log lines: logfmt or json."`
}

// LogLevel is debug, info, warn or error.
type LogLevel string

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *LogLevel) UnmarshalText(text []byte) error {
	*l = LogLevel(strings.ToLower(string(text)))
	return among(promslog.LevelFlagOptions, string(*l))
}

// LogFormat is logfmt or json.
type LogFormat string

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *LogFormat) UnmarshalText(text []byte) error {
	*f = LogFormat(text)
	return among(promslog.FormatFlagOptions, string(*f))
}

func among(options []string, value string) error {
	if !slices.Contains(options, value) {
		return fmt.Errorf("%q is none of %s", value, strings.Join(options, ", "))
	}
	return nil
}

// Parse reads the configuration from an environment as os.Environ gives it. Its
// error holds everything that is wrong, one line each. A variable that is set to
// nothing counts as not set, as compose files and manifests write it.
func Parse(environ []string) (*Config, error) {
	ours := map[string]string{}
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, Prefix) && value != "" {
			ours[name] = value
		}
	}
	problems := unknown(ours)
	c, err := env.ParseAsWithOptions[Config](env.Options{Prefix: Prefix, Environment: ours})
	problems = append(problems, readable(err)...)
	if len(problems) == 0 {
		problems = c.check()
	}
	return &c, errors.Join(problems...)
}

// readable says which variable could not be read and why. The library names the
// field of the struct, which no user has heard of.
func readable(err error) (problems []error) {
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
		field, _ := reflect.TypeFor[Config]().FieldByName(parse.Name)
		problems = append(problems, fmt.Errorf("%s%s: %w", Prefix, field.Tag.Get("env"), reason))
	}
	return problems
}

// check finds values that can be read but make no sense.
func (c *Config) check() (problems []error) {
	wrong := func(name, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s%s: "+format, append([]any{Prefix, name}, args...)...))
	}
	if slices.Contains(c.ListenAddress, "") {
		wrong("LISTEN_ADDRESS", "one of the addresses is empty")
	}
	if c.MaxRequests < 1 {
		wrong("MAX_REQUESTS", "%d is less than 1", c.MaxRequests)
	}
	if c.ReloadInterval < 0 {
		wrong("RELOAD_INTERVAL", "%s is negative", c.ReloadInterval)
	}
	if c.ShutdownTimeout <= 0 {
		wrong("SHUTDOWN_TIMEOUT", "%s is not more than 0", c.ShutdownTimeout)
	}
	return problems
}
