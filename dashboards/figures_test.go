package dashboards

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/headline"
)

// figure is the value of the one series with these labels that a panel's query returns.
type figure struct {
	board, panel, query string
	labels              map[string]string
	want                float64
}

func TestPanelsShowTheFiguresOfTheReports(t *testing.T) {
	t.Parallel()
	compareFigures(t, []figure{
		{"en/overview.json", "Users in", "A", map[string]string{"application": "short_video", "title": "Short video"}, 1039.53},
		{"zh/overview.json", "用户规模及同比变化", "A", map[string]string{"application": "short_video", "title_zh": "短视频"}, 103953},
		{"en/overview.json", "Users in", "B", map[string]string{"application": "short_video"}, -13.77},
		{"en/overview.json", "Users in", "E", map[string]string{"application": "online_audio"}, 0},
		{"en/overview.json", "Users in", "F", map[string]string{"application": "search_engine"}, -0.1091},
		{"en/overview.json", "Users in", "J", map[string]string{"application": "micro_drama"}, 1e12},                           // Its change is unknown, so it sorts last.
		{"en/overview.json", "Public services", "A", map[string]string{"title": "Online education", "period": "2024-12"}, 355}, // The query is for the charts of all sectors.
		{"en/overview.json", "Public services", "A", map[string]string{"title": "Online video*", "period": "2024-12"}, 1070.18},
		{"en/overview.json", "Public services", "A", map[string]string{"title": " ", "sector": "basic", "x": "2017.5"}, math.NaN()}, // Half a year before the first survey.
		{"en/overview.json", "Public services", "A", map[string]string{"title": " ", "sector": "basic", "x": "2025.4"}, math.NaN()},
		{"en/movers.json", "User growth", "A", map[string]string{"name": "Search engine, 2025-12"}, -0.1091},
		{"en/movers.json", "User growth", "C", map[string]string{"title": "Instant messaging"}, 0.0205},
		{"en/movers.json", "User growth", "A", map[string]string{"name": "Online government\nservices, 2025-12"}, -0.0639},
		{"en/movers.json", "Past their peak", "A", map[string]string{"application": "online_education", "period": "2020-03"}, -96},
		{"en/movers.json", "Past their peak", "A", map[string]string{"application": "online_medical_services"}, -7},            // -6.65, but rounding explains half a million.
		{"en/movers.json", "Past their peak", "E", map[string]string{"application": "online_medical_services"}, 1767139200000}, // 2025-12-31.
		{"en/application.json", "${application:text} in", "A", map[string]string{"application": "short_video"}, 1074},
		{"en/application.json", "${application:text} in", "B", map[string]string{"period": "2025-12"}, 34},                                                // 34.47, but rounding explains half a million.
		{"en/application.json", "${application:text} in", "F", map[string]string{"all": "17", "before": "3"}, 3},                                          // Its rank.
		{"en/application.json", "Users (million)", "A", map[string]string{"title": "Share of Internet users", "period": "2024-06", "x": "2023.5"}, 0.955}, // A December is at its year, a June half a year before: see axisPosition.
		{"en/application.json", "${application:text}: every", "G", map[string]string{"period": "2024-12"}, -0.0131},
		{"en/application.json", "${application:text}: every", "A", map[string]string{"period": "2024-06", "report": "digest-2025-01"}, math.NaN()}, // An article has a row, too, without a value.
		{"en/report.json", "Table 5", "E", map[string]string{"application": "online_literature"}, 0.1052},
		{"en/report.json", "Table 5", "C", map[string]string{"application": "online_video"}, 1066.71},
		{"en/nation.json", "The country", "A", map[string]string{"indicator": "internet_users", "period": "2024-12", "when": "2025-12"}, 1108.33},
		{"en/nation.json", "Hours", "D", map[string]string{"period": "2025-06"}, 30.6},
	}, datasettest.Report57(t))
}

func TestWithoutAFullSurveyEverySurveyIsNewer(t *testing.T) {
	t.Parallel()
	compareFigures(t, []figure{
		{"en/movers.json", "User growth", "A", map[string]string{"name": "Search engine, 2025-12"}, -0.1091},
	}, datasettest.WithoutFullSurvey(t))
}

