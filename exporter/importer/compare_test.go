package importer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
)

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

// national_indicators.csv has no unit of rounding: its 113000 may come from 11.3亿 or from the same 11.30亿.
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

// A number replaces a bound such as "over 1,125 million", even if it is rounded to the same unit, and its row is no
// longer qualified as a bound. A share is exact, even if a person has cleared users_10k of its candidate, but not
// users_rounding_10k.
func TestNumberReplacesBound(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "national_indicators.csv", func(content string) string {
		return strings.NewReplacer("2025-12,internet_users,57,112500,rounded", "2025-12,internet_users,57,112500,over", "57,80.1,exact", "57,80.0,over").Replace(content)
	})
	p := mustPlan(t, dir, Options{Report: "57"}, candidatesHeading+"x,2025-12,internet_users,112600,100,,,a.txt,3,S.\nx,2025-12,internet_penetration,,100,80.1,,a.txt,3,S.\n")
	if got, want := diff(t, p), confirmed+" (2)\n 2025-12 Internet users 1,126 million report 57 says over 1,125 million\n 2025-12 Internet penetration 80.1 % report 57 says over 80.0 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
	}
	if got := string(p.national.bytes()); !strings.Contains(got, "\n2025-12,internet_users,57,112600,rounded,") || !strings.Contains(got, "\n2025-12,internet_penetration,57,80.1,exact,") {
		t.Error("national_indicators.csv lacks the rows of 112600, rounded, and 80.1, exact")
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

// The dataset has 1,101 million users of social networking from the running text of report 55.
func TestTableCountsBeforeMoreExactText(t *testing.T) {
	t.Parallel()
	got := diff(t, mustPlan(t, datasettest.Report57(t), Options{Report: "55"}, "应用,2024.12用户规模（亿人）,2024.12网民使用率\n社交网络,10.5,99.3%\n搜索引擎,8.8,79.2%\n"))
	if want := "2024-12 Social networking 1,050 million, 99.3 %"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant it to have\n%s", got, want)
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
