package dashboards

import (
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/prometheustest"
)

// ofOthers are the metrics of Prometheus itself, and of the exporter's telemetry.
var ofOthers = map[string][]string{
	"ALERTS":                                 {"alertname", "alertstate", "severity", "application", "sector", "period"},
	"scrape_duration_seconds":                nil,
	"process_resident_memory_bytes":          nil,
	"cnnic_exporter_http_requests_total":     {"handler", "code", "method"},
	"cnnic_exporter_http_requests_in_flight": nil,
}

// expressions are all that a dashboard asks Prometheus, by where they stand.
func (b boardJSON) expressions() map[string]string {
	exprs := map[string]string{}
	for _, p := range b.all() {
		for _, q := range p.Targets {
			if q.PanelID == 0 {
				exprs[p.Title+", query "+q.RefID] = q.Expr
			}
		}
	}
	for _, v := range b.Templating.List {
		if query, ok := v.Query.(string); ok && v.Type == "query" {
			exprs["variable "+v.Name] = strings.TrimSuffix(strings.TrimPrefix(query, "query_result("), ")")
		}
	}
	for _, a := range b.Annotations.List {
		exprs["annotation "+a.Name] = a.Target.Expr
	}
	return exprs
}

func TestQueriesUseOnlyWhatIsExported(t *testing.T) {
	t.Parallel()
	labelsOf := maps.Clone(ofOthers)
	for _, m := range metrics.History {
		labelsOf[m.Name] = m.Labels
	}
	for _, m := range metrics.Catalogue {
		labelsOf[m.Name] = m.Labels
	}
	promQL := parser.NewParser(parser.Options{})
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		for where, text := range b.expressions() {
			expr, err := promQL.ParseExpr(strings.ReplaceAll(text, "$__rate_interval", "1m"))
			if err != nil {
				t.Errorf("%s: %s\n%s", where, err, text)
				continue
			}
			parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
				selector, ok := n.(*parser.VectorSelector)
				if !ok {
					return nil
				}
				known, exported := labelsOf[selector.Name]
				if !exported {
					t.Errorf("%s: %s is not exported", where, selector.Name)
				}
				for _, m := range selector.LabelMatchers {
					if m.Name != "__name__" && !slices.Contains(known, m.Name) {
						t.Errorf("%s: %s has no label %s", where, selector.Name, m.Name)
					}
				}
				return nil
			})
		}
	})
}

func TestEveryQueryReturnsWhatItsPanelNeeds(t *testing.T) {
	p := scraped(t, restated(t))
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		variables := b.variables(t, p)
		for _, panel := range b.all() {
			targets := b.queries(panel)
			frames := map[string]fieldSet{}
			for _, q := range targets {
				frame := fieldSet{"Value": true}
				if len(targets) > 1 {
					frame = fieldSet{"Value #" + q.RefID: true}
				}
				for _, expr := range interpolate(q.Expr, variables) {
					for _, s := range p.Query(t, expr) {
						if math.IsInf(s.F, 0) {
							t.Errorf("%s, query %s returns %v for %s", panel.Title, q.RefID, s.F, s.Metric)
						}
						for label := range s.Metric.Map() {
							frame[label] = true
						}
					}
				}
				if len(frame) == 1 && panel.Transformations != nil && !mayBeEmpty(q) {
					t.Errorf("%s, query %s never returns a label: %s", panel.Title, q.RefID, q.Expr)
				}
				frames[q.RefID] = frame
			}
			if len(targets) > 0 && !mayBeEmpty(targets[0]) {
				checkFields(t, panel, frames)
			}
		}
		for _, a := range b.Annotations.List {
			for _, expr := range interpolate(a.Target.Expr, variables) {
				p.Query(t, expr)
			}
		}
	})
}

// mayBeEmpty says whether a query shows alerts, which a Prometheus without rules
// does not have.
func mayBeEmpty(q targetJSON) bool { return strings.Contains(q.Expr, "ALERTS") }