func compareFigures(t *testing.T, figures []figure, dirs ...string) {
	t.Helper()
	p, all := startPrometheus(t, dirs...), generated(t)
	for _, c := range figures {
		b := all[c.board]
		panel := b.panel(t, c.panel)
		targets := b.queries(panel)
		q := targets[slices.IndexFunc(targets, func(q targetJSON) bool { return q.RefID == c.query })]
		expr := strings.NewReplacer("$application", "short_video", "$survey", "2024-12").Replace(q.Expr)
		found := 0
		for _, s := range p.Query(t, expr) {
			matches := true
			for name, value := range c.labels {
				matches = matches && s.Metric.Get(name) == value
			}
			if !matches {
				continue
			}
			found++
			// The wanted values are rounded.
			if math.IsNaN(s.F) != math.IsNaN(c.want) || math.Abs(s.F-c.want) > 0.00005*max(1, math.Abs(c.want)) {
				t.Errorf("%s, %s, query %s: %s is %v, want %v", c.board, panel.Title, c.query, s.Metric, s.F, c.want)
			}
		}
		if found != 1 {
			t.Errorf("%s, %s, query %s has %d series with %v, want 1", c.board, panel.Title, c.query, found, c.labels)
		}
	}
}

func TestMenuOfFullSurveysStartsWithTheNewest(t *testing.T) {
	t.Parallel()
	p, boards := startPrometheus(t, datasettest.Report58(t)), generated(t)
	for _, l := range languages {
		got := boards[l.id+"/report.json"].variables(t, p)["survey"]
		want := []variableValue{{"2026-06", l.Pick("June 2026", "2026 年 6 月")}, {"2024-12", l.Pick("December 2024", "2024 年 12 月")}}
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%s: the menu is %q, want it to start with %q", l.id, got, want)
		}
	}
}

// A survey may be delayed: that of December 2019 was made in March.
func TestSurveyOfAnUnusualMonthIsNamedInTitles(t *testing.T) {
	t.Parallel()
	p, boards := startPrometheus(t, writeEdited(t, map[string]string{
		"reports.csv":           "58,CNNIC,58th report,2026-09,2026-12-20,\n",
		"application_usage.csv": "2026-09,instant_messaging,58,110000,100,,,rounded,made up\n",
	})), generated(t)
	for _, l := range languages {
		got, want := boards[l.id+"/application.json"].variables(t, p)["survey"][0].text, l.Pick("2026-09", "2026 年 9 月")
		if got != want {
			t.Errorf("%s: the titles name %q, want %q", l.id, got, want)
		}
	}
}

func TestChangesAreRoundedAsInTheSentences(t *testing.T) {
	t.Parallel()
	// 1.5 million less than in 2024-12; half the sum of both roundings is 510,000.
	p := startPrometheus(t, writeEdited(t, map[string]string{"application_usage.csv": "2025-12,micro_drama,57,66050,2,,,rounded,made up\n"}))
	got := p.Query(t, usersChange(`application="micro_drama"`))
	if want, _ := headline.InMillions(-1.5e6, 51e4); len(got) != 1 || got[0].F != want {
		t.Errorf("got %v, want one change of %v", got, want)
	}
}

// A chart of a report draws its survey and the four Decembers before it; the survey of December 2019 was
// delayed to March 2020. The dataset has no users of online payment for 2025-12.
func TestSurveysInChartsOfAReport(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report58(t))
	for survey, want := range map[string][]string{
		"2023-12": {"2020-03", "2020-12", "2021-12", "2022-12", "2023-12"},
		"2026-06": {"2022-12", "2023-12", "2024-12", "2026-06"},
	} {
		var got []string
		for _, s := range p.Query(t, strings.ReplaceAll(usage("users", `application="online_payment"`)+chartedSurveys, "$survey", survey)) {
			got = append(got, s.Metric.Get("period"))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("the charts of %s draw the surveys %s, want %s", survey, got, want)
		}
	}
}

