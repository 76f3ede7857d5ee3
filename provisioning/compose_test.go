// Package provisioning_test checks the files for other systems against those systems'
// own formats, against each other and against the program.
package provisioning_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/prometheus/common/promslog"
	prometheus "github.com/prometheus/prometheus/config"
	"go.yaml.in/yaml/v3"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/server/servertest"
)

// composeProject loads docker-compose.yml.
func composeProject(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../docker-compose.yml"}, cli.WithWorkingDirectory(".."))
	if err != nil {
		t.Fatal(err)
	}
	p, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Services have pinned images, ports only on the loopback address, few privileges and health
// checks. Each starts once the services that it depends on are healthy.
func TestComposeServices(t *testing.T) {
	t.Parallel()
	p := composeProject(t)
	for name, s := range p.Services {
		if _, tag, _ := strings.Cut(s.Image, ":"); tag == "" || tag == "latest" {
			t.Errorf("%s has the image %s, whose version is not pinned", name, s.Image)
		}
		if len(s.Ports) != 1 {
			t.Errorf("%s publishes %d ports, want 1", name, len(s.Ports))
		}
		for _, port := range s.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s publishes its port on %q, want 127.0.0.1", name, port.HostIP)
			}
		}
		if !s.ReadOnly || s.Privileged || !slices.Equal(s.CapDrop, []string{"ALL"}) || len(s.CapAdd) > 0 ||
			!slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s lacks read_only, cap_drop or no-new-privileges, or has privileges or capabilities added", name)
		}
		if s.HealthCheck == nil || len(s.HealthCheck.Test) == 0 {
			t.Errorf("%s has no health check", name)
		}
		for other, d := range s.DependsOn {
			if d.Condition != types.ServiceConditionHealthy {
				t.Errorf("%s does not wait for %s to be healthy", name, other)
			}
		}
	}
	if s := p.Services["cnnic_exporter"]; s.Build == nil || s.PullPolicy != types.PullPolicyNever {
		t.Error("the exporter is not built from the tree, or a registry is asked for its image first")
	}
	for service, waitsFor := range map[string][]string{
		"prometheus": {"cnnic_exporter", "alertmanager"},
		"grafana":    {"prometheus"},
	} {
		for _, other := range waitsFor {
			if _, ok := p.Services[service].DependsOn[other]; !ok {
				t.Errorf("%s does not wait for %s", service, other)
			}
		}
	}
}

// Grafana starts once Prometheus is healthy, so the metric that Prometheus's health check queries
// must exist even without a full survey.
func TestPrometheusHealthCheckNeedsNoFullSurvey(t *testing.T) {
	t.Parallel()
	metric := regexp.MustCompile(`query=(\w+)`).FindStringSubmatch(strings.Join(composeProject(t).Services["prometheus"].HealthCheck.Test, " "))[1]
	response, err := http.Get(servertest.Start(t, "CNNIC_DATA_DIR="+datasettest.WithoutFullSurvey(t)) + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	served, err := io.ReadAll(response.Body)
	if err != nil || strings.Contains(string(served), "\ncnnic_reference_period_info{") || !strings.Contains(string(served), "\n"+metric+"{") {
		t.Errorf("%s is not served, or the dataset has a full survey: %v", metric, err)
	}
}

// hostPath returns where the host has the file that is mounted at path in a container.
func hostPath(t *testing.T, s types.ServiceConfig, path string) string {
	t.Helper()
	for _, v := range s.Volumes {
		if rest, ok := strings.CutPrefix(path, v.Target+"/"); ok && v.Type == types.VolumeTypeBind {
			return filepath.Join(v.Source, rest)
		}
	}
	t.Fatalf("%s mounts nothing at %s", s.Name, path)
	return ""
}

// Mounted directories exist and are mounted read-only; every other mount is a volume.
func TestComposeMounts(t *testing.T) {
	t.Parallel()
	p := composeProject(t)
	for name, s := range p.Services {
		for _, v := range s.Volumes {
			switch v.Type {
			case types.VolumeTypeBind:
				if info, err := os.Stat(v.Source); err != nil || !info.IsDir() || !v.ReadOnly {
					t.Errorf("%s mounts %s (error %v, read-only %v), want a directory, read-only", name, v.Source, err, v.ReadOnly)
				}
			case types.VolumeTypeVolume: // composeProject rejects a volume that is not declared.
			default:
				t.Errorf("%s has a mount of type %s, want bind or volume", name, v.Type)
			}
		}
	}
}

// Prometheus scrapes the exporter's service at the port that the exporter listens on, which is
// also published.
func TestComposeScrapesTheExporter(t *testing.T) {
	t.Parallel()
	p := composeProject(t)
	file := hostPath(t, p.Services["prometheus"], "/etc/prometheus/prometheus.yml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := scraped(t, text)["cnnic"], "cnnic_exporter"+defaultAddress(t)+"/metrics"; got != want {
		t.Errorf("the job cnnic scrapes %s, want %s", got, want)
	}
	port, want := p.Services["cnnic_exporter"].Ports[0], defaultAddress(t)
	if ":"+port.Published != want || fmt.Sprintf(":%d", port.Target) != want {
		t.Errorf("the exporter's port %d is published as %s, want %s for both", port.Target, port.Published, want)
	}
}

// Prometheus has one remote read: the exporter's history.
func TestPrometheusReadsHistoryFromTheExporter(t *testing.T) {
	t.Parallel()
	file := hostPath(t, composeProject(t).Services["prometheus"], "/etc/prometheus/prometheus.yml")
	c, err := prometheus.LoadFile(file, false, promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.RemoteReadConfigs) != 1 {
		t.Fatalf("there are %d remote reads, want 1", len(c.RemoteReadConfigs))
	}
	r := c.RemoteReadConfigs[0]
	if want := "http://cnnic_exporter" + defaultAddress(t) + "/api/v1/read"; r.URL.String() != want {
		t.Errorf("Prometheus reads from %s, want %s", r.URL, want)
	}
	if time.Duration(r.RemoteTimeout) != 5*time.Second {
		t.Errorf("a read may take %s, want 5s", r.RemoteTimeout)
	}
	if len(r.RequiredMatchers) != 1 || r.RequiredMatchers["timeline"] != metrics.SurveyTimeline || !r.ReadRecent || r.FilterExternalLabels {
		t.Errorf("the remote read is %+v, want read_recent, no filter by external labels, and the matcher timeline=%q", r, metrics.SurveyTimeline)
	}
}

func readYAML(t *testing.T, file string, into any) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(content, into); err != nil {
		t.Fatalf("%s: %s", file, err)
	}
}

