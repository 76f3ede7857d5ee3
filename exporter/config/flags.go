package config

import (
	"fmt"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"
)

// Flags are the values of the flags of a command line, by the flags' names.
type Flags map[string][]string

// AddFlags adds a flag for each variable, among them those of Prometheus's exporter
// toolkit. Flags are only collected here: Parse reads and checks their values as it
// does those of variables.
func AddFlags(app *kingpin.Application) Flags {
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