// If no survey has users of an application, the title of its panel says so.
func TestTitleOfAnApplicationWithoutUsers(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, writeEdited(t, map[string]string{"applications.csv": "online_dating,basic,Online dating,网络交友,,,,,\n"}))
	for _, l := range languages {
		variable := generated(t)[l.id+"/application.json"].expressions()["variable survey"]
		survey := p.Query(t, strings.ReplaceAll(variable, "$application", "online_dating"))
		if want := l.Pick("no survey", "（无调查）"); len(survey) != 1 || survey[0].Metric.Get("text") != want {
			t.Errorf("%s: the variable survey is %v, want one series with the text %q", l.id, survey, want)
		}
	}
}

// A table joined by application drops rows whose label application is empty, so in the row "none" it is a space.
func TestRowThatSaysNoneHasAnApplication(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	none := p.Query(t, english.orNone("cnnic_application_users > 1e12", "title"))
	if len(none) != 1 || none[0].Metric.Get("title") != "none" || none[0].Metric.Get("application") == "" {
		t.Errorf(`got %v, want one series with the title "none" and an application`, none)
	}
}

// Query A returns the users that are stated, as for online education, or the row "none", as for short video.
// If only shares are stated, as for online shopping, it returns neither.
func TestPartsWithSharesHaveNoRowThatSaysNone(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	panel := generated(t)["en/application.json"].panel(t, "${application:text}: parts of the population")
	for application, want := range map[string]int{"online_shopping": 0, "online_education": 1, "short_video": 1} {
		if rows := p.Query(t, strings.ReplaceAll(panel.Targets[0].Expr, "$application", application)); len(rows) != want {
			t.Errorf("%s: got %v, want %d rows", application, rows, want)
		}
	}
}