// Grafana finds its data sources, dashboards and home dashboard, and asks for no login.
func TestComposeGrafana(t *testing.T) {
	t.Parallel()
	p := composeProject(t)
	grafana := p.Services["grafana"]
	type datasource struct{ UID, Type, URL string }
	for _, want := range []datasource{
		{"cnnic-prometheus", "prometheus", "http://prometheus:9090"},
		{"", "alertmanager", "http://alertmanager:9093"},
	} {
		var got struct{ Datasources []datasource }
		readYAML(t, hostPath(t, grafana, "/etc/grafana/provisioning/datasources/"+want.Type+".yaml"), &got)
		if !slices.Equal(got.Datasources, []datasource{want}) {
			t.Errorf("the data sources are %+v, want %+v", got.Datasources, want)
		}
	}
	var providers struct {
		Providers []struct {
			Folder  string
			Options struct{ Path string }
		}
	}
	readYAML(t, hostPath(t, grafana, "/etc/grafana/provisioning/dashboards/provider.yaml"), &providers)
	if len(providers.Providers) != 2 {
		t.Errorf("there are %d folders, want one for each language", len(providers.Providers))
	}
	for _, provider := range providers.Providers {
		files, err := filepath.Glob(hostPath(t, grafana, provider.Options.Path+"/*.json"))
		if err != nil || len(files) == 0 {
			t.Errorf("the folder %s has no dashboards: %v", provider.Folder, err)
		}
	}
	home := *grafana.Environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
	if _, err := os.Stat(hostPath(t, grafana, home)); err != nil {
		t.Error(err)
	}
	for variable, want := range map[string]string{
		"GF_AUTH_ANONYMOUS_ENABLED": "true", "GF_AUTH_ANONYMOUS_ORG_ROLE": "Viewer", "GF_AUTH_DISABLE_LOGIN_FORM": "true",
	} {
		if got := *grafana.Environment[variable]; got != want {
			t.Errorf("%s is %s, want %s", variable, got, want)
		}
	}
}

// The image is built with the Go release of the module, has no shell and does not run as root. The documents name
// that release.
func TestGoReleaseAndImages(t *testing.T) {
	t.Parallel()
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	release := string(regexp.MustCompile(`(?m)^go (\S+)`).FindSubmatch(module)[1])
	image := []string{"FROM gcr.io/distroless/static-debian12:nonroot\n", "USER 65532:65532\n", `ENTRYPOINT ["/cnnic_exporter"]`}
	for path, lines := range map[string][]string{
		"../Dockerfile":           append([]string{"FROM golang:" + release + "-", "ENV CGO_ENABLED=0\n"}, image...),
		"../packaging/Dockerfile": image,
		"../README.md":            {"Go " + release + " or newer"},
		"../docs/contributing.md": {"Go " + release + " or newer"},
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range lines {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
}
