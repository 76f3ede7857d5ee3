// Command generate writes the generated files below the directory provisioning: Grafana's dashboards and alerts, the
// Helm chart's copies of rules and dashboards, and the manifests for kustomize, which are rendered from the chart.
package main

import (
	"cmp"
	"log"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"helm.sh/helm/v4/pkg/chart/common"

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

// Directories of rules, dashboards and the chart's copies of both, relative to provisioning.
const (
	ruleDir      = "prometheus/rules"
	dashboardDir = "grafana/dashboards"
	copyDir      = chart.Dir + "/files"
)

// generate writes the files below root, the directory provisioning, and deletes those of former dashboards and rules.
func generate(root string) error {
	files, err := grafanaFiles(root)
	if err != nil {
		return err
	}
	former, _ := filepath.Glob(filepath.Join(root, dashboardDir, "*", "*.json")) // Only a malformed pattern is an error.
	for _, name := range append(former, filepath.Join(root, copyDir)) {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	rules := os.DirFS(filepath.Join(root, ruleDir))
	if err := cmp.Or(write(root, files), os.CopyFS(filepath.Join(root, copyDir, "rules"), rules)); err != nil {
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
		if err := cmp.Or(os.MkdirAll(filepath.Dir(target), 0o755), os.WriteFile(target, content, 0o644)); err != nil {
			return err
		}
	}
	return nil
}

// grafanaFiles returns Grafana's alert rules, and the dashboards twice: the chart reads only its own directory.
func grafanaFiles(root string) (map[string][]byte, error) {
	files, err := dashboards.Files()
	if err != nil {
		return nil, err
	}
	result := map[string][]byte{}
	for name, content := range files {
		result[path.Join(dashboardDir, name)] = content
		result[path.Join(copyDir, "dashboards", name)] = content
	}
	rules, _ := filepath.Glob(filepath.Join(root, ruleDir, "*.yml"))
	result["grafana/alerting/cnnic.yaml"], err = alerting.GrafanaRules(rules...)
	return result, err
}

// kustomizeTemplates names the chart's templates that are rendered for kustomize, by their folder in kubernetes.
var kustomizeTemplates = map[string][]string{
	"base":                {"serviceaccount", "deployment", "service", "networkpolicy", "poddisruptionbudget"},
	"prometheus-operator": {"servicemonitor", "prometheusrule"},
	"grafana-operator":    {"grafanadashboards"},
}

// helmLabels matches the labels that say that Helm manages an object.
var helmLabels = regexp.MustCompile(`(?m)^ *(helm\.sh/chart|app\.kubernetes\.io/managed-by): .*\n`)

// manifests renders the manifests for kustomize from the chart and returns them by path.
func manifests(root string) (map[string][]byte, error) {
	values, err := common.ReadValuesFile(filepath.Join(root, "kubernetes/values.yaml"))
	if err != nil {
		return nil, err
	}
	texts, err := chart.Render(filepath.Join(root, chart.Dir), "cnnic-exporter", "default", values)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for folder, templates := range kustomizeTemplates {
		for _, t := range templates {
			text := helmLabels.ReplaceAllString(texts["cnnic-exporter/templates/"+t+".yaml"], "")
			text = "# Generated from the chart in provisioning/helm: do not edit.\n" + text
			files["kubernetes/"+folder+"/"+t+".yaml"] = []byte(text)
		}
	}
	return files, nil
}
