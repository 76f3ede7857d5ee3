package dashboards

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/prometheustest"
)

// expressions are all expressions of a dashboard, by their place.
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
	labelsOf := map[string][]string{"ALERTS": {"alertname", "alertstate", "severity"}} // Prometheus itself makes ALERTS.
	for _, m := range metrics.History {
		labelsOf[m.Name] = m.Labels
	}
	for _, m := range metrics.Catalogue {
		labelsOf[m.Name] = m.Labels
	}
	promQL := parser.NewParser(parser.Options{})
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for where, text := range b.expressions() {
			expr, err := promQL.ParseExpr(text)
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

// VictoriaMetrics 1.79 garbles a label that is joined into itself.
func TestNoLabelIsJoinedIntoItself(t *testing.T) {
	t.Parallel()
	promQL := parser.NewParser(parser.Options{})
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for where, text := range b.expressions() {
			expr, err := promQL.ParseExpr(text)
			if err != nil {
				t.Fatalf("%s: %s", where, err)
			}
			parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
				if call, ok := n.(*parser.Call); ok && call.Func.Name == "label_join" {
					for _, source := range call.Args[3:] {
						if source.String() == call.Args[1].String() {
							t.Errorf("%s: label_join has %s as a source and as the result", where, source)
						}
					}
				}
				return nil
			})
		}
	})
}

func TestEveryQueryReturnsWhatItsPanelNeeds(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, writeRestated(t)) // One panel shows superseded figures; the dataset of report 57 has none.
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		variables := b.variables(t, p)
		for _, panel := range b.all() {
			targets := b.queries(panel)
			frames := map[string]fieldSet{}
			for _, q := range targets {
				frame := fieldSet{"Time": true, "Value": true}
				if len(targets) > 1 {
					frame = fieldSet{"Time": true, "Value #" + q.RefID: true}
				}
				at := p.QueryTime
				if !q.Instant { // A range query finds the surveys of the year up to each point: here those of 2024.
					at = time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)
				}
				found := false
				for _, expr := range interpolate(q.Expr, variables) {
					for _, s := range p.QueryAt(t, expr, at).(promql.Vector) {
						found = true
						if math.IsInf(s.F, 0) {
							t.Errorf("%s, query %s returns %v for %s", panel.Title, q.RefID, s.F, s.Metric)
						}
						for label := range s.Metric.Map() {
							frame[label] = true
						}
					}
				}
				if !found && !mayBeEmpty(q) {
					t.Errorf("%s, query %s returns nothing: %s", panel.Title, q.RefID, q.Expr)
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

// Panels that show the same figures share one query: they take the results of one panel.
func TestNoQueryIsSentTwice(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		sent := map[string]string{}
		for _, p := range b.all() {
			for _, q := range p.Targets {
				// Each panel with lineQueries needs a second query of its own, which is not drawn.
				if other := sent[q.Expr]; q.PanelID == 0 && other != "" && q.Expr != reference {
					t.Errorf("%s sends query %s, as does %s; take its results by from(ID), with the ID that add returned", p.Title, q.RefID, other)
				}
				sent[q.Expr] = p.Title
			}
		}
	})
}

// mayBeEmpty reports whether a query shows alerts, which a Prometheus without rules
// does not have.
func mayBeEmpty(q targetJSON) bool { return strings.Contains(q.Expr, "ALERTS") }

// Two replicas of the exporter show each figure once, even while only one of them has a dataset
// with reworded titles.
func TestReplicasShowEachFigureOnce(t *testing.T) {
	t.Parallel()
	dir, reworded := datasettest.Report57(t), datasettest.Report57(t)
	for file, title := range map[string]string{
		"applications.csv": ",Short video,", "sectors.csv": ",Basic applications,", "indicators.csv": ",Internet users,", "platforms.csv": ",WeChat Search,",
	} {
		datasettest.Edit(t, reworded, file, func(content string) string {
			return strings.Replace(content, title, strings.TrimSuffix(title, ",")+" reworded,", 1)
		})
	}
	one, two := startPrometheus(t, dir), startPrometheus(t, dir, reworded)
	if n := len(two.Query(t, "cnnic_reference_period_info")); n != 2 {
		t.Fatalf("there are %d replicas, want 2", n)
	}
	compare(t, one, two)
}

// While only one replica has a new dataset, its figures are shown, whether the new survey is
// full or partial. In the partial one, search_engine grows again, so its fall, which the old dataset
// still names, is not shown.
func TestNewestDatasetIsShown(t *testing.T) {
	t.Parallel()
	before := datasettest.Report57(t)
	partial := writeEdited(t, map[string]string{
		"reports.csv":             "58,CNNIC,58th Statistical Report,2026-06,2026-08-20,https://example.org/58\n",
		"application_usage.csv":   "2025-06,search_engine,56,80000,100,71.2,,rounded,made up\n2026-06,search_engine,58,90000,100,78.5,,rounded,made up\n",
		"national_indicators.csv": "2026-06,internet_users,58,114600,rounded,made up\n",
		"platform_indicators.csv": "2026-06,kuaishou_search,monthly_active_users,58,60000,over,made up\n",
	})
	for name, after := range map[string]string{"full": datasettest.Report58(t), "partial": partial} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compare(t, startPrometheus(t, after), startPrometheus(t, before, after))
		})
	}
}

// compare evaluates every instant query in two Prometheus servers, of which the second has
// scraped two exporters, and wants the same rows and the same values of variables.
func compare(t *testing.T, one, two *prometheustest.Prometheus) {
	t.Helper()
	one.QueryTime = two.QueryTime // The age of a report grows: both are queried at one time.
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		variables, ofTwo := b.variables(t, one), b.variables(t, two)
		for name, want := range variables {
			var got []variableValue
			for _, v := range ofTwo[name] {
				got = append(got, variableValue{strings.ReplaceAll(v.value, " reworded", ""), strings.ReplaceAll(v.text, " reworded", "")})
			}
			if !slices.Equal(got, want) {
				t.Errorf("the variable %s has the values\n%v, want\n%v", name, got, want)
			}
		}
		for _, panel := range b.all() {
			for _, q := range panel.Targets {
				if !q.Instant {
					continue // The target takes another panel's result, or is of the history, which is read from one exporter.
				}
				for _, expr := range interpolate(q.Expr, variables) {
					want, got := rowsIn(one.Query(t, expr)), rowsIn(two.Query(t, expr))
					if !slices.Equal(want, got) {
						t.Errorf("%s, query %s: the rows of two exporters are\n%q\nwant those of one\n%q", panel.Title, q.RefID, got, want)
					}
				}
			}
		}
	})
}

// rowsIn writes the labels and values of a result. It leaves out the scrape's labels and what
// differs in reworded titles: the word "reworded", and the line breaks that barNames inserts.
func rowsIn(result promql.Vector) []string {
	rows := make([]string, len(result))
	for i, s := range result {
		row := fmt.Sprintf("%s %v", labels.NewBuilder(s.Metric).Del("job", "instance").Labels(), s.F)
		rows[i] = strings.NewReplacer(" reworded", "", `\n`, " ").Replace(row)
	}
	slices.Sort(rows)
	return rows
}

// Without samples no panel shows a number that could be taken for a figure.
func TestEmptyPrometheusShowsNothing(t *testing.T) {
	t.Parallel()
	empty := startPrometheus(t)
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		variables := map[string][]variableValue{"application": {{value: "short_video"}}, "sector": {{value: "basic"}}, "survey": {{value: "2024-12"}}}
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
