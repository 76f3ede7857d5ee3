package provisioning_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	alertmanager "github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/config/common"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"

	"cnnic_exporter/alerting"
)

func alertmanagerConfig(t *testing.T) *alertmanager.Config {
	t.Helper()
	c, err := alertmanager.LoadFile("alertmanager/alertmanager.yml")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// alertRules returns the shipped alert rules.
func alertRules(t *testing.T) []rulefmt.Rule {
	t.Helper()
	files, err := filepath.Glob("prometheus/rules/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("no rule files", err)
	}
	groups, err := alerting.Read(files...)
	if err != nil {
		t.Fatal(err)
	}
	var rules []rulefmt.Rule
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.Alert != "" {
				rules = append(rules, r)
			}
		}
	}
	return rules
}

// routeOf returns the options of the one route that matches an alert.
func routeOf(t *testing.T, root *dispatch.Route, alert model.LabelSet) dispatch.RouteOpts {
	t.Helper()
	routes := root.Match(alert)
	if len(routes) != 1 {
		t.Fatalf("%d routes match %v, want 1", len(routes), alert)
	}
	return routes[0].RouteOpts
}

// Every alert goes to the receiver of its severity, grouped by the sector's title.
func TestAlertmanagerRoutesBySeverity(t *testing.T) {
	t.Parallel()
	root := dispatch.NewRoute(alertmanagerConfig(t).Route, nil)
	for _, r := range alertRules(t) {
		severity := r.Labels["severity"]
		for _, sector := range []string{"", "basic"} {
			alert := model.LabelSet{"alertname": model.LabelValue(r.Alert), "severity": model.LabelValue(severity), "sector": model.LabelValue(sector)}
			route := routeOf(t, root, alert)
			if route.Receiver != severity {
				t.Errorf("%s goes to %s, want %s", r.Alert, route.Receiver, severity)
			}
			if by := slices.Collect(maps.Keys(route.GroupBy)); !slices.Equal(by, []model.LabelName{"sector_title"}) {
				t.Errorf("%s is grouped by %v, want sector_title", r.Alert, by)
			}
		}
	}
}

// The route can be copied into other configurations, since it takes only the exporter's alerts.
func TestAlertmanagerRoutesNothingElse(t *testing.T) {
	t.Parallel()
	route := alertmanagerConfig(t).Route
	if len(route.Routes) != 1 || route.Routes[0].Continue {
		t.Fatalf("there are %d routes, want one that does not continue", len(route.Routes))
	}
	subtree := dispatch.NewRoute(route.Routes[0], nil)
	for _, severity := range []model.LabelValue{"critical", "warning", "info"} {
		if matched := subtree.Match(model.LabelSet{"alertname": "Foreign", "severity": severity}); len(matched) > 0 {
			t.Errorf("the route matches a foreign alert with the severity %s", severity)
		}
	}
}

// The commented-out examples work when they are uncommented: those that send mail, and the route
// that drops the alerts on figures except those for short video.
func TestAlertmanagerExamples(t *testing.T) {
	t.Parallel()
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
		if mail := len(r.EmailConfigs) > 0; mail != (r.Name == "critical" || r.Name == "warning") {
			t.Errorf("%s has mail: %v, want %v", r.Name, mail, !mail)
		}
	}
	root := dispatch.NewRoute(c.Route, nil)
	for _, want := range []struct {
		alertname, application, severity, receiver model.LabelValue
	}{
		{"CNNICApplicationShrinking", "short_video", "warning", "warning"},
		{"CNNICApplicationShrinking", "online_video", "warning", "none"},
		{"CNNICSectorShrinking", "", "warning", "none"},
		{"CNNICGrowthReversed", "online_video", "info", "none"},
		{"CNNICDatasetFindings", "", "warning", "warning"},
	} {
		route := routeOf(t, root, model.LabelSet{"alertname": want.alertname, "application": want.application, "severity": want.severity})
		if route.Receiver != string(want.receiver) {
			t.Errorf("%s of %q goes to %s, want %s", want.alertname, want.application, route.Receiver, want.receiver)
		}
	}
}

// Alertmanager must keep its notification log for longer than every repeat interval, or messages
// repeat early.
func TestAlertmanagerRetentionOutlastsRepeats(t *testing.T) {
	t.Parallel()
	var retention time.Duration
	for _, argument := range composeProject(t).Services["alertmanager"].Command {
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
			t.Errorf("%s repeats after %s, but the notification log is kept for %s", r.Key(), r.RouteOpts.RepeatInterval, retention)
		}
	})
}

func TestAlertmanagerInhibits(t *testing.T) {
	t.Parallel()
	inhibited := func(source, target model.LabelSet) bool {
		return slices.ContainsFunc(alertmanagerConfig(t).InhibitRules, func(r common.InhibitRule) bool {
			equal := !slices.ContainsFunc(r.Equal, func(name string) bool {
				return source[model.LabelName(name)] != target[model.LabelName(name)]
			})
			return equal && labels.Matchers(r.SourceMatchers).Matches(source) && labels.Matchers(r.TargetMatchers).Matches(target)
		})
	}
	down := model.LabelSet{"alertname": "CNNICExporterDown", "severity": "critical", "cluster": "east"}
	recovered := model.LabelSet{"alertname": "CNNICApplicationRecovered", "application": "short_video", "period": "2025-12", "cluster": "east"}
	for _, r := range alertRules(t) {
		for _, cluster := range []model.LabelValue{"east", "west"} {
			target := model.LabelSet{"alertname": model.LabelValue(r.Alert), "severity": model.LabelValue(r.Labels["severity"]), "cluster": cluster}
			if got, want := inhibited(down, target), r.Alert != "CNNICExporterDown" && cluster == "east"; got != want {
				t.Errorf("an exporter that is down inhibits %v: %v, want %v", target, got, want)
			}
			for _, application := range []model.LabelValue{"short_video", "online_video"} {
				target := target.Merge(model.LabelSet{"application": application, "period": "2024-12"})
				isFall := r.Alert == "CNNICApplicationShrinking" || r.Alert == "CNNICGrowthReversed"
				if got, want := inhibited(recovered, target), isFall && application == "short_video" && cluster == "east"; got != want {
					t.Errorf("a recovery inhibits %v: %v, want %v", target, got, want)
				}
			}
		}
	}
	if inhibited(down, model.LabelSet{"alertname": "Foreign", "cluster": "east"}) {
		t.Error("an exporter that is down inhibits an alert that is not CNNIC's")
	}
}