// Online games have a share of Internet users after their last number of users, micro drama before its first. The
// rows with a blank title widen the axis beyond the surveys of both figures.
func TestAxisReachesBeyondSurveysWithOnlyAShare(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	for application, want := range map[string][]string{"online_games": {"2017.5", "2020.4"}, "micro_drama": {"2023", "2024.4"}} {
		var got []string
		for _, s := range p.Query(t, english.chartQuery("", `application="`+application+`"`)) {
			if s.Metric.Get("title") == " " {
				got = append(got, s.Metric.Get("x"))
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the axis reaches to %q, want %q", application, got, want)
		}
	}
}

// A bar without neighbours would be as wide as its panel, so both definitions have bars
// at the same surveys.
func TestDefinitionsHaveBarsAtTheSameSurveys(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	places := map[string][]string{}
	chart := generated(t)["en/application.json"].panel(t, "Users (million) and share")
	for _, s := range p.Query(t, strings.ReplaceAll(chart.Targets[0].Expr, "$application", "online_video")) {
		title := s.Metric.Get("title")
		places[title] = append(places[title], s.Metric.Get("x"))
		slices.Sort(places[title])
	}
	if len(places["Online video"]) < 10 || !slices.Equal(places["Online video"], places["Online video*"]) {
		t.Errorf("bars by the present definition stand at %v, by earlier ones at %v, want 10 or more surveys, the same for both", places["Online video"], places["Online video*"])
	}
}

// Online video was redefined in 2019 and in 2024. Its users of 2023 are shown by an earlier definition.
func TestUsersBeforeTheLastBreakAreOfAnEarlierDefinition(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	for expr, want := range map[string]int{beforeBreak(): 1, sinceBreak(): 0} {
		if got := p.Query(t, "("+expr+`) and on (application, period) cnnic_application_users{application="online_video", period="2023-12"}`); len(got) != want {
			t.Errorf("%s has %d series of online video at 2023-12, want %d", expr, len(got), want)
		}
	}
}

// A figure that a later report contradicts is shown beside the later figure.
func TestRestatedFiguresAreShown(t *testing.T) {
	t.Parallel()
	before, after := startPrometheus(t, datasettest.Report57(t)), startPrometheus(t, writeRestated(t))
	for _, l := range languages {
		sources := generated(t)[l.id+"/application.json"].panel(t, l.Pick(": every survey", "：历次调查"))
		for _, q := range sources.Targets[4:6] { // E and F are of superseded figures.
			expr := strings.ReplaceAll(q.Expr, "$application", "short_video")
			if shown := before.Query(t, expr); len(shown) != 0 {
				t.Errorf("%s, query %s returns %v where nothing was restated", l.id, q.RefID, shown)
			}
			want := map[string]float64{"en E": 1055, "zh E": 105500, "en F": 0.966, "zh F": 0.966}[l.id+" "+q.RefID]
			shown := after.Query(t, expr)
			if len(shown) != 1 || math.Abs(shown[0].F-want) > 1e-9 || shown[0].Metric.String() != `{application="short_video", period="2023-12"}` {
				t.Errorf("%s, query %s returns %v, want %v", l.id, q.RefID, shown, want)
			}
		}
	}
}

// The age of the newest report turns orange when CNNICReportOverdue fires.
func TestOverdueDaysEqualTheThresholdOfTheAlert(t *testing.T) {
	t.Parallel()
	rules, err := os.ReadFile("../provisioning/prometheus/rules/cnnic-figures.yml")
	if err != nil {
		t.Fatal(err)
	}
	threshold := regexp.MustCompile(`(?s)CNNICReportOverdue.*?>= (\d+) +# threshold`).FindSubmatch(rules)
	if threshold == nil {
		t.Fatal("the rule CNNICReportOverdue has no number marked # threshold")
	}
	if got := string(threshold[1]); got != fmt.Sprint(overdueDays) {
		t.Errorf("the threshold of CNNICReportOverdue is %s days, overdueDays %d", got, overdueDays)
	}
}

func TestAlertWordsHaveEveryAlert(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../provisioning/prometheus/rules/*.yml")
	if len(files) == 0 {
		t.Fatal("there are no rule files")
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(string(content), -1) {
			if !slices.ContainsFunc(alertWords, func(a struct{ name, en, zh string }) bool { return a.name == m[1] }) {
				t.Errorf("%s: alertWords lacks %s", file, m[1])
			}
		}
	}
}

// Each firing alert shows once, with the title of its subject and the path of a dashboard. Of two
// severities the higher shows: 3 is critical.
func TestAlertsShowOnce(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, datasettest.Report57(t))
	appender := p.DB.AppenderV2(t.Context())
	for _, alert := range []labels.Labels{
		labels.FromStrings("alertname", "CNNICApplicationShrinking", "severity", "warning", "application", "short_video", "sector", "culture_tourism_entertainment", "period", "2024-12"),
		labels.FromStrings("alertname", "CNNICSectorShrinking", "severity", "warning", "sector", "basic", "period", "2024-12"),
		labels.FromStrings("alertname", "CNNICExporterDown", "severity", "critical", "instance", "one"),
		labels.FromStrings("alertname", "CNNICExporterDown", "severity", "warning", "instance", "two"),
	} {
		series := labels.NewBuilder(alert).Set("__name__", "ALERTS").Set("alertstate", "firing").Labels()
		if _, err := appender.Append(0, series, 0, p.QueryTime.UnixMilli(), 1, nil, nil, storage.AOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := appender.Commit(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"CNNICApplicationShrinking": "Short video cnnic-application-en?var-application=short_video",
		"CNNICSectorShrinking":      "Basic applications cnnic-sector-en?var-sector=basic",
		"CNNICExporterDown":         "Data and exporter cnnic-provenance-en?",
	}
	got := p.Query(t, english.firing())
	for _, s := range got {
		if name := s.Metric.Get("alertname"); s.Metric.Get("subject")+" "+s.Metric.Get("path") != want[name] || name == "CNNICExporterDown" && s.F != 3 {
			t.Errorf("got %s with severity %v, want %q, and severity 3 for CNNICExporterDown", s.Metric, s.F, want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d alerts are shown, want %d", len(got), len(want))
	}
}
