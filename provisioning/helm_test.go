package provisioning_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"helm.sh/helm/v4/pkg/chart/v2/lint"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/pod-security-admission/api"
	security "k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"

	"cnnic_exporter/provisioning/chart"
)

// helmValues returns the values of each case in a folder of testdata/helm, by the case's name.
func helmValues(t *testing.T, folder string) map[string]map[string]any {
	t.Helper()
	files, err := filepath.Glob("testdata/helm/" + folder + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no cases in %s: %v", folder, err)
	}
	cases := map[string]map[string]any{}
	for _, file := range files {
		cases[strings.TrimSuffix(filepath.Base(file), ".yaml")] = readYAMLMap(t, file)
	}
	return cases
}

func readYAMLMap(t *testing.T, file string) map[string]any {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	decode(t, file, content, &values)
	return values
}

// render returns the objects of a release named stats, without its NOTES.txt.
func render(t *testing.T, values map[string]any) []any {
	t.Helper()
	return renderAs(t, "stats", "statistics", values)
}

func renderAs(t *testing.T, release, namespace string, values map[string]any) []any {
	t.Helper()
	rendered, err := chart.Render(chart.Dir, release, namespace, values)
	if err != nil {
		t.Fatal(err)
	}
	var objects []any
	for _, name := range slices.Sorted(maps.Keys(rendered)) {
		if filepath.Ext(name) == ".yaml" {
			objects = append(objects, decodeAll(t, name, rendered[name])...)
		}
	}
	return objects
}

// The objects decode strictly, and helm lint complains only that the chart has no icon.
func TestChartRendersAndLints(t *testing.T) {
	t.Parallel()
	for name, values := range helmValues(t, "values") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if objects := render(t, values); len(objects) < 3 {
				t.Errorf("%d objects are rendered, want a Deployment, a Service and the Pod of helm test at least", len(objects))
			}
			for _, m := range lint.RunAll(chart.Dir, values, "statistics").Messages {
				if !strings.Contains(m.Error(), "icon is recommended") {
					t.Error(m)
				}
			}
		})
	}
}

// Names that YAML would read as numbers are rendered as text: the strict decoding rejects numbers.
func TestChartQuotesNumericNames(t *testing.T) {
	t.Parallel()
	operator := map[string]any{"enabled": true, "namespace": "12"}
	values := map[string]any{
		"nameOverride":   "1",
		"serviceAccount": map[string]any{"name": "007"},
		"dataset":        map[string]any{"existingConfigMap": "2026"},
		"webConfig":      map[string]any{"existingSecret": "1e3"},
		"ingress":        map[string]any{"enabled": true, "className": "2"},
		"serviceMonitor": operator, "prometheusRule": operator,
		"dashboards": map[string]any{"enabled": true, "namespace": "12", "grafanaOperator": map[string]any{"enabled": true}},
	}
	for _, account := range all[core.ServiceAccount](renderAs(t, "2025", "2024", values)) {
		if account.Name != "007" {
			t.Errorf("the service account is named %s, want 007", account.Name)
		}
	}
}

// By default there is only what every release needs, and without serviceAccount.create no account.
func TestChartCreatesOnlyWhatIsEnabled(t *testing.T) {
	t.Parallel()
	withoutAccount := map[string]any{"serviceAccount": map[string]any{"create": false}}
	for _, c := range []struct {
		values map[string]any
		want   []string
	}{
		{nil, []string{"*v1.Deployment", "*v1.Pod", "*v1.Service", "*v1.ServiceAccount"}},
		{withoutAccount, []string{"*v1.Deployment", "*v1.Pod", "*v1.Service"}},
	} {
		var got []string
		for _, object := range render(t, c.values) {
			got = append(got, fmt.Sprintf("%T", object))
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("with %v the objects are %v, want %v", c.values, got, c.want)
		}
	}
}

// A ServiceMonitor in another namespace looks for the Service in that of the release.
func TestChartServiceMonitorInAnotherNamespace(t *testing.T) {
	t.Parallel()
	monitor := only[monitoring.ServiceMonitor](t, render(t, helmValues(t, "values")["full"]))
	if names := monitor.Spec.NamespaceSelector.MatchNames; monitor.Namespace != "monitoring" || !slices.Equal(names, []string{"statistics"}) {
		t.Errorf("in the namespace %s it selects the namespaces %v, want statistics", monitor.Namespace, names)
	}
}

