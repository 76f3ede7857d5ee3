package provisioning_test

import (
	"bytes"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	alertmanager "github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/common/model"
)

func alertmanagerConfig(t *testing.T) *alertmanager.Config {
	t.Helper()
	c, err := alertmanager.LoadFile("alertmanager/alertmanager.yml")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every alert goes to the receiver of its severity, together with those of its
// sector.
func TestAlertmanagerRoutesBySeverity(t *testing.T) {
	root := dispatch.NewRoute(alertmanagerConfig(t).Route, nil)
	for _, r := range alerts(t) {
		severity := r.Labels["severity"]
		for _, sector := range []string{"", "basic"} {
			alert := model.LabelSet{"alertname": model.LabelValue(r.Alert), "severity": model.LabelValue(severity), "sector": model.LabelValue(sector)}
			routes := root.Match(alert)
			if len(routes) != 1 || routes[0].RouteOpts.Receiver != severity {
				t.Errorf("%s with the severity %s goes to %v", r.Alert, severity, routes)
				continue
			}
			if by := slices.Collect(maps.Keys(routes[0].RouteOpts.GroupBy)); !slices.Equal(by, []model.LabelName{"sector"}) {
				t.Errorf("%s is grouped by %v", r.Alert, by)
			}
		}
	}
}

// The one route can stand among those of others: it takes none of their alerts,
// and leaves them none of these.
func TestAlertmanagerRoutesNothingElse(t *testing.T) {
	route := alertmanagerConfig(t).Route
	if len(route.Routes) != 1 || route.Routes[0].Continue {
		t.Fatalf("there are %d routes", len(route.Routes))
	}
	subtree := dispatch.NewRoute(route.Routes[0], nil)
	for _, severity := range []model.LabelValue{"critical", "warning", "info"} {
		if taken := subtree.Match(model.LabelSet{"alertname": "SomebodyElses", "severity": severity}); len(taken) > 0 {
			t.Errorf("an alert of others with the severity %s goes to %v", severity, taken)
		}
	}
}

// The examples in comments work when they are uncommented: mail, and alerts on the
// figures of one application alone.
func TestAlertmanagerExamples(t *testing.T) {
	content, err := os.ReadFile("alertmanager/alertmanager.yml")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile(`(?m)^( *)# (global: |email_configs: |- \{matchers: )`)
	if n := len(example.FindAll(content, -1)); n != 4 {
		t.Errorf("%d lines are examples, want 4", n)
	}
	c, err := alertmanager.Load(example.ReplaceAllString(string(content), "$1$2"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range c.Receivers {
		if told := len(r.EmailConfigs) > 0; told != (r.Name == "critical" || r.Name == "warning") {
			t.Errorf("%s is told by mail: %v", r.Name, told)
		}
	}
	root := dispatch.NewRoute(c.Route, nil)
	for _, want := range []struct {
		alertname, application, receiver model.LabelValue
	}{
		{"CNNICApplicationShrinking", "short_video", "warning"},
		{"CNNICApplicationShrinking", "online_video", "nobody"},
		{"CNNICSectorShrinking", "", "nobody"},
		{"CNNICGrowthReversed", "online_video", "nobody"},
		{"CNNICDatasetFindings", "", "warning"},
	} {
		routes := root.Match(model.LabelSet{"alertname": want.alertname, "application": want.application, "severity": "warning"})
		if len(routes) != 1 || routes[0].RouteOpts.Receiver != string(want.receiver) {
			t.Errorf("%s of %s goes to %v, want %s", want.alertname, want.application, routes, want.receiver)
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	matchers := regexp.MustCompile(`matchers: \[alertname.+short_video"\]`).Find(content)
	if len(matchers) == 0 || !bytes.Contains(readme, matchers) {
		t.Errorf("the README has not %s", matchers)
	}
}

// What has been sent is remembered for longer than anything is repeated.
func TestAlertmanagerRemembersWhatItSent(t *testing.T) {
	var retention time.Duration
	for _, argument := range project(t).Services["alertmanager"].Command {
		if value, ok := strings.CutPrefix(argument, "--data.retention="); ok {
			parsed, err := model.ParseDuration(value)
			if err != nil {
				t.Fatal(err)
			}
			retention = time.Duration(parsed)
		}
	}
	dispatch.NewRoute(alertmanagerConfig(t).Route, nil).Walk(func(r *dispatch.Route) {
		if r.RouteOpts.RepeatInterval >= retention {
			t.Errorf("%s repeats after %s, and what was sent is forgotten after %s", r.Key(), r.RouteOpts.RepeatInterval, retention)
		}
	})
}

// Nothing is inhibited but by an exporter that is down everywhere, and then every
// other alert of the same cluster is.
func TestAlertmanagerInhibits(t *testing.T) {
	inhibitions := alertmanagerConfig(t).InhibitRules
	if len(inhibitions) != 1 {
		t.Fatalf("there are %d inhibitions", len(inhibitions))
	}
	inhibits := func(source, target model.LabelSet) bool {
		for _, name := range inhibitions[0].Equal {
			if source[model.LabelName(name)] != target[model.LabelName(name)] {
				return false
			}
		}
		return labels.Matchers(inhibitions[0].SourceMatchers).Matches(source) &&
			labels.Matchers(inhibitions[0].TargetMatchers).Matches(target)
	}
	var active []model.LabelSet
	for _, r := range alerts(t) {
		for _, cluster := range []model.LabelValue{"", "east"} {
			active = append(active, model.LabelSet{
				"alertname": model.LabelValue(r.Alert), "severity": model.LabelValue(r.Labels["severity"]), "cluster": cluster,
			})
		}
	}
	for _, source := range active {
		for _, target := range active {
			want := source["alertname"] == "CNNICExporterDown" && source["severity"] == "critical" &&
				target["alertname"] != "CNNICExporterDown" && target["cluster"] == source["cluster"]
			if inhibits(source, target) != want {
				t.Errorf("%v inhibits %v: %v", source, target, !want)
			}
		}
	}
	if inhibits(model.LabelSet{"alertname": "CNNICExporterDown", "severity": "critical"}, model.LabelSet{"alertname": "SomebodyElses"}) {
		t.Error("alerts of others are inhibited")
	}
}
