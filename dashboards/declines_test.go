package dashboards

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// The dataset has no users of search engines for 2025-06, so those of 2026-06 have no change over a year.
func TestAFallStaysInViewUntilANewerChangeIsKnown(t *testing.T) {
	t.Parallel()
	dir := writeEdited(t, map[string]string{
		"reports.csv":           "58,CNNIC,58th report,2026-06,2026-08-20,\n",
		"application_usage.csv": "2026-06,search_engine,58,76500,100,,,rounded,made up\n",
	})
	compareFigures(t, []figure{
		{"en/overview.json", "Users in", "F", map[string]string{"application": "search_engine", "period": "2025-12"}, -0.1091},
		{"en/overview.json", "Users in", "I", map[string]string{"application": "search_engine"}, 1767139200000}, // 2025-12-31.
		{"en/movers.json", "User growth", "A", map[string]string{"name": "Search engine, 2025-12"}, -0.1091},
		{"en/movers.json", "User growth", "B", map[string]string{"application": "search_engine"}, -1},
	}, dir)
}

// Only one of two replicas knows the change in the year to 2026-06.
func TestReplicasShowEachChangeWithItsOwnMonth(t *testing.T) {
	t.Parallel()
	report := "58,CNNIC,58th report,2026-06,2026-08-20,\n"
	usage := "2026-06,search_engine,58,76500,100,,,rounded,made up\n"
	without := writeEdited(t, map[string]string{"reports.csv": report, "application_usage.csv": usage})
	with := writeEdited(t, map[string]string{"reports.csv": report, "application_usage.csv": usage + "2025-06,search_engine,56,70000,100,,,rounded,made up\n"})
	compareFigures(t, []figure{
		{"en/overview.json", "Users in", "F", map[string]string{"application": "search_engine", "period": "2026-06"}, 0.0929},
		{"en/overview.json", "Users in", "I", map[string]string{"application": "search_engine"}, 1782777600000}, // 2026-06-30.
		{"en/movers.json", "User growth", "A", map[string]string{"name": "Search engine, 2026-06"}, 0.0929},
	}, without, with)
}

// The added break leaves the change of short video to 2025-12 without a direction. Its change to 2025-06 is not
// shown instead.
func TestNewerGrowthAndItsMonthAreLeftOutTogether(t *testing.T) {
	t.Parallel()
	p := startPrometheus(t, writeEdited(t, map[string]string{"application_breaks.csv": "2025-12,short_video,micro_drama_counted_in,57,\n"}))
	for _, q := range generated(t)["en/overview.json"].panel(t, "Users in").Targets {
		if q.RefID != "F" && q.RefID != "I" {
			continue
		}
		var got []string
		for _, s := range p.Query(t, q.Expr) {
			got = append(got, s.Metric.Get("application"))
		}
		slices.Sort(got)
		if want := []string{"online_education", "online_government_services", "online_medical_services", "online_shopping", "search_engine"}; !slices.Equal(got, want) {
			t.Errorf("query %s returns %q, want %q", q.RefID, got, want)
		}
	}
}

