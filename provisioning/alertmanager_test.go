package provisioning_test

import (
	"maps"
	"slices"
	"testing"

	alertmanager "github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/pkg/labels"
	"github.com/prometheus/common/model"

	"cnnic_exporter/exporter/prometheustest"
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
	for _, g := range groups(t, prometheustest.New(t)) {
		for _, r := range g.AlertingRules() {
			severity := r.Labels().Get("severity")
			for _, sector := range []string{"", "basic"} {
				alert := model.LabelSet{"alertname": model.LabelValue(r.Name()), "severity": model.LabelValue(severity), "sector": model.LabelValue(sector)}
				routes := root.Match(alert)
				if len(routes) != 1 || routes[0].RouteOpts.Receiver != severity {
					t.Errorf("%s with the severity %s goes to %v", r.Name(), severity, routes)
					continue
				}
				if by := slices.Collect(maps.Keys(routes[0].RouteOpts.GroupBy)); !slices.Equal(by, []model.LabelName{"sector"}) {
					t.Errorf("%s is grouped by %v", r.Name(), by)
				}
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
	var alerts []model.LabelSet
	for _, g := range groups(t, prometheustest.New(t)) {
		for _, r := range g.AlertingRules() {
			for _, cluster := range []model.LabelValue{"", "east"} {
				alerts = append(alerts, model.LabelSet{
					"alertname": model.LabelValue(r.Name()), "severity": model.LabelValue(r.Labels().Get("severity")), "cluster": cluster,
				})
			}
		}
	}
	for _, source := range alerts {
		for _, target := range alerts {
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
