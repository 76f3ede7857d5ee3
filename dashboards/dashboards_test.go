package dashboards

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"

	surveys "cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/metrics"
)

// The parts of a dashboard's JSON that the tests read, as Grafana reads them.
type (
	boardJSON struct {
		UID, Title, Description string
		Tags                    []string
		Editable                bool
		Panels                  []panelJSON
		Templating              struct{ List []variableJSON }
	}
	panelJSON struct {
		ID                       int
		Type, Title, Description string
		Repeat                   string
		GridPos                  struct{ X, Y, W, H int }
		Datasource               struct{ UID string }
		Targets                  []targetJSON
		Transformations          []transformationJSON
		Options                  map[string]any
		FieldConfig              struct {
			Defaults  struct{ Unit, NoValue string }
			Overrides []overrideJSON
		}
	}
	targetJSON struct {
		RefID, Expr, Format, LegendFormat string
		Instant                           bool
		Datasource                        struct{ UID string }
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
	}
	variableJSON struct {
		Name, Type, Regex, Label string
		Query                    any
		Refresh                  int
	}
)

// each runs a test on every dashboard as it is generated.
func each(t *testing.T, test func(t *testing.T, l *Language, b boardJSON)) {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Languages {
		for _, name := range slices.Sorted(maps.Keys(boards)) {
			path := l.ID + "/" + name + ".json"
			t.Run(path, func(t *testing.T) {
				var b boardJSON
				if err := json.Unmarshal(files[path], &b); err != nil {
					t.Fatal(err)
				}
				test(t, l, b)
			})
		}
	}
}

func TestLayout(t *testing.T) {
	uids := map[string]bool{}
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		if b.UID == "" || len(b.UID) > 40 || uids[b.UID] {
			t.Errorf("the uid %q is empty, too long or taken", b.UID)
		}
		uids[b.UID] = true
		if b.Title == "" || !strings.Contains(b.Description, "CNNIC") || b.Editable || !slices.Contains(b.Tags, Tag) {
			t.Errorf("title %q, description %q, editable %v, tags %v", b.Title, b.Description, b.Editable, b.Tags)
		}
		taken, ids := map[[2]int]string{}, map[int]bool{}
		for _, p := range b.Panels {
			if p.ID < 1 || ids[p.ID] {
				t.Errorf("%s: the id %d is not above 0 or taken", p.Title, p.ID)
			}
			ids[p.ID] = true
			g := p.GridPos
			if g.W < 1 || g.H < 1 || g.X+g.W > width {
				t.Errorf("%s: lies outside of the grid: %+v", p.Title, g)
			}
			for x := g.X; x < g.X+g.W; x++ {
				for y := g.Y; y < g.Y+g.H; y++ {
					if other := taken[[2]int{x, y}]; other != "" {
						t.Fatalf("%s lies over %s", p.Title, other)
					}
					taken[[2]int{x, y}] = p.Title
				}
			}
			if p.Title == "" || p.Type != "row" && p.Description == "" {
				t.Errorf("panel %d lacks a title or a description", p.ID)
			}
		}
	})
}

// An empty string in place of a choice is what the SDK writes where nothing was
// set, and Grafana takes it for one.
func TestNoEmptyChoices(t *testing.T) {
	var walk func(t *testing.T, path string, v any)
	walk = func(t *testing.T, path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				walk(t, path+"."+k, inner)
			}
		case string:
			if v == "" && !strings.HasSuffix(path, ".fields") {
				t.Errorf("%s is empty", path)
			}
		}
	}
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		for _, p := range b.Panels {
			walk(t, p.Title, p.Options)
		}
	})
}

func TestUnitsAndDatasources(t *testing.T) {
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		if v := b.Templating.List[0]; v.Name != "datasource" || v.Type != "datasource" || v.Query != "prometheus" {
			t.Errorf("the first variable is %+v", v)
		}
		for _, p := range b.Panels {
			if p.Type == "row" || p.Type == "text" {
				continue
			}
			if p.FieldConfig.Defaults.Unit == "" && p.Type != "table" {
				t.Errorf("%s has no unit", p.Title)
			}
			if p.Datasource.UID != "${datasource}" || len(p.Targets) == 0 {
				t.Errorf("%s has the data source %q and %d queries", p.Title, p.Datasource.UID, len(p.Targets))
			}
			for _, q := range p.Targets {
				if q.Datasource.UID != "${datasource}" {
					t.Errorf("%s, query %s has the data source %q", p.Title, q.RefID, q.Datasource.UID)
				}
			}
		}
	})
}

