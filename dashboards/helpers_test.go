package dashboards

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
	"cnnic_exporter/exporter/server/servertest"
)

const prometheusConfig = "../provisioning/prometheus/prometheus.yml"

// startPrometheus returns a Prometheus with the shipped configuration that has scraped an
// exporter for each directory of data, and reads history from the first exporter. Without a
// directory it has no samples.
func startPrometheus(t testing.TB, dirs ...string) *prometheustest.Prometheus {
	t.Helper()
	var urls []string
	for _, dir := range dirs {
		urls = append(urls, servertest.Start(t, "CNNIC_DATA_DIR="+dir))
	}
	p := prometheustest.New(t)
	if len(dirs) == 0 {
		p.QueryTime = time.Now()
		return p
	}
	p.Scrape(t, prometheusConfig, urls)
	p.EnableRemoteRead(t, prometheusConfig, urls[0])
	return p
}

// writeEdited writes the dataset as of report 57, appends rows[file] to each file, and returns the
// directory.
func writeEdited(t testing.TB, rows map[string]string) string {
	t.Helper()
	dir := datasettest.Report57(t)
	for file, added := range rows {
		datasettest.Edit(t, dir, file, func(content string) string { return content + added })
	}
	return dir
}

// writeRestated is writeEdited with a made-up figure of report 53 that report 55 contradicts.
func writeRestated(t testing.TB) string {
	t.Helper()
	return writeEdited(t, map[string]string{"application_usage.csv": "2023-12,short_video,53,105500,100,96.6,,rounded,made up\n"})
}

// variables finds the values of a dashboard's query variables as Grafana does: it
// evaluates the query and matches the regex against the text of each series. A query that uses
// earlier variables is evaluated with their first values.
func (b boardJSON) variables(t testing.TB, p *prometheustest.Prometheus) map[string][]variableValue {
	t.Helper()
	found := map[string][]variableValue{}
	for _, v := range b.Templating.List {
		if v.Type != "query" {
			continue
		}
		expr, ok := strings.CutPrefix(v.Query.(string), "query_result(")
		if !ok || strings.Contains(expr, "\n") { // Grafana does not recognise query_result( ) across lines.
			t.Fatalf("the query of the variable %s is not a query_result on one line", v.Name)
		}
		expr = interpolate(strings.TrimSuffix(expr, ")"), found)[0]
		pattern := regexp.MustCompile(strings.Trim(v.Regex, "/"))
		for _, s := range p.Query(t, expr) {
			m := pattern.FindStringSubmatch(s.Metric.String())
			if m == nil {
				t.Fatalf("the regex of %s does not match %s", v.Name, s.Metric)
			}
			value := variableValue{value: m[pattern.SubexpIndex("value")]}
			if i := pattern.SubexpIndex("text"); i >= 0 {
				value.text = m[i]
			}
			found[v.Name] = append(found[v.Name], value)
		}
	}
	return found
}

// variableValue is one value of a variable, with the text that readers see in its place.
type variableValue struct{ value, text string }

// interpolate writes a query once for each combination of values of the variables in it.
func interpolate(expr string, variables map[string][]variableValue) []string {
	exprs := []string{expr}
	for name, values := range variables {
		var next []string
		for _, e := range exprs {
			if !strings.Contains(e, "$"+name) {
				next = append(next, e)
				continue
			}
			for _, v := range values {
				next = append(next, strings.ReplaceAll(e, "$"+name, v.value))
			}
		}
		exprs = next
	}
	return exprs
}
