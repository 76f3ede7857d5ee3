package dashboards

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/promslog"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
	"cnnic_exporter/exporter/server"
)

const configFile = "../provisioning/prometheus/prometheus.yml"

// scraped is a Prometheus that has scraped an exporter on the dataset of report 57,
// or on what variables configure, and reads history from it, by the shipped
// configuration.
func scraped(t testing.TB, variables ...string) *prometheustest.Prometheus {
	t.Helper()
	return scrapedReplicas(t, append([]string{"CNNIC_DATA_DIR=" + datasettest.Report57(t)}, variables...))
}

// scrapedReplicas is the same with an exporter for each environment.
func scrapedReplicas(t testing.TB, environs ...[]string) *prometheustest.Prometheus {
	t.Helper()
	var urls []string
	for _, environ := range environs {
		c, err := config.Parse(environ)
		if err != nil {
			t.Fatal(err)
		}
		s, err := server.New(c, promslog.NewNopLogger())
		if err != nil {
			t.Fatal(err)
		}
		handler, err := s.Handler()
		if err != nil {
			t.Fatal(err)
		}
		exporter := httptest.NewServer(handler)
		t.Cleanup(exporter.Close)
		urls = append(urls, exporter.URL)
	}
	p := prometheustest.New(t)
	p.Scrape(t, configFile, urls, "prometheus", "alertmanager")
	p.ReadRemotely(t, configFile, urls[0])
	return p
}

// values finds the values of a dashboard's query variables as Grafana does: it
// evaluates the query and reads each series, written out, by the regex.
func values(t testing.TB, p *prometheustest.Prometheus, b boardJSON) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, v := range b.Templating.List {
		if v.Type != "query" {
			continue
		}
		expr, ok := strings.CutPrefix(v.Query.(string), "query_result(")
		if !ok {
			t.Fatalf("the variable %s is no query_result", v.Name)
		}
		// Go writes named groups as (?P<name>…).
		pattern := regexp.MustCompile(strings.ReplaceAll(strings.Trim(v.Regex, "/"), "(?<", "(?P<"))
		for _, s := range p.Query(t, strings.TrimSuffix(expr, ")")) {
			m := pattern.FindStringSubmatch(s.Metric.String())
			if m == nil || m[pattern.SubexpIndex("text")] == "" {
				t.Fatalf("the regex of %s does not match %s", v.Name, s.Metric)
			}
			found[v.Name] = append(found[v.Name], m[pattern.SubexpIndex("value")])
		}
		if len(found[v.Name]) == 0 {
			t.Fatalf("the variable %s has no values", v.Name)
		}
	}
	return found
}

// interpolate writes a query once for each value of each variable in it.
func interpolate(expr string, values map[string][]string) []string {
	all := []string{strings.ReplaceAll(expr, "$__rate_interval", "1m")}
	for name, vs := range values {
		var next []string
		for _, e := range all {
			if !strings.Contains(e, "$"+name) {
				next = append(next, e)
				continue
			}
			for _, v := range vs {
				next = append(next, strings.ReplaceAll(e, "$"+name, v))
			}
		}
		all = next
	}
	return all
}

// fieldSet are the names of the fields of a data frame.
type fieldSet map[string]bool

