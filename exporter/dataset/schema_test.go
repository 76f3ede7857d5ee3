package dataset

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/data"
)

// datapackage.json describes every CSV file and gives each column a title, a sentence and, for
// numbers, a unit.
func TestDatapackageDescribesEveryColumn(t *testing.T) {
	t.Parallel()
	var described struct {
		Licenses, Sources []map[string]string
		Resources         []struct {
			Path, Title, Description, Encoding string
			Schema                             struct {
				Fields []struct{ Name, Type, Title, Description, Unit string }
			}
		}
	}
	if err := json.Unmarshal(data.Descriptor, &described); err != nil {
		t.Fatal(err)
	}
	if len(described.Licenses) == 0 || len(described.Sources) == 0 {
		t.Error("datapackage.json names no licence or no source")
	}
	var paths []string
	for _, r := range described.Resources {
		paths = append(paths, r.Path)
		if r.Title == "" || r.Description == "" || r.Encoding != "utf-8" {
			t.Errorf("%s has the title %q, the description %q and the encoding %q, want a title, a description and utf-8", r.Path, r.Title, r.Description, r.Encoding)
		}
		for _, f := range r.Schema.Fields {
			if f.Title == "" || !strings.HasSuffix(f.Description, ".") {
				t.Errorf("%s: %s has the title %q and the description %q, want a title and a sentence", r.Path, f.Name, f.Title, f.Description)
			}
			if (f.Type == "integer" || f.Type == "number") != (f.Unit != "") {
				t.Errorf("%s: %s is of type %s and has the unit %q; want one for numbers, none for other types", r.Path, f.Name, f.Type, f.Unit)
			}
		}
	}
	files, err := fs.Glob(data.FS, "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	if !slices.Equal(files, paths) {
		t.Errorf("data/ has the files %v, datapackage.json describes %v", files, paths)
	}
}

// The shipped files have the columns of datapackage.json in the same order. The loader knows
// the types of the columns, can check keys and references, and converts every unit.
func TestDescriptorFitsTheFilesAndTheLoader(t *testing.T) {
	t.Parallel()
	types := []string{"string", "integer", "number", "yearmonth", "boolean"}
	byName := map[string]*resource{}
	for _, r := range shippedDescriptor().Resources {
		byName[r.Name] = r
	}
	for _, r := range shippedDescriptor().Resources {
		file, err := data.FS.Open(r.Path)
		if err != nil {
			t.Fatal(err)
		}
		header, err := csv.NewReader(file).Read()
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(header, r.header) {
			t.Errorf("%s has the columns %v, datapackage.json describes %v", r.Path, header, r.header)
		}
		for _, f := range r.Schema.Fields {
			if !slices.Contains(types, f.Type) {
				t.Errorf("%s: %s has the type %s, which the loader does not know", r.Path, f.Name, f.Type)
			}
			if f.pattern != nil && shippedDescriptor().Patterns[f.Constraints.Pattern] == "" {
				t.Errorf("%s: the pattern of %s has no description in words", r.Path, f.Name)
			}
		}
		for _, c := range r.Schema.PrimaryKey {
			if !slices.Contains(r.header, c) {
				t.Errorf("%s: the key's column %s does not exist", r.Path, c)
			}
		}
		for _, fk := range r.Schema.ForeignKeys {
			target := byName[fk.Reference.Resource]
			if len(fk.Fields) != 1 || len(fk.Reference.Fields) != 1 || target == nil ||
				!slices.Contains(r.header, fk.Fields[0]) || !slices.Contains(target.header, fk.Reference.Fields[0]) {
				t.Errorf("%s: the foreign key %+v is not from one existing column to another", r.Path, fk)
				continue
			}
			// The loader keeps only the values of keys and of unique columns.
			f := target.Schema.Fields[slices.Index(target.header, fk.Reference.Fields[0])]
			if !slices.Equal(target.Schema.PrimaryKey, fk.Reference.Fields) && !f.Constraints.Unique {
				t.Errorf("%s: what %+v refers to is not unique", r.Path, fk)
			}
		}
	}
	indicators := byName["indicators"]
	permitted := indicators.Schema.Fields[slices.Index(indicators.header, "unit")].Constraints.Enum
	known := slices.Sorted(maps.Keys(fileUnits))
	if !slices.Equal(slices.Sorted(slices.Values(permitted)), known) {
		t.Errorf("indicators.csv permits the units %v, the loader converts %v", permitted, known)
	}
}
