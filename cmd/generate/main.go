// Command generate writes the Grafana dashboards and the rules as Grafana manages
// them. provisioning/generate then copies dashboards and rules into the Helm chart
// and renders it.
package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"

	"cnnic_exporter/alerting"
	"cnnic_exporter/dashboards"
)

//go:generate go run . ../..
//go:generate go -C ../../provisioning generate ./...

// Where generated files lie, from the repository's root.
const (
	provisionedDashboards = "provisioning/grafana/dashboards"
	importableDashboards  = "provisioning/grafana/import"
	grafanaAlerts         = "provisioning/grafana/alerting/cnnic.yaml"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate REPOSITORY")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// generate writes all files below the repository's root, and removes those of
// dashboards that no longer exist.
func generate(root string) error {
	files, err := generated(root)
	if err != nil {
		return err
	}
	for _, folder := range []string{provisionedDashboards, importableDashboards} {
		for _, l := range dashboards.Languages {
			if err := os.RemoveAll(filepath.Join(root, folder, l.ID)); err != nil {
				return err
			}
		}
	}
	for file, content := range files {
		target := filepath.Join(root, file)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generated makes the content of every generated file, by its path. It reads the
// rules of the repository at root.
func generated(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	provisioned, err := dashboards.Files()
	if err != nil {
		return nil, err
	}
	importable, err := dashboards.Importable()
	if err != nil {
		return nil, err
	}
	for name, content := range provisioned {
		files[path.Join(provisionedDashboards, name)] = content
	}
	for name, content := range importable {
		files[path.Join(importableDashboards, name)] = content
	}
	groups, err := alerting.Read(root)
	if err != nil {
		return nil, err
	}
	files[grafanaAlerts], err = alerting.Grafana(groups)
	return files, err
}
