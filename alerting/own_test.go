package alerting_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
)

// ruleBlock is an example of rules in a document, indented or fenced.
var ruleBlock = regexp.MustCompile("(?m)^( *)groups:\n(?: +[^\n]*\n)+")

// The documents' examples of a user's own alert fire for the frozen datasets.
func TestExamplesOfOwnAlerts(t *testing.T) {
	t.Parallel()
	for _, document := range []string{"README.md", "docs/faq.md", "provisioning/README.md"} {
		content, err := os.ReadFile(filepath.Join(root, document))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		blocks := ruleBlock.FindAllStringSubmatch(string(content), -1)
		example := slices.IndexFunc(blocks, func(b []string) bool { return strings.Contains(b[0], "cnnic_latest_") })
		if example < 0 {
			if document == "provisioning/README.md" {
				t.Errorf("%s has no example", document)
			}
			continue
		}
		block := blocks[example]
		file := filepath.Join(t.TempDir(), "own.yml")
		if err := os.WriteFile(file, []byte(strings.ReplaceAll("\n"+block[0], "\n"+block[1], "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			dir  func(testing.TB) string
			want []string
		}{
			{"report55", datasettest.Report55, []string{"ShortVideoShrinks"}},
			{"report57", datasettest.Report57, []string{
				"ApplicationLostFivePercent online_education", "ApplicationLostFivePercent online_government_services", "ApplicationLostFivePercent search_engine",
			}},
		} {
			t.Run(document+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				p := prometheustest.New(t)
				dir := c.dir(t)
				p.Scrape(t, prometheusConfig, []string{exporter(t, dir), exporter(t, dir)}, "prometheus", "alertmanager")
				var got []string
				for _, a := range evaluate(t, load(t, p, file), p.Scraped) {
					got = append(got, strings.TrimSpace(a.Labels.Get("alertname")+" "+a.Labels.Get("application")))
				}
				slices.Sort(got)
				if !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		}
	}
}
