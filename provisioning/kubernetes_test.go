package provisioning_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	grafana "github.com/grafana/grafana-operator/v5/api/v1beta1"
	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"sigs.k8s.io/json"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"cnnic_exporter/dashboards"
	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/metrics"
)

// kinds make an empty object of each kind that the manifests hold.
var kinds = map[string]func() any{
	"v1 ServiceAccount":                                func() any { return &core.ServiceAccount{} },
	"v1 Service":                                       func() any { return &core.Service{} },
	"v1 ConfigMap":                                     func() any { return &core.ConfigMap{} },
	"apps/v1 Deployment":                               func() any { return &apps.Deployment{} },
	"networking.k8s.io/v1 NetworkPolicy":               func() any { return &networking.NetworkPolicy{} },
	"policy/v1 PodDisruptionBudget":                    func() any { return &policy.PodDisruptionBudget{} },
	"monitoring.coreos.com/v1 ServiceMonitor":          func() any { return &monitoring.ServiceMonitor{} },
	"monitoring.coreos.com/v1 PrometheusRule":          func() any { return &monitoring.PrometheusRule{} },
	"grafana.integreatly.org/v1beta1 GrafanaDashboard": func() any { return &grafana.GrafanaDashboard{} },
}

// decode reads YAML into the type of an API as its server does: a field that is
// not known, or known in other capitals, is an error.
func decode(t *testing.T, name string, text []byte, object any) {
	t.Helper()
	converted, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		t.Fatalf("%s: %s", name, err)
	}
	unknown, err := json.UnmarshalStrict(converted, object)
	if err := errors.Join(append(unknown, err)...); err != nil {
		t.Errorf("%s: %s", name, err)
	}
}

// build makes the objects of a kustomization, each decoded into the type of its
// API with nothing left over.
func build(t *testing.T, folder string) []any {
	t.Helper()
	return buildIn(t, "kubernetes", folder)
}

func buildIn(t *testing.T, root, folder string) []any {
	t.Helper()
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Join(root, folder))
	if err != nil {
		t.Fatal(err)
	}
	var objects []any
	for _, r := range resources.Resources() {
		kind := r.GetApiVersion() + " " + r.GetKind()
		empty, ok := kinds[kind]
		if !ok {
			t.Fatalf("%s: what is a %s?", folder, kind)
		}
		text, err := r.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		object := empty()
		decode(t, folder+": "+kind+" "+r.GetName(), text, object)
		objects = append(objects, object)
	}
	return objects
}

// all are the objects of one type.
func all[T any](objects []any) []*T {
	var found []*T
	for _, o := range objects {
		if object, ok := o.(*T); ok {
			found = append(found, object)
		}
	}
	return found
}

func only[T any](t *testing.T, objects []any) *T {
	t.Helper()
	found := all[T](objects)
	if len(found) != 1 {
		t.Fatalf("there are %d of %T, want 1", len(found), *new(T))
	}
	return found[0]
}

func TestEveryManifestIsBuiltAndDecodes(t *testing.T) {
	files, err := filepath.Glob("kubernetes/*/kustomization.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no manifests", err)
	}
	for _, file := range files {
		if objects := build(t, filepath.Base(filepath.Dir(file))); len(objects) == 0 {
			t.Errorf("%s makes nothing", file)
		}
	}
}

// The lines of a kustomization that are there to be uncommented do what is said of
// them.
func TestExamplesInKustomizations(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	uncommented := func(folder string) []any {
		name := filepath.Join(root, "kubernetes", folder, "kustomization.yaml")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, regexp.MustCompile(`(?m)^#([a-z]|  )`).ReplaceAll(text, []byte("$1")), 0o600); err != nil {
			t.Fatal(err)
		}
		return buildIn(t, filepath.Join(root, "kubernetes"), folder)
	}
	objects := uncommented("base")
	if image := only[apps.Deployment](t, objects).Spec.Template.Spec.Containers[0].Image; image != "registry.example.org/cnnic_exporter:1.0.0" {
		t.Errorf("the image is %s", image)
	}
	objects = uncommented("prometheus-operator")
	if labels := only[monitoring.ServiceMonitor](t, objects).Labels; labels["release"] != "kube-prometheus-stack" {
		t.Errorf("the service monitor has the labels %v", labels)
	}
	for _, r := range all[monitoring.PrometheusRule](objects) {
		if r.Labels["release"] != "kube-prometheus-stack" {
			t.Errorf("%s has the labels %v", r.Name, r.Labels)
		}
	}
}

