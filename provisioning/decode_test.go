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

// maxApplied is how many bytes of an object `kubectl apply` can store in the object's annotation
// last-applied-configuration. It is less than the mebibyte that a ConfigMap may hold.
const maxApplied = 256 << 10

// newObject makes an empty object of each kind in the manifests, by its apiVersion and kind.
var newObject = map[string]func() any{
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

// decode reads YAML into an API type as strictly as an API server can: an unknown field, a
// repeated one or one in other capitals is an error.
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

// decodeAll decodes each document of a file into the type of its kind.
func decodeAll(t *testing.T, name, text string) []any {
	t.Helper()
	var objects []any
	for _, document := range regexp.MustCompile(`(?m)^---$`).Split(text, -1) {
		var head struct{ APIVersion, Kind string }
		if err := yaml.Unmarshal([]byte(document), &head); err != nil {
			t.Fatalf("%s: %s\n%s", name, err, document)
		}
		if head.Kind == "" && strings.TrimSpace(document) == "" {
			continue
		}
		create, ok := newObject[head.APIVersion+" "+head.Kind]
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
