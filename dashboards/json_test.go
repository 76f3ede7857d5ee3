package dashboards

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The parts of a dashboard's JSON that the tests read.
type (
	boardJSON struct {
		UID, Title, Description, Refresh string
		Tags                             []string
		Editable                         bool
		Panels                           []panelJSON
		Links                            []linkJSON
		Templating                       struct{ List []variableJSON }
		Annotations                      struct {
			List []struct {
				Name   string
				Enable bool
				Target targetJSON
			}
		}
	}
	panelJSON struct {
		ID                       int
		Type, Title, Description string
		GridPos                  struct{ X, Y, W, H int }
		Datasource               struct{ UID string }
		Targets                  []targetJSON
		Transformations          []transformationJSON
		Options                  map[string]any
		Panels                   []panelJSON
		FieldConfig              struct {
			Defaults struct {
				Unit, NoValue string
				Color         struct{ Mode string }
				Links         []linkJSON
			}
			Overrides []overrideJSON
		}
	}
	targetJSON struct {
		RefID, Expr string
		PanelID     int // The panel whose result the target takes, or 0.
		Instant     bool
		Datasource  struct{ UID string }
	}
	transformationJSON struct {
		ID      string
		Options json.RawMessage
		Filter  struct{ Options string }
	}
	overrideJSON struct {
		Matcher struct {
			ID      string
			Options any
		}
		Properties []struct {
			ID    string
			Value json.RawMessage
		}
	}
	linkJSON struct {
		Title, URL            string
		KeepTime, IncludeVars bool
	}
	variableJSON struct {
		Name, Type, Regex string
		Query             any
		Hide              int
		SkipURLSync       bool
		Current           struct{ Value any }
	}
)

// each runs a test on every generated dashboard.
func each(t *testing.T, test func(t *testing.T, l *language, b boardJSON)) {
	t.Helper()
	for path, b := range generated(t) {
		t.Run(path, func(t *testing.T) {
			l := english
			if path[:2] == chinese.id {
				l = chinese
			}
			test(t, l, b)
		})
	}
}

// generated decodes every generated dashboard. The keys are paths, such as en/overview.json.
func generated(t testing.TB) map[string]boardJSON {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	decoded := map[string]boardJSON{}
	for path, content := range files {
		var b boardJSON
		if err := json.Unmarshal(content, &b); err != nil {
			t.Fatal(path, err)
		}
		decoded[path] = b
	}
	return decoded
}

// all are the dashboard's panels, those of collapsed rows included.
func (b boardJSON) all() []panelJSON {
	var panels []panelJSON
	for _, p := range b.Panels {
		panels = append(panels, p)
		panels = append(panels, p.Panels...)
	}
	return panels
}

// panel is the panel whose title begins with the given text, or with a variable and the text.
func (b boardJSON) panel(t testing.TB, title string) panelJSON {
	t.Helper()
	for _, p := range b.all() {
		if strings.HasPrefix(p.Title, title) || strings.Contains(p.Title, "}"+title) {
			return p
		}
	}
	t.Fatalf("%s has no panel %s", b.Title, title)
	return panelJSON{}
}

// queries are the panel's queries, or those of the panel that it takes its data from.
func (b boardJSON) queries(p panelJSON) []targetJSON {
	if len(p.Targets) == 1 && p.Targets[0].PanelID != 0 {
		for _, source := range b.Panels {
			if source.ID == p.Targets[0].PanelID {
				return source.Targets
			}
		}
		return nil
	}
	return p.Targets
}

// used are the queries whose results a panel shows.
func (b boardJSON) used(p panelJSON) []targetJSON {
	queries := b.queries(p)
	for _, tr := range p.Transformations {
		var o struct{ Include string }
		if tr.ID == "filterByRefId" && json.Unmarshal(tr.Options, &o) == nil {
			pattern := regexp.MustCompile(strings.Trim(o.Include, "/"))
			queries = slices.DeleteFunc(slices.Clone(queries), func(q targetJSON) bool { return !pattern.MatchString(q.RefID) })
		}
	}
	return queries
}