func TestDeploymentHasNoMorePrivilegesThanItNeeds(t *testing.T) {
	pod := only[apps.Deployment](t, build(t, "base")).Spec.Template.Spec
	if *pod.AutomountServiceAccountToken || *pod.EnableServiceLinks || pod.HostNetwork || pod.HostPID {
		t.Error("the pod knows more of its surroundings than it needs")
	}
	p := pod.SecurityContext
	if !*p.RunAsNonRoot || *p.RunAsUser != 65532 || p.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
		t.Errorf("the pod runs with %+v", p)
	}
	for _, c := range pod.Containers {
		s := c.SecurityContext
		if *s.AllowPrivilegeEscalation || !*s.ReadOnlyRootFilesystem || !slices.Equal(s.Capabilities.Drop, []core.Capability{"ALL"}) || len(s.Capabilities.Add) > 0 {
			t.Errorf("%s runs with %+v", c.Name, s)
		}
		if c.Resources.Requests.Cpu().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() {
			t.Errorf("%s claims no resources", c.Name)
		}
	}
	if token := only[core.ServiceAccount](t, build(t, "base")).AutomountServiceAccountToken; *token {
		t.Error("the account has a token")
	}
}

// The port is the exporter's own everywhere, and the probes ask paths that it has.
func TestKubernetesFindsTheExporter(t *testing.T) {
	objects := build(t, "base")
	c, err := config.Parse(nil)
	if err != nil {
		t.Fatal(err)
	}
	deployment := only[apps.Deployment](t, objects)
	container := deployment.Spec.Template.Spec.Containers[0]
	port := container.Ports[0]
	service := only[core.Service](t, objects)
	if want := strings.TrimPrefix(c.ListenAddress[0], ":"); deployment.Spec.Template.Annotations["prometheus.io/port"] != want {
		t.Errorf("the annotation names the port %s", deployment.Spec.Template.Annotations["prometheus.io/port"])
	} else if yaml, err := yaml.Marshal([]int32{port.ContainerPort, service.Spec.Ports[0].Port}); err != nil || string(yaml) != "- "+want+"\n- "+want+"\n" {
		t.Errorf("the ports are %s", yaml)
	}
	if service.Spec.Ports[0].TargetPort.StrVal != port.Name {
		t.Error("the service leads to another port")
	}
	if ingress := only[networking.NetworkPolicy](t, objects).Spec.Ingress; ingress[0].Ports[0].Port.StrVal != port.Name {
		t.Error("the network policy opens another port")
	}
	address := exporter(t)
	for _, probe := range []*core.Probe{container.StartupProbe, container.ReadinessProbe, container.LivenessProbe} {
		if code := status(t, address+probe.HTTPGet.Path); code != 200 || probe.HTTPGet.Port.StrVal != port.Name {
			t.Errorf("a probe asks %s, which answers %d", probe.HTTPGet.Path, code)
		}
	}

	pod := deployment.Spec.Template.Labels
	monitor := only[monitoring.ServiceMonitor](t, build(t, "prometheus-operator"))
	selectors := map[string]map[string]string{
		"the deployment":            deployment.Spec.Selector.MatchLabels,
		"the service":               service.Spec.Selector,
		"the network policy":        only[networking.NetworkPolicy](t, objects).Spec.PodSelector.MatchLabels,
		"the disruption budget":     only[policy.PodDisruptionBudget](t, objects).Spec.Selector.MatchLabels,
		"the spread over the nodes": deployment.Spec.Template.Spec.TopologySpreadConstraints[0].LabelSelector.MatchLabels,
		"the service monitor":       monitor.Spec.Selector.MatchLabels,
	}
	for name, selector := range selectors {
		if len(selector) == 0 {
			t.Errorf("%s selects everything", name)
		}
		for label, value := range selector {
			if pod[label] != value || service.Labels[label] != value {
				t.Errorf("%s selects %s=%s", name, label, value)
			}
		}
	}
	// Jobs of their own keep apart what is scraped of one address.
	paths := map[string]string{}
	for _, e := range monitor.Spec.Endpoints {
		if e.Port != service.Spec.Ports[0].Name || len(e.RelabelConfigs) != 1 || e.RelabelConfigs[0].TargetLabel != "job" {
			t.Errorf("%s is scraped by %+v", e.Path, e)
			continue
		}
		paths[*e.RelabelConfigs[0].Replacement] = "localhost:" + strconv.Itoa(int(service.Spec.Ports[0].Port)) + e.Path
	}
	if !maps.Equal(paths, scrapes(t)) {
		t.Errorf("scraped are %v", paths)
	}
}

