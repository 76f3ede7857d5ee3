package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	core "k8s.io/api/core/v1"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"
)

// dashboardKustomization makes the kustomization that generates the ConfigMaps
// which the chart renders. It names the dashboards' files, so that no manifest
// repeats them.
func dashboardKustomization(root string, rendered []byte) ([]byte, error) {
	files, err := dashboardFiles(root)
	if err != nil {
		return nil, err
	}
	k := types.Kustomization{
		TypeMeta:         types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind},
		GeneratorOptions: &types.GeneratorOptions{DisableNameSuffixHash: true},
	}
	for _, document := range regexp.MustCompile(`(?m)^---$`).Split(string(rendered), -1)[1:] {
		var m core.ConfigMap
		if err := yaml.UnmarshalStrict([]byte(document), &m); err != nil {
			return nil, err
		}
		var args types.ConfigMapArgs
		args.Name = m.Name
		args.Options = &types.GeneratorOptions{Labels: m.Labels, Annotations: m.Annotations}
		for key, content := range m.Data {
			file, ok := files[content]
			if !ok {
				return nil, fmt.Errorf("%s: no file below grafana/dashboards has the content of %s", m.Name, key)
			}
			args.FileSources = append(args.FileSources, key+"="+file)
		}
		k.ConfigMapGenerator = append(k.ConfigMapGenerator, args)
	}
	text, err := yaml.Marshal(k)
	if err != nil {
		return nil, err
	}
	return append([]byte(header), text...), nil
}

// dashboardFiles are the paths of the dashboards from the directory grafana, by
// their content.
func dashboardFiles(root string) (map[string]string, error) {
	names, err := filepath.Glob(filepath.Join(root, "grafana/dashboards/*/*.json"))
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := filepath.Rel(filepath.Join(root, "grafana"), name)
		if err != nil {
			return nil, err
		}
		files[string(bytes.TrimSpace(content))+"\n"] = filepath.ToSlash(file)
	}
	return files, nil
}
