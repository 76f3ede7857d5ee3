package importer

import (
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
)

func TestPlanRejects(t *testing.T) {
	t.Parallel()
	const row = "短视频,107400,95.4%,105786,93.5%,-1.5%\n"
	for _, c := range []struct {
		name    string
		options Options
		text    string
		want    string
	}{
		{"no figures", report58, "There is nothing here.\n", "file:1: the file has no figures to take"},
		{"all passed over", report58, "应用,2026.6用户规模（万人）\n农村短视频,25100\n", `file:2: the row "农村短视频" was passed over`},
		{
			"unknown report",
			Options{Report: "58th"},
			tableHeading + row,
			`--report "58th" is not in reports.csv, and a row can be made only for a number, such as 58, and`,
		},
		{"negative report", Options{Report: "-5"}, tableHeading + row, `--report "-5" is not in reports.csv`},
		{"report zero", Options{Report: "0"}, tableHeading + row, `--report "0" is not in reports.csv`},
		{"leading zero", Options{Report: "057"}, tableHeading + row, `--report "057" is not in reports.csv`},
		{
			"number out of order",
			Options{Report: "59"},
			tableHeading + row,
			"the newest month of the files is 2026-06, but report 59 is due to present the survey of 2026-12",
		},
		{
			"survey of another report",
			Options{Report: "58", Period: december2025, Published: "2026-08-20"},
			"应用,2025.12网民使用率\n短视频,95.4\n", `reports.csv:22: period: "2025-12" is already on line 21`,
		},
		{
			"period before the figures",
			Options{Report: "58", Period: march2026},
			tableHeading + row,
			"--period: 2026-03 is neither the newest month of the files nor 2026-06, which report 58 is due to present",
		},
		{"period after the figures", Options{Report: "58", Period: july2026}, tableHeading + row, "--period: 2026-07 is neither the newest month"},
		{
			"no month", report58, "应用,网民使用率\n短视频,95.4\n",
			"the files do not name the survey that report 58 presents; state it, as in --period 2026-06",
		},
		{
			"no figure of the survey",
			Options{Report: "58", Period: june2026},
			"应用,2025.12网民使用率\n短视频,95.4\n",
			"the files have no figure of 2026-06, the survey that report 58 presents",
		},
		{
			"column of the survey passed over",
			Options{Report: "58", Period: june2026},
			"应用,2025.12网民使用率,202606网民使用率\n短视频,95.4,93.5\n",
			"the survey that report 58 presents\nfile:2: column 3, \"202606网民使用率\", was passed over from this row on: its heading has a date that is not understood",
		},
		{
			"published before the survey",
			Options{Report: "58", Published: "2026-05-01"},
			tableHeading + row,
			"published: 2026-05-01 is not after the survey of 2026-06",
		},
		{
			"other period",
			Options{Report: "57", Period: june2026},
			tableHeading + row,
			"reports.csv has report 57 with another survey or date of publication; leave --period and --published out",
		},
		{
			"other date of publication",
			Options{Report: "57", Published: "2026-02-06"},
			tableHeading + row,
			"with another survey or date of publication; leave --period and --published out",
		},
		{
			"month after the survey",
			Options{Report: "57"},
			tableHeading + row,
			"file:2: the newest month is 2026-06, but report 57 presents the survey of 2025-12",
		},
		{
			"older report without a date of publication",
			Options{Report: "42"},
			"应用,2018.6网民使用率\n短视频,74.1\n",
			"report 42 is older than report 57; say when it was published",
		},
		{
			"no survey of that month", report58,
			"应用,2026.5用户规模（万人）,2026.6用户规模（万人）\n短视频,105700,105786\n",
			"file:2: Short video is stated for 2026-05, of which reports.csv has no survey; add a row for the report on that survey",
		},
		{
			"no month in an article",
			Options{Report: "nbs-2024"},
			"应用,用户规模（万人）\n短视频,105700\n",
			"file:2: no month is stated for Short video, and report nbs-2024 presents no survey; write the month into the heading",
		},
		{
			"sentence on another survey above a table without a month",
			Options{Report: "58", Period: june2026},
			"截至2025年12月，各类应用的情况如下。\n\n| 应用 | 网民使用率 |\n|---|---|\n| 短视频 | 95.4% |\n",
			"file:5: no heading names the month of the figures, and words near the table say \"2025\"; write months such as 2026.6",
		},
		{
			"another report above a table without a month",
			Options{Report: "58", Period: june2026},
			"# 第57次报告\n\n| 应用 | 网民使用率 |\n|---|---|\n| 短视频 | 95.4% |\n",
			"words near the table say \"第57次\"",
		},
		{
			"table of another survey without a month",
			Options{Report: "58", Period: june2026},
			"应用,用户规模（万人）,网民使用率\n即时通信,108133,97.6%\n搜索引擎,87782,79.2%\n",
			"file:2: no heading names the month of the figures, and most of them are those of 2024-12; write months",
		},
		{
			"title of another report in a cell above a table without a month",
			Options{Report: "58", Period: june2026},
			"第57次中国互联网络发展状况统计报告,\n应用,网民使用率\n短视频,95.4%\n网络音乐,67.3%\n",
			"words near the table say \"第57次\"",
		},
		{
			"another report in English above a table without a month",
			Options{Report: "58", Period: june2026},
			"# The 57th report\n\n| App | Share, % |\n|---|---|\n| Short video | 95.4% |\n",
			"words near the table say \"57th report\"",
		},
		{
			"month without a year above a table without a month",
			Options{Report: "58", Period: june2026},
			"# 截至12月\n\n| 应用 | 网民使用率 |\n|---|---|\n| 短视频 | 95.4% |\n",
			"words near the table say \"12月\"",
		},
		{
			"English month above a table without a month",
			Options{Report: "58", Period: june2026},
			"# December\n\n| App | Share, % |\n|---|---|\n| Short video | 95.4% |\n",
			"words near the table say \"December\"",
		},
		{
			"June above a table without a month",
			Options{Report: "57"},
			"# June\n\n| App | Share, % |\n|---|---|\n| Short video | 95.4% |\n",
			"words near the table say \"June\"",
		},
		{
			"report 20 above a table without a month",
			Options{Report: "58", Period: june2026},
			"# The 20th report\n\n| App | Share, % |\n|---|---|\n| Short video | 95.4% |\n",
			"words near the table say \"20th report\"",
		},
		{
			"other month of the year above a table without a month",
			Options{Report: "57"},
			"Users grew from 2025.6 on.\n\n| App | Share, % |\n|---|---|\n| Short video | 95.4% |\n",
			"words near the table say \"2025-06\"",
		},
		{
			"line below a table without a month",
			Options{Report: "58", Period: june2026},
			"| 应用 | 网民使用率 |\n|---|---|\n| 短视频 | 95.4% |\n\n以上数据为2025年。\n",
			"words near the table say \"2025\"",
		},
		{
			"two columns without a month", report58,
			"应用,用户规模（万人）,用户规模（万人）\n短视频,105700,105786\n",
			"its headings and numbers do not tell the month or the content of each column",
		},
		{
			"contradicts itself", report58, tableHeading + row + "短视频,107400,95.4%,105000,93.5%,-1.5%\n",
			"file:3: Short video of 2026-06 is 1,050.00 million, 93.5 %; file:2 has 1,057.86 million, 93.5 % from the same report: correct what is wrong",
		},
		{
			"contradicts itself only in growth", report58,
			"应用,2025.6用户规模（万人）,2026.6用户规模（万人）,增长率\n短视频,106800,105786,-0.9%\n短视频,106800,105786,-1.0%\n",
			"1,057.86 million, growth -1.0 %; file:2 has 1,057.86 million, growth -0.9 % from the same report: correct what is wrong",
		},
		{
			"unknown name", report58, tableHeading + row + "短视品,107400,95.4%,105786,93.5%,-1.5%\n",
			`file:3: "短视品" is not a known application (nearest: "Short video")`,
		},
		{
			"wrong unit", report58, "应用,2026.6用户规模（千人）\n短视频,1057861\n",
			`file:2: 短视频: "1057861" cannot be a number of users in the unit that its heading`,
		},
		{
			"contradicts a row of the same report",
			Options{Report: "55"},
			"应用,2024.12用户规模（万人）,2024.12网民使用率\n短视频,103953,93.8%\n搜索引擎,77782,70.2%\n",
			"file:3: Search engine of 2024-12 is 777.82 million, 70.2 %; application_usage.csv:",
		},
		{
			"contradicts a figure of the country",
			Options{Report: "57"},
			candidatesHeading + "x,2025-12,internet_users,111500,100,,,a.txt,3,S.\n",
			"a.txt:3: Internet users of 2025-12 is 1,115 million; national_indicators.csv:",
		},
		{
			"contradicts a derived figure of the country",
			Options{Report: "48"},
			candidatesHeading + "x,2021-06,internet_users,101080,1,,,a.txt,3,S.\n",
			"a.txt:3: Internet users of 2021-06 is 1,010.80 million; national_indicators.csv:",
		},
		{
			"unknown subject", report58, candidatesHeading + "x,2026-06,short_vidoe,105800,100,,,a.txt,3,S.\n",
			"file:2: subject: \"short_vidoe\" is neither an application",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := plan(t, datasettest.Report57(t), c.options, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %s", err, c.want)
			}
		})
	}
}

// A rejected table leaves no months, but the error must not ask for --period.
func TestRejectedTableNeedsNoPeriod(t *testing.T) {
	t.Parallel()
	_, err := plan(t, datasettest.Report57(t), report58, "应用,2026.6用户规模（千人）\n短视频,1057861\n")
	if err == nil || strings.Contains(err.Error(), "--period") {
		t.Errorf("got error %v, want one without --period", err)
	}
}

func TestFilesThatAnImportCannotChangeAreRejected(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(rows string) string{
		"application_usage.csv": func(rows string) string { return strings.ReplaceAll(rows, ",table,\n", ",table\n") },
		"reports.csv":           func(rows string) string { return strings.ReplaceAll(rows, ",", ";") },
	} {
		dir := datasettest.Report57(t)
		datasettest.Edit(t, dir, name, edit)
		_, err := plan(t, dir, report58, tableHeading)
		if err == nil || !strings.Contains(err.Error(), "\n"+name+": the import needs CSV in UTF-8, separated by commas") || !strings.Contains(err.Error(), "the file has no figures to take") {
			t.Errorf("got error %v, want one that says what form %s must have, and that the report has no figures", err, name)
		}
	}
}