// A dataset of one's own is where the exporter looks for it, and the shipped one
// would fit into a ConfigMap.
func TestDatasetIsMounted(t *testing.T) {
	pod := only[apps.Deployment](t, build(t, "dataset")).Spec.Template.Spec
	container := pod.Containers[0]
	environ := map[string]string{}
	for _, e := range container.Env {
		environ[e.Name] = e.Value
	}
	if len(container.VolumeMounts) != 1 || len(pod.Volumes) != 1 || container.VolumeMounts[0].Name != pod.Volumes[0].Name ||
		pod.Volumes[0].ConfigMap.Name != "cnnic-dataset" || !container.VolumeMounts[0].ReadOnly {
		t.Errorf("mounted is %+v of %+v", container.VolumeMounts, pod.Volumes)
	}
	if environ["CNNIC_DATA_DIR"] != container.VolumeMounts[0].MountPath || environ["GOMEMLIMIT"] == "" {
		t.Errorf("the environment is %v", environ)
	}
	files, err := filepath.Glob("../data/*")
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		size += len(content)
	}
	if size == 0 || size > 1<<20 {
		t.Errorf("the dataset has %d bytes", size)
	}
}

// maxApplied is how much of an object kubectl apply keeps in its annotation. It is
// less than the mebibyte that a ConfigMap may hold.
const maxApplied = 256 << 10

func TestDashboardsAreInConfigMapsAndGrafanaFindsThem(t *testing.T) {
	objects := build(t, "grafana-operator")
	folders := map[string]string{}
	for _, l := range dashboards.Languages {
		folders[l.ID] = l.Folder
	}
	content := map[string]string{}
	for _, m := range all[core.ConfigMap](objects) {
		text, err := yaml.Marshal(m)
		if err != nil || len(text) > maxApplied {
			t.Errorf("%s has %d bytes: %v", m.Name, len(text), err)
		}
		language := m.Name[strings.LastIndex(m.Name, "-")+1:]
		if m.Labels["grafana_dashboard"] != "1" || m.Annotations["grafana_folder"] != folders[language] {
			t.Errorf("%s has the labels %v and the annotations %v", m.Name, m.Labels, m.Annotations)
		}
		for key, dashboard := range m.Data {
			content[m.Name+"/"+key+" in "+folders[language]] = dashboard
			file, err := os.ReadFile(filepath.Join("grafana/dashboards", language, key))
			if err != nil || dashboard != string(file) {
				t.Errorf("%s is not the dashboard %s: %v", m.Name, key, err)
			}
		}
	}
	files, err := filepath.Glob("grafana/dashboards/*/*.json")
	if err != nil || len(content) != len(files) || len(files) == 0 {
		t.Errorf("there are %d dashboards, and %d in ConfigMaps: %v", len(files), len(content), err)
	}
	imported := all[grafana.GrafanaDashboard](objects)
	if len(imported) != len(content) {
		t.Errorf("the operator is given %d of %d", len(imported), len(content))
	}
	for _, d := range imported {
		ref := d.Spec.ConfigMapRef
		if _, ok := content[ref.Name+"/"+ref.Key+" in "+d.Spec.FolderTitle]; !ok || d.Spec.InstanceSelector == nil {
			t.Errorf("%s is nowhere", d.Name)
		}
	}
}

// The rules of prometheus-operator are those of the rule files.
func TestPrometheusRulesAreTheRules(t *testing.T) {
	for _, r := range all[monitoring.PrometheusRule](build(t, "prometheus-operator")) {
		var file monitoring.PrometheusRuleSpec
		content, err := os.ReadFile("prometheus/rules/" + strings.TrimPrefix(r.Name, "cnnic-") + ".yml")
		if err != nil {
			t.Fatal(err)
		}
		decode(t, r.Name, content, &file)
		want, err := yaml.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := yaml.Marshal(r.Spec)
		if err != nil || !bytes.Equal(got, want) || len(file.Groups) == 0 {
			t.Errorf("%s is not what its file says: %v\n%s", r.Name, err, got)
		}
	}
	files, err := filepath.Glob("prometheus/rules/*.yml")
	if n := len(all[monitoring.PrometheusRule](build(t, "prometheus-operator"))); err != nil || n != len(files) {
		t.Errorf("there are %d objects of %d files: %v", n, len(files), err)
	}
}

// What the guide has for a Prometheus of the operator reads the same history as the
// compose stack's does.
func TestGuideReadsHistoryWithTheOperator(t *testing.T) {
	guide, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var spec monitoring.PrometheusSpec
	decode(t, "README.md", regexp.MustCompile(`(?m)^    remoteRead:\n(?:     .*\n)+`).Find(guide), &spec)
	if len(spec.RemoteRead) != 1 {
		t.Fatalf("there are %d addresses", len(spec.RemoteRead))
	}
	r := spec.RemoteRead[0]
	if !strings.HasSuffix(string(r.URL), ":10755/api/v1/read") || !r.ReadRecent || r.FilterExternalLabels == nil || *r.FilterExternalLabels || r.RequiredMatchers["timeline"] != metrics.Timeline {
		t.Errorf("got %+v", r)
	}
}
