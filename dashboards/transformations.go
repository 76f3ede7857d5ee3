package dashboards

import "github.com/grafana/grafana-foundation-sdk/go/dashboard"

// The SDK has no types for transformations: their options are maps whose keys
// nobody checks. Each is written once, here.

type options = map[string]any

func transformation(id string, o options) dashboard.DataTransformerConfig {
	return dashboard.DataTransformerConfig{Id: id, Options: o}
}

// keep drops all fields but those whose name matches.
func keep(pattern string) dashboard.DataTransformerConfig {
	return transformation("filterFieldsByName", options{"include": options{"pattern": pattern}})
}

// sortBy sorts the rows by a field.
func sortBy(field string, descending bool) dashboard.DataTransformerConfig {
	return transformation("sortBy", options{"fields": options{}, "sort": []options{{"field": field, "desc": descending}}})
}

// joinBy joins the tables of several queries by a field. An outer join keeps a
// row that only one table has.
func joinBy(field, mode string) dashboard.DataTransformerConfig {
	return transformation("joinByField", options{"byField": field, "mode": mode})
}

// periodToTime turns the label period into a time field.
func periodToTime(field string) dashboard.DataTransformerConfig {
	return transformation("convertFieldType", options{
		"conversions": []options{{"targetField": field, "destinationType": "time", "dateFormat": "YYYY-MM"}},
		"fields":      options{},
	})
}

// partitionBy makes one table for each value of a field.
func partitionBy(field string) dashboard.DataTransformerConfig {
	return transformation("partitionByValues", options{
		"fields": []string{field}, "keepFields": false, "naming": options{"asLabels": true},
	})
}

// column is a field of a table and the name under which it is shown.
type column struct {
	field, name string
}

// organize orders the fields and names them.
func organize(columns ...column) dashboard.DataTransformerConfig {
	index, names := options{}, options{}
	for i, c := range columns {
		index[c.field], names[c.field] = i, c.name
	}
	return transformation("organize", options{"excludeByName": options{}, "indexByName": index, "renameByName": names})
}

// matrix makes a table with a column for each value of one field and a row for
// each of another. Its first column is called row\column.
func matrix(columnField, rowField string) dashboard.DataTransformerConfig {
	return transformation("groupingToMatrix", options{
		"columnField": columnField, "rowField": rowField, "valueField": "Value", "emptyValue": "null",
	})
}

// sparkline is the field that toSparklines makes of query E. Grafana names it by
// the query and the name of the partition, of which ours have labels in place.
const sparkline = "Trend #E-undefined"

// toSparklines makes one row of each line, with the line in a field of its own,
// and leaves tables as they are.
func toSparklines() dashboard.DataTransformerConfig {
	return transformation("timeSeriesTable", options{})
}

// only applies a transformation to the result of one query.
func only(refID string, t dashboard.DataTransformerConfig) dashboard.DataTransformerConfig {
	t.Filter = &dashboard.MatcherConfig{Id: "byRefId", Options: refID}
	return t
}
