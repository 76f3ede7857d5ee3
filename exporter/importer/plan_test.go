package importer

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/atomicfile"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

var report58 = Options{Report: "58", Published: "2026-08-20", Today: "2026-08-21"}

// plan makes a plan of texts, each a file.
func plan(t *testing.T, dir string, options Options, texts ...string) (*Plan, error) {
	t.Helper()
	var documents []*document.Document
	for _, text := range texts {
		d, err := document.Read(document.Stdin, strings.NewReader(text), true)
		if err != nil {
			t.Fatal(err)
		}
		d.File = "file"
		documents = append(documents, d)
	}
	return NewPlan(os.DirFS(dir), documents, options)
}

func mustPlan(t *testing.T, dir string, options Options, texts ...string) *Plan {
	t.Helper()
	p, err := plan(t, dir, options, texts...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var blanks = regexp.MustCompile(` {2,}`)

func diff(t *testing.T, p *Plan) string {
	t.Helper()
	var b strings.Builder
	if err := p.WriteDiff(&b); err != nil {
		t.Fatal(err)
	}
	_, summary := p.Files()
	b.WriteString(summary)
	return blanks.ReplaceAllString(b.String(), " ")
}

func write(t *testing.T, dir string, p *Plan) {
	t.Helper()
	files, _ := p.Files()
	if err := atomicfile.WriteAll(dir, files); err != nil {
		t.Fatal(err)
	}
}

const (
	tableHeading      = "应用,2025.12用户规模（万人）,2025.12网民使用率,2026.6用户规模（万人）,2026.6网民使用率,增长率\n"
	candidatesHeading = "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\n"
)

// A period counts months, from January of year 0.
const (
	december2025 dataset.Period = 2025*12 + 11
	march2026    dataset.Period = 2026*12 + 2
	june2026     dataset.Period = 2026*12 + 5
	july2026     dataset.Period = 2026*12 + 6
)

func TestDiffShowsWhatAReportChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options Options
		text    string
		want    []string
	}{
		{
			"added, restated and confirmed", report58,
			tableHeading + "短视频,107400,95.4%,105786,93.5%,-1.5%\n搜索引擎,78101,69.4%,80443,71.1%,3.0%\n",
			[]string{
				"Report 58: 58th Statistical Report on China's Internet Development\npresents the survey of 2026-06, published on 2026-08-20 by CNNIC (a new row of reports.csv",
				"added (2)\n 2026-06 Short video 1,057.86 million, 93.5 %\n 2026-06 Search engine 804.43 million, 71.1 %\n",
				"restated (1)\n 2025-12 Search engine 781.01 million, 69.4 % report 57 says 782.06 million, 69.5 %\n",
				"confirmed, and more exact or more complete (1)\n 2025-12 Short video 1,074.00 million, 95.4 % report 57 says 1,074 million, 95.4 %\n",
				"The survey of 2026-06 is partial: no users are known for Instant messaging, ",
				", which Table 5 lists.\nWith this report, the reference period is 2024-12, unless the exporter is configured otherwise.\n",
				"reports.csv: 1 added, 0 changed\n application_usage.csv: 4 added, 0 changed\n",
			},
		},
		{
			"share that differs from a derived one by rounding",
			Options{Report: "47"},
			"应用,2020.3网民使用率\n网络购物,78.7%\n",
			[]string{"confirmed, and more exact or more complete (1)\n 2020-03 Online shopping 710.26 million, 78.7 % report 47 says 710.26 million, 78.6 %"},
		},
		{
			"less exact users in text than the derived ones",
			Options{Report: "51"},
			candidatesHeading + "x,2021-12,online_shopping,84200,100,,,a.txt,3,S.\n",
			[]string{"unchanged (1)\n 2021-12 Online shopping 842.10 million report 51 says 842.10 million\n"},
		},
		{
			"share of the country in place of a derived one",
			Options{Report: "53"},
			candidatesHeading + "x,2022-12,rural_internet_penetration,,,62.0,,a.txt,3,S.\n",
			[]string{"confirmed, and more exact or more complete (1)\n 2022-12 Rural Internet penetration 62.0 % report 53 says 61.9 %"},
		},
		{
			"users alone restated, in order of time",
			Options{Report: "57"},
			"应用,2024.12用户规模（万人）,2025.12用户规模（万人）\n短视频,103000,106500\n搜索引擎,87000,79000\n",
			[]string{"restated (4)\n 2024-12 Short video 1,030.00 million report", "\n 2024-12 Search engine 870.00 million report 55 says 877.82 million, 79.2 %, growth 6.2 %\n 2025-12 Short video 1,065.00 million, 95.4 % report"},
		},
		{
			"restated by over 8 %",
			Options{Report: "57"},
			"应用,2024.12用户规模（万人）,2024.12网民使用率,2025.12用户规模（万人）,2025.12网民使用率\n搜索引擎,81100,73.2%,82252,73.1%\n网络新闻,87782,79.2%,81870,72.8%\n",
			[]string{"findings that are new (1)\n file:3: Online news of 2024-12 is 877.82 million, 79.2 % here, far from the 811.00 million, 73.2 %, growth 5.1 % of report 55"},
		},
		{
			"share restated by over 8 %",
			Options{Report: "57"},
			"应用,2024.12用户规模（万人）,2024.12网民使用率\n搜索引擎,87782,79.2%\n网络新闻,81100,79.2%\n即时通信,108133,97.6%\n",
			[]string{"file:3: Online news of 2024-12 is 811.00 million, 79.2 % here, far from the 811.00 million, 73.2 %, growth 5.1 % of report 55"},
		},
		{
			"share alone restated, with the survey and date of the report",
			Options{Report: "57", Period: december2025, Published: "2026-02-05"},
			"应用,2025.12网民使用率\n短视频,94.6%\n",
			[]string{"restated (1)\n 2025-12 Short video 1,074 million, 94.6 % report 57 says 1,074 million, 95.4 %"},
		},
		{
			"month from --period",
			Options{Report: "58", Period: june2026, Published: "2026-08-20"},
			"应用,网民使用率\n短视频,93.5\n",
			[]string{"added (1)\n 2026-06 Short video 93.5 %\n"},
		},
		{
			"article, which presents no survey",
			Options{Report: "nbs-2024"},
			"应用,2023.12用户规模（万人）,2024.12用户规模（万人）,增长率\n短视频,105330,103953,-1.3%\n",
			[]string{"\npublished on ", "unchanged (2)\n 2023-12 Short video 1,053.30 million report 55 says 1,053.30 million, 96.4 %\n"},
		},
		{
			"table imported before",
			Options{Report: "55"},
			"应用,2023.12用户规模（万人）,2024.12用户规模（万人）,增长率\n短视频,105330,103953,-1.3%\n",
			[]string{"unchanged (2)\n"},
		},
		{
			"figure of two other reports: the newer counts",
			Options{Report: "54"},
			"应用,2020.12用户规模（万人）\n网络文学,46100\n",
			[]string{"restated (1)\n 2020-12 Online literature 461.00 million report 55 says 460.13 million"},
		},
		{
			"shares that the newest other report lacks and an older one states", report58,
			candidatesHeading + "x,2026-06,short_video,105800,100,93.5,,a.txt,3,S.\nx,2024-06,short_video,,,95.2,,a.txt,4,S.\n",
			[]string{"restated (1)\n 2024-06 Short video 95.2 % report digest-2025-01 says 1,050 million, 95.5 %\n"},
		},
		{
			"users rounded to ten million", report58,
			candidatesHeading + "x,2026-06,online_literature,59000,1000,,,a.txt,3,S.\n",
			[]string{"added (1)\n 2026-06 Online literature 590 million\n"},
		},
		{
			"growth, and the basis, from a table after the chart",
			Options{Report: "55"},
			"应用,2023.12用户规模（万人）,2024.12用户规模（万人）,增长率\n在线政务服务,97281,100420,3.2%\n",
			[]string{
				"confirmed, and more exact or more complete (2)\n 2023-12 Online government services 972.81 million, 89.1 %",
				"\n 2024-12 Online government services 1,004.20 million, 90.6 %, growth 3.2 %",
				"application_usage.csv: 0 added, 2 changed\n",
			},
		},
		{
			"candidates", report58,
			candidatesHeading + "x,2026-06,internet_users,113100,100,,,a.txt,3,Sentence.\n,2026-06,short_video,1,1,,part,a.txt,4,Other.\nx,2026-06,micro_drama,67100,100,59.3,,a.txt,5,Third.\nx,2025-06,internet_users,112310,10,,,a.txt,6,Fourth.\nx,2026-06,online_music,76100,100,,,a.txt,7,Users.\nx,2026-06,online_music,,,67.3,,a.txt,8,Share.\n",
			[]string{
				"added (3)\n 2026-06 Internet users 1,131 million\n 2026-06 Micro drama 671 million, 59.3 %\n 2026-06 Online music 761 million, 67.3 %\n",
				"a.txt:6: Internet users of 2025-06 is 1,123.1 million here and was not taken; the dataset has 1,123 million from report 56.",
				"national_indicators.csv: 1 added, 0 changed\n application_usage.csv: 2 added, 0 changed\n",
			},
		},
		{
			"older report",
			Options{Report: "42", Published: "2018-08-20"},
			"应用,2018.6网民使用率\n短视频,74.1\n",
			[]string{"presents the survey of 2018-06, published on 2018-08-20", "added (1)\n 2018-06 Short video 74.1 %\n"},
		},
		{
			"survey of March",
			Options{Report: "58", Period: march2026, Published: "2026-04-28"},
			"应用,2026.3用户规模（万人）,2026.3网民使用率\n短视频,107500,95.3%\n",
			[]string{"presents the survey of 2026-03", "added (1)\n 2026-03 Short video 1,075.00 million, 95.3 %\n"},
		},
		{
			"wrong growth over half a year", report58,
			tableHeading + "短视频,107400,95.4%,105786,93.5%,1.5%\n网络支付,103631,92.1%,104994,92.8%,1.3%\n",
			[]string{"findings that are new (1)\n file:2: 短视频: the printed growth does not follow from the users (stated_growth)\n"},
		},
		{
			"wrong growth over a year", report58,
			"应用,2025.6用户规模（万人）,2026.6用户规模（万人）,增长率\n即时通信,109700,109900,0.2%\n网络支付,102500,103631,2.1%\n",
			[]string{"findings that are new (1)\n"},
		},
		{
			"wrong digit", report58,
			tableHeading + "网络音乐,75163,66.8%,26143,67.3%,1.3%\n",
			[]string{"online_music of 2026-06: 67.3 % of the 112500 Internet users of 2025-12 is 75712, the users are 26143"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := diff(t, mustPlan(t, datasettest.Report57(t), c.options, c.text))
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("got\n%s\nwant it to have\n%s", got, want)
				}
			}
		})
	}
}

