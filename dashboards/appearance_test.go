package dashboards

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/palette"
)

// Grafana's palette has green and red, which mean growth and loss here. Some types of panel use it
// if no colour mode is set.
func TestNoPanelUsesGrafanasPalette(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for _, p := range b.all() {
			if mode := p.FieldConfig.Defaults.Color.Mode; strings.HasPrefix(mode, "palette") || mode == "" && p.Type != "text" && p.Type != "row" {
				t.Errorf("%s has the colour mode %q, want a mode other than a palette", p.Title, mode)
			}
		}
	})
}

// Without an override, an empty cell would show the long text of an empty panel. The table of users
// by survey has a later override that shows nothing in empty cells.
func TestTablesSetADashForEmptyCells(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for _, p := range b.all() {
			for _, fieldType := range []string{"number", "string"} {
				if p.Type == "table" && !slices.ContainsFunc(p.FieldConfig.Overrides, func(o overrideJSON) bool {
					return o.Matcher.ID == "byType" && o.Matcher.Options == fieldType && o.Properties[0].ID == "noValue" && string(o.Properties[0].Value) == `"–"`
				}) {
					t.Errorf("%s: no override sets a dash for empty cells of the type %s", p.Title, fieldType)
				}
			}
		}
	})
}

// A table of Grafana 12 is 372 pixels wide on a phone.
func TestChangesFitOnAPhone(t *testing.T) {
	t.Parallel()
	all := generated(t)
	for _, l := range languages {
		table := all[l.id+"/overview.json"].panel(t, l.Pick("Users in", "用户规模及同比变化"))
		sum, columns := 0, 0
		for _, o := range table.FieldConfig.Overrides {
			var pixels int
			for _, property := range o.Properties {
				if property.ID == "custom.width" && json.Unmarshal(property.Value, &pixels) == nil && columns < 3 {
					sum, columns = sum+pixels, columns+1
				}
			}
		}
		if columns != 3 || sum > 372 {
			t.Errorf("%s: the first %d columns with a width take %d pixels, want the name and two changes in 372", l.id, columns, sum)
		}
	}
}

// addUsageTable adds a column of coloured dots for the applications' sectors, unless it shows one sector. Its
// heading is a blank.
func TestOnlyTablesOfAllSectorsShowSectors(t *testing.T) {
	t.Parallel()
	all := generated(t)
	for name, want := range map[string]bool{"overview": true, "sector": false} {
		overrides := all["en/"+name+".json"].panel(t, "Users in").FieldConfig.Overrides
		hasDots := slices.ContainsFunc(overrides, func(o overrideJSON) bool { return o.Matcher.Options == " " })
		if hasDots != want {
			t.Errorf("%s: the table has a column of dots: %v, want %v", name, hasDots, want)
		}
	}
}

// On every dashboard, overrides give an application's series its colour from package palette. Overrides
// for other series are skipped: their patterns are enclosed in slashes.
func TestOneColourForOneApplication(t *testing.T) {
	t.Parallel()
	all, found := shipped().Applications, map[string]bool{}
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for _, p := range b.all() {
			for _, o := range p.FieldConfig.Overrides {
				pattern, ok := o.Matcher.Options.(string)
				if !ok || o.Matcher.ID != "byRegexp" || strings.HasPrefix(pattern, "/") {
					continue
				}
				i := slices.IndexFunc(all, func(a *dataset.Application) bool {
					r := regexp.MustCompile(pattern)
					// A star after a title marks figures by an earlier definition.
					return r.MatchString(a.Title) && r.MatchString(a.TitleZH) && r.MatchString(a.Title+"*")
				})
				if i < 0 {
					t.Fatalf("%s: %s matches no application", p.Title, pattern)
				}
				want := palette.Application(all[i].ID, all[i].Sector.ID)
				// A second property makes the line dashed.
				var color struct{ FixedColor string }
				if err := json.Unmarshal(o.Properties[0].Value, &color); err != nil || color.FixedColor != want.Hex || want.Dashed != (len(o.Properties) == 2) {
					t.Errorf("%s: %s has the colour %v, want %v", p.Title, all[i].ID, color, want)
				}
				found[all[i].ID] = true
			}
		}
	})
	if len(found) != len(all) {
		t.Errorf("%d applications are coloured, want %d", len(found), len(all))
	}
}
