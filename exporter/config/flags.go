package config

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"
)

// Flags are the flags of a command line, each beside a variable.
type Flags struct {
	// given are the values by the flags' names.
	given map[string][]string
}

// AddFlags adds a flag for each variable, among them those of Prometheus's exporter
// toolkit. Flags are only collected here: Parse reads and checks their values as it
// does those of variables.
func AddFlags(app *kingpin.Application) *Flags {
	kingpinflag.AddFlags(app, Variables()[0].Default)
	for _, v := range Variables() {
		flag := app.GetFlag(v.Flag)
		if flag == nil {
			flag = app.Flag(v.Flag, "").Default(v.Default)
			if v.Default == "false" {
				flag.Bool()
			} else {
				flag.String()
			}
		}
		flag.Help(fmt.Sprintf("%s ($%s)", v.Help, v.Name))
	}
	flags := &Flags{map[string][]string{}}
	app.Action(func(c *kingpin.ParseContext) error {
		for _, e := range c.Elements {
			if flag, ok := e.Clause.(*kingpin.FlagClause); ok && e.Value != nil {
				name := flag.Model().Name
				flags.given[name] = append(flags.given[name], *e.Value)
			}
		}
		return nil
	})
	return flags
}

// Set sets a flag as if it stood on the command line.
func (f *Flags) Set(name, value string) { f.given[name] = []string{value} }

// override replaces the values of variables by those of flags, and returns the flags
// that were given.
func (f *Flags) override(values map[string]string) sources {
	s := sources{}
	for _, v := range Variables() {
		if given, ok := f.given[v.Flag]; ok {
			values[v.Name], s[v.Name] = strings.Join(given, ","), "--"+v.Flag
		}
	}
	return s
}