func TestDiffNamesTable5Until(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.WithoutFullSurvey(t), Options{Report: "55"}, "应用,2024.12用户规模（万人）\n短视频,103953\n"))
	if want := "no users are known for Online audio, which Table 5 lists.\nIf Table 5 no longer lists one of them, set its table5_until"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %s", got, want)
	}
}

// national_indicators.csv also has figures of months in which no survey was taken.
func TestFigureOfTheCountryNeedsNoSurvey(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.Report57(t), Options{Report: "57"}, candidatesHeading+"x,2025-09,internet_users,112800,100,,,a.txt,3,S.\n"))
	if want := "2025-09 Internet users 1,128 million"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %s", got, want)
	}
}

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

// A press release is imported first, then the table, then the same table again, which changes nothing.
func TestTableReplacesRowOfPressRelease(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	write(t, dir, mustPlan(t, dir, report58, candidatesHeading+"x,2026-06,short_video,105800,100,93.5,,a.txt,3,S.\nx,2026-06,internet_users,113100,100,,,a.txt,4,S.\n"))
	if nation, err := os.ReadFile(filepath.Join(dir, "national_indicators.csv")); err != nil || !strings.Contains(string(nation), "\n2026-06,internet_users,58,113100,rounded,\n") {
		t.Errorf("national_indicators.csv lacks the rounded Internet users of the press release (error %v)", err)
	}
	table := tableHeading + "短视频,107400,95.4%,105786,93.5%,-1.5%\n"
	p := mustPlan(t, dir, Options{Report: "58"}, table)
	if got, want := diff(t, p), "2026-06 Short video 1,057.86 million, 93.5 % report 58 says 1,058 million, 93.5 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
	write(t, dir, p)
	p = mustPlan(t, dir, Options{Report: "58"}, table)
	if files, _ := p.Files(); len(files) > 0 {
		t.Errorf("got changes by the second import, want none\n%s", diff(t, p))
	}
	usage, err := os.ReadFile(filepath.Join(dir, "application_usage.csv"))
	if err != nil || !strings.Contains(string(usage), "\n2026-06,short_video,58,105786,1,93.5,,table,\n") {
		t.Errorf("application_usage.csv lacks the row of the table (error %v)", err)
	}
}

