package candidate_test

import (
	"math"
	"os"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func TestNumberAtOddsWithTheKnownFigureOfItsSurveyIsDoubtful(t *testing.T) {
	t.Parallel()
	rows := find("截至2024年12月,短视频用户规模达10.40亿人,占网民整体的93.8%;搜索引擎用户规模为7.65亿人。", frozenFinder(t), 0)
	compare(t, rows, "x 2024-12 short_video 104000/100 93.8%", "2024-12 search_engine 76500/100 [two_names]")
}

func TestNewApplicationHasNoKnownFigureToContradict(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "applications.csv", func(rows string) string { return rows + "mini_programs,basic,Mini programs,小程序,,,,,\n" })
	finder := candidate.NewFinder(datasettest.Load(t, os.DirFS(dir)))
	compare(t, find("小程序用户规模达9.5亿人。", finder, june2026(t)), "x 2026-06 mini_programs 95000/1000")
}

func TestFactsAllowForTheirRounding(t *testing.T) {
	t.Parallel()
	facts := candidate.FactsOf(datasettest.LoadReport57(t))
	for _, c := range []struct {
		subject      string
		isShare      bool
		period       string
		value, slack float64 // In 10,000 people, slack is half the unit of rounding, if any, plus 0.5; in percent, 0.15.
	}{
		{"short_video", false, "2024-12", 103953, 1},
		{"short_video", false, "2025-12", 107400, 50.5},
		{"short_video", true, "2024-12", 93.8, 0.15},
		{"internet_users", false, "2024-12", 110833, 0.5},
		{"internet_users", false, "2025-12", 112500, 50.5},
		{"internet_penetration", true, "2025-12", 80.1, 0.15},
	} {
		p, err := dataset.ParsePeriod(c.period)
		if err != nil {
			t.Fatal(err)
		}
		got, months, _ := facts.Nearest(candidate.Quantity{Subject: c.subject, IsShare: c.isShare}, p)
		if months != 0 || math.Abs(got.Value-c.value) > 1e-6 || math.Abs(got.Slack-c.slack) > 1e-6 {
			t.Errorf("%s of %s: got %+v, want %v with a slack of %v", c.subject, c.period, got, c.value, c.slack)
		}
	}
	// The source says "about 71 %".
	if got, _, known := facts.Nearest(candidate.Quantity{Subject: "video_viewers_who_bought_after_watching", IsShare: true}, 0); known {
		t.Errorf("an approximation is the fact %+v, want none", got)
	}
}

// A writer may round 10.74亿 (1.074 billion), the known users of short video, to 11亿, or cut it off to 10亿.
func TestRoundNumberOfAKnownFigure(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for users, want := range map[string]string{
		"9":  "2025-12 short_video 90000/10000 [two_names]",
		"10": "x 2025-12 short_video 100000/10000",
		"11": "x 2025-12 short_video 110000/10000",
		"12": "2025-12 short_video 120000/10000 [two_names]",
	} {
		compare(t, find("截至2025年12月,短视频用户规模达"+users+"亿人。", finder, 0), want)
	}
}
