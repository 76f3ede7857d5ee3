package candidate_test

import (
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset/datasettest"
)

func TestForecastIsNotTheNewestSurvey(t *testing.T) {
	t.Parallel()
	rows := find("截至2026年6月,短视频用户规模达10.68亿人。预计到2030年底用户规模将达11亿人。", frozenFinder(t), 0)
	compare(t, rows[:min(1, len(rows))], "x 2026-06 short_video 106800/100")
}

func TestMarchOfAnotherYearIsNoSurvey(t *testing.T) {
	t.Parallel()
	rows := find("截至2025年12月,短视频用户规模达10.74亿人。\n\n截至2026年3月,我国域名总数为3000万个。", frozenFinder(t), 0)
	compare(t, rows, "x 2025-12 short_video 107400/100")
}

func TestMarchIsASurveyIfGivenAsThePeriod(t *testing.T) {
	t.Parallel()
	text, finder, march := "截至2026年3月,网络新闻用户规模达8.24亿。2026年5月,网络音乐用户规模达7.70亿。", frozenFinder(t), june2026(t)-3
	compare(t, find(text, finder, march), "x 2026-03 online_news 82400/100", "0000-01 online_music 77000/100 [period]")
	compare(t, find(text, finder, june2026(t)), "0000-01 online_news 82400/100 [period]", "0000-01 online_music 77000/100 [period]")
}

func TestSurveyAfterTheGivenPeriodAlsoDatesTheNextSentence(t *testing.T) {
	t.Parallel()
	rows := find("截至2026年6月,短视频用户规模达10.68亿人。网络音乐用户规模达7.70亿人。", frozenFinder(t), june2026(t)-6)
	compare(t, rows, "2026-06 short_video 106800/100 [period]", "2026-06 online_music 77000/100 [period]")
}

func TestMonthWithoutYearTakesItsYearFromOtherDates(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, c := range []struct{ text, want string }{
		{
			"2022年09月01日\n\n截至今年6月,短视频用户规模达9.62亿人,较去年12月增长2805万。",
			"x 2022-06 short_video 96200/100",
		},
		{
			"2026年8月21日\n\n预计到2027年底网民规模将继续增长。\n\n截至今年6月,短视频用户规模达10.68亿人。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"(2026年8月21日电)截至今年6月,短视频用户规模达10.68亿人。预计未来微短剧将继续增长。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"2026年3月5日\n\n截至去年12月底,短视频用户规模达10.74亿人。",
			"x 2025-12 short_video 107400/100",
		},
		{
			"2026年3月5日\n\n截至去年年底,短视频用户规模达10.74亿人。",
			"x 2025-12 short_video 107400/100",
		},
		{
			"2026年3月5日\n\n短视频用户去年12月为10.74亿人。2025年12月的数据由报告公布。",
			"x 2025-12 short_video 107400/100",
		},
		{
			"Feb. 5, 2026\n\nShort video users numbered 1.074 billion by the end of last year.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"Feb. 5, 2026\n\nAs of last December, short video users rose last year to 1.074 billion.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"2026年8月21日\n\n截至今年6月,短视频与截至去年底的10.74亿人基本持平。",
			"2026-06 short_video 107400/100 [period]",
		},
		{
			"A. Writer | China Daily | Updated: 2026-08-21\n\nAs of June, short video users reached 1.068 billion.",
			"x 2026-06 short_video 106800/100",
		},
		{
			"Short video users rose to 1.068 billion by the end of June from 1.074 billion at the end of 2025.",
			"x 2026-06 short_video 106800/100",
		},
		{
			"2026年8月21日\n\n今年上半年,短视频用户规模达10.68亿人。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"Aug. 21, 2026\n\nThis June, short video users reached 1.068 billion.",
			"x 2026-06 short_video 106800/100",
		},
		{
			"March 5, 2026\n\nBy end-December, short video users reached 1.074 billion.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"Short video users stood at 1.074 billion as of December, up 3.3 percent compared to the end of 2024.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"As of December, short video users reached 873 million, up 100 million from March 2020.",
			"x 2020-12 short_video 87300/100",
		},
		{
			"2026年3月5日\n\n截至十二月,短视频用户规模达10.74亿人。",
			"x 2025-12 short_video 107400/100",
		},
		{
			"2026年8月21日\n\nShort video users: 1.068 billion as of June",
			"x 2026-06 short_video 106800/100",
		},
		{
			"截至今年6月,短视频用户规模达10.68亿人,较2026年3月增长。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"截至今年6月,短视频用户规模达10.68亿人,较2025年12月减少。2025年12月为10.74亿人。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"截至今年6月,短视频用户规模达10.68亿人。",
			"0000-01 short_video 106800/100 [period]",
		},
	} {
		rows := find(c.text, finder, 0)
		compare(t, rows[:min(1, len(rows))], c.want)
	}
}