// A topology spread constraint counts the release's pods, unless it has a label selector.
func TestChartTopologySpreadConstraints(t *testing.T) {
	t.Parallel()
	constraints := only[apps.Deployment](t, render(t, helmValues(t, "values")["full"])).Spec.Template.Spec.TopologySpreadConstraints
	for i, want := range []map[string]string{
		{"app.kubernetes.io/name": "cnnic", "app.kubernetes.io/instance": "stats"}, {"team": "statistics"},
	} {
		if got := constraints[i].LabelSelector.MatchLabels; !maps.Equal(got, want) {
			t.Errorf("constraint %d selects %v, want %v", i, got, want)
		}
	}
}

// resources: null removes the chart's default limit, and GOMEMLIMIT with it.
func TestChartWithoutResources(t *testing.T) {
	t.Parallel()
	container := only[apps.Deployment](t, render(t, map[string]any{"resources": nil})).Spec.Template.Spec.Containers[0]
	if len(container.Resources.Limits) > 0 || slices.ContainsFunc(container.Env, func(e core.EnvVar) bool { return e.Name == "GOMEMLIMIT" }) {
		t.Errorf("there are the limits %v and the environment %v, want no limits and no GOMEMLIMIT", container.Resources.Limits, container.Env)
	}
}

// Pods pass the Pod Security Standard "restricted" in every case of testdata. By default
// they set no user or group ID, since OpenShift's restricted-v2 assigns its own.
func TestChartPodsAreRestricted(t *testing.T) {
	t.Parallel()
	evaluator, err := security.NewEvaluator(security.DefaultChecks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	for name, values := range helmValues(t, "values") {
		objects := render(t, values)
		template := only[apps.Deployment](t, objects).Spec.Template
		test := only[core.Pod](t, objects)
		for _, pod := range []core.PodTemplateSpec{template, {ObjectMeta: test.ObjectMeta, Spec: test.Spec}} {
			if result := security.AggregateCheckResults(evaluator.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec)); !result.Allowed {
				t.Errorf("%s: %s", name, result.ForbiddenDetail())
			}
		}
	}
	objects := render(t, nil)
	text, err := yaml.Marshal([]any{only[apps.Deployment](t, objects), only[core.Pod](t, objects)})
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"runAsUser", "runAsGroup", "fsGroup"} {
		if strings.Contains(string(text), field+":") {
			t.Errorf("by default %s is set in\n%s", field, text)
		}
	}
}

// An empty minAvailable, written as "" or as null, leaves maxUnavailable in force; 0 is a value.
func TestChartPodDisruptionBudgetHasOneLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minAvailable any
		want         string
	}{{"", "maxUnavailable: 1"}, {nil, "maxUnavailable: 1"}, {0, "minAvailable: 0"}, {"50%", "minAvailable: 50%"}} {
		rendered, err := chart.Render(chart.Dir, "stats", "statistics", map[string]any{"podDisruptionBudget": map[string]any{"enabled": true, "minAvailable": c.minAvailable}})
		if err != nil {
			t.Fatal(err)
		}
		got := rendered["cnnic-exporter/templates/poddisruptionbudget.yaml"]
		// Kubernetes rejects a budget with both limits.
		if !strings.Contains(got, "\n  "+c.want+"\n") || strings.Contains(got, "minAvailable") == strings.Contains(got, "maxUnavailable") {
			t.Errorf("minAvailable %v: want only %s in\n%s", c.minAvailable, c.want, got)
		}
	}
}

// Without peers and nodes, the policy admits every address; with nodes but no peers, only the nodes.
func TestChartNetworkPolicyAdmitsPeersAndNodes(t *testing.T) {
	t.Parallel()
	peer, node := map[string]any{"podSelector": map[string]any{}}, "10.0.0.0/16"
	for _, c := range []struct {
		from, nodes []any
		want        int
	}{{nil, nil, 0}, {[]any{peer}, nil, 1}, {nil, []any{node}, 1}, {[]any{peer}, []any{node}, 2}} {
		values := map[string]any{"enabled": true, "from": c.from, "nodeCIDRs": c.nodes}
		objects := render(t, map[string]any{"networkPolicy": values})
		if got := only[networking.NetworkPolicy](t, objects).Spec.Ingress[0].From; len(got) != c.want {
			t.Errorf("from %v and nodeCIDRs %v: got %v, want %d peers", c.from, c.nodes, got, c.want)
		}
	}
}

