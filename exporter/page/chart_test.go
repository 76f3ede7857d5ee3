package page_test

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/headline"
)

var update = flag.Bool("update", false, "rewrite testdata/charts.html")

// Numbers are as exact as their sources, axes have ticks at round numbers, and each break is noted once.
func TestRowsAndAxes(t *testing.T) {
	t.Parallel()
	for l, want := range map[headline.Language][]string{
		headline.English: {
			"December 2025|1,074|95.4 %|+34|+3.3 %|57|Text, rounded",
			"June 2024|1,050|95.5 %|+24|+2.3 %|digest-2025-01, 54|Text, rounded; Text, rounded",
			"December 2024|1,101|99.3 %|–|–|55|Text, rounded",
			"December 2025|327|29.1 %|−28|−7.9 %|57|Text, rounded",
			"0|250|500|750|1,000|1,250|2020-12|2022-12|2024-12",
			"Short video|−13.77|−1.3 %||December 2025: +3.3 %",
			"Online video *|+3.47|+0.3 %||",
			"Online audio|+3.40|+1.0 %||",
			"1|Social networking|1,101||99.3 %||",
			"3|Online video|1,070.18||96.6 %|June 2025: 1,085|",
			"* Not comparable with earlier surveys: Renamed from remote office",
			"* Not comparable with earlier surveys: Micro drama counted in",
			"* Not comparable with earlier surveys: Short video counted in",
		},
		headline.Chinese: {
			"2025 年 12 月|107,400|95.4%|+3,400|+3.3%|57|报告正文（取整）",
			"2024 年 6 月|105,000|95.5%|+2,400|+2.3%|digest-2025-01、54|报告正文（取整）、报告正文（取整）",
			"2024 年 12 月|110,100|99.3%|–|–|55|报告正文（取整）",
			"2025 年 12 月|32,700|29.1%|−2,800|−7.9%|57|报告正文（取整）",
			"0|25,000|50,000|75,000|100,000|125,000|2020-12|2022-12|2024-12",
			"短视频|−1,377|−1.3%||2025 年 12 月：+3.3%",
			"网络视频 *|+347|+0.3%||",
			"网络音频|+340|+1.0%||",
			"1|社交网络|110,100||99.3%||",
			"3|网络视频|107,018||96.6%|2025 年 6 月：108,500|",
			"* 与此前调查不可比：由“远程办公”更名",
			"* 与此前调查不可比：计入微短剧用户",
			"* 与此前调查不可比：计入短视频用户",
		},
	} {
		_, root := render(t, datasettest.LoadReport57(t), l)
		isCell := func(n *html.Node) bool { return n.DataAtom == atom.Th || n.DataAtom == atom.Td }
		var got []string
		collect := func(cells []*html.Node) {
			texts := make([]string, len(cells))
			for i, c := range cells {
				texts[i] = text(c)
			}
			got = append(got, strings.Join(texts, "|"))
		}
		for _, r := range []struct {
			id  string
			row int
		}{{"short_video", 1}, {"short_video", 4}, {"social_networking", 1}, {"online_education", 1}} {
			figures := all(root, hasAttribute("id", r.id))[0]
			collect(all(all(figures, element(atom.Tr))[r.row], isCell))
		}
		axes := all(root, hasAttribute("class", "axes"))
		collect(all(axes[0], func(n *html.Node) bool { return n.Data == "text" }))
		changes := all(root, hasAttribute("aria-labelledby", "change"))
		ranking := all(root, hasAttribute("aria-labelledby", "users"))
		changeRows, rankingRows := all(changes[0], element(atom.Tr)), all(ranking[0], element(atom.Tr))
		for _, r := range []*html.Node{changeRows[1], changeRows[2], changeRows[4], rankingRows[1], rankingRows[3]} {
			collect(all(r, isCell))
		}
		for _, r := range all(root, hasAttribute("class", "break")) {
			collect(all(r, isCell))
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// testdata/charts.html has the chart of a sector with its legend, the charts of online office, which has
// a break in series, and of search engines, and the sparklines of the ranking.
func TestChartsAreDrawnAsCommitted(t *testing.T) {
	t.Parallel()
	const file = "testdata/charts.html"
	content, _ := render(t, datasettest.LoadReport57(t), headline.English)
	drawings := regexp.MustCompile(`(?s)<svg class="chart"[^>]*><title>(?:Public services|Online office|Search engine)</title>.*?</svg>(?:\n<ul class="legend">.*?</ul>)?|<svg class="spark".*?</svg>`).FindAll(content, -1)
	got := append(bytes.Join(drawings, []byte("\n")), '\n')
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; if that is intended, run: go test ./exporter/page -update\n%s", file, got)
	}
}

func TestBarsWithoutAnyChange(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	for i := range d.Changes {
		d.Changes[i].Growth.Value = 0
	}
	content, _ := render(t, d, headline.English)
	if bytes.Contains(content, []byte("NaN")) || !bytes.Contains(content, []byte(`<path d="M0 5H0"/>`)) {
		t.Error("there is a NaN, or no bar of length 0")
	}
}

func TestBarsOfLossesPointLeft(t *testing.T) {
	t.Parallel()
	content, _ := render(t, datasettest.LoadReport57(t), headline.English)
	bars := regexp.MustCompile(`class="bar (fell|grew)" viewBox="-1 0 2 10"[^>]*><path d="M0 5H(-?)([0-9.e-]+)"`).FindAllSubmatch(content, -1)
	if len(bars) != 16 {
		t.Fatalf("there are %d bars, want 16, one for each application that shrank or grew", len(bars))
	}
	longest := 0.0
	for _, b := range bars {
		if (string(b[1]) == "fell") != (string(b[2]) == "-") {
			t.Errorf("%s points to the wrong side", b[0])
		}
		length, _ := strconv.ParseFloat(string(b[3]), 64)
		longest = max(longest, length)
	}
	if longest != 1 {
		t.Errorf("the longest bar is %v of half the width, want 1", longest)
	}
}

func TestLineHasAGapAtABreakWithoutUsers(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		return strings.Replace(rows, "2024-12,online_video,55,107018,1,96.6,0.3,", "2024-12,online_video,55,,,96.6,,", 1)
	})
	content, _ := render(t, load(t, dir), headline.English)
	line := regexp.MustCompile(`(?s)<title>Online video</title>.*?<path class="line" d="([^"]*)"`).FindSubmatch(content)[1]
	if got := bytes.Count(line, []byte("M")); got != 3 {
		t.Errorf("the line has %d parts, want 3, split at the breaks of 2019-06 and 2024-12: %s", got, line)
	}
}

