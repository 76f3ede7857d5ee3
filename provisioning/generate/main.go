// Command generate writes the generated files below the directory provisioning: the
// Grafana dashboards, the rules as Grafana manages them, the Helm chart's copies of rules
// and dashboards, and the manifests for kustomize that the chart renders.
package main

import (
	"log"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"

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

// Where dashboards, rules and the chart's copies lie, below the directory provisioning.
const (
	ruleDir      = "prometheus/rules"
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
	if err := os.CopyFS(filepath.Join(root, copyDir, "rules"), os.DirFS(filepath.Join(root, ruleDir))); err != nil {
		return err
	}
	// The chart is rendered with the copies just written.
	if files, err = manifests(root); err != nil {
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

// sources are the dashboards, with the chart's copies, and Grafana's rules, by their paths.
// A chart can only read files in its own directory.
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
	rules, err := filepath.Glob(filepath.Join(root, ruleDir, "*.yml"))
	if err != nil {
		return nil, err
	}
	result["grafana/alerting/cnnic.yaml"], err = alerting.Grafana(rules...)
	return result, err
}

// rendered are the templates of the chart that are manifests for kustomize, by the folder
// of the directory kubernetes where they stand.
var rendered = map[string][]string{
	"base":                {"serviceaccount", "deployment", "service", "networkpolicy", "poddisruptionbudget"},
	"prometheus-operator": {"servicemonitor", "prometheusrule"},
	"grafana-operator":    {"grafanadashboards"},
}

// helmLabels are the labels that say that Helm manages an object.
var helmLabels = regexp.MustCompile(`(?m)^ *(helm\.sh/chart|app\.kubernetes\.io/managed-by): .*\n`)

// manifests are the files that the chart renders for kustomize, by their paths.
func manifests(root string) (map[string][]byte, error) {
	content, err := os.ReadFile(filepath.Join(root, "kubernetes/values.yaml"))
	if err != nil {
		return nil, err
	}
	var values map[string]any
	if err := yaml.Unmarshal(content, &values); err != nil {
		return nil, err
	}
	texts, err := chart.Render(filepath.Join(root, chart.Dir), "cnnic-exporter", "default", values)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for folder, templates := range rendered {
		for _, t := range templates {
			text := helmLabels.ReplaceAllString(texts["cnnic-exporter/templates/"+t+".yaml"], "")
			files["kubernetes/"+folder+"/"+t+".yaml"] = []byte(
				"# Generated from the chart in provisioning/helm: do not edit.\n" + strings.TrimLeft(text, "\n"))
		}
	}
	return files, nil
}
