package config

import (
	"fmt"
	"reflect"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/exporter-toolkit/web/kingpinflag"
)

// Variable is one setting.
type Variable struct {
	// Name is the variable, and Flag the flag without its dashes.
	Name, Flag string
	// Default is empty where there is none. Help is the meaning.
	Default, Help string
	// field is the name of the field of Config.
	field string
}

// Variables lists every variable in the order of Config.
func Variables() []Variable {
	t := reflect.TypeFor[Config]()
	variables := make([]Variable, t.NumField())
	for i := range variables {
		tag := t.Field(i).Tag
		variables[i] = Variable{Prefix + tag.Get("env"), tag.Get("flag"), tag.Get("envDefault"), tag.Get("help"), t.Field(i).Name}
	}
	return variables
}

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
