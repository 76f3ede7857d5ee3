package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"

	core "k8s.io/api/core/v1"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"

	"cnnic_exporter/provisioning/chart"
)

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
	files["grafana/kustomization.yaml"], err = dashboardKustomization(manifest(plain, "dashboards.yaml"))
	return files, err
}

// manifest is the text of a rendered template, without Helm's labels.
func manifest(rendered map[string]string, template string) []byte {
	text := helmLabels.ReplaceAllString(rendered["cnnic-exporter/templates/"+template], "")
	return append([]byte(header), bytes.TrimLeft([]byte(text), "\n")...)
}

// dashboardKey is the key of a dashboard in its ConfigMap.
var dashboardKey = regexp.MustCompile(`^cnnic-(.+)-(.+)\.json$`)

// dashboardKustomization makes the kustomization that generates the ConfigMaps which the
// chart renders, from the files of the dashboards, so that no manifest repeats them.
func dashboardKustomization(rendered []byte) ([]byte, error) {
	k := types.Kustomization{
		TypeMeta:         types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind},
		GeneratorOptions: &types.GeneratorOptions{DisableNameSuffixHash: true},
	}
	for _, document := range bytes.Split(rendered, []byte("\n---\n"))[1:] {
		var m core.ConfigMap
		if err := yaml.UnmarshalStrict(document, &m); err != nil {
			return nil, err
		}
		var args types.ConfigMapArgs
		args.Name = m.Name
		args.Options = &types.GeneratorOptions{Labels: m.Labels, Annotations: m.Annotations}
		for key := range m.Data {
			args.FileSources = append(args.FileSources, key+"="+dashboardKey.ReplaceAllString(key, "dashboards/$2/$1.json"))
		}
		k.ConfigMapGenerator = append(k.ConfigMapGenerator, args)
	}
	text, err := yaml.Marshal(k)
	return append([]byte(header), text...), err
}