// Two replicas of the exporter show each figure once, even while only one has a
// dataset that words titles anew.
func TestReplicasShowOnce(t *testing.T) {
	dir, reworded := datasettest.Report57(t), datasettest.Report57(t)
	for file, title := range map[string]string{
		"applications.csv": ",Short video,", "sectors.csv": ",Basic applications,", "indicators.csv": ",Internet users,", "platforms.csv": ",WeChat Search,",
	} {
		name := filepath.Join(reworded, file)
		content, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(content), title) {
			t.Fatalf("%s has no %s: %v", file, title, err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(content), title, strings.TrimSuffix(title, ",")+" reworded,", 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one, two := scraped(t, dir), scraped(t, dir, reworded)
	if n := len(two.Query(t, "cnnic_reference_period_info")); n != 2 {
		t.Fatalf("there are %d replicas, want 2", n)
	}
	compare(t, one, two)
}

// While replicas are brought a new dataset in turn, the newer one is shown.
func TestNewestDatasetCounts(t *testing.T) {
	before, after := datasettest.Report57(t), datasettest.Report58(t)
	compare(t, scraped(t, after), scraped(t, before, after))
}

// compare evaluates every query in two databases, of which the second has two
// exporters, and wants as many series, and the same sentences.
func compare(t *testing.T, one, two *prometheustest.Prometheus) {
	t.Helper()
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		variables := b.variables(t, one)
		for name, got := range b.variables(t, two) {
			for i := range got {
				got[i].value = strings.ReplaceAll(got[i].value, " reworded", "")
			}
			if name != "application" && name != "sector" && !slices.Equal(got, variables[name]) {
				t.Errorf("the variable %s has the values\n%v, want\n%v", name, got, variables[name])
			}
		}
		for _, panel := range b.all() {
			for _, q := range panel.Targets {
				if !q.Instant {
					continue // Measurements of the exporter are shown by replica.
				}
				for _, expr := range interpolate(q.Expr, variables) {
					if want, got := one.Query(t, expr), two.Query(t, expr); len(want) != len(got) {
						t.Errorf("%s, query %s returns %d series for two exporters, %d for one: %s", panel.Title, q.RefID, len(got), len(want), expr)
					}
				}
			}
		}
	})
}

// The first screen says what shrank, and tells a Prometheus without samples from
// one in which nothing shrank.
func TestSentences(t *testing.T) {
	grown := "2024-12,short_video,57,107000,100,96.6,,rounded,made up\n2024-12,online_audio,57,35000,100,31.6,,rounded,made up\n"
	empty := prometheustest.New(t)
	empty.Scraped = time.Now()
	words := map[string][]string{
		"search_engine":              {"Search engine", "−95.76 million (−10.9 %)", "搜索引擎", "−9576 万（−10.9%）"},
		"online_government_services": {"Online government services", "−64.2 million (−6.4 %)", "在线政务服务", "−6420 万（−6.4%）"},
		"online_shopping":            {"Online shopping", "−37.43 million (−3.8 %)", "网络购物", "−3743 万（−3.8%）"},
		"online_education":           {"Online education", "−28 million (−7.9 %)", "在线教育", "−2800 万（−7.9%）"},
		"online_medical_services":    {"Internet healthcare", "−6.65 million (−1.6 %)", "互联网医疗", "−665 万（−1.6%）"},
		"short_video":                {"Short video", "−13.77 million (−1.3 %)", "短视频", "−1377 万（−1.3%）"},
	}
	newer := []string{"search_engine", "online_government_services", "online_shopping", "online_education", "online_medical_services"}
	for _, c := range []struct {
		name                      string
		prometheus                *prometheustest.Prometheus
		shrank, newer             []string // Applications, or one sentence in both languages.
		shrankEn, shrankZH        string
		newerEn, newerZH          string
		referenceText, newestText [2]string
	}{
		{
			name: "report 57", prometheus: scraped(t, datasettest.Report57(t)), shrank: []string{"short_video"}, newer: newer,
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newestText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "nothing shrank", prometheus: scraped(t, edited(t, map[string]string{"application_usage.csv": grown})), shrankEn: "none", shrankZH: "无", newer: newer,
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newestText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "report 55 is the newest", prometheus: scraped(t, datasettest.Report55(t)), shrank: []string{"short_video"}, newerEn: "no newer survey yet", newerZH: "尚无更新的调查",
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newestText: [2]string{"December 2024", "2024 年 12 月"},
		},
		{
			name: "no samples", prometheus: empty, shrankEn: English.empty(), shrankZH: Chinese.empty(), newerEn: English.empty(), newerZH: Chinese.empty(),
			referenceText: [2]string{"the newest full survey", "最近一次全面调查"}, newestText: [2]string{"the newest survey", "最新调查"},
		},
	} {
		for i, l := range Languages {
			got := read(t)[l.ID+"/overview.json"].variables(t, c.prometheus)
			check := func(name string, applications []string, sentence, suffix string) {
				t.Helper()
				want := []string{sentence}
				if applications != nil {
					want = nil
				}
				for _, a := range applications {
					said := words[a][2*i:]
					want = append(want, "["+said[0]+"](/d/cnnic-application-"+l.ID+"?${datasource:queryparam}&var-application="+a+") <span style='color:#e02f44'>"+said[1]+"</span>"+suffix)
				}
				var values []string
				for _, v := range got[name] {
					values = append(values, v.value)
				}
				if !slices.Equal(values, want) {
					t.Errorf("%s, %s, %s:\n%q, want\n%q", c.name, l.ID, name, values, want)
				}
			}
			check("shrank", c.shrank, l.say(c.shrankEn, c.shrankZH), "")
			check("shrank_newer", c.newer, l.say(c.newerEn, c.newerZH), " <small>2025-12</small>")
			if reference, newest := got["reference"][0].text, got["newest"][0].text; reference != c.referenceText[i] || newest != c.newestText[i] {
				t.Errorf("%s, %s: the surveys are %q and %q", c.name, l.ID, reference, newest)
			}
		}
	}
}

