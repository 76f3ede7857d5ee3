package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
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

// unknown finds variables that the program does not know: a misspelt name would
// otherwise go unnoticed. Those that Kubernetes adds for a Service whose name
// starts with "cnnic" are ignored.
func unknown(ours map[string]string) (problems []error) {
	variables := Variables()
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		if slices.ContainsFunc(variables, func(v Variable) bool { return v.Name == name }) || isServiceLink(name, ours) {
			continue
		}
		nearest := slices.MinFunc(variables, func(a, b Variable) int {
			return levenshtein.ComputeDistance(name, a.Name) - levenshtein.ComputeDistance(name, b.Name)
		})
		problems = append(problems, fmt.Errorf("%s: unknown variable; the nearest is %s", name, nearest.Name))
	}
	return problems
}

// isServiceLink reports whether a variable is one that Kubernetes sets in every
// container for a Service: X_SERVICE_HOST, and with it X_SERVICE_PORT, X_PORT
// and more that start with those.
func isServiceLink(name string, ours map[string]string) bool {
	for other := range ours {
		service, ok := strings.CutSuffix(other, "_SERVICE_HOST")
		rest, same := strings.CutPrefix(name, service+"_")
		if ok && same && (strings.HasPrefix(rest, "SERVICE_") || rest == "PORT" || strings.HasPrefix(rest, "PORT_")) {
			return true
		}
	}
	return false
}
