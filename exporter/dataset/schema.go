package dataset

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"cnnic_exporter/data"
)

// maxCellBytes bounds one cell, which may become the value of a label.
const maxCellBytes = 4 << 10

// maxNumber keeps numbers from becoming infinite in a base unit or on an axis.
const maxNumber = 1e15

// descriptor is the Frictionless description of the files: their columns and the permitted values.
type descriptor struct {
	Resources []*resource
	// Patterns has a description in words for each pattern of a column.
	Patterns map[string]string
}

// resource describes one CSV file.
type resource struct {
	Name, Path string
	Schema     struct {
		Fields      []*field
		PrimaryKey  []string
		ForeignKeys []struct {
			Fields    []string
			Reference struct {
				Resource string
				Fields   []string
			}
		}
	}

	// keys are the primary key and each unique column, as lists of columns. No two rows
	// share the value of a key, unless it is empty.
	keys   [][]string
	header []string
}

type field struct {
	Name, Type  string
	Constraints struct {
		Required, Unique bool
		Minimum, Maximum *float64
		Pattern          string
		Enum             []string
	}

	pattern *regexp.Regexp
}

// shippedDescriptor is data/datapackage.json. Directories that replace data/ are checked against it, too.
var shippedDescriptor = sync.OnceValue(func() *descriptor {
	d := &descriptor{}
	if err := json.Unmarshal(data.Descriptor, d); err != nil {
		panic(err)
	}
	for _, r := range d.Resources {
		r.keys = [][]string{r.Schema.PrimaryKey}
		for _, f := range r.Schema.Fields {
			r.header = append(r.header, f.Name)
			if f.Constraints.Unique {
				r.keys = append(r.keys, []string{f.Name})
			}
			if f.Constraints.Pattern != "" {
				f.pattern = regexp.MustCompile(f.Constraints.Pattern)
			}
		}
	}
	return d
})

// problem says what is wrong with a cell, or is empty.
func (f *field) problem(cell string) string {
	switch {
	case cell == "" && f.Constraints.Required:
		return "is empty"
	case cell == "":
		return ""
	case len(cell) > maxCellBytes:
		return fmt.Sprintf("%.60q is longer than %d KiB", cell, maxCellBytes>>10)
	case f.pattern != nil && !f.pattern.MatchString(cell):
		return fmt.Sprintf("%.60q is not %s", cell, shippedDescriptor().Patterns[f.Constraints.Pattern])
	case f.Constraints.Enum != nil && !slices.Contains(f.Constraints.Enum, cell):
		return fmt.Sprintf("%.60q is not one of %s", cell, strings.Join(f.Constraints.Enum, ", "))
	case f.Type == "boolean" && cell != "true" && cell != "false":
		return fmt.Sprintf("%.60q is neither true nor false", cell)
	case f.Type == "yearmonth":
		if _, err := ParsePeriod(cell); err != nil {
			return err.Error()
		}
	case f.Type == "integer" || f.Type == "number":
		return f.numberProblem(cell)
	}
	return ""
}

func (f *field) numberProblem(cell string) string {
	n := number(cell, 0)
	switch {
	case strings.Contains(cell, ","):
		return fmt.Sprintf("%.60q is not a number: remove commas between thousands, and write decimals with a point", cell)
	case !n.Known:
		return fmt.Sprintf("%.60q is not a number", cell)
	case f.Type == "integer" && strings.Contains(cell, "."):
		return fmt.Sprintf("%.60q is not a whole number", cell)
	case math.Abs(n.Value) > maxNumber:
		return fmt.Sprintf("%.60q is out of range; the limit is 10^15", cell)
	case f.Constraints.Minimum != nil && n.Value < *f.Constraints.Minimum:
		return fmt.Sprintf("%.60q is less than %v", cell, *f.Constraints.Minimum)
	case f.Constraints.Maximum != nil && n.Value > *f.Constraints.Maximum:
		return fmt.Sprintf("%.60q is more than %v", cell, *f.Constraints.Maximum)
	}
	return ""
}

// number parses a decimal numeral and scales it by a power of ten. The exponent is appended to the text, so that 97.6 %
// becomes the float nearest to 0.976. Hexadecimal numerals, exponents, underscores, Inf and NaN are rejected.
func number(cell string, exponent int) Number {
	n, err := strconv.ParseFloat(cell+"e"+strconv.Itoa(exponent), 64)
	return Number{n, err == nil && !strings.Contains(cell, "_")}
}