// A figure that a later report contradicts shows beside what is served, and where
// there is none the table says so.
func TestRestatedFigures(t *testing.T) {
	before, after := scraped(t, datasettest.Report57(t)), scraped(t, restated(t))
	each(t, func(t *testing.T, l *Language, b boardJSON) {
		for _, panel := range b.all() {
			if panel.Title != l.say("Figures restated by a later report", "被后来的报告修订的数字") {
				continue
			}
			var got []float64
			for _, q := range panel.Targets {
				if shown := before.Query(t, q.Expr); (q.RefID == "A") != (len(shown) == 1 && math.IsNaN(shown[0].F) && shown[0].Metric.Get(l.title) == l.none()) {
					t.Errorf("query %s returns %v where nothing was restated", q.RefID, shown)
				}
				for _, s := range after.Query(t, q.Expr) {
					if s.Metric.Get("report") != "53" || s.Metric.Get("period") != "2023-12" || s.Metric.Get(l.title) == "" {
						t.Errorf("query %s returns %s", q.RefID, s.Metric)
					}
					got = append(got, s.F)
				}
			}
			if len(got) != 4 || got[0] <= got[1] || got[2] != 0.966 || got[3] != 0.964 {
				t.Errorf("got %v", got)
			}
		}
	})
}

// Without samples no panel shows a number that could be taken for a finding.
func TestEmptyPrometheusShowsNothing(t *testing.T) {
	empty := prometheustest.New(t)
	empty.Scraped = time.Now()
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		variables := map[string][]value{"application": {{value: "short_video"}}, "sector": {{value: "basic"}}, "survey": {{value: "2024-12"}}}
		for _, panel := range b.all() {
			for _, q := range b.queries(panel) {
				for _, expr := range interpolate(q.Expr, variables) {
					if shown := empty.Query(t, expr); len(shown) != 0 {
						t.Errorf("%s, query %s shows %v without samples", panel.Title, q.RefID, shown)
					}
				}
			}
		}
	})
}

func TestAlertsHaveWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../provisioning/prometheus/rules/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no rules", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(string(content), -1) {
			if !slices.ContainsFunc(alertWords, func(a struct{ name, en, zh string }) bool { return a.name == m[1] }) {
				t.Errorf("%s: %s has no words on the dashboard movers", file, m[1])
			}
		}
	}
}

// Each firing alert shows once, with a title and a dashboard that exists.
func TestAlertsShowOnce(t *testing.T) {
	p := scraped(t, datasettest.Report57(t))
	app := p.DB.AppenderV2(t.Context())
	for _, alert := range []labels.Labels{
		labels.FromStrings("alertname", "CNNICApplicationShrinking", "severity", "warning", "application", "short_video", "sector", "culture_tourism_entertainment", "period", "2024-12"),
		labels.FromStrings("alertname", "CNNICSectorShrinking", "severity", "warning", "sector", "basic", "period", "2024-12"),
		labels.FromStrings("alertname", "CNNICExporterDown", "severity", "critical", "instance", "one"),
		labels.FromStrings("alertname", "CNNICExporterDown", "severity", "warning", "instance", "two"),
	} {
		series := labels.NewBuilder(alert).Set("__name__", "ALERTS").Set("alertstate", "firing").Labels()
		if _, err := app.Append(0, series, 0, p.Scraped.UnixMilli(), 1, nil, nil, storage.AOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := app.Commit(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"CNNICApplicationShrinking": "Short video cnnic-application-en?var-application=short_video",
		"CNNICSectorShrinking":      "Basic applications cnnic-sector-en?var-sector=basic",
		"CNNICExporterDown":         " cnnic-provenance-en?",
	}
	got := p.Query(t, English.firing())
	for _, s := range got {
		if name := s.Metric.Get("alertname"); s.Metric.Get("subject")+" "+s.Metric.Get("path") != want[name] || name == "CNNICExporterDown" && s.F != 3 {
			t.Errorf("got %s %v, want %s", s.Metric, s.F, want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d alerts show, want %d", len(got), len(want))
	}
}
