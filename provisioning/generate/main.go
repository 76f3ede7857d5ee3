// Command generate writes what is generated from the Helm chart: the chart's
// copies of rules and dashboards, and the manifests for kustomize.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"sigs.k8s.io/yaml"

	"cnnic_exporter/provisioning/chart"
)

//go:generate go run . ..
//go:generate go run github.com/norwoodj/helm-docs/cmd/helm-docs@v1.14.2 --log-level=warning --chart-search-root=../helm --sort-values-order=file

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate PROVISIONING")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// generate writes all files below the directory provisioning. The chart's copies
// come first, since the chart is rendered with them.
func generate(root string) error {
	copies, err := chartFiles(root)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(root, chart.Dir, "files")); err != nil {
		return err
	}
	if err := write(root, copies); err != nil {
		return err
	}
	manifests, err := kustomizeFiles(root)
	if err != nil {
		return err
	}
	return write(root, manifests)
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

// chartFiles are the chart's copies of the rules and dashboards, by their paths:
// a chart can only read files in its own directory.
func chartFiles(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, copied := range []struct{ from, pattern, to string }{
		{"prometheus/rules", "*.yml", "rules"},
		{"grafana/dashboards", "*/*.json", "dashboards"},
	} {
		from := os.DirFS(filepath.Join(root, copied.from))
		names, err := fs.Glob(from, copied.pattern)
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("no file matches %s in %s", copied.pattern, copied.from)
		}
		for _, name := range names {
			content, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, err
			}
			files[path.Join(chart.Dir, "files", copied.to, name)] = content
		}
	}
	return files, nil
}

// manifests are the templates by the file in the directory kubernetes that they make.
var manifests = map[string]string{
	"base/serviceaccount.yaml":                "serviceaccount.yaml",
	"base/deployment.yaml":                    "deployment.yaml",
	"base/service.yaml":                       "service.yaml",
	"base/networkpolicy.yaml":                 "networkpolicy.yaml",
	"base/poddisruptionbudget.yaml":           "poddisruptionbudget.yaml",
	"prometheus-operator/servicemonitor.yaml": "servicemonitor.yaml",
	"prometheus-operator/prometheusrule.yaml": "prometheusrule.yaml",
	"grafana-operator/grafanadashboards.yaml": "grafanadashboards.yaml",
}

const header = "# Generated from the chart in provisioning/helm: do not edit.\n"

// helmLabels are the labels that say that Helm manages an object.
var helmLabels = regexp.MustCompile(`(?m)^ *(helm\.sh/chart|app\.kubernetes\.io/managed-by): .*\n`)

// kustomizeFiles are the manifests that the chart renders for kustomize, by their
// paths.
func kustomizeFiles(root string) (map[string][]byte, error) {
	content, err := os.ReadFile(filepath.Join(root, "kubernetes/values.yaml"))
	if err != nil {
		return nil, err
	}
	var values map[string]any
	if err := yaml.Unmarshal(content, &values); err != nil {
		return nil, err
	}
	render := func() (map[string]string, error) {
		return chart.Render(filepath.Join(root, chart.Dir), "cnnic-exporter", "default", values)
	}
	plain, err := render()
	if err != nil {
		return nil, err
	}
	values["dataset"] = map[string]any{"existingConfigMap": "cnnic-dataset"}
	withDataset, err := render()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"kubernetes/dataset/deployment.yaml": manifest(withDataset, "deployment.yaml")}
	for file, template := range manifests {
		files["kubernetes/"+file] = manifest(plain, template)
	}
	configMaps, err := dashboardKustomization(root, manifest(plain, "dashboards.yaml"))
	if err != nil {
		return nil, err
	}
	files["grafana/kustomization.yaml"] = configMaps
	return files, nil
}

// manifest is the text of a rendered template, without Helm's labels.
func manifest(rendered map[string]string, template string) []byte {
	text := helmLabels.ReplaceAllString(rendered["cnnic-exporter/templates/"+template], "")
	return append([]byte(header), bytes.TrimLeft([]byte(text), "\n")...)
}
