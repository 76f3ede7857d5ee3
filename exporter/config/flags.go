package config

import (
	"fmt"
	"reflect"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"
)

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
