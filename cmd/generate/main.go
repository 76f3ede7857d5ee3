// Command generate writes the generated files under provisioning/: the Grafana
// dashboards.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"cnnic_exporter/dashboards"
)

//go:generate go run . ../..

// folders are where the dashboards lie, from the repository's root: those that
// Grafana is provisioned with, and those that are imported by hand.
var folders = map[string]func() (map[string][]byte, error){
	"provisioning/grafana/dashboards": dashboards.Files,
	"provisioning/grafana/import":     dashboards.Importable,
}

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

// generate writes all files below the repository's root, and takes away those
// of dashboards that are no more.
func generate(root string) error {
	for folder, write := range folders {
		files, err := write()
		if err != nil {
			return err
		}
		for _, l := range dashboards.Languages {
			dir := filepath.Join(root, folder, l.ID)
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
		for path, content := range files {
			if err := os.WriteFile(filepath.Join(root, folder, path), content, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