func TestMonthOfComparisonDoesNotDateTheNumber(t *testing.T) {
	t.Parallel()
	var texts []string
	for word := range strings.FieldsSeq("较 比 同 与 自 从 由") {
		texts = append(texts, word+"2025年12月以来,短视频用户规模达10.68亿人。")
	}
	for _, words := range []string{"from", "since", "than in", "over", "versus", "vs", "vs.", "against", "compared to", "compared with the end of"} {
		texts = append(texts, "Up "+words+" December 2025, short video users reached 1.068 billion.")
	}
	finder := frozenFinder(t)
	for _, text := range texts {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			compare(t, find(text, finder, june2026(t)), "x 2026-06 short_video 106800/100")
		})
	}
}

func TestMonthOfComparisonDatesItsOwnNumber(t *testing.T) {
	t.Parallel()
	const before, now = "2025-12 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100"
	finder := frozenFinder(t)
	for _, test := range []struct {
		template, words string
		want            []string
	}{
		{"网络购物用户规模达9.72亿人,高于2025年12月№9.37亿人。", "的|底的|末的|时的|公布的|统计的", []string{now, before}},
		{"网络购物用户规模达9.72亿人,高于2025年12月№9.37亿人。", "约|的约", []string{now, "2025-12 online_shopping 93700/100 [bound period]"}},
		{
			"Online shopping users reached 972 million, against December 2025№ 937 million.",
			":|'s|’s| at| with| figure of| level of| total of|'s figure of",
			[]string{now, before},
		},
		{
			"Online shopping users rose from 937 № December 2025 to 972 million.",
			"million in|million at the end of|mln in|mn in|m in|million users in",
			[]string{before, now},
		},
		{
			"As of June 2026, online shopping users reached 972 million, after 937 № December 2025.",
			"million people in|million as of|million by|million by the end of",
			[]string{now, before},
		},
		{
			"As of June 2026, online shopping users reached 972 million, after 937 № December 2025, and online shopping had 972 million users.",
			"million in|million people in|million users at the end of",
			[]string{now, before, now},
		},
		{
			"Compared with № December 2025, online shopping users reached 972 million.",
			"that of|those in|the amount in|the number in|the end of",
			[]string{now},
		},
		{
			"Online shopping usage rose from 83.0 № in December 2025 to 85.9 percent.",
			"%|percent|per cent|pct",
			[]string{"2025-12 online_shopping 83.0% [period]", "x 2026-06 online_shopping 85.9%"},
		},
		{"Online shopping had 972 million users (December 2025: 937 №).", "million|mln|mn|m", []string{now, before}},
		{
			"Online shopping usage reached 85.9% (December 2025: 83.0 №).", "%|percent|per cent|pct",
			[]string{"x 2026-06 online_shopping 85.9%", "2025-12 online_shopping 83.0% [period]"},
		},
	} {
		for word := range strings.SplitSeq(test.words, "|") {
			text := strings.ReplaceAll(test.template, "№", word)
			t.Run(text, func(t *testing.T) {
				t.Parallel()
				compare(t, find(text, finder, june2026(t)), test.want...)
			})
		}
	}
}

func TestEarlierOfTwoNumbersHasNoSurvey(t *testing.T) {
	t.Parallel()
	const before, now = "0000-01 online_shopping 93700/100 [period]", "x 2026-06 online_shopping 97200/100"
	const bound = "2026-06 online_shopping 97200/100 [bound]" // A ~ or > before a number makes the number a bound.
	finder := frozenFinder(t)
	for text, want := range map[string][]string{
		"网络购物用户规模由9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模从9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模自9.37亿人起,达9.72亿人。":                                   {before, now},
		"网络购物用户规模9.37亿到9.72亿。":                                        {before, now},
		"网络购物用户规模9.37亿~9.72亿。":                                        {before, bound},
		"网络购物用户规模9.37亿->9.72亿。":                                       {before, bound},
		"Online shopping users: 972 million compared to 937 million.": {now, before},
		"Online shopping users: 972 million vs. 937 million.":         {now, before},
		"Online shopping users: 972 million against the 937 million.": {now, before},
	} {
		compare(t, find(text, finder, june2026(t)), want...)
	}
}

