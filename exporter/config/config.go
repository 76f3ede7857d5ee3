// Package config reads the exporter's configuration from environment variables and flags.
package config

import (
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kingpin/v2"
	"github.com/caarlos0/env/v11"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/exporter-toolkit/web"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"

	"cnnic_exporter/exporter/dataset"
)

// Prefix is the prefix of every environment variable of the configuration.
const Prefix = "CNNIC_"

// serviceLink matches variables such as CNNIC_PORT=tcp://10.0.0.1:10755. Kubernetes sets them if the
// namespace has a Service named cnnic or cnnic-*, unless the pod's enableServiceLinks is false.
var serviceLink = regexp.MustCompile(`^CNNIC_(?:\w+_)?(?:SERVICE_HOST=|SERVICE_PORT\w*=|PORT_\d+_\w+=|PORT=\w+://)`)

// Settings are the fields of Config. The tag env is a variable's name without the prefix,
// envDefault its default, flag the name of the flag that takes precedence, and help the meaning.
var Settings = reflect.VisibleFields(reflect.TypeFor[Config]())

// Config is the whole configuration.
type Config struct {
	ListenAddress   []string       `env:"LISTEN_ADDRESS" flag:"web.listen-address" envDefault:":10755" help:"Addresses to listen on; the variable separates them by commas, the flag is repeated."`
	WebConfigFile   string         `env:"WEB_CONFIG_FILE" flag:"web.config.file" help:"Web configuration file with TLS and basic authentication, in the format of Prometheus's exporter toolkit."`
	SystemdSocket   bool           `env:"SYSTEMD_SOCKET" flag:"web.systemd-socket" envDefault:"false" help:"Listen on the sockets that systemd passes, and not on the listen addresses (Linux only)."`
	DataDir         string         `env:"DATA_DIR" flag:"data.dir" help:"Directory with the dataset; if not set, the shipped dataset is used."`
	ReferencePeriod dataset.Period `env:"REFERENCE_PERIOD" flag:"data.reference-period" help:"Reference period as YYYY-MM: rankings use this survey, alerts judge it and later ones; empty is the newest with full coverage."`
	ReloadInterval  time.Duration  `env:"RELOAD_INTERVAL" flag:"data.reload-interval" envDefault:"30s" help:"Time within which changed files in the data directory are loaded; 0 turns that off."`
	EnableLifecycle bool           `env:"ENABLE_LIFECYCLE" flag:"web.enable-lifecycle" envDefault:"false" help:"Allow reloading by POST /-/reload."`
	EnablePprof     bool           `env:"ENABLE_PPROF" flag:"web.enable-pprof" envDefault:"false" help:"Serve profiles of the program below /debug/pprof/."`
	MaxRequests     int            `env:"MAX_REQUESTS" flag:"web.max-requests" envDefault:"40" help:"Requests answered concurrently, apart from probes, reloads and profiles; further ones get 503."`
	ShutdownTimeout time.Duration  `env:"SHUTDOWN_TIMEOUT" flag:"web.shutdown-timeout" envDefault:"15s" help:"Time for running requests to finish after SIGTERM."`
	LogLevel        string         `env:"LOG_LEVEL" flag:"log.level" envDefault:"info" help:"Lowest severity that is logged: debug, info, warn or error."`
	LogFormat       string         `env:"LOG_FORMAT" flag:"log.format" envDefault:"logfmt" help:"Format of log lines: logfmt or json."`
}

// Flags maps the name of each flag on the command line to its values.
type Flags map[string][]string

// AddFlags adds a flag for each setting, among them those of Prometheus's exporter toolkit. The returned Flags are
// filled when app parses a command line. Their values are not checked then, but by Parse, like those of variables.
func AddFlags(app *kingpin.Application) Flags {
	listenAddress, _ := reflect.TypeFor[Config]().FieldByName("ListenAddress")
	kingpinflag.AddFlags(app, listenAddress.Tag.Get("envDefault"))
	for _, s := range Settings {
		flag := app.GetFlag(s.Tag.Get("flag"))
		if flag == nil {
			flag = app.Flag(s.Tag.Get("flag"), "").Default(s.Tag.Get("envDefault"))
			if s.Type.Kind() == reflect.Bool {
				flag.Bool()
			} else {
				flag.String()
			}
		}
		flag.Help(fmt.Sprintf("%s ($%s%s)", s.Tag.Get("help"), Prefix, s.Tag.Get("env")))
	}
	flags := Flags{}
	app.Action(func(c *kingpin.ParseContext) error {
		for _, e := range c.Elements {
			if flag, ok := e.Clause.(*kingpin.FlagClause); ok {
				name := flag.Model().Name
				flags[name] = append(flags[name], *e.Value)
			}
		}
		return nil
	})
	return flags
}