// ofOthers are the metrics of Prometheus itself, and of the exporter's telemetry.
var ofOthers = map[string][]string{
	"ALERTS":                                 {"alertname", "alertstate", "severity", "application"},
	"scrape_duration_seconds":                nil,
	"process_resident_memory_bytes":          nil,
	"process_cpu_seconds_total":              nil,
	"cnnic_exporter_http_requests_total":     {"handler", "code", "method"},
	"cnnic_exporter_http_requests_in_flight": nil,
}

func TestQueriesUseOnlyWhatIsExported(t *testing.T) {
	labels := maps.Clone(ofOthers)
	for _, m := range surveys.Catalogue {
		labels[m.Name] = m.Labels
	}
	for _, m := range metrics.Catalogue {
		labels[m.Name] = m.Labels
	}
	promQL := parser.NewParser(parser.Options{})
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		for _, p := range b.Panels {
			for _, q := range p.Targets {
				expr, err := promQL.ParseExpr(strings.ReplaceAll(q.Expr, "$__rate_interval", "1m"))
				if err != nil {
					t.Errorf("%s, query %s: %s", p.Title, q.RefID, err)
					continue
				}
				parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
					selector, ok := n.(*parser.VectorSelector)
					if !ok {
						return nil
					}
					known, exported := labels[selector.Name]
					if !exported {
						t.Errorf("%s, query %s: %s is not exported", p.Title, q.RefID, selector.Name)
					}
					for _, m := range selector.LabelMatchers {
						if m.Name != "__name__" && !slices.Contains(known, m.Name) {
							t.Errorf("%s, query %s: %s has no label %s", p.Title, q.RefID, selector.Name, m.Name)
						}
					}
					return nil
				})
			}
		}
	})
}

func TestEveryTextIsInEveryLanguage(t *testing.T) {
	if e, c := slices.Sorted(maps.Keys(english)), slices.Sorted(maps.Keys(chinese)); !slices.Equal(e, c) {
		t.Errorf("the keys differ:\n%v\n%v", e, c)
	}
	han := regexp.MustCompile(`\p{Han}`)
	for key, e := range english {
		c := chinese[key]
		if e.Title == "" || c.Title == "" || (e.Description == "") != (c.Description == "") {
			t.Errorf("%s lacks a title or a description in one language", key)
		}
		if !strings.HasPrefix(c.Title, "$") && !han.MatchString(c.Title) || c.Description != "" && !han.MatchString(c.Description) {
			t.Errorf("%s is not in Chinese", key)
		}
		if han.MatchString(e.Title + e.Description) {
			t.Errorf("%s is not in English", key)
		}
	}
}

// A text that no dashboard asks for is dead.
func TestEveryTextIsUsed(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for path, content := range files {
		if strings.HasPrefix(path, English.ID+"/") {
			all += string(content)
		}
	}
	for key, e := range english {
		quoted, err := json.Marshal(e.Title)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(all, string(quoted)) {
			t.Errorf("%s is not used", key)
		}
	}
}

// The files for import ask for the data source, and say which panels they need.
func TestImportable(t *testing.T) {
	files, err := Importable()
	if err != nil {
		t.Fatal(err)
	}
	provisioned, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range files {
		var b struct {
			boardJSON
			Inputs   []struct{ Name, Type, PluginID string } `json:"__inputs"`
			Requires []struct{ Type, ID string }             `json:"__requires"`
		}
		if err := json.Unmarshal(content, &b); err != nil {
			t.Fatal(err)
		}
		if len(b.Inputs) != 1 || b.Inputs[0].Name != "DS_PROMETHEUS" || b.Inputs[0].PluginID != "prometheus" {
			t.Errorf("%s asks for %v", path, b.Inputs)
		}
		for _, p := range b.Panels {
			if p.Type != "row" && !slices.ContainsFunc(b.Requires, func(r struct{ Type, ID string }) bool { return r.Type == "panel" && r.ID == p.Type }) {
				t.Errorf("%s does not say that it needs %s", path, p.Type)
			}
		}
		if strings.Contains(string(provisioned[path]), "__inputs") {
			t.Errorf("%s as it is provisioned asks for inputs", path)
		}
	}
}