func TestMonthWithoutYearIsNotAnotherMonthNamedBefore(t *testing.T) {
	t.Parallel()
	rows := find("截至2025年12月,网络购物用户规模达9.37亿人。\n\n今年6月,短视频用户规模达10.68亿人。", frozenFinder(t), 0)
	compare(t, rows, "x 2025-12 online_shopping 93700/100", "0000-01 short_video 106800/100 [period]")
}

func TestDayOfATextIsNotItsSurvey(t *testing.T) {
	t.Parallel()
	text := "12 June 2026\n\nFigure 9 Dec. 2025: short video users reached 1.074 billion."
	compare(t, find(text, frozenFinder(t), 0), "x 2025-12 short_video 107400/100")
}

// The 6 in "by 6.1 million" is not the month of June, and "by June 2024" is not June of the text's year.
func TestNumberOrDatedMonthAfterByIsNotThisJune(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, text := range []string{
		"2026年9月1日\n\nShort video users reached 1.074 billion in December 2025, up by 6.1 million.",
		"2026年9月1日\n\nAs of December 2025, short video users reached 1.074 billion. They had exceeded one billion by June 2024.",
		"2026年9月1日\n\nAs of December 2025, short video users reached 1.074 billion. They had exceeded one billion by June 30, 2024.",
	} {
		compare(t, find(text, finder, 0)[:1], "x 2025-12 short_video 107400/100")
	}
}

func TestNumberOfAReportNamesItsSurvey(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, c := range []struct{ text, want string }{
		{
			"中国互联网络信息中心8月20日在北京发布了最新一次也就是第58次\n《中国互联网络发展状况统计报告》。短视频用户规模达10.68亿人。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"第58次《中国互联网络发展状况统计报告》发布。短视频用户规模达10.68亿人。",
			"x 2026-06 short_video 106800/100",
		},
		{
			"CNNIC released its 51st Statistical Report. Short video users numbered 1.012 billion.",
			"x 2022-12 short_video 101200/100",
		},
		{
			"CNNIC released its 52nd Statistical Report. Short video users numbered 1.026 billion.",
			"x 2023-06 short_video 102600/100",
		},
		{
			"CNNIC released its 53rd Statistical Report. Short video users numbered 1.053 billion.",
			"x 2023-12 short_video 105300/100",
		},
		{
			"CNNIC released its 55th Statistical Report. Short video users numbered 1.040 billion.",
			"x 2024-12 short_video 104000/100",
		},
		{
			"The figures are from the 57th Statistical Report, not from that of December 2024. Short video users numbered 1.074 billion.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"If you sell to China, read the 57th Statistical Report. Short video users numbered 1.074 billion.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"What the 57th CNNIC data mean. Short video users: 1.074bn.",
			"x 2025-12 short_video 107400/100",
		},
		{
			"第57次统计调查显示,短视频用户规模达10.74亿人。",
			"x 2025-12 short_video 107400/100",
		},
		{
			"第99次统计报告发布。短视频用户规模达10.68亿人。",
			"0000-01 short_video 106800/100 [period]",
		},
	} {
		compare(t, find(c.text, finder, 0), c.want)
	}
	for word := range strings.FieldsSeq("data figure figures numbers statistics findings results is are come comes taken") {
		compare(t, find("Here, what follows "+word+" from the 57th Statistical Report. Short video users numbered 1.074 billion.", finder, 0), "x 2025-12 short_video 107400/100")
	}
}

// If "winter" counted as number 0, the 1st report would be the next one, and its survey known.
func TestReportWithoutANumberIsNotNumberZero(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	d.Surveys[len(d.Surveys)-1].Report.ID = "winter"
	rows := find("The 1st report is out. Short video users numbered 1.068 billion.", candidate.NewFinder(d), 0)
	compare(t, rows, "0000-01 short_video 106800/100 [period]")
}

func TestTextWithoutMonthHasNoPeriod(t *testing.T) {
	t.Parallel()
	rows := find("短视频用户规模达10.68亿人。", frozenFinder(t), 0)
	compare(t, rows, "0000-01 short_video 106800/100 [period]")
}