func TestGrowthOfAContradictedNumberIsNotKept(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		return strings.Replace(rows, "2025-12,short_video,57,107400,100,95.4,,rounded", "2025-12,short_video,57,107400,100,95.4,3.3,rounded", 1)
	})
	got := diff(t, mustPlan(t, dir, Options{Report: "57"}, "应用,2025.12用户规模（万人）,2025.12网民使用率\n短视频,105000,93.3%\n"))
	if want := "2025-12 Short video 1,050.00 million, 93.3 % report 57 says 1,074 million, 95.4 %, growth 3.3 %\n"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
}

// national_indicators.csv has no unit of rounding, so 113000 might be less exact than the 11.30亿 that it was imported from.
func TestCandidatesImportedAgainChangeNothing(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	const candidates = candidatesHeading + "x,2026-06,internet_users,113000,100,,,a.txt,3,S.\nx,2026-06,internet_penetration,,,80.5,,a.txt,4,S.\nx,2026-06,short_video,110000,100,97.3,,a.txt,5,S.\n"
	write(t, dir, mustPlan(t, dir, report58, candidates))
	p := mustPlan(t, dir, Options{Report: "58"}, candidates)
	if files, _ := p.Files(); len(files) > 0 || len(p.diffLines[unchanged]) != 3 {
		t.Errorf("got changes by the second import, want three figures unchanged\n%s", diff(t, p))
	}
}

