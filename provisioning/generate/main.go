// Command generate writes the generated files below the directory provisioning: the
// Grafana dashboards, the rules as Grafana manages them, the Helm chart's copies of rules
// and dashboards, and the manifests for kustomize that the chart renders.
package main

import (
	"log"
	"os"
	"path"
	"path/filepath"

	"cnnic_exporter/alerting"
	"cnnic_exporter/dashboards"
	"cnnic_exporter/provisioning/chart"
)

//go:generate go run .
//go:generate go run github.com/norwoodj/helm-docs/cmd/helm-docs@v1.14.2 --log-level=warning --chart-search-root=../helm --sort-values-order=file

func main() {
	if err := generate(".."); err != nil {
		log.Fatalln("generate:", err)
	}
}

// Where dashboards and the chart's copies lie, below the directory provisioning.
const (
	dashboardDir = "grafana/dashboards"
	copyDir      = chart.Dir + "/files"
)

// generate writes all files below the directory provisioning, and removes those of
// former dashboards and rules.
func generate(root string) error {
	files, err := sources(root)
	if err != nil {
		return err
	}
	outdated := []string{copyDir}
	for _, l := range dashboards.Languages {
		outdated = append(outdated, path.Join(dashboardDir, l.ID))
	}
	for _, dir := range outdated {
		if err := os.RemoveAll(filepath.Join(root, dir)); err != nil {
			return err
		}
	}
	if err := write(root, files); err != nil {
		return err
	}
	// The chart is rendered with the copies just written.
	if files, err = kustomizeFiles(root); err != nil {
		return err
	}
	return write(root, files)
}

func write(root string, files map[string][]byte) error {
	for name, content := range files {
		target := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sources are the dashboards and rules by their paths, with the chart's copies: a chart
// can only read files in its own directory.
func sources(root string) (map[string][]byte, error) {
	files, err := dashboards.Files()
	if err != nil {
		return nil, err
	}
	result := map[string][]byte{}
	for name, content := range files {
		result[path.Join(dashboardDir, name)] = content
		result[path.Join(copyDir, "dashboards", name)] = content
	}
	rules, err := filepath.Glob(filepath.Join(root, "prometheus/rules/*.yml"))
	if err != nil {
		return nil, err
	}
	for _, file := range rules {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		result[path.Join(copyDir, "rules", filepath.Base(file))] = content
	}
	result["grafana/alerting/cnnic.yaml"], err = alerting.Grafana(rules...)
	return result, err
}