// Tick labels are rounded to millions, so the ticks of a small application must be at whole millions.
// An application whose number of users no survey states has no chart.
func TestTicksOfSmallApplicationsAreWholeMillions(t *testing.T) {
	t.Parallel()
	for figures, want := range map[string]string{"290,1,": "0 1 2 3", "1200,1,": "0 3 6 9 12", "2000,1,": "0 5 10 15 20", "0,1,": "0", ",,0.3": ""} { // Users and their rounding in 10,000 people, and the share in percent.
		dir := datasettest.Report57(t)
		datasettest.Edit(t, dir, "applications.csv", func(rows string) string { return rows + "small,basic,Small,小,,,,,\n" })
		datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string { return rows + "2024-12,small,55," + figures + ",,table,\n" })
		_, root := render(t, load(t, dir), headline.English)
		section := all(root, hasAttribute("id", "small"))[0]
		var ticks []string
		for _, label := range all(section, hasAttribute("text-anchor", "end")) {
			ticks = append(ticks, text(label))
		}
		if got := strings.Join(ticks, " "); got != want {
			t.Errorf("%q: the ticks are %q, want %q", figures, got, want)
		}
	}
}

// The axis of time has a label even if the surveys of a new application include no December of an even year.
func TestNewApplicationHasALabelOnTheAxisOfTime(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "applications.csv", func(rows string) string { return rows + "new,basic,New,新,,,,,\n" })
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		return rows + "2025-06,new,56,20000,1,,,table,\n2025-12,new,57,21000,1,,,table,\n"
	})
	_, root := render(t, load(t, dir), headline.English)
	labels := all(all(root, hasAttribute("id", "new"))[0], hasAttribute("text-anchor", "middle"))
	if len(labels) != 1 || text(labels[0]) != "2025-12" {
		t.Errorf("there are %d labels, want one that says 2025-12", len(labels))
	}
}
