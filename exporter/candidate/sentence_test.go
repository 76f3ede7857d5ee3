package candidate_test

import (
	"strings"
	"testing"
)

func TestSentencesEndWithoutFullStops(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	const item = "网络音乐用户规模达7.61亿,占网民整体的67.3%"
	for _, next := range []string{
		"图 3 微短剧用户规模", "表 3 微短剧", "附表 3 微短剧", "Figure 3 微短剧", "Table 3 微短剧",
		"Chart 3 微短剧", "来源：微短剧报", "编辑：微短剧", "责编：微短剧",
		"责任编辑：微短剧", "作者：微短剧", "发布时间：微短剧", "日期：微短剧", "时间：微短剧",
		"Editor: 微短剧", "Published: 微短剧", "2026年8月20日", "农村网民3.24亿人", "** 微短剧",
	} {
		if rows := find(item+"\n"+next, finder, june2026(t)); len(rows) == 0 || rows[0].Sentence != item {
			t.Errorf("before %q: got %+v, want a first row whose sentence is the first line", next, rows)
		}
	}
	const line = "微短剧用户规模持续扩大并保持领先,题材不断丰富\n" // Too long for a title.
	befores := []string{
		"微短剧 (Xinhua) -- ", "微短剧 (Xinhua) — ", "微短剧 (Xinhua) - ", "微短剧 BEIJING, Aug. 20 -- ",
		"微短剧 BEIJING — ", "微短剧 BEIJING – ", "微短剧 (Xinhua/Zhang San) -- ", "(中央社台北6日电)",
		"【某网讯】", "〔记者张三/综合报导〕", "某网9月1日消息,", "某网 9 月 1 日消息(记者 张三)",
		"某网9月1日电 ", "某网9月1日电(记者 张三)", "第四章 政务服务\n截至2026年6月,",
		"某网9月1日电 (记者 张三)", "图 3 微短剧用户规模\n",
	}
	for _, start := range []string{
		"By June 2026, ", "According to CNNIC, ", "◊", "✓ ", "• ", "(1)", "1. ", "一、", "(二) ", "- 🎵 ",
		"71000 69000\n", "1、", "(IV) ", "第三节 ", "Chapter 3 ",
		"# ", "❶ ", "- ", "2026-08-20 ", "1) ", "截至2026年6月,", "据报告,", "As of June 2026, ", "近日,",
		"日前,", "本报讯,", "记者获悉,", "新华社消息,", "中新社消息,",
		"中新网消息,", "By the end of June 2026, ",
	} {
		befores = append(befores, line+start)
	}
	for _, before := range befores {
		rows := find(before+item, finder, june2026(t))
		if len(rows) != 1 || brief(rows[0]) != "x 2026-06 online_music 76100/100 67.3%" || strings.ContainsAny(rows[0].Sentence, "章电剧") {
			t.Errorf("%q: got %+v, want one row, of online_music, whose sentence has no words of the heading, byline or line before it", before+item, rows)
		}
	}
}

func TestTitleOfAFigureIsADoubtfulNameForTheNextLine(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for word := range strings.FieldsSeq("图 表 附表 Figure Table Chart") {
		compare(t, find(word+" 27 网络支付用户规模 2024.6-2026.6\n有2.45亿人开立数字人民币钱包。", finder, june2026(t)), "2026-06 online_payment 24500/100 [two_names]")
	}
}

func TestFullStopOfAnAbbreviationEndsNoSentence(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for word := range strings.SplitSeq("Mr.|Mrs.|Ms.|Prof.|Dr.|J.|No.|Fig.|approx.|incl.", "|") {
		compare(t, find("Online shopping ("+word+" X) had 972 million users.", finder, june2026(t)), "x 2026-06 online_shopping 97200/100")
	}
	for months, want := range map[string]string{"Jan. Feb. Mar. Apr. Jul. Aug. Sep. Sept. Oct. Nov.": "0000-01", "Jun.": "2025-06", "Dec.": "2025-12"} {
		for word := range strings.FieldsSeq(months) {
			compare(t, find("As of "+word+" 2025, online shopping users reached 937 million.", finder, june2026(t)), want+" online_shopping 93700/100 [period]")
		}
	}
	// The full stop of Ltd. may end a sentence.
	compare(t, find("Taobao belongs to Alibaba Ltd. Online shopping users reached 972 million.", finder, june2026(t)), "x 2026-06 online_shopping 97200/100")
}