// Parse reads the configuration from variables in the form of os.Environ and from flags, which take precedence. An empty
// variable counts as not set: manifests may leave some empty. The error lists all problems, each with its setting.
func Parse(environ []string, flags Flags) (*Config, error) {
	// values maps the variable of each setting to its value, which may come from the flag. sources maps
	// each field to the name of the variable or flag that sets it, for messages.
	values, sources := map[string]string{}, map[string]string{}
	var problems []error
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, Prefix) || value == "" {
			continue
		}
		values[name] = value
		isSetting := func(s reflect.StructField) bool { return name == Prefix+s.Tag.Get("env") }
		if !slices.ContainsFunc(Settings, isSetting) && !serviceLink.MatchString(variable) {
			problems = append(problems, fmt.Errorf("%s: unknown variable; --help lists all", name))
		}
	}
	for _, s := range Settings {
		variable, flag := Prefix+s.Tag.Get("env"), s.Tag.Get("flag")
		sources[s.Name] = variable
		if given, ok := flags[flag]; ok {
			values[variable] = strings.Join(given, ",")
			sources[s.Name] = "--" + flag
		}
	}
	addProblem := func(field, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s: "+format, append([]any{sources[field]}, args...)...))
	}
	// A setting that cannot be parsed keeps its default, so that c.check reports no second problem.
	c := env.Must(env.ParseAsWithOptions[Config](env.Options{Prefix: Prefix, Environment: map[string]string{}}))
	err := env.ParseWithOptions(&c, env.Options{Prefix: Prefix, Environment: values})
	aggregate, _ := errors.AsType[env.AggregateError](err)
	for _, e := range aggregate.Errors {
		parseErr, _ := errors.AsType[env.ParseError](e)
		if numErr, ok := errors.AsType[*strconv.NumError](parseErr.Err); ok {
			parseErr.Err = fmt.Errorf("%q is not a valid %s", numErr.Num, parseErr.Type)
		}
		addProblem(parseErr.Name, "%w", parseErr.Err)
	}
	c.check(addProblem)
	return &c, errors.Join(problems...)
}

// check trims the addresses, lower-cases the log level, and reports invalid values.
func (c *Config) check(addProblem func(field, format string, args ...any)) {
	for i, address := range c.ListenAddress {
		address = strings.TrimSpace(address)
		c.ListenAddress[i] = address
		// On an error SplitHostPort returns an empty port, which is not a number.
		_, port, _ := net.SplitHostPort(address)
		if _, err := strconv.ParseUint(port, 10, 16); err != nil || strings.ContainsAny(address, "\"' ") {
			addProblem("ListenAddress", "%q is not an address; write HOST:PORT, or :PORT (such as :10755) for all interfaces, without "+
				"quotes or blanks; the port is at most 65535, and an IPv6 address stands in brackets", address)
		}
	}
	if err := web.Validate(c.WebConfigFile); err != nil {
		addProblem("WebConfigFile", "%w", err)
	}
	if c.DataDir != "" {
		if _, err := os.ReadDir(c.DataDir); err != nil {
			addProblem("DataDir", "%w", err)
		}
	}
	c.LogLevel = strings.ToLower(c.LogLevel)
	if !slices.Contains(promslog.LevelFlagOptions, c.LogLevel) {
		addProblem("LogLevel", "%q is not one of %s", c.LogLevel, strings.Join(promslog.LevelFlagOptions, ", "))
	}
	if !slices.Contains(promslog.FormatFlagOptions, c.LogFormat) {
		addProblem("LogFormat", "%q is not one of %s", c.LogFormat, strings.Join(promslog.FormatFlagOptions, ", "))
	}
	if c.MaxRequests < 1 {
		addProblem("MaxRequests", "%d is less than 1", c.MaxRequests)
	}
	if c.ReloadInterval < 0 {
		addProblem("ReloadInterval", "%s is negative", c.ReloadInterval)
	}
	if c.ShutdownTimeout <= 0 {
		addProblem("ShutdownTimeout", "%s is not positive", c.ShutdownTimeout)
	}
}
