package provisioning_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	grafana "github.com/grafana/grafana-operator/v5/api/v1beta1"
	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringalpha "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// constructors make an empty object of each kind in the manifests. Keys are apiVersion and kind.
var constructors = map[string]func() any{
	"v1 ServiceAccount":                                func() any { return &core.ServiceAccount{} },
	"v1 Service":                                       func() any { return &core.Service{} },
	"v1 ConfigMap":                                     func() any { return &core.ConfigMap{} },
	"v1 Pod":                                           func() any { return &core.Pod{} },
	"apps/v1 Deployment":                               func() any { return &apps.Deployment{} },
	"networking.k8s.io/v1 Ingress":                     func() any { return &networking.Ingress{} },
	"networking.k8s.io/v1 NetworkPolicy":               func() any { return &networking.NetworkPolicy{} },
	"policy/v1 PodDisruptionBudget":                    func() any { return &policy.PodDisruptionBudget{} },
	"monitoring.coreos.com/v1 ServiceMonitor":          func() any { return &monitoring.ServiceMonitor{} },
	"monitoring.coreos.com/v1 PrometheusRule":          func() any { return &monitoring.PrometheusRule{} },
	"monitoring.coreos.com/v1alpha1 ScrapeConfig":      func() any { return &monitoringalpha.ScrapeConfig{} },
	"grafana.integreatly.org/v1beta1 GrafanaDashboard": func() any { return &grafana.GrafanaDashboard{} },
}

// decode reads YAML into object. Like the strict validation of an API server, it reports fields
// that are unknown, repeated or in the wrong case.
func decode(t *testing.T, name string, text []byte, object any) {
	t.Helper()
	converted, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		t.Fatalf("%s: %s", name, err)
	}
	strictErrs, err := json.UnmarshalStrict(converted, object)
	if err := errors.Join(append(strictErrs, err)...); err != nil {
		t.Errorf("%s: %s", name, err)
	}
}

// decodeAll decodes each YAML document of a text into the type of its kind.
func decodeAll(t *testing.T, name, text string) []any {
	t.Helper()
	var objects []any
	for _, document := range regexp.MustCompile(`(?m)^---$`).Split(text, -1) {
		if strings.TrimSpace(document) == "" {
			continue
		}
		var head struct{ APIVersion, Kind string }
		if err := yaml.Unmarshal([]byte(document), &head); err != nil {
			t.Fatalf("%s: %s\n%s", name, err, document)
		}
		create, ok := constructors[head.APIVersion+" "+head.Kind]
		if !ok {
			t.Fatalf("%s: unknown kind %q of %q", name, head.Kind, head.APIVersion)
		}
		object := create()
		decode(t, name, []byte(document), object)
		objects = append(objects, object)
	}
	return objects
}

// all returns the objects of one type.
func all[T any](objects []any) []*T {
	var found []*T
	for _, o := range objects {
		if object, ok := o.(*T); ok {
			found = append(found, object)
		}
	}
	return found
}

// only returns the one object of a type.
func only[T any](t *testing.T, objects []any) *T {
	t.Helper()
	found := all[T](objects)
	if len(found) != 1 {
		t.Fatalf("got %d objects of type %T, want 1", len(found), *new(T))
	}
	return found[0]
}