// A number replaces a bound such as "over 1,125 million", even if it is rounded to the same
// unit, and its row is no longer qualified as a bound. A share is exact, even beside the rounding of cleared users.
func TestNumberReplacesBound(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "national_indicators.csv", func(content string) string {
		return strings.NewReplacer("2025-12,internet_users,57,112500,rounded", "2025-12,internet_users,57,112500,over", "57,80.1,exact", "57,80.0,over").Replace(content)
	})
	p := mustPlan(t, dir, Options{Report: "57"}, candidatesHeading+"x,2025-12,internet_users,112600,100,,,a.txt,3,S.\nx,2025-12,internet_penetration,,100,80.1,,a.txt,3,S.\n")
	if got, want := diff(t, p), "Internet users 1,126 million report 57 says over 1,125 million\n 2025-12 Internet penetration 80.1 % report 57 says over 80.0 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
	if got := string(p.national.bytes()); !strings.Contains(got, "\n2025-12,internet_users,57,112600,rounded,") || !strings.Contains(got, "\n2025-12,internet_penetration,57,80.1,exact,") {
		t.Error("national_indicators.csv lacks the rows of 112600, rounded, and 80.1, exact")
	}
}

func TestNewReportInDatasetWithoutNumberedReports(t *testing.T) {
	t.Parallel()
	p := &Plan{before: &dataset.Dataset{}}
	if err := p.newReport(report58, june2026); err == nil || !strings.Contains(err.Error(), "add the row by hand") {
		t.Errorf("got error %v, want one that asks for the row", err)
	}
}

// A finding that the dataset had before is not new, though the import moves its line.
func TestKnownFindingIsNotNew(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "national_indicators.csv", func(content string) string {
		return strings.Replace(content, "mobile_internet_users,56,111600", "mobile_internet_users,56,11160", 1)
	})
	p := mustPlan(t, dir, report58, candidatesHeading+"x,2026-06,internet_users,113100,100,,,a.txt,3,S.\n")
	if before, after := p.before.Findings, p.after.Findings; len(before) != 1 || len(after) != 1 || before[0].Line == after[0].Line || len(p.Findings) > 0 {
		t.Errorf("the findings are %v before and %v after, %q are new; want one that moves, and none new", before, after, p.Findings)
	}
}

// A note that says how a number was derived is wrong when a table has replaced that number.
func TestNoteOfAChangedRowIsShown(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, datasettest.Report57(t), Options{Report: "53"}, "应用,2022.12用户规模（万人）,2022.12网民使用率\n网约车,43708,40.9%\n网络购物,84530,79.2%\n")
	if len(p.notes) != 1 || !strings.Contains(p.notes[0], "was kept; correct it if it is no longer true: \"the 52765 of 2023-12 minus") {
		t.Errorf("got notes %q, want only the note of the row that has one", p.notes)
	}
}

func TestTableCountsBeforeChart(t *testing.T) {
	t.Parallel()
	chart := "图 21 2025.12-2026.6 短视频用户规模及使用率\n107400 105700\n95.5% 93.5%\n2025.12 2026.6\n"
	got := diff(t, mustPlan(t, datasettest.Report57(t), report58, chart, tableHeading+"短视频,107400,95.4%,105786,93.5%,-1.5%\n"))
	for _, want := range []string{"2026-06 Short video 1,057.86 million, 93.5 %", "file:1: Short video of 2026-06 is 1,057.00 million, 93.5 % here and was not taken; the table of the same report takes precedence: 1,057.86 million, 93.5 %"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant it to have\n%s", got, want)
		}
	}
}