// The first screen names what shrank, and distinguishes a Prometheus without samples
// from one in which nothing shrank.
func TestOverviewNamesDeclines(t *testing.T) {
	t.Parallel()
	noSamples, noSamplesZH := "No samples at the end of this range: set its end to now", "所选时间范围的末尾没有数据：请将结束时间设为现在"
	grown := "2024-12,short_video,57,107000,100,96.6,,rounded,made up\n"
	// The title and the loss of each application, in English and in Chinese. A second word in a key
	// marks the same application in another dataset, where its loss or its remark differs.
	words := map[string][]string{
		"search_engine":              {"Search engine", "−95.76 million (−10.9 %)", "搜索引擎", "−9576 万（−10.9%）"},
		"online_government_services": {"Online government services", "−64 million (−6.4 %)", "在线政务服务", "−6400 万（−6.4%）"},
		"online_shopping":            {"Online shopping", "−37 million (−3.8 %)", "网络购物", "−3700 万（−3.8%）"},
		"online_education":           {"Online education", "−28 million (−7.9 %)", "在线教育", "−2800 万（−7.9%）"},
		"online_medical_services":    {"Internet healthcare", "−7 million (−1.6 %)", "互联网医疗", "−700 万（−1.6%）"},
		"short_video":                {"Short video", "−13.77 million (−1.3 %)", "短视频", "−1377 万（−1.3%）"},
		"short_video first":          {"Short video", "−13.77 million (−1.3 %)", "短视频", "−1377 万（−1.3%）"},
		"short_video again":          {"Short video", "−9 million (−0.8 %)", "短视频", "−900 万（−0.8%）"},
		"online_meal_ordering":       {"Online meal ordering", "−53 million (−9.6 %)", "网上外卖", "−5300 万（−9.6%）"},
	}
	remarks := map[string][2]string{
		// Its loss is not at the survey that the title names.
		"online_meal_ordering": {" (2025-06)", "（2025-06）"},
		"short_video":          {", grew at a newer survey", "，后续调查显示增长"},
	}
	newerDeclines := []string{"search_engine", "online_government_services", "online_shopping", "online_education", "online_medical_services"}
	boards := generated(t)
	oneSurvey := datasettest.Report55(t)
	datasettest.Edit(t, oneSurvey, "application_usage.csv", func(rows string) string {
		return regexp.MustCompile(`(?m)^20(1|2[0-3]|24-06).*\n`).ReplaceAllString(rows, "")
	})
	for _, c := range []struct {
		name                     string
		data                     []string
		shrank, newer            []string // Keys of words. Where shrank is nil, the overview shows shrankEn or shrankZH; where newer is nil, newerEn or newerZH.
		shrankEn, shrankZH       string
		newerEn, newerZH         string
		referenceText, newerText [2]string
	}{
		{
			name: "report 57", data: []string{datasettest.Report57(t)}, shrank: []string{"short_video"}, newer: newerDeclines,
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newerText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "a loss before the newest survey", data: []string{writeEdited(t, map[string]string{"application_usage.csv": "2025-06,online_meal_ordering,56,50000,100,44.5,,rounded,made up\n"})},
			shrank: []string{"short_video"}, newer: append(slices.Clone(newerDeclines), "online_meal_ordering"),
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newerText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "nothing shrank", data: []string{writeEdited(t, map[string]string{"application_usage.csv": grown})}, shrankEn: "none", shrankZH: "无", newer: newerDeclines,
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newerText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "report 55 is the newest", data: []string{datasettest.Report55(t)}, shrank: []string{"short_video first"}, newerEn: "no newer survey yet", newerZH: "尚无后续调查",
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newerText: [2]string{"a newer survey", "后续调查"},
		},
		{
			name: "report 58 has a newer full survey", data: []string{datasettest.Report58(t)}, shrank: []string{"short_video again"}, newer: newerDeclines,
			referenceText: [2]string{"June 2026", "2026 年 6 月"}, newerText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "one survey", data: []string{oneSurvey},
			shrankEn: "no application can be compared with a year before", shrankZH: "尚无同比数据",
			newerEn: "no newer survey yet", newerZH: "尚无后续调查",
			referenceText: [2]string{"December 2024", "2024 年 12 月"}, newerText: [2]string{"a newer survey", "后续调查"},
		},
		{
			name: "no full survey", data: []string{datasettest.WithoutFullSurvey(t)}, shrankEn: "no survey covers all applications of Table 5 yet", shrankZH: "尚无覆盖表 5 全部应用的调查", newer: newerDeclines,
			referenceText: [2]string{"the newest full survey", "最近一次覆盖表 5 全部应用的调查"}, newerText: [2]string{"December 2025", "2025 年 12 月"},
		},
		{
			name: "no samples", shrankEn: noSamples, shrankZH: noSamplesZH, newerEn: noSamples, newerZH: noSamplesZH,
			referenceText: [2]string{"the newest full survey", "最近一次覆盖表 5 全部应用的调查"}, newerText: [2]string{"a newer survey", "后续调查"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := startPrometheus(t, c.data...)
			for i, l := range languages {
				got := boards[l.id+"/overview.json"].variables(t, p)
				check := func(name string, applications []string, sentence string) {
					t.Helper()
					want := []string{sentence}
					if applications != nil {
						want = nil
					}
					for _, a := range applications {
						texts := words[a][2*i:]
						id, _, _ := strings.Cut(a, " ")
						want = append(want, "<span style='display:inline-block;min-width:330px'>["+texts[0]+"](/d/cnnic-application-"+l.id+"?${datasource:queryparam}&var-application="+id+"&) <span style='display:inline-block;color:#e02f44'>"+texts[1]+"</span>"+remarks[a][i]+"</span>")
					}
					var values []string
					for _, v := range got[name] {
						values = append(values, v.value)
					}
					if !slices.Equal(values, want) {
						t.Errorf("%s: the variable %s is\n%q, want\n%q", l.id, name, values, want)
					}
				}
				check("shrank", c.shrank, l.Pick(c.shrankEn, c.shrankZH))
				check("shrank_newer", c.newer, l.Pick(c.newerEn, c.newerZH))
				if reference, newer := got["reference"][0].text, got["newer"][0].text; reference != c.referenceText[i] || newer != c.newerText[i] {
					t.Errorf("%s: the titles name %q and %q, want %q and %q", l.id, reference, newer, c.referenceText[i], c.newerText[i])
				}
			}
		})
	}
}

// Online music lost 950,000 users. Its roundings, 10,000 and a million, explain at most half their sum.
func TestLossThatRoundingCannotExplainIsPastThePeak(t *testing.T) {
	t.Parallel()
	compareFigures(t, []figure{
		{"en/movers.json", "Past their peak", "A", map[string]string{"application": "online_music", "period": "2024-12"}, -1},
	}, writeEdited(t, map[string]string{"application_usage.csv": "2025-12,online_music,57,74700,100,66.4,,rounded,made up\n"}))
}
