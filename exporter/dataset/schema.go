package dataset

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"cnnic_exporter/data"
)

// descriptor is the Frictionless description of the dataset's files. It is the
// one place that says which columns there are and what may stand in them: the
// loader checks what it says, and nothing of it is repeated in Go.
type descriptor struct {
	Resources []*resource `json:"resources"`
	// Patterns are the patterns of columns in words.
	Patterns map[string]string `json:"patterns"`
}

// resource describes one CSV file.
type resource struct {
	Name   string `json:"name"`
	Path   string `json:"path"`
	Schema struct {
		Fields      []*field     `json:"fields"`
		PrimaryKey  key          `json:"primaryKey"`
		ForeignKeys []foreignKey `json:"foreignKeys"`
	} `json:"schema"`
}

// field describes one column.
type field struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Constraints struct {
		Required bool     `json:"required"`
		Unique   bool     `json:"unique"`
		Minimum  *float64 `json:"minimum"`
		Maximum  *float64 `json:"maximum"`
		Pattern  string   `json:"pattern"`
		Enum     []string `json:"enum"`
	} `json:"constraints"`

	pattern *regexp.Regexp
	// inWords is what the pattern matches.
	inWords string
}

type foreignKey struct {
	Fields    key `json:"fields"`
	Reference struct {
		Resource string `json:"resource"`
		Fields   key    `json:"fields"`
	} `json:"reference"`
}

// key is a list of columns. Frictionless lets one column stand without brackets.
type key []string

func (k *key) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*k = key{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(k))
}

// schema reads the description that ships with the program. A directory that
// replaces the shipped figures is held against the same description.
var schema = sync.OnceValue(func() *descriptor {
	text, err := fs.ReadFile(data.FS, "datapackage.json")
	if err != nil {
		panic(err)
	}
	d := &descriptor{}
	if err := json.Unmarshal(text, d); err != nil {
		panic(fmt.Errorf("datapackage.json: %w", err))
	}
	for _, r := range d.Resources {
		for _, f := range r.Schema.Fields {
			if f.Constraints.Pattern != "" {
				f.pattern, f.inWords = regexp.MustCompile(f.Constraints.Pattern), d.Patterns[f.Constraints.Pattern]
			}
		}
	}
	return d
})

// columns are the names of a file's columns in the order of its header.
func (r *resource) columns() []string {
	names := make([]string, len(r.Schema.Fields))
	for i, f := range r.Schema.Fields {
		names[i] = f.Name
	}
	return names
}

// fault is a way in which a cell is wrong. The message is written for those that
// are listed.
type fault int

const (
	none fault = iota
	empty
	notMonth
	notNumber
	outOfRange
	notWhole
	tooLittle
	tooMuch
	notMatching
	notListed
	notBoolean
)

// check finds what is wrong with a cell.
func (f *field) check(cell string) fault {
	if cell == "" {
		if f.Constraints.Required {
			return empty
		}
		return none
	}
	switch f.Type {
	case "yearmonth":
		if _, ok := parsePeriod(cell); !ok {
			return notMonth
		}
	case "integer", "number":
		return f.checkNumber(cell)
	case "boolean":
		if cell != "true" && cell != "false" {
			return notBoolean
		}
	}
	if f.pattern != nil && !f.pattern.MatchString(cell) {
		return notMatching
	}
	if e := f.Constraints.Enum; e != nil && !slices.Contains(e, cell) {
		return notListed
	}
	return none
}

func (f *field) checkNumber(cell string) fault {
	n, wrong := number(cell, 0)
	_, integral := numeral(cell)
	switch {
	case wrong != none:
		return wrong
	case f.Type == "integer" && !integral:
		return notWhole
	case f.Constraints.Minimum != nil && n < *f.Constraints.Minimum:
		return tooLittle
	case f.Constraints.Maximum != nil && n > *f.Constraints.Maximum:
		return tooMuch
	}
	return none
}

// message says what is wrong with a cell.
func (f *field) message(wrong fault, cell string) string {
	switch wrong {
	case empty:
		return "is empty"
	case notMonth:
		_, err := ParsePeriod(cell)
		return err.Error()
	case notNumber:
		return fmt.Sprintf("%s is not a number", quoted(cell))
	case outOfRange:
		return fmt.Sprintf("%s is out of range", quoted(cell))
	case notWhole:
		return fmt.Sprintf("%s is not a whole number", quoted(cell))
	case tooLittle:
		return fmt.Sprintf("%s is less than %v", cell, *f.Constraints.Minimum)
	case tooMuch:
		return fmt.Sprintf("%s is more than %v", cell, *f.Constraints.Maximum)
	case notBoolean:
		return fmt.Sprintf("%s is neither true nor false", quoted(cell))
	case notMatching:
		return fmt.Sprintf("%s is not %s", quoted(cell), f.inWords)
	default:
		e := f.Constraints.Enum
		return fmt.Sprintf("%s is none of %s%s", quoted(cell), list(e), nearest(cell, slices.Values(e)))
	}
}

// columnCheck checks the cells of one column of one file. Most columns say few
// things often, so an answer is remembered, and with it the text: rows that say
// the same then share it, and do not each keep their whole line of the file.
type columnCheck struct {
	*field
	good map[string]string
}

// maxShared bounds the texts that are remembered of a column. Where there are
// more, to look them up would save nothing.
const maxShared = 10_000

// check gives the cell back, and finds what is wrong with it.
func (c *columnCheck) check(cell string) (shared string, wrong fault) {
	if c.Type != "string" && c.Type != "yearmonth" {
		return cell, c.field.check(cell)
	}
	if shared, ok := c.good[cell]; ok {
		return shared, none
	}
	if wrong := c.field.check(cell); wrong != none {
		return cell, wrong
	}
	if len(c.good) < maxShared {
		if c.good == nil {
			c.good = map[string]string{}
		}
		shared = strings.Clone(cell)
		c.good[shared] = shared
		return shared, none
	}
	return cell, none
}
