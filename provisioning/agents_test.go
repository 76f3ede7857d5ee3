package provisioning_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/grafana/alloy/syntax/ast"
	"github.com/grafana/alloy/syntax/parser"
	"github.com/grafana/alloy/syntax/printer"
	"github.com/prometheus/common/promslog"
	prometheus "github.com/prometheus/prometheus/config"
	"github.com/prometheus/prometheus/discovery"
	"go.yaml.in/yaml/v3"

	"cnnic_exporter/exporter/config"
)

// defaultAddress returns the address that the exporter listens on by default: a colon and a port.
func defaultAddress(t *testing.T) string {
	t.Helper()
	c, err := config.Parse(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c.ListenAddress[0]
}

// wantScraped returns what agents on the exporter's host must scrape: the address and path,
// by job.
func wantScraped(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{"cnnic": "localhost" + defaultAddress(t) + "/metrics"}
}

// scraped returns what a Prometheus configuration scrapes: the address and path, by job. The
// exporter's job must have honor_labels.
func scraped(t *testing.T, text []byte) map[string]string {
	t.Helper()
	c, err := prometheus.Load(string(text), promslog.NewNopLogger())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, job := range c.ScrapeConfigs {
		if job.JobName == "cnnic" && !job.HonorLabels {
			t.Errorf("%s lets target labels replace the exporter's: honor_labels is not set", job.JobName)
		}
		for _, group := range job.ServiceDiscoveryConfigs[0].(discovery.StaticConfig) {
			found[job.JobName] = string(group.Targets[0]["__address__"]) + job.MetricsPath
		}
	}
	return found
}

func TestScrapeConfigsScrapeTheExporter(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("prometheus/scrape_configs.yml")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := scraped(t, text), wantScraped(t); !maps.Equal(got, want) {
		t.Errorf("the targets are %v, want %v", got, want)
	}
}

// The Collector scrapes the exporter, and sends the samples with their names and labels unchanged.
func TestCollectorConfiguration(t *testing.T) {
	t.Parallel()
	var c struct {
		Receivers struct {
			Prometheus struct{ Config yaml.Node }
		}
		Exporters struct {
			PrometheusRemoteWrite struct {
				HTTP                struct{ Endpoint string }
				TranslationStrategy string `yaml:"translation_strategy"`
				DisableScopeInfo    bool   `yaml:"disable_scope_info"`
				TargetInfo          struct {
					Enabled *bool
				} `yaml:"target_info"`
			} `yaml:"prometheus_remote_write"`
		}
		Service struct {
			Pipelines map[string]struct{ Receivers, Exporters []string }
		}
	}
	content, err := os.ReadFile("opentelemetry/collector.yaml")
	if err != nil {
		t.Fatal(err)
	}
	strict := yaml.NewDecoder(bytes.NewReader(content))
	strict.KnownFields(true)
	if err := strict.Decode(&c); err != nil {
		t.Fatal(err)
	}
	text, err := yaml.Marshal(&c.Receivers.Prometheus.Config)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := scraped(t, text), wantScraped(t); !maps.Equal(got, want) {
		t.Errorf("the targets are %v, want %v", got, want)
	}
	pipeline := c.Service.Pipelines["metrics"]
	if !slices.Equal(pipeline.Receivers, []string{"prometheus"}) || !slices.Equal(pipeline.Exporters, []string{"prometheus_remote_write"}) {
		t.Errorf("the pipeline leads from %v to %v, want from prometheus to prometheus_remote_write", pipeline.Receivers, pipeline.Exporters)
	}
	e := c.Exporters.PrometheusRemoteWrite
	if e.HTTP.Endpoint != "${env:REMOTE_WRITE_URL}" || e.TranslationStrategy != "UnderscoreEscapingWithoutSuffixes" ||
		!e.DisableScopeInfo || e.TargetInfo.Enabled == nil || *e.TargetInfo.Enabled {
		t.Errorf("prometheus_remote_write is %+v, want the URL from REMOTE_WRITE_URL, and names and labels unchanged", e)
	}
}

// The file is formatted as by alloy fmt, scrapes the exporter and sends the samples on.
func TestAlloyConfiguration(t *testing.T) {
	t.Parallel()
	const name = "alloy/cnnic.alloy"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(name, text)
	if err != nil {
		t.Fatal(err)
	}
	formatted := &bytes.Buffer{}
	if err := printer.Fprint(formatted, file); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSuffix(text, []byte("\n")), formatted.Bytes()) {
		t.Errorf("%s is not formatted, want\n%s", name, formatted)
	}
	want := map[string]string{
		"job_name":        `"cnnic"`,
		"targets":         `[{"__address__" = "localhost` + defaultAddress(t) + `"}]`,
		"scrape_interval": `"30s"`,
		"honor_labels":    "true",
		"forward_to":      "[prometheus.remote_write.cnnic.receiver]",
	}
	components := map[string]bool{}
	for _, statement := range file.Body {
		block := statement.(*ast.BlockStmt)
		components[block.GetBlockName()+"."+block.Label] = true
		if block.GetBlockName() != "prometheus.scrape" {
			continue
		}
		got := map[string]string{}
		for _, s := range block.Body {
			attribute := s.(*ast.AttributeStmt)
			value := &bytes.Buffer{}
			if err := printer.Fprint(value, attribute.Value); err != nil {
				t.Fatal(err)
			}
			got[attribute.Name.Name] = value.String()
		}
		if !maps.Equal(got, want) {
			t.Errorf("prometheus.scrape has %v, want %v", got, want)
		}
	}
	if !components["prometheus.scrape.cnnic"] || !components["prometheus.remote_write.cnnic"] {
		t.Errorf("the components are %v, want prometheus.scrape.cnnic and prometheus.remote_write.cnnic", components)
	}
}