// restated is the shipped dataset with a made-up figure of report 53 that report
// 55 contradicts.
func restated(t testing.TB) string {
	t.Helper()
	dir := datasettest.Report57(t)
	usage, err := os.OpenFile(filepath.Join(dir, "application_usage.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer usage.Close()
	if _, err := usage.WriteString("2023-12,short_video,53,105500,100,96.6,,rounded,made up\n"); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A figure that a later report contradicts shows beside what is served, and
// where there is none the panel says so.
func TestRestatedFigures(t *testing.T) {
	before, after := scraped(t), scraped(t, "CNNIC_DATA_DIR="+restated(t))
	each(t, func(t *testing.T, l *Language, b boardJSON) {
		for _, panel := range b.Panels {
			if panel.Title != l.word("provenance.superseded") {
				continue
			}
			var got []float64
			for _, q := range panel.Targets {
				if shown := before.Query(t, q.Expr); len(shown) != 0 {
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
			if panel.FieldConfig.Defaults.NoValue != l.word("nothing.superseded") {
				t.Errorf("an empty panel says %q", panel.FieldConfig.Defaults.NoValue)
			}
		}
	})
}

// A survey of June is compared with one of which only a press release is known,
// so there is little growth over a year, and a panel without any says so.
func TestPanelsSayWhereThereIsNoGrowth(t *testing.T) {
	p := scraped(t, "CNNIC_REFERENCE_PERIOD=2025-06")
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		variables := values(t, p, b)
		for _, panel := range b.Panels {
			if len(panel.Targets) == 0 || panel.FieldConfig.Defaults.NoValue != "" {
				continue
			}
			for i, expr := range interpolate(panel.Targets[0].Expr, variables) {
				found := 0
				for _, q := range panel.Targets {
					exprs := interpolate(q.Expr, variables)
					found += len(p.Query(t, exprs[i%len(exprs)]))
				}
				if found == 0 {
					t.Errorf("%s shows nothing and does not say so: %s", panel.Title, expr)
				}
			}
		}
	})
}

func TestEveryQueryReturnsWhatItsPanelNeeds(t *testing.T) {
	p := scraped(t, "CNNIC_DATA_DIR="+restated(t))
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		variables := values(t, p, b)
		for _, panel := range b.Panels {
			if len(panel.Targets) == 0 {
				continue
			}
			frames := map[string]fieldSet{}
			for _, q := range panel.Targets {
				frames[q.RefID] = fieldSet{"Value": true}
				if len(panel.Targets) > 1 {
					frames[q.RefID] = fieldSet{"Value #" + q.RefID: true}
				}
			}
			// With several queries a panel shows what any of them returns.
			for i := range interpolate(panel.Targets[0].Expr, variables) {
				found := 0
				for _, q := range panel.Targets {
					exprs := interpolate(q.Expr, variables)
					result := p.Query(t, exprs[i%len(exprs)])
					found += len(result)
					for _, s := range result {
						if math.IsNaN(s.F) || math.IsInf(s.F, 0) {
							t.Errorf("%s, query %s returns %v for %s", panel.Title, q.RefID, s.F, s.Metric)
						}
						for label := range s.Metric.Map() {
							frames[q.RefID][label] = true
						}
					}
				}
				if found == 0 && panel.FieldConfig.Defaults.NoValue == "" {
					t.Errorf("%s shows nothing and does not say so: %s", panel.Title, interpolate(panel.Targets[0].Expr, variables)[i])
				}
			}
			for id, fields := range frames {
				if len(fields) == 1 && !mayBeEmpty(panel) && panel.Transformations != nil {
					t.Errorf("%s, query %s never returns a label", panel.Title, id)
				}
			}
			if !mayBeEmpty(panel) {
				checkFields(t, panel, frames)
			}
		}
	})
}

// mayBeEmpty says whether a panel shows alerts, which a Prometheus without rules
// does not have.
func mayBeEmpty(p panelJSON) bool { return strings.Contains(p.Targets[0].Expr, "ALERTS") }

// checkFields follows a panel's transformations through its data frames and
// finds fields that are named and not there.
func checkFields(t *testing.T, p panelJSON, frames map[string]fieldSet) {
	t.Helper()
	timed := map[string]bool{} // Frames of which the period is a time.
	for _, tr := range p.Transformations {
		var o transformationOptions
		if err := json.Unmarshal(tr.Options, &o); err != nil {
			t.Fatal(err)
		}
		apply := frames
		if tr.Filter.Options != "" {
			apply = map[string]fieldSet{tr.Filter.Options: frames[tr.Filter.Options]}
		}
		union := fieldSet{}
		for _, fields := range apply {
			maps.Copy(union, fields)
		}
		need := func(field string) {
			t.Helper()
			if !union[field] {
				t.Errorf("%s: %s names the field %q; there are %v", p.Title, tr.ID, field, slices.Sorted(maps.Keys(union)))
			}
		}
		switch tr.ID {
		case "filterFieldsByName":
			for _, f := range alternatives(o.Include.Pattern) {
				need(f)
			}
			pattern := regexp.MustCompile(o.Include.Pattern)
			for _, fields := range apply {
				maps.DeleteFunc(fields, func(f string, _ bool) bool { return !pattern.MatchString(f) })
			}
		case "sortBy":
			need(o.Sort[0].Field)
		case "convertFieldType":
			need(o.Conversions[0].TargetField)
			for id := range apply {
				timed[id] = true
			}
		case "partitionByValues":
			need(o.Fields.([]any)[0].(string))
		case "timeSeriesTable":
			for id, fields := range apply {
				if timed[id] {
					maps.DeleteFunc(fields, func(f string, _ bool) bool { return f == "period" || strings.HasPrefix(f, "Value") })
					fields[sparkline] = true
				}
			}
		case "joinByField":
			// A field that several frames have is numbered from the second on.
			need(o.ByField)
			joined := fieldSet{}
			for _, id := range slices.Sorted(maps.Keys(frames)) {
				for f := range frames[id] {
					name := f
					for n := 1; joined[name] && f != o.ByField; n++ {
						name = fmt.Sprintf("%s %d", f, n)
					}
					joined[name] = true
				}
			}
			frames = map[string]fieldSet{"joined": joined}
		case "merge":
			frames = map[string]fieldSet{"merged": union}
		case "groupingToMatrix":
			need(o.ColumnField)
			need(o.RowField)
			need(o.ValueField)
			frames = map[string]fieldSet{"matrix": {o.RowField + `\` + o.ColumnField: true}}
		case "organize":
			renamed := fieldSet{}
			for f, name := range o.RenameByName {
				need(f)
				renamed[name.(string)] = true
			}
			frames = map[string]fieldSet{"organized": renamed}
		default:
			t.Errorf("%s: the test does not know the transformation %s", p.Title, tr.ID)
		}
	}
	shown := fieldSet{}
	for _, fields := range frames {
		maps.Copy(shown, fields)
	}
	for _, q := range p.Targets {
		if q.LegendFormat != "" {
			shown[q.LegendFormat] = true // Such a field goes by its legend.
		}
	}
	named := map[string]string{}
	for _, option := range []string{"xField", "colorByField"} {
		if f, ok := p.Options[option].(string); ok {
			named[option] = f
		}
	}
	for _, o := range p.FieldConfig.Overrides {
		if o.Matcher.ID == "byName" {
			named["an override for "+o.Matcher.Options.(string)] = o.Matcher.Options.(string)
		}
	}
	for what, f := range named {
		if !shown[f] {
			t.Errorf("%s: %s names the field %q; there are %v", p.Title, what, f, slices.Sorted(maps.Keys(shown)))
		}
	}
}

// transformationOptions are the options of all transformations in use.
type transformationOptions struct {
	Include                           struct{ Pattern string }
	Sort                              []struct{ Field string }
	Conversions                       []struct{ TargetField string }
	ByField                           string
	ColumnField, RowField, ValueField string
	Fields                            any
	IndexByName, RenameByName         map[string]any
}

// alternatives are the names that a pattern of the form ^(a|b|c #[A-B])$ lists.
func alternatives(pattern string) (names []string) {
	class := regexp.MustCompile(`\[A-([A-Z])\]`)
	for name := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(pattern, "^("), ")$"), "|") {
		m := class.FindStringSubmatch(name)
		if m == nil {
			names = append(names, name)
			continue
		}
		for letter := byte('A'); letter <= m[1][0]; letter++ {
			names = append(names, class.ReplaceAllString(name, string(letter)))
		}
	}
	return names
}

// The queries as the dashboards have them give the figures of the report.
func TestFiguresOfTheReport(t *testing.T) {
	p := scraped(t)
	one := func(expr string) float64 {
		t.Helper()
		v := p.Query(t, expr)
		if len(v) != 1 {
			t.Fatalf("%s returns %d series, want 1: %v", expr, len(v), v)
		}
		return v[0].F
	}
	for _, c := range []struct {
		name, expr string
		want       float64
	}{
		{"short video, users", `max(cnnic_application_users{application="short_video", period="2024-12"})`, 1_039_530_000},
		{"short video, growth", `round(` + atReference(growth) + ` and on (application) cnnic_application_info{application="short_video"}, 0.0001)`, -0.0131},
		{"applications in the ranking", `count(` + atReference(users) + `)`, 20},
		{"growing", countOf(atReference(growth), "> 0"), 16},
		{"shrinking", countOf(atReference(growth), "< 0"), 1},
		{"Internet users", atReference(indicator("people", "internet_users")), 1_108_330_000},
		{"penetration", atReference(indicator("ratio", "internet_penetration")), 0.786},
		{"micro drama, users", `max(cnnic_application_users{application="micro_drama", period="2024-12"})`, 662_000_000},
	} {
		if got := one(c.expr); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}

	ranking := p.Query(t, "sort_desc("+English.named(atReference(users))+")")
	if first := ranking[0].Metric.Get("title"); first != "Social networking" {
		t.Errorf("the ranking starts with %s", first)
	}
	growths := p.Query(t, "sort_desc("+Chinese.named(atReference(growth))+")")
	if first, last := growths[0].Metric.Get("title_zh"), growths[len(growths)-1].Metric.Get("title_zh"); len(growths) != 17 || first != "网络文学" || last != "短视频" {
		t.Errorf("growth has %d applications, from %s to %s", len(growths), first, last)
	}
}

// Two replicas of the exporter, as a stack that wants no gap runs them, show
// each figure once, even while only one has a dataset that words titles anew.
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
	one, two := scraped(t), scrapedReplicas(t, []string{"CNNIC_DATA_DIR=" + dir}, []string{"CNNIC_DATA_DIR=" + reworded})
	if n := len(two.Query(t, "cnnic_reference_period_info")); n != 2 {
		t.Fatalf("there are %d replicas, want 2", n)
	}
	each(t, func(t *testing.T, _ *Language, b boardJSON) {
		for _, panel := range b.Panels {
			for _, q := range panel.Targets {
				if !q.Instant {
					continue // Measurements of the exporter are shown by replica.
				}
				for _, expr := range interpolate(q.Expr, values(t, one, b)) {
					if want, got := one.Query(t, expr), two.Query(t, expr); len(want) != len(got) {
						t.Errorf("%s, query %s returns %d series for two replicas, %d for one", panel.Title, q.RefID, len(got), len(want))
					}
				}
			}
		}
	})
}

// BenchmarkSlowestQuery evaluates every query of every dashboard, for every
// value of its variables, and reports the slowest.
func BenchmarkSlowestQuery(b *testing.B) {
	p := scraped(b)
	files, err := Files()
	if err != nil {
		b.Fatal(err)
	}
	var exprs []string
	for _, content := range files {
		var board boardJSON
		if err := json.Unmarshal(content, &board); err != nil {
			b.Fatal(err)
		}
		variables := values(b, p, board)
		for _, panel := range board.Panels {
			for _, q := range panel.Targets {
				exprs = append(exprs, interpolate(q.Expr, variables)...)
			}
		}
	}
	slowest, all := "", map[string]time.Duration{}
	for b.Loop() {
		for _, expr := range exprs {
			start := time.Now()
			p.Query(b, expr)
			took := time.Since(start)
			if best, ok := all[expr]; !ok || took < best {
				all[expr] = took
			}
		}
	}
	for expr, took := range all {
		if took > all[slowest] {
			slowest = expr
		}
	}
	b.ReportMetric(float64(all[slowest].Microseconds())/1000, "ms/slowest")
	b.Log(slowest)
}
