// Package chart renders the Helm chart of the exporter.
package chart

import (
	"fmt"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/loader"
	"helm.sh/helm/v4/pkg/engine"
)

// Dir is the chart's directory, relative to the directory provisioning.
const Dir = "helm/cnnic-exporter"

// Render renders the chart in dir as Helm does for a release. The values override the chart's and must satisfy its
// schema. The result maps the path of each template, such as cnnic-exporter/templates/service.yaml, to its text.
func Render(dir, release, namespace string, values map[string]any) (map[string]string, error) {
	c, err := loader.Load(dir)
	if err != nil {
		return nil, fmt.Errorf("load chart: %w", err)
	}
	renderValues, err := util.ToRenderValues(c, values, common.ReleaseOptions{Name: release, Namespace: namespace}, nil)
	if err != nil {
		return nil, err
	}
	return engine.Render(c, renderValues)
}
