package provisioning_test

import (
	"bytes"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	grafana "github.com/grafana/grafana-operator/v5/api/v1beta1"
	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringalpha "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/server/servertest"
	"cnnic_exporter/provisioning/chart"
)

// build returns the objects of a kustomization in the directory kubernetes.
func build(t *testing.T, folder string) []any {
	t.Helper()
	return buildIn(t, "kubernetes", folder)
}

// buildIn returns the objects of a kustomization below root.
func buildIn(t *testing.T, root, folder string) []any {
	t.Helper()
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), filepath.Join(root, folder))
	if err != nil {
		t.Fatal(err)
	}
	text, err := resources.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return decodeAll(t, folder, string(text))
}

func TestEveryKustomizationBuilds(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("kubernetes/*/kustomization.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no kustomizations", err)
	}
	for _, file := range files {
		if objects := build(t, filepath.Base(filepath.Dir(file))); len(objects) == 0 {
			t.Errorf("%s has no objects", file)
		}
	}
}

// copyManifests copies the manifests and dashboards to a temporary directory, so that a test can
// change them.
func copyManifests(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, folder := range []string{"kubernetes", "grafana"} {
		if err := os.CopyFS(filepath.Join(root, folder), os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// The commented-out lines of base, prometheus-operator and scrapeconfig work when they are
// uncommented. In such lines a letter or two spaces follow the #, in comments one space.
func TestCommentedOutLinesOfKustomizations(t *testing.T) {
	t.Parallel()
	root := copyManifests(t)
	buildUncommented := func(folder string) []any {
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
	imageOf := func(objects []any) string {
		return only[apps.Deployment](t, objects).Spec.Template.Spec.Containers[0].Image
	}
	if got, want := imageOf(buildUncommented("base")), "registry.example.org/"+imageOf(build(t, "base")); got != want {
		t.Errorf("the image is %s, want %s, with the version of the chart", got, want)
	}
	objects := buildUncommented("prometheus-operator")
	labels := []map[string]string{only[monitoring.ServiceMonitor](t, objects).Labels}
	for _, r := range all[monitoring.PrometheusRule](objects) {
		labels = append(labels, r.Labels)
	}
	for _, s := range all[monitoringalpha.ScrapeConfig](buildUncommented("scrapeconfig")) {
		labels = append(labels, s.Labels)
	}
	for _, l := range labels {
		if l["release"] != "kube-prometheus-stack" {
			t.Errorf("an object has the labels %v, want release=kube-prometheus-stack", l)
		}
	}
}

// A namePrefix of an overlay also changes the names of ConfigMaps in GrafanaDashboards.
func TestNamePrefixReachesGrafanaDashboards(t *testing.T) {
	t.Parallel()
	root := copyManifests(t)
	overlay := filepath.Join(root, "overlay")
	if err := os.Mkdir(overlay, 0o700); err != nil {
		t.Fatal(err)
	}
	text := "resources: [../kubernetes/grafana-operator]\nnamePrefix: west-\n"
	if err := os.WriteFile(filepath.Join(overlay, "kustomization.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	objects := buildIn(t, root, "overlay")
	names := map[string]bool{}
	for _, m := range all[core.ConfigMap](objects) {
		names[m.Name] = true
	}
	for _, d := range all[grafana.GrafanaDashboard](objects) {
		if name := d.Spec.ConfigMapRef.Name; !names[name] || !strings.HasPrefix(name, "west-") {
			t.Errorf("%s names the ConfigMap %s, want one that exists, with the prefix west-", d.Name, name)
		}
	}
}

// The base has restrictions beyond the Pod Security Standard. TestChartPodsAreRestricted checks
// the standard, in the chart that the base is generated from.
func TestBaseIsRestricted(t *testing.T) {
	t.Parallel()
	objects := build(t, "base")
	pod := only[apps.Deployment](t, objects).Spec.Template.Spec
	if *pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
		t.Error("the pod has an account's token or service links")
	}
	for _, c := range pod.Containers {
		if !*c.SecurityContext.ReadOnlyRootFilesystem {
			t.Errorf("%s has a writable root file system", c.Name)
		}
		if c.Resources.Requests.Cpu().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() {
			t.Errorf("%s has no resource requests or limits", c.Name)
		}
	}
	if token := only[core.ServiceAccount](t, objects).AutomountServiceAccountToken; *token {
		t.Error("the account has a token")
	}
	// The API server drops an empty list, so each apply would change the object anew.
	policy := only[networking.NetworkPolicy](t, objects).Spec
	if policy.Egress != nil || !slices.Contains(policy.PolicyTypes, networking.PolicyTypeEgress) {
		t.Errorf("the network policy has the types %v and the egress rules %v, want the type Egress and no list of rules", policy.PolicyTypes, policy.Egress)
	}
}

// status returns the status code of a GET request.
func status(t *testing.T, address string) int {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

// Every port is the exporter's, the probes request existing paths, and every selector
// matches the labels of the pods and of the service.
func TestKubernetesFindsTheExporter(t *testing.T) {
	t.Parallel()
	objects := build(t, "base")
	deployment := only[apps.Deployment](t, objects)
	container := deployment.Spec.Template.Spec.Containers[0]
	port := container.Ports[0]
	service := only[core.Service](t, objects)
	ports := []string{
		deployment.Spec.Template.Annotations["prometheus.io/port"],
		strconv.Itoa(int(port.ContainerPort)), strconv.Itoa(int(service.Spec.Ports[0].Port)),
	}
	if slices.ContainsFunc(ports, func(p string) bool { return ":"+p != defaultAddress(t) }) {
		t.Errorf("the ports are %v, want that of %s", ports, defaultAddress(t))
	}
	if service.Spec.Ports[0].TargetPort.StrVal != port.Name {
		t.Errorf("the service leads to another port than %s", port.Name)
	}
	if ingress := only[networking.NetworkPolicy](t, objects).Spec.Ingress; ingress[0].Ports[0].Port.StrVal != port.Name {
		t.Errorf("the network policy opens another port than %s", port.Name)
	}
	address := servertest.Start(t)
	for _, probe := range []*core.Probe{container.StartupProbe, container.ReadinessProbe, container.LivenessProbe} {
		if code := status(t, address+probe.HTTPGet.Path); code != 200 || probe.HTTPGet.Port.StrVal != port.Name {
			t.Errorf("a probe requests %s of port %s with status %d, want port %s and status 200", probe.HTTPGet.Path, probe.HTTPGet.Port.StrVal, code, port.Name)
		}
	}

	pod := deployment.Spec.Template.Labels
	monitor := only[monitoring.ServiceMonitor](t, build(t, "prometheus-operator"))
	for name, selector := range map[string]map[string]string{
		"the deployment":        deployment.Spec.Selector.MatchLabels,
		"the service":           service.Spec.Selector,
		"the network policy":    only[networking.NetworkPolicy](t, objects).Spec.PodSelector.MatchLabels,
		"the disruption budget": only[policy.PodDisruptionBudget](t, objects).Spec.Selector.MatchLabels,
		"the topology spread":   deployment.Spec.Template.Spec.TopologySpreadConstraints[0].LabelSelector.MatchLabels,
		"the service monitor":   monitor.Spec.Selector.MatchLabels,
	} {
		if len(selector) == 0 {
			t.Errorf("%s selects everything", name)
		}
		for label, value := range selector {
			if pod[label] != value || service.Labels[label] != value {
				t.Errorf("%s selects %s=%s, which the pods or the service lack", name, label, value)
			}
		}
	}
}

// ServiceMonitor and ScrapeConfig scrape the exporter's port and path under the job name of the other
// scrape configurations, and keep the exporter's labels. Hosts are not compared: localhost stands for them, as in
// wantScraped.
func TestOperatorScrapesTheExporter(t *testing.T) {
	t.Parallel()
	service := only[core.Service](t, build(t, "base"))
	port := service.Spec.Ports[0]
	monitored, configured := map[string]string{}, map[string]string{}
	for _, e := range only[monitoring.ServiceMonitor](t, build(t, "prometheus-operator")).Spec.Endpoints {
		if e.Port != port.Name || !e.HonorLabels || len(e.RelabelConfigs) != 1 || e.RelabelConfigs[0].TargetLabel != "job" {
			t.Fatalf("the endpoint is %+v, want the port %s, honorLabels and one relabeling, of the job", e, port.Name)
		}
		monitored[*e.RelabelConfigs[0].Replacement] = "localhost:" + strconv.Itoa(int(port.Port)) + e.Path
	}
	for _, s := range all[monitoringalpha.ScrapeConfig](build(t, "scrapeconfig")) {
		_, targetPort, _ := strings.Cut(string(s.Spec.StaticConfigs[0].Targets[0]), ":")
		if !*s.Spec.HonorLabels {
			t.Errorf("%s lets target labels replace the exporter's", s.Name)
		}
		configured[*s.Spec.JobName] = "localhost:" + targetPort + *s.Spec.MetricsPath
	}
	if want := wantScraped(t); !maps.Equal(monitored, want) || !maps.Equal(configured, want) {
		t.Errorf("the ServiceMonitor scrapes %v, the ScrapeConfig %v, want %v", monitored, configured, want)
	}
}

// The exporter reads the dataset from a mounted directory: Kubernetes does not update files that
// are mounted by subPath. The base's environment variables are kept, and the shipped dataset fits
// into a ConfigMap.
func TestDatasetIsMounted(t *testing.T) {
	t.Parallel()
	pod := only[apps.Deployment](t, build(t, "dataset")).Spec.Template.Spec
	container := pod.Containers[0]
	environ := map[string]string{}
	for _, e := range container.Env {
		environ[e.Name] = e.Value
	}
	if len(container.VolumeMounts) != 1 || len(pod.Volumes) != 1 {
		t.Fatalf("there are the mounts %+v and the volumes %+v, want one each", container.VolumeMounts, pod.Volumes)
	}
	mount := container.VolumeMounts[0]
	if mount.Name != pod.Volumes[0].Name || pod.Volumes[0].ConfigMap.Name != "cnnic-dataset" || !mount.ReadOnly || mount.SubPath != "" {
		t.Errorf("the mount is %+v of %+v, want the whole ConfigMap cnnic-dataset, read-only", mount, pod.Volumes)
	}
	if environ["CNNIC_DATA_DIR"] != mount.MountPath || environ["GOMEMLIMIT"] == "" {
		t.Errorf("the environment is %v, want CNNIC_DATA_DIR=%s and a GOMEMLIMIT", environ, mount.MountPath)
	}
	files, err := filepath.Glob("../data/*")
	if err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size == 0 || size > 1<<20 {
		t.Errorf("the shipped dataset has %d bytes, but a ConfigMap holds at most %d", size, 1<<20)
	}
}

// checkDashboards requires that each ConfigMap has its dashboard, the label by which Grafana's sidecar
// finds it, and the annotation that names its folder. It returns each dashboard's location: CONFIGMAP/KEY in FOLDER.
func checkDashboards(t *testing.T, objects []any) map[string]bool {
	t.Helper()
	folders := map[string]string{"en": "CNNIC", "zh": "CNNIC 中文"}
	locations := map[string]bool{}
	for _, m := range all[core.ConfigMap](objects) {
		language := m.Name[strings.LastIndex(m.Name, "-")+1:]
		if m.Labels["grafana_dashboard"] != "1" || m.Annotations["grafana_folder"] != folders[language] {
			t.Errorf("%s has the labels %v and the annotations %v, want grafana_dashboard=1 and grafana_folder=%s", m.Name, m.Labels, m.Annotations, folders[language])
		}
		for key, dashboard := range m.Data {
			locations[m.Name+"/"+key+" in "+folders[language]] = true
			name := strings.TrimSuffix(strings.TrimPrefix(key, "cnnic-"), "-"+language+".json")
			file, err := os.ReadFile(filepath.Join("grafana/dashboards", language, name+".json"))
			if err != nil || dashboard != string(file) {
				t.Errorf("the key %s of %s differs from the dashboard's file: %v", key, m.Name, err)
			}
		}
	}
	return locations
}

// Kustomize makes ConfigMaps of all dashboards, and each GrafanaDashboard refers to its
// dashboard in them.
func TestDashboardsAreInConfigMaps(t *testing.T) {
	t.Parallel()
	objects := build(t, "grafana-operator")
	keys := checkDashboards(t, objects)
	grafanaDashboards := all[grafana.GrafanaDashboard](objects)
	if files, err := filepath.Glob("grafana/dashboards/*/*.json"); err != nil || len(keys) != len(files) || len(grafanaDashboards) != len(files) || len(files) == 0 {
		t.Errorf("of %d dashboards, %d are in ConfigMaps, which grafana/kustomization.yaml lists, and %d in GrafanaDashboards, which make generate writes; error %v", len(files), len(keys), len(grafanaDashboards), err)
	}
	for _, d := range grafanaDashboards {
		ref := d.Spec.ConfigMapRef
		key := ref.Name + "/" + ref.Key + " in " + d.Spec.FolderTitle
		if !keys[key] || ref.Name != d.Name || d.Spec.InstanceSelector == nil {
			t.Errorf("%s selects no Grafana or refers to %s, want an existing key of the ConfigMap of the same name", d.Name, key)
		}
	}
}

func TestPrometheusRulesMatchRuleFiles(t *testing.T) {
	t.Parallel()
	objects := all[monitoring.PrometheusRule](build(t, "prometheus-operator"))
	files, err := filepath.Glob("prometheus/rules/*.yml")
	if err != nil || len(files) == 0 || len(objects) != len(files) {
		t.Fatalf("there are %d PrometheusRules for %d rule files: %v", len(objects), len(files), err)
	}
	for i, file := range files {
		var want monitoring.PrometheusRuleSpec
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		decode(t, file, content, &want)
		wantText, err := yaml.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := yaml.Marshal(objects[i].Spec)
		if err != nil || !bytes.Equal(got, wantText) || len(want.Groups) == 0 {
			t.Errorf("%s differs from %s: %v\n%s", objects[i].Name, file, err, got)
		}
	}
}

// The remote read that README.md and the chart's NOTES.txt show for prometheus-operator has the options
// that TestPrometheusReadsHistoryFromTheExporter requires of prometheus/prometheus.yml.
func TestRemoteReadForTheOperator(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := chart.Render(chart.Dir, "stats", "statistics", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"README.md": string(readme), "NOTES.txt": rendered["cnnic-exporter/templates/NOTES.txt"]} {
		var spec monitoring.PrometheusSpec
		decode(t, name, []byte(regexp.MustCompile(`(?m)^    remoteRead:\n(?:     .*\n)+`).FindString(text)), &spec)
		if len(spec.RemoteRead) != 1 {
			t.Fatalf("%s has %d remote reads, want 1", name, len(spec.RemoteRead))
		}
		r := spec.RemoteRead[0]
		if !strings.HasSuffix(string(r.URL), ":10755/api/v1/read") || !r.ReadRecent || r.FilterExternalLabels == nil || *r.FilterExternalLabels || r.RemoteTimeout == nil || *r.RemoteTimeout != "5s" || !maps.Equal(r.RequiredMatchers, map[string]string{"timeline": metrics.SurveyTimeline}) {
			t.Errorf("the remote read of %s is %+v, want that of prometheus/prometheus.yml", name, r)
		}
	}
}
