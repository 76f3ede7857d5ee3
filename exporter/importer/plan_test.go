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
				", which Table 5 should list.\nWith this report, the reference period is 2024-12, unless the exporter is configured otherwise.\n",
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
			"less exact users in the place of derived ones, beside a share",
			Options{Report: "47"},
			candidatesHeading + "x,2020-03,online_shopping,71000,100,,,a.txt,3,S.\n",
			[]string{"unchanged (1)\n 2020-03 Online shopping 710.26 million, 78.6 % report 47 says 710.26 million, 78.6 %\n"},
		},
		{
			"text that repeats a table, which has the growth, too",
			Options{Report: "55"},
			candidatesHeading + "x,2024-12,short_video,104000,100,93.8,,a.txt,3,S.\n",
			[]string{"unchanged (1)\n 2024-12 Short video 1,039.53 million, 93.8 %, growth -1.3 % report 55 says 1,039.53 million, 93.8 %, growth -1.3 %\n"},
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
			"users restated by over 8 %",
			Options{Report: "57"},
			"应用,2024.12用户规模（万人）,2024.12网民使用率\n搜索引擎,87782,79.2%\n网络新闻,87782,73.2%\n即时通信,108133,97.6%\n",
			[]string{"file:3: Online news of 2024-12 is 877.82 million, 73.2 % here, far from the 811.00 million, 73.2 %, growth 5.1 % of report 55"},
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
			[]string{"restated (1)\n 2024-06 Short video 95.2 % report digest-2025-01 says 1,050 million, 95.5 %\n\nThe survey"}, // No finding on the users.
		},
		{
			"users that the dataset lacks, with a restated share",
			Options{Report: "54"},
			"应用,2024.6用户规模（万人）,2024.6网民使用率\n微短剧,57100,51.9%\n",
			[]string{"restated (1)\n 2024-06 Micro drama 571.00 million, 51.9 % report 54 says 52.4 %\n\nThe survey"}, // No finding on the users.
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
			"users restated by less than 8 %, and a share for the first time",
			Options{Report: "57"},
			"应用,2025.12用户规模（万人）,2025.12网民使用率\n在线政务服务,96000,85.3%\n",
			[]string{"restated (1)\n 2025-12 Online government services 960.00 million, 85.3 % report 57 says 940 million\n\nThe survey"},
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

func TestGrowthIsAddedToARowOfTheSameReport(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	write(t, dir, mustPlan(t, dir, report58, "应用,2025.6用户规模（万人）,2026.6用户规模（万人）\n即时通信,109700,109900\n网络支付,102500,103631\n"))
	got := diff(t, mustPlan(t, dir, report58, "应用,2025.6用户规模（万人）,2026.6用户规模（万人）,增长率\n即时通信,109700,109900,0.2%\n网络支付,102500,103631,1.1%\n"))
	if want := "confirmed, and more exact or more complete (2)\n 2026-06 Instant messaging 1,099.00 million, growth 0.2 % report 58 says 1,099.00 million\n"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %s", got, want)
	}
}

func TestDiffNamesTable5Until(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.WithoutFullSurvey(t), Options{Report: "55"}, "应用,2024.12用户规模（万人）\n短视频,103953\n"))
	if want := "no users are known for Online audio, which Table 5 should list.\nIf Table 5 no longer lists one of them, set its table5_until"; !strings.Contains(got, want) {
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

func TestFirstRowOfAFile(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	var header string
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		header, _, _ = strings.Cut(rows, "\n")
		return header + "\n"
	})
	write(t, dir, mustPlan(t, dir, Options{Report: "57"}, candidatesHeading+"x,2025-12,online_news,81000,100,,,,,\n"))
	content, err := os.ReadFile(filepath.Join(dir, "application_usage.csv"))
	if want := header + "\n2025-12,online_news,57,81000,100,,,rounded,\n"; err != nil || string(content) != want {
		t.Errorf("got %q, %v, want %q", content, err, want)
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
