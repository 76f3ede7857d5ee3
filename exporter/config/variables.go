package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/agnivade/levenshtein"
)

// Variable is one row of the table of variables.
type Variable struct {
	Name, Default, Help string
}

// Variables lists every variable in the order of Config.
func Variables() []Variable {
	t := reflect.TypeFor[Config]()
	variables := make([]Variable, t.NumField())
	for i := range variables {
		tag := t.Field(i).Tag
		variables[i] = Variable{Prefix + tag.Get("env"), tag.Get("envDefault"), tag.Get("help")}
	}
	return variables
}

// Help writes the table of variables for --help.
func Help() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, v := range Variables() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", v.Name, v.Default, v.Help)
	}
	w.Flush()
	return b.String()
}

// unknown finds variables that the program does not know: a misspelt name would
// otherwise go unnoticed. Those that Kubernetes adds for a Service whose name
// starts with "cnnic" are let through.
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

// isServiceLink says whether a variable is one that Kubernetes sets in every
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
