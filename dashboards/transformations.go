package dashboards

import (
	"slices"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

type (
	options         = map[string]any // Those of transformations and of settings: the SDK has no types for them.
	transformations = []dashboard.DataTransformerConfig
)

func transformation(id string, o options) transformations {
	return transformations{{Id: id, Options: o}}
}

func keepFields(pattern string) transformations {
	return transformation("filterFieldsByName", options{"include": options{"pattern": pattern}})
}

func keepQueries(refIDs ...string) transformations {
	return transformation("filterByRefId", options{"include": "/^(?:" + strings.Join(refIDs, "|") + ")$/"})
}

func where(field, value string) transformations {
	return keepRows(field, "equal", options{"value": value})
}

func keepRows(field, condition string, o options) transformations {
	filters := []options{{"fieldName": field, "config": options{"id": condition, "options": o}}}
	return transformation("filterByValue", options{"type": "include", "match": "all", "filters": filters})
}

func sortBy(field string, descending bool) transformations {
	return transformation("sortBy", options{"sort": []options{{"field": field, "desc": descending}}})
}

// byApplication joins the results of all queries by application, and keeps the applications that query refID returns.
func byApplication(refID string) transformations {
	joined := transformation("joinByField", options{"byField": "application", "mode": "outer"})
	return slices.Concat(joined, keepRows("Value #"+refID, "isNotNull", options{}))
}

// convert turns a text field into numbers (to is "number") or months into times (to is "time").
func convert(field, to string) transformations {
	conversion := options{"targetField": field, "destinationType": to, "dateFormat": "YYYY-MM"}
	return transformation("convertFieldType", options{"conversions": []options{conversion}})
}

// partitionBy makes one table for each combination of the fields' values.
func partitionBy(fields ...string) transformations {
	naming := options{"asLabels": true}
	return transformation("partitionByValues", options{"fields": fields, "keepFields": false, "naming": naming})
}

// column is a field of a table, the name under which it is shown, and its settings.
type column struct {
	field, name string
	settings    settings
}

// organize keeps the fields of the given columns, orders them and names them.
func organize(columns ...column) transformations {
	fields, index, names := make([]string, len(columns)), options{}, options{}
	for i, c := range columns {
		fields[i], index[c.field], names[c.field] = c.field, i, c.name
	}
	organized := transformation("organize", options{"indexByName": index, "renameByName": names})
	return slices.Concat(keepFields("^("+strings.Join(fields, "|")+")$"), organized)
}

// matrix makes a table with a column for each value of columnField. The column of row names is rowField\columnField.
func matrix(columnField, rowField, valueField string) transformations {
	return transformation("groupingToMatrix", options{
		"columnField": columnField, "rowField": rowField, "valueField": valueField, "emptyValue": "null",
	})
}

// sparklines makes a row for each application of the query refID, with its surveys as a line, which Grafana names
// "Trend #refID-undefined". No query may keep the field Time, or Grafana makes a line of any result of one row.
func sparklines(refID string) transformations {
	lines := only(refID, convert("period", "time"), sortBy("period", false), partitionBy("application"))
	return slices.Concat(lines, transformation("timeSeriesTable", options{}))
}

// only restricts transformations to the result of one query.
func only(refID string, lists ...transformations) transformations {
	all := slices.Concat(lists...)
	for i := range all {
		all[i].Filter = &dashboard.MatcherConfig{Id: "byRefId", Options: refID}
	}
	return all
}
