package dataset

import (
	"maps"
	"strings"
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
	case !repeated && !errs.full():
		k.lines[value] = r.line
	case repeated && !errs.leftOut():
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
			switch _, ok := known[v]; {
			case v == "" || ok || errs.leftOut():
			case r.period(column) != 0:
				r.fail(errs, column, "no row of %s has the period %s", target.Path, v)
			default:
				r.fail(errs, column, "%s is not in %s%s", quoted(v), target.Path, nearest(v, maps.Keys(known)))
			}
		}
	}
}
