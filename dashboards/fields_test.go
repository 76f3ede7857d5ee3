package dashboards

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// This file follows field names through Grafana's transformations, so that
// TestEveryQueryReturnsWhatItsPanelNeeds finds fields that a panel names but no query returns.

// fieldSet is the set of the field names of a data frame.
type fieldSet map[string]bool

// transformationOptions holds the options that transformed reads, of every type of transformation.
type transformationOptions struct {
	Include                           any
	Filters                           []struct{ FieldName string }
	Sort                              []struct{ Field string }
	Conversions                       []struct{ TargetField string }
	ByField                           string
	ColumnField, RowField, ValueField string
	Fields                            any
	RenameByName                      map[string]string
}

// checkFields applies a panel's transformations to its data frames, whose keys are refIDs, and
// reports fields that the transformations, options or overrides name but that do not exist.
func checkFields(t *testing.T, p panelJSON, frames map[string]fieldSet) {
	t.Helper()
	shown := fieldSet{}
	for _, fields := range transformed(t, p, frames) {
		maps.Copy(shown, fields)
	}
	named := map[string]string{}
	for _, option := range []string{"xField", "colorByField"} {
		if f, ok := p.Options[option].(string); ok {
			named[option] = f
		}
	}
	for _, o := range p.FieldConfig.Overrides {
		if o.Matcher.ID == "byName" {
			named["the override by name "+o.Matcher.Options.(string)] = o.Matcher.Options.(string)
		}
	}
	for what, f := range named {
		if !shown[f] {
			t.Errorf("%s: %s refers to a missing field %q; there are %v", p.Title, what, f, slices.Sorted(maps.Keys(shown)))
		}
	}
}

// transformed returns the frames after a panel's transformations, and may change the given frames.
// It reports fields that the transformations name but that do not exist.
func transformed(t *testing.T, p panelJSON, frames map[string]fieldSet) map[string]fieldSet {
	t.Helper()
	timed := map[string]bool{} // Frames whose period was converted to a time.
	for _, tr := range p.Transformations {
		var o transformationOptions
		if err := json.Unmarshal(tr.Options, &o); err != nil {
			t.Fatal(err)
		}
		affected := frames
		if tr.Filter.Options != "" {
			affected = map[string]fieldSet{tr.Filter.Options: frames[tr.Filter.Options]}
		}
		union := fieldSet{}
		for _, fields := range affected {
			maps.Copy(union, fields)
		}
		need := func(field string) {
			t.Helper()
			if !union[field] {
				t.Errorf("%s: %s refers to a missing field %q; there are %v", p.Title, tr.ID, field, slices.Sorted(maps.Keys(union)))
			}
		}
		switch tr.ID {
		case "filterByRefId":
			pattern := regexp.MustCompile(strings.Trim(o.Include.(string), "/"))
			maps.DeleteFunc(frames, func(id string, _ fieldSet) bool { return !pattern.MatchString(id) })
			if len(frames) == 0 {
				t.Errorf("%s: no query is called %s", p.Title, o.Include)
			}
		case "filterFieldsByName":
			pattern := regexp.MustCompile(o.Include.(map[string]any)["pattern"].(string))
			for _, fields := range affected {
				maps.DeleteFunc(fields, func(f string, _ bool) bool { return !pattern.MatchString(f) })
			}
		case "filterByValue":
			need(o.Filters[0].FieldName)
		case "sortBy":
			need(o.Sort[0].Field)
		case "convertFieldType":
			need(o.Conversions[0].TargetField)
			for id := range affected {
				timed[id] = o.Conversions[0].TargetField == "period"
			}
		case "partitionByValues":
			for _, f := range o.Fields.([]any) {
				need(f.(string))
			}
		case "timeSeriesTable":
			for id, fields := range affected {
				if fields["Time"] {
					t.Errorf("%s: query %s keeps the field Time; with it, Grafana turns a result of one row into a sparkline", p.Title, id)
				}
				if timed[id] {
					maps.DeleteFunc(fields, func(f string, _ bool) bool { return f == "period" || strings.HasPrefix(f, "Value") })
					fields["Trend #"+id+"-undefined"] = true // Grafana's name for the sparklines of a frame without a name.
				}
			}
		case "joinByField":
			// A field that several frames have loses its name: Grafana numbers it.
			joined, count := fieldSet{o.ByField: true}, map[string]int{}
			for id, fields := range frames {
				if !fields[o.ByField] {
					t.Errorf("%s: query %s lacks the field %s, by which it is joined", p.Title, id, o.ByField)
				}
				for f := range fields {
					count[f]++
				}
			}
			for f, n := range count {
				if n == 1 {
					joined[f] = true
				}
			}
			frames = map[string]fieldSet{"joined": joined}
		case "merge":
			frames = map[string]fieldSet{"merged": union}
		case "groupingToMatrix":
			need(o.ColumnField)
			need(o.RowField)
			need(o.ValueField)
			// The names of the other columns are values; overrides match those by pattern.
			frames = map[string]fieldSet{"matrix": {o.RowField + `\` + o.ColumnField: true}}
		case "organize":
			renamed := fieldSet{}
			for f, name := range o.RenameByName {
				need(f)
				renamed[name] = true
			}
			frames = map[string]fieldSet{"organized": renamed}
		default:
			t.Errorf("%s: the test does not know the transformation %s", p.Title, tr.ID)
		}
	}
	return frames
}
