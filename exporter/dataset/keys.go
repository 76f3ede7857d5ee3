package dataset

import (
	"fmt"
	"iter"
	"maps"
	"strings"

	"github.com/agnivade/levenshtein"
)

// uniqueKey is a primary key, or a column that is unique, and where each of its
// values stands.
type uniqueKey struct {
	columns key
	lines   map[string]int
	parts   []string
}

func (t *table) keys() []*uniqueKey {
	keys := []*uniqueKey{{columns: t.Schema.PrimaryKey}}
	for _, f := range t.Schema.Fields {
		if f.Constraints.Unique {
			keys = append(keys, &uniqueKey{columns: key{f.Name}})
		}
	}
	for _, k := range keys {
		k.lines, k.parts = map[string]int{}, make([]string, len(k.columns))
	}
	return keys
}

// check finds a row that repeats an earlier one's.
func (k *uniqueKey) check(r row, errs *Errors) {
	for i, c := range k.columns {
		k.parts[i] = r.text(c)
	}
	value := list(k.parts)
	if strings.Trim(value, ", ") == "" {
		return
	}
	first, repeated := k.lines[value]
	switch {
	case !repeated:
		k.lines[value] = r.line
	case !errs.leftOut():
		r.fail(errs, list(k.columns), "%s stands on line %d already", shorten(value, maxText/2), first)
	}
}

// learn keeps what other tables may refer to.
func (t *table) learn(keys []*uniqueKey, bad []row) {
	for _, k := range keys {
		if len(k.columns) > 1 {
			continue
		}
		column := k.columns[0]
		t.lines[column] = k.lines
		for _, r := range bad {
			if _, known := k.lines[r.text(column)]; !known {
				k.lines[r.text(column)] = r.line
			}
		}
	}
}

// checkReferences finds values that the referenced table does not have.
func (t *table) checkReferences(tables map[string]*table, errs *Errors) {
	for _, fk := range t.Schema.ForeignKeys {
		target := tables[fk.Reference.Resource]
		if !target.whole {
			continue
		}
		known, column := target.lines[fk.Reference.Fields[0]], fk.Fields[0]
		for _, r := range t.rows {
			v := r.text(column)
			if _, ok := known[v]; v != "" && !ok && !errs.leftOut() {
				r.fail(errs, column, "%s is not in %s%s", quoted(v), target.Path, nearest(v, maps.Keys(known)))
			}
		}
	}
}

// nearest names the known value that a misspelt one probably means, as the end
// of a message, or is empty where none is near. It is looked for when the message
// is written, and most of a million messages are not.
func nearest(value string, known iter.Seq[string]) fmt.Stringer { return suggestion{value, known} }

type suggestion struct {
	value string
	known iter.Seq[string]
}

// maxNearest bounds among how many values one is looked for. In more, one that is
// near by chance is.
const maxNearest = 10_000

func (s suggestion) String() string {
	best, distance, n := "", 4, 0
	if len(s.value) > 80 {
		return ""
	}
	for k := range s.known {
		if n++; n > maxNearest {
			return ""
		}
		if d := levenshtein.ComputeDistance(s.value, k); d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; the nearest is %q", best)
}
