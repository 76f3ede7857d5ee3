package main

import (
	"fmt"
	"io/fs"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"

	"cnnic_exporter/provisioning"
)

// ruleGroups reads all groups of the rule files, in the files' order.
func ruleGroups() ([]rulefmt.RuleGroup, error) {
	files, err := fs.Glob(provisioning.Rules, "prometheus/rules/*.yml")
	if err != nil {
		return nil, err
	}
	var groups []rulefmt.RuleGroup
	for _, file := range files {
		content, err := provisioning.Rules.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parsed, errs := rulefmt.Parse(content, false, model.LegacyValidation, parser.NewParser(parser.Options{}), promslog.NewNopLogger())
		for _, err := range errs {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		groups = append(groups, parsed.Groups...)
	}
	return groups, nil
}
