package alerting_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"go.yaml.in/yaml/v3"

	"cnnic_exporter/exporter/prometheustest"
)

// unitTest is a unit test of rules in promtool's format, with the fields in use here.
type unitTest struct {
	Name        string
	Interval    model.Duration
	InputSeries []struct{ Series, Values string } `yaml:"input_series"`
	AlertTests  []alertTest                       `yaml:"alert_rule_test"`
}

// alertTest states which alerts of one name fire at EvalTime.
type alertTest struct {
	EvalTime  model.Duration `yaml:"eval_time"`
	Alertname string
	ExpAlerts []struct {
		Labels      map[string]string `yaml:"exp_labels"`
		Annotations map[string]string `yaml:"exp_annotations"`
	} `yaml:"exp_alerts"`
}

// The shipped tests for promtool pass, and every alert has a test in which it fires and one in
// which it does not. promtool, which .ci/stacks runs, evaluates the rules every
// evaluation_interval; here they are evaluated at the interval of each test's series.
func TestPromtoolTests(t *testing.T) {
	t.Parallel()
	testFiles, _ := filepath.Glob(root + "/provisioning/prometheus/tests/*.yml")
	if len(testFiles) == 0 {
		t.Fatal("there are no tests for promtool")
	}
	fires, quiet := map[string]bool{}, map[string]bool{}
	for _, file := range testFiles {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			RuleFiles []string `yaml:"rule_files"`
			Tests     []unitTest
		}
		if err := yaml.Unmarshal(content, &f); err != nil {
			t.Fatal(err)
		}
		for i, name := range f.RuleFiles {
			f.RuleFiles[i] = filepath.Join(filepath.Dir(file), name)
		}
		for _, test := range f.Tests {
			for _, a := range test.AlertTests {
				fires[a.Alertname] = fires[a.Alertname] || len(a.ExpAlerts) > 0
				quiet[a.Alertname] = quiet[a.Alertname] || len(a.ExpAlerts) == 0
			}
			t.Run(test.Name, func(t *testing.T) {
				t.Parallel()
				test.run(t, f.RuleFiles)
			})
		}
	}
	for _, r := range allRules(t) {
		if r.Alert != "" && (!fires[r.Alert] || !quiet[r.Alert]) {
			t.Errorf("%s: a test in which it fires: %v; one in which it does not: %v; want both", r.Alert, fires[r.Alert], quiet[r.Alert])
		}
	}
}

func (test unitTest) run(t *testing.T, ruleFiles []string) {
	p := prometheustest.New(t)
	interval := time.Duration(test.Interval)
	appender := p.DB.Appender(t.Context())
	for _, s := range test.InputSeries {
		series, values, err := parser.NewParser(parser.Options{}).ParseSeriesDesc(s.Series + " " + s.Values)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if v.Omitted {
				continue
			}
			if _, err := appender.Append(0, series, int64(i)*interval.Milliseconds(), v.Value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := appender.Commit(); err != nil {
		t.Fatal(err)
	}
	for _, a := range test.AlertTests {
		if time.Duration(a.EvalTime)%interval != 0 {
			t.Errorf("%s at %s is not compared: the time is not a multiple of the interval %s", a.Alertname, a.EvalTime, interval)
		}
	}
	groups := loadGroups(t, p, ruleFiles...)
	last := slices.MaxFunc(test.AlertTests, func(a, b alertTest) int { return cmp.Compare(a.EvalTime, b.EvalTime) })
	for at := time.Duration(0); at <= time.Duration(last.EvalTime); at += interval {
		firing := evaluate(t, groups, time.UnixMilli(at.Milliseconds()))
		for _, a := range test.AlertTests {
			if time.Duration(a.EvalTime) == at {
				a.compare(t, firing)
			}
		}
	}
}

func (a alertTest) compare(t *testing.T, firing []*rules.Alert) {
	t.Helper()
	format := func(labels, annotations map[string]string) string { return fmt.Sprint(labels, annotations) }
	var got, want []string
	for _, alert := range firing {
		alertLabels := alert.Labels.Map()
		if alertLabels["alertname"] == a.Alertname {
			delete(alertLabels, "alertname")
			got = append(got, format(alertLabels, alert.Annotations.Map()))
		}
	}
	for _, alert := range a.ExpAlerts {
		want = append(want, format(alert.Labels, alert.Annotations))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s at %s: got\n%q\nwant\n%q", a.Alertname, a.EvalTime, got, want)
	}
}
