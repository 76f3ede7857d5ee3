// Package chart renders the Helm chart of the exporter.
package chart

import (
	"fmt"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader"
	"helm.sh/helm/v4/pkg/engine"
)

// Dir is the chart's directory, from the directory provisioning.
const Dir = "helm/cnnic-exporter"

// Render expands the templates of the chart in dir as a release of the given name
// does in the given namespace, with values that override the chart's. The result
// maps the path of each template, such as cnnic-exporter/templates/service.yaml,
// to its text. Values that the chart's schema does not allow are an error.
func Render(dir, release, namespace string, values map[string]any) (map[string]string, error) {
	c, err := loader.Load(dir)
	if err != nil {
		return nil, fmt.Errorf("load chart: %w", err)
	}
	options := common.ReleaseOptions{Name: release, Namespace: namespace, IsInstall: true, Revision: 1}
	all, err := util.ToRenderValues(c, values, options, nil)
	if err != nil {
		return nil, err
	}
	return engine.Render(c, all)
}