// Without folderAnnotation, Grafana's sidecar writes the dashboards of all ConfigMaps into one
// directory, in files named after their keys, so no two keys may be equal. `kubectl apply` copies
// each ConfigMap as JSON into an annotation, whose size is limited.
func TestChartDashboardConfigMaps(t *testing.T) {
	t.Parallel()
	const maxAnnotations = 256 << 10 // Bytes that Kubernetes allows for the annotations of an object.
	values := map[string]any{"dashboards": map[string]any{"enabled": true}}
	objects := render(t, values)
	checkDashboards(t, objects)
	keys := map[string]bool{}
	for _, m := range all[core.ConfigMap](objects) {
		text, err := json.Marshal(m)
		if err != nil || len(text) > maxAnnotations {
			t.Errorf("%s has %d bytes of JSON, want at most %d: %v", m.Name, len(text), maxAnnotations, err)
		}
		for key := range m.Data {
			if keys[key] || !strings.HasPrefix(key, "cnnic-") {
				t.Errorf("the key %s of %s is repeated or lacks the prefix cnnic-", key, m.Name)
			}
			keys[key] = true
		}
	}
	files, err := filepath.Glob("grafana/dashboards/*/*.json")
	if err != nil || len(files) == 0 || len(keys) != len(files) {
		t.Errorf("there are %d keys for %d dashboards: %v", len(keys), len(files), err)
	}
}

// With a folder, ConfigMaps have the annotation grafana_folder, and NOTES.txt lists the settings with
// which Grafana's sidecar reads it.
func TestChartDashboardFolder(t *testing.T) {
	t.Parallel()
	for english, want := range map[string]bool{"CNNIC": true, "": false} {
		folder := map[string]any{"en": english, "zh": ""}
		rendered, err := chart.Render(chart.Dir, "stats", "statistics", map[string]any{"dashboards": map[string]any{"enabled": true, "folder": folder}})
		if err != nil {
			t.Fatal(err)
		}
		if notes := rendered["cnnic-exporter/templates/NOTES.txt"]; strings.Contains(notes, "folderAnnotation: grafana_folder") != want {
			t.Errorf("folder %v: want the sidecar's settings: %v, in\n%s", folder, want, notes)
		}
		if configMaps := rendered["cnnic-exporter/templates/dashboards.yaml"]; strings.Contains(configMaps, "grafana_folder") != want {
			t.Errorf("folder %v: want the annotation grafana_folder: %v", folder, want)
		}
	}
}

// With a web configuration file, which may require TLS or a password, the probes run the
// healthcheck command instead of sending an HTTP request.
func TestChartProbesFitWebConfig(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		values   map[string]any
		wantExec bool
	}{
		"none":     {nil, false},
		"a Secret": {map[string]any{"webConfig": map[string]any{"existingSecret": "cnnic-web"}}, true},
		"a file":   {map[string]any{"config": map[string]any{"webConfigFile": "/srv/web.yml"}}, true},
	} {
		container := only[apps.Deployment](t, render(t, test.values)).Spec.Template.Spec.Containers[0]
		for _, probe := range []*core.Probe{container.StartupProbe, container.ReadinessProbe, container.LivenessProbe} {
			if isExec := probe.Exec != nil && slices.Equal(probe.Exec.Command, []string{"/cnnic_exporter", "healthcheck"}); isExec != test.wantExec || isExec == (probe.HTTPGet != nil) {
				t.Errorf("with %s as web configuration the probe is %+v, want the healthcheck command: %v", name, probe, test.wantExec)
			}
		}
	}
}

// The program does not start without its web configuration file, so the pod of `helm test` mounts
// what the exporter's pod mounts.
func TestChartTestPodMountsWebConfig(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"full", "own-volumes"} {
		objects := render(t, helmValues(t, "values")[name])
		exporter, test := only[apps.Deployment](t, objects).Spec.Template.Spec, only[core.Pod](t, objects).Spec
		if got, want := test.Containers[0].VolumeMounts, exporter.Containers[0].VolumeMounts; !reflect.DeepEqual(got, want) || len(want) == 0 {
			t.Errorf("%s: the mounts are %+v, want %+v", name, got, want)
		}
		if !reflect.DeepEqual(test.Volumes, exporter.Volumes) {
			t.Errorf("%s: the volumes are %+v, want %+v", name, test.Volumes, exporter.Volumes)
		}
	}
}