func TestLinesAreSeparateSentencesIfEachHasAFigure(t *testing.T) {
	t.Parallel()
	rows := find("* Online music - 761 mln users, 67.3 pct of netizens\nOnline video: 95.9%↑\nLive streaming: 833 mln users↑\n\n"+
		"Internet users shop online. A count of 962 million\nonline shopping users was reported.\n\n网络音乐用户持续增长,农村\n短视频用户规模达2.9亿人", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 online_music 76100/100 67.3%", "x 2026-06 online_video 95.9%", "x 2026-06 live_streaming 83300/100", "x 2026-06 online_shopping 96200/100", "2026-06 short_video 29000/1000 [part]")
}

func TestLineOfALabelEndsAfterItsUnit(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	const music = "x 2026-06 online_music 76100/100"
	for figure := range strings.SplitSeq("761 million|761 mln|0.761 billion|0.761 bn|761 million users|761 million people|7.61亿|7.61亿人", "|") {
		compare(t, find("Online music: "+figure+"\nMini games have 430 million users", finder, june2026(t))[:1], music)
	}
	compare(t, find("In all: 1.131 billion netizens\nMini games have 430 million users", finder, june2026(t))[:1], "x 2026-06 internet_users 113100/100")
	for figure := range strings.SplitSeq("67.3%|67.3 per cent|67.3 pct", "|") {
		compare(t, find("Online music: "+figure+"\nMini games have 430 million users", finder, june2026(t))[:1], "x 2026-06 online_music 67.3%")
	}
	for text, want := range map[string]string{
		"Online music: 761\nmillion": music, "Online music: 0.761\nbillion": music, "网络音乐:7.61\n亿人": music, "网络音乐:截至2026\n年6月,用户规模达7.61亿人": music,
		"Online music: 67.3\nper cent": "x 2026-06 online_music 67.3%", "网络音乐:67.3\n%的网民": "x 2026-06 online_music 67.3%",
	} {
		compare(t, find(text, finder, june2026(t)), want)
	}
}

func TestSentenceIsWholeAndKnowsItsLine(t *testing.T) {
	t.Parallel()
	rows := find("题目\n\n报告发布。截至 2026 年 6 月,我国短\n视频用户规模达 10.68 亿人,占网民整\n体的 94.4%。", frozenFinder(t), 0)
	if len(rows) != 1 || rows[0].Line != 3 || rows[0].Sentence != "截至2026年6月,我国短视频用户规模达10.68亿人,占网民整体的94.4%。" || rows[0].Percent != "94.4" {
		t.Errorf("got %+v, want one row of 94.4 %% with the whole sentence, which begins in line 3", rows)
	}
}

func TestLineThatEndsWithinANameIsNoTitle(t *testing.T) {
	t.Parallel()
	rows := find("截至 2026 年 6 月,我国网络\n音乐用户规模达 7.61 亿人,与上一次调查相比保持增长,占网\n民整体的 67.3%。", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 online_music 76100/100 67.3%")
}

func TestSentenceGoesOnAfterPageNumber(t *testing.T) {
	t.Parallel()
	rows := find("根据报告所列各类应用的数据,我国短视频用户\n规模达10.68亿人,各年龄段均有增长,占网民\n- 12 -\n整体的94.4%,在各类应用中的排名与上一次调查时相比没有变化。", frozenFinder(t), june2026(t))
	compare(t, rows, "x 2026-06 short_video 106800/100 94.4%")
}

func TestSentenceGoesOnAfterRunningHead(t *testing.T) {
	t.Parallel()
	finder := frozenFinder(t)
	for _, head := range []string{"第 58 次中国互联网络发展状况统计报告", "The 58th Statistical Report on China’s Internet Development"} {
		rows := find("截至 2026 年 6 月，我国短视频用户规模达 10.68 亿\n人，占网民整体的\n\n12\n\f"+head+"\n\n94.4%。\n\n网络音乐用户规模达 7.61 亿人。", finder, june2026(t))
		compare(t, rows, "x 2026-06 short_video 106800/100 94.4%", "x 2026-06 online_music 76100/100")
		if len(rows) == 2 && rows[1].Line != 9 {
			t.Errorf("got line %d, want 9", rows[1].Line)
		}
	}
}
