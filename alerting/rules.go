// Package alerting reads the alert rules for Prometheus and translates them into
// Grafana's.
package alerting

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// Files lists the rule files of the repository at root, sorted by name.
func Files(root string) ([]string, error) {
	return filepath.Glob(filepath.Join(root, "provisioning", "prometheus", "rules", "*.yml"))
}

// Read parses the rule files of the repository at root and returns their groups
// in the order of the files.
func Read(root string) ([]rulefmt.RuleGroup, error) {
	files, err := Files(root)
	if err != nil {
		return nil, err
	}
	var groups []rulefmt.RuleGroup
	for _, file := range files {
		content, err := os.ReadFile(file)
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
