package dataset

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Names are all names by which reports and people call the application: its
// identifier, its titles, what Table 5 prints, and other names.
func (a *Application) Names() []string {
	names := []string{a.ID, a.Title, a.TitleZH, a.Table5Name}
	return slices.DeleteFunc(append(names, a.Aliases...), func(n string) bool { return n == "" })
}

// foldName makes names equal that differ only in case, full-width letters, blanks,
// hyphens and underscores, as an import does.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '_' {
			return -1
		}
		return r
	}, width.Fold.String(strings.ToLower(name)))
}

// splitNames reads a list of names, some of which may be empty.
func splitNames(cell string) []string {
	names := strings.Split(cell, ";")
	for i, n := range names {
		names[i] = strings.TrimSpace(n)
	}
	return names
}

// checkNames finds names that two applications share.
func checkNames(applications *table) {
	named := map[string]string{}
	for _, r := range applications.rows {
		application := r.text("application")
		for _, column := range []string{"application", "title", "title_zh", "table5_name", "aliases"} {
			for _, name := range splitNames(r.text(column)) {
				folded := foldName(name)
				first := cmp.Or(named[folded], application)
				if folded != "" && first != application {
					r.fail(column, "%.60q names %s already; a name belongs to one application", name, first)
				}
				named[folded] = first
			}
		}
	}
}
