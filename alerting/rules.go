// Package alerting reads the alert rules for Prometheus and translates them into
// Grafana's.
package alerting

import (
	"errors"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// Read parses rule files and returns their groups in the order of the files. An error
// names the file and the line.
func Read(files ...string) ([]rulefmt.RuleGroup, error) {
	var groups []rulefmt.RuleGroup
	for _, file := range files {
		parsed, errs := rulefmt.ParseFile(file, false, model.LegacyValidation, parser.NewParser(parser.Options{}), promslog.NewNopLogger())
		if errs != nil {
			return nil, errors.Join(errs...)
		}
		groups = append(groups, parsed.Groups...)
	}
	return groups, nil
}
