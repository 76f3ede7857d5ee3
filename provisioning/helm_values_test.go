package provisioning_test

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	yamlv3 "go.yaml.in/yaml/v3"
	apps "k8s.io/api/apps/v1"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/provisioning/chart"
)

// The first line of each case is a comment with the error that its values must cause.
func TestChartRejectsWrongValues(t *testing.T) {
	t.Parallel()
	for name, values := range helmValues(t, "wrong") {
		content, err := os.ReadFile("testdata/helm/wrong/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		line, _, _ := strings.Cut(string(content), "\n")
		want := strings.TrimPrefix(line, "# want: ")
		if _, err := chart.Render(chart.Dir, "stats", "statistics", values); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %s", name, err, want)
		}
	}
}

// parentKeys are the keys that a parent chart may add to the values: global, which Helm hands
// to every subchart, and enabled, if the dependency's condition is cnnic-exporter.enabled.
var parentKeys = map[string]bool{"global": true, "enabled": true}

func TestChartAcceptsValuesOfAParent(t *testing.T) {
	t.Parallel()
	if _, err := chart.Render(chart.Dir, "stats", "statistics", map[string]any{"global": map[string]any{"team": "x"}, "enabled": true}); err != nil {
		t.Error(err)
	}
}

// leaves returns the path of each value that a schema names, except parentKeys. A map whose
// keys the schema does not name, such as a security context, is one value.
func leaves(schema map[string]any, path ...string) [][]string {
	properties, ok := schema["properties"].(map[string]any)
	if !ok {
		return [][]string{path}
	}
	var found [][]string
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		if property, ok := properties[key].(map[string]any); ok && (len(path) > 0 || !parentKeys[key]) {
			found = append(found, leaves(property, append(slices.Clone(path), key)...)...)
		}
	}
	return found
}

// has reports whether there is a value at a path.
func has(values map[string]any, path []string) bool {
	value, ok := values[path[0]]
	if inner, isMap := value.(map[string]any); isMap && len(path) > 1 {
		return has(inner, path[1:])
	}
	return ok && len(path) == 1
}

// without returns a copy of values without the one at a path.
func without(values map[string]any, path []string) map[string]any {
	values = maps.Clone(values)
	if inner, ok := values[path[0]].(map[string]any); ok && len(path) > 1 {
		values[path[0]] = without(inner, path[1:])
	} else {
		delete(values, path[0])
	}
	return values
}

// Every value of the chart is set in a case of testdata whose objects change when the value is removed.
func TestEveryChartValueIsUsed(t *testing.T) {
	t.Parallel()
	cases := helmValues(t, "values")
	for _, path := range leaves(readYAMLMap(t, chart.Dir+"/values.schema.json")) {
		used := false
		for _, values := range cases {
			if used || !has(values, path) {
				continue
			}
			set, err := chart.Render(chart.Dir, "stats", "statistics", values)
			if err != nil {
				t.Fatal(err)
			}
			unset, err := chart.Render(chart.Dir, "stats", "statistics", without(values, path))
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range set {
				if text != unset[name] && filepath.Ext(name) == ".yaml" {
					used = used || !reflect.DeepEqual(decodeAll(t, name, text), decodeAll(t, name, unset[name]))
				}
			}
		}
		if !used {
			t.Errorf("%s changes nothing in any case", strings.Join(path, "."))
		}
	}
}

// values.yaml and the schema have the same keys, except parentKeys, and each value has a
// comment. What lies below a key with a comment is not checked.
func TestEveryChartValueHasCommentAndSchema(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(chart.Dir + "/values.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var document yamlv3.Node
	if err := yamlv3.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	checkValues(t, "values", document.Content[0], readYAMLMap(t, chart.Dir+"/values.schema.json"))
}

// checkValues checks a map of values.yaml against its schema. A key must have a comment that
// helm-docs reads ("# -- "), unless it is a map whose keys have one.
func checkValues(t *testing.T, path string, node *yamlv3.Node, schema map[string]any) {
	t.Helper()
	properties, _ := schema["properties"].(map[string]any)
	if schema["additionalProperties"] != false {
		t.Errorf("the schema allows unknown keys in %s", path)
	}
	named := map[string]bool{}
	if path == "values" {
		named = maps.Clone(parentKeys)
	}
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		named[key.Value] = true
		property, ok := properties[key.Value].(map[string]any)
		if !ok {
			t.Errorf("the schema lacks %s.%s", path, key.Value)
			continue
		}
		if strings.Contains(key.HeadComment, "# -- ") {
			continue
		}
		if value.Kind != yamlv3.MappingNode || len(value.Content) == 0 {
			t.Errorf("%s.%s has no comment", path, key.Value)
			continue
		}
		checkValues(t, path+"."+key.Value, value, property)
	}
	for key := range properties {
		if !named[key] {
			t.Errorf("values.yaml lacks %s.%s", path, key)
		}
	}
}

// The chart offers every setting of the exporter with its default, except
// --web.systemd-socket, as no pod has sockets of systemd.
func TestChartHasEverySetting(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	for _, s := range config.Settings {
		if fallback := s.Tag.Get("envDefault"); s.Name != "SystemdSocket" && fallback != "" {
			want[config.Prefix+s.Tag.Get("env")] = fallback
		}
	}
	container := only[apps.Deployment](t, render(t, nil)).Spec.Template.Spec.Containers[0]
	got := map[string]string{}
	for _, e := range container.Env {
		if strings.HasPrefix(e.Name, config.Prefix) {
			got[e.Name] = e.Value
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("the defaults are %v, want %v", got, want)
	}
	settings, _ := readYAMLMap(t, chart.Dir+"/values.yaml")["config"].(map[string]any)
	if len(settings) != len(config.Settings)-1 {
		t.Errorf("the chart has %d settings, want %d", len(settings), len(config.Settings)-1)
	}
}

// The exporter accepts the environment that the chart makes from full.yaml.
func TestChartSettingsAreValid(t *testing.T) {
	t.Parallel()
	values := helmValues(t, "values")
	container := only[apps.Deployment](t, render(t, values["full"])).Spec.Template.Spec.Containers[0]
	mounts := map[string]string{}
	for _, m := range container.VolumeMounts {
		mounts[m.Name] = m.MountPath
	}
	var environ []string
	for _, e := range container.Env {
		// Files of the repository replace those that are mounted in the pod.
		switch e.Value {
		case mounts["web-config"] + "/web.yml":
			e.Value = "../exporter/config/testdata/web.yml"
		case mounts["dataset"]:
			e.Value = "../data"
		}
		environ = append(environ, e.Name+"="+e.Value)
	}
	c, err := config.Parse(environ, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Helm reads numbers as float64, which would print as 2e+06.
	if c.MaxRequests != 2000000 || c.WebConfigFile != "../exporter/config/testdata/web.yml" || !reflect.DeepEqual(c.ListenAddress, []string{"0.0.0.0:9100", "[::]:9101"}) {
		t.Errorf("got %d requests, the file %s and the addresses %v, want those of full.yaml", c.MaxRequests, c.WebConfigFile, c.ListenAddress)
	}
	if container.Ports[0].ContainerPort != 9100 {
		t.Errorf("the port is %d, want 9100", container.Ports[0].ContainerPort)
	}
	if !slices.Contains(environ, "GOMEMLIMIT=896MiB") {
		t.Errorf("the environment %v lacks GOMEMLIMIT=896MiB", environ)
	}
}