func TestTableWithoutAMonthIsTakenBelowTheNumberOrMonthOfItsReport(t *testing.T) {
	t.Parallel()
	for _, above := range []string{"第58次报告发布。与2025年12月相比，各类应用的情况如下。", "2026年6月与2025年12月相比，各类应用的情况如下。", "# 截至6月", "# June"} {
		got := diff(t, mustPlan(t, datasettest.Report57(t), Options{Report: "58", Period: june2026, Published: "2026-08-20"}, above+"\n\n| 应用 | 网民使用率 |\n|---|---|\n| 短视频 | 95.4% |\n"))
		if want := "2026-06 Short video 95.4 %"; !strings.Contains(got, want) {
			t.Errorf("%s: got\n%s\nwant it to have\n%s", above, got, want)
		}
	}
}

// The figures are those that the dataset has of the report's own survey.
func TestOwnTableWithoutAMonthIsTakenAgain(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.Report57(t), Options{Report: "57"}, "应用,用户规模（万人）,网民使用率\n短视频,107400,95.4%\n网络购物,93700,83.2%\n"))
	if want := "2025-12 Short video 1,074.00 million, 95.4 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
}

// The dataset has 1,101 million users from the running text of report 55.
func TestTableCountsBeforeMoreExactText(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.Report57(t), Options{Report: "55"}, "应用,2024.12用户规模（亿人）,2024.12网民使用率\n社交网络,10.5,99.3%\n搜索引擎,8.8,79.2%\n"))
	if want := "2024-12 Social networking 1,050 million, 99.3 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
}

func TestOtherLinesKeepTheirBytes(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	name := filepath.Join(dir, "application_usage.csv")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, mustPlan(t, dir, report58, tableHeading+"短视频,107400,95.4%,105786,93.5%,-1.5%\n"))
	after, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"2025-12,short_video,58,107400,1,95.4,,table,\n", "2026-06,short_video,58,105786,1,93.5,,table,\n"} {
		after = []byte(strings.Replace(string(after), line, "", 1))
	}
	if string(after) != string(before) {
		t.Error("application_usage.csv has other changes than the two new rows, want none")
	}
}

// The shipped files have the form in which an import writes them, so that its diff shows
// only new rows.
func TestShippedFilesKeepTheirText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"reports.csv", "national_indicators.csv", "application_usage.csv"} {
		content, err := data.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := &Plan{}
		if s := p.readSheet(name, content); s == nil || !bytes.Equal(s.bytes(), content) {
			t.Errorf("%s: an import would rewrite it (problems %q), want the same bytes", name, p.problems)
		}
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

func TestNewRowsAreInOrderOfTime(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string { return rows + ",,,,,,,,\n" }) // A blank row.
	write(t, dir, mustPlan(t, dir, Options{Report: "57"}, candidatesHeading+"x,2024-06,online_news,77000,100,,,,,\nx,2023-06,mobile_internet_users,107500,100,,,,,\n"))
	write(t, dir, mustPlan(t, dir, Options{Report: "42", Published: "2018-08-20"}, candidatesHeading+"x,2018-06,short_video,59400,100,,,,,\nx,2018-06,mobile_internet_users,78800,100,,,,,\n")) // Earlier than all.
	// In national_indicators.csv they are in order within each indicator.
	for name, pattern := range map[string]string{"reports.csv": `(?m)^\d{2},`, "application_usage.csv": `(?m)^\d.{6}`, "national_indicators.csv": `(?m)^.{7},mobile_internet_users,`} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if rows := regexp.MustCompile(pattern).FindAllString(string(content), -1); !slices.IsSorted(rows) || len(rows) < 10 {
			t.Errorf("%s has the rows %q, want 10 or more in order of time", name, rows)
		}
	}
}

// A load ignores blank rows, blanks around cells, also those of the header, and a byte order
// mark, even if a quotation mark follows it. So does an import when it compares new figures
// with the rows of the file.
func TestBlanksAroundCellsAreIgnored(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		blanks := strings.NewReplacer("period,", `"period",`, "users_10k,", "users_10k\u200b,", "2024-12,short_video,55,103953,1,", " 2024-12,\u2060short_video, 55, 103953 , 1,")
		return "\uFEFF" + blanks.Replace(rows) + ",,,,,,,,\n"
	})
	_, err := plan(t, dir, Options{Report: "55"}, "应用,2024.12用户规模（万人）,2024.12网民使用率\n短视频,103900,93.8%\n搜索引擎,87782,79.2%\n")
	if err == nil || !strings.Contains(err.Error(), "from the same report: correct what is wrong") {
		t.Errorf("got error %v, want a contradiction with the row", err)
	}
}
