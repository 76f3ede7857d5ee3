package page_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/page"
)

var update = flag.Bool("update", false, "rewrite testdata/charts.html")

func shipped(t *testing.T) *dataset.Dataset {
	t.Helper()
	return datasettest.Load(t, data.FS)
}

func load(t *testing.T, dir string) *dataset.Dataset {
	t.Helper()
	return datasettest.Load(t, os.DirFS(dir))
}

func render(t *testing.T, d *dataset.Dataset, l headline.Language) ([]byte, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, d, l); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), root
}

// all returns the elements below a node that satisfy a condition, in document order.
func all(n *html.Node, match func(*html.Node) bool) (found []*html.Node) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && match(c) {
			found = append(found, c)
		}
	}
	return found
}

func element(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func hasAttribute(name, value string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attribute(n, name) == value }
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// table returns the text of the one table under a heading.
func table(t *testing.T, root *html.Node, heading string) string {
	t.Helper()
	tables := all(root, hasAttribute("aria-labelledby", heading))
	if len(tables) != 1 {
		t.Fatalf("there are %d tables under %s, want one", len(tables), heading)
	}
	return text(tables[0])
}

func headlines(t *testing.T, root *html.Node) string {
	t.Helper()
	sections := all(root, hasAttribute("class", "headlines"))
	if len(sections) != 1 {
		t.Fatalf("there are %d sections of headlines, want 1", len(sections))
	}
	return text(sections[0])
}

func TestHeadlinesListDeclines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dir  string
		l    headline.Language
		want string
	}{
		{datasettest.Report55(t), headline.English, "Shrank in the year to December 2024 Short video −13.77 million (−1.3 %)"},
		{datasettest.Report57(t), headline.English, "Shrank in the year to December 2024 Short video −13.77 million (−1.3 %), grew at a newer survey " +
			"Newer, partial figures: shrank in the year to December 2025 Search engine −95.76 million (−10.9 %)"},
		{datasettest.Report57(t), headline.Chinese, "2024 年 12 月用户规模同比下降 短视频 −1377 万（−1.3%），后续调查显示增长 " +
			"后续调查（部分数据）：2025 年 12 月用户规模同比下降 搜索引擎 −9576 万（−10.9%）"},
		{datasettest.Report58(t), headline.English, "Shrank in the year to June 2026 Short video −9 million (−0.8 %) " +
			"No newer comparison: shrank in the year to December 2025 Search engine −95.76 million (−10.9 %)"},
	} {
		_, root := render(t, load(t, c.dir), c.l)
		if got := headlines(t, root); !strings.HasPrefix(got, c.want) {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestPageWithoutAFullSurvey(t *testing.T) {
	t.Parallel()
	_, root := render(t, load(t, datasettest.WithoutFullSurvey(t)), headline.English)
	want := "No survey covers all applications of the report's Table 5 yet. Partial figures: shrank in the year to December 2025 Search engine −95.76 million (−10.9 %)"
	if got := headlines(t, root); !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// No survey of June 2025 states the users of search engines, so the users of June 2026 have no change in a year.
func TestNewestFiguresStandBesideTheReferencePeriod(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "reports.csv", func(content string) string { return content + "58,CNNIC,58th report,2026-06,2026-08-20,\n" })
	datasettest.Edit(t, dir, "application_usage.csv", func(content string) string { return content + "2026-06,search_engine,58,76500,100,,,rounded,\n" })
	_, root := render(t, load(t, dir), headline.English)
	for label, want := range map[string]string{"change": "Search engine+51.12+6.2 % December 2025: −10.9 %", "users": "Search engine877.82 79.2 %June 2026: 765"} {
		if got := table(t, root, label); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want it to contain %q", label, got, want)
		}
	}
}

// The reference period is set to December 2023. Report 58 presents a full survey of June 2026.
func TestNewerFullSurveyIsNotCalledPartial(t *testing.T) {
	t.Parallel()
	december2023, _ := dataset.ParsePeriod("2023-12")
	d, err := dataset.Load(os.DirFS(datasettest.Report58(t)), december2023)
	if err != nil {
		t.Fatal(err)
	}
	_, root := render(t, d, headline.English)
	want := " Newer figures: shrank in the year to June 2026 Short video −9 million (−0.8 %) Newer, partial figures: shrank in the year to December 2025 "
	if got := headlines(t, root); !strings.Contains(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Online video has a break in series at December 2024.
func TestNewerChangeAcrossABreakIsMarked(t *testing.T) {
	t.Parallel()
	december2023, _ := dataset.ParsePeriod("2023-12")
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), december2023)
	if err != nil {
		t.Fatal(err)
	}
	_, root := render(t, d, headline.English)
	if got, want := table(t, root, "change"), "Online video+36.14+3.5 % December 2024: +0.3 % * "; !strings.Contains(got, want) {
		t.Errorf("got %s, want it to contain %q", got, want)
	}
}

// The reference period is December 2020; the survey a year before was delayed to March 2020.
func TestRankingNeedsNoGrowth(t *testing.T) {
	t.Parallel()
	december2020, _ := dataset.ParsePeriod("2020-12")
	d, err := dataset.Load(os.DirFS(datasettest.Report57(t)), december2020)
	if err != nil {
		t.Fatal(err)
	}
	_, root := render(t, d, headline.English)
	want := "Shrank in the year to December 2020 No application can be compared with a year before."
	if got := headlines(t, root); !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// Of online games, the survey states the share but not the users.
	if ranking := table(t, root, "users"); strings.Contains(ranking, "Online games") {
		t.Errorf("the ranking by users has online games: %s", ranking)
	}
}

// The users and the share of Internet users in each application's table are those of the dataset.
func TestTablesShowEveryUsage(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	for l, unit := range map[headline.Language]float64{headline.English: 1e6, headline.Chinese: 1e4} {
		_, root := render(t, d, l)
		shown := 0
		for _, figures := range all(root, hasAttribute("class", "scroll")) {
			a := d.Application(attribute(figures, "id"))
			for _, r := range all(figures, element(atom.Tr)) {
				cells := all(r, element(atom.Td))
				heads := all(r, element(atom.Th))
				if len(heads) != 1 {
					continue
				}
				// An asterisk marks a survey at which the definition changed.
				u := usageAt(d, a, strings.TrimSuffix(text(heads[0]), " *"), l)
				if u == nil {
					t.Fatalf("%s has a row for %s, for which the dataset has no usage", a.ID, text(heads[0]))
				}
				shown++
				row := a.ID + ", " + text(heads[0])
				compare(t, row, text(cells[0]), u.Users, unit, max(u.Rounding.Value, 1e4)/2)
				compare(t, row, strings.Trim(text(cells[1]), " %"), u.Penetration, 0.01, 0.0005)
			}
		}
		if shown != len(d.Usage) {
			t.Errorf("%d rows are shown, want %d, one for each usage", shown, len(d.Usage))
		}
	}
}

// The ranking has every application whose users at the reference period are known.
func TestRankingShowsAllKnownUsers(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	known := 0
	for _, u := range d.Usage {
		if u.Period == d.Reference.Period && u.Users.Known {
			known++
		}
	}
	for l, unit := range map[headline.Language]float64{headline.English: 1e6, headline.Chinese: 1e4} {
		_, root := render(t, d, l)
		ranking := all(root, hasAttribute("aria-labelledby", "users"))
		rows := all(ranking[0], element(atom.Tr))[1:]
		for _, r := range rows {
			a := d.Application(strings.TrimPrefix(attribute(all(r, element(atom.A))[0], "href"), "#"))
			u := a.UsageAt(d.Reference.Period)
			compare(t, a.ID, text(all(r, element(atom.Td))[1]), u.Users, unit, max(u.Rounding.Value, 1e4)/2)
		}
		if len(rows) != known {
			t.Errorf("the ranking has %d applications, want %d", len(rows), known)
		}
	}
}

func usageAt(d *dataset.Dataset, a *dataset.Application, month string, l headline.Language) *dataset.Usage {
	for _, s := range d.Surveys {
		if l.Month(s.Period) == month {
			return a.UsageAt(s.Period)
		}
	}
	return nil
}

func compare(t *testing.T, row, cell string, want dataset.Number, unit, tolerance float64) {
	t.Helper()
	got, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", ""), 64)
	switch {
	case !want.Known && cell == "–":
	case err != nil || !want.Known:
		t.Errorf("%s: got %q, but the dataset has %+v", row, cell, want)
	case math.Abs(got*unit-want.Value) > tolerance+1e-9:
		t.Errorf("%s: got %q, want %v", row, cell, want.Value/unit)
	}
}

func TestPageIsSelfContainedAndSmall(t *testing.T) {
	t.Parallel()
	for _, l := range []headline.Language{headline.English, headline.Chinese} {
		content, root := render(t, shipped(t), l)
		for _, n := range all(root, func(n *html.Node) bool {
			return n.DataAtom == atom.Script || n.DataAtom == atom.Img || attribute(n, "src") != "" || attribute(n, "style") != "" ||
				n.DataAtom == atom.Link && attribute(n, "href") != "data:,"
		}) {
			t.Errorf("the page has <%s %v>, want no script, image, linked file, src or style attribute", n.Data, n.Attr)
		}
		for _, n := range all(root, element(atom.A)) {
			if href := attribute(n, "href"); strings.HasPrefix(href, "/") {
				t.Errorf("the link %s begins at the root: behind a proxy with a path prefix it leads elsewhere", href)
			}
		}
		style := all(root, element(atom.Style))
		sum := sha256.Sum256([]byte(style[0].FirstChild.Data))
		if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(page.SecurityPolicy, want) {
			t.Errorf("the policy %q does not allow the style, %s", page.SecurityPolicy, want)
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, _ = w.Write(content)
		_ = w.Close()
		if packed.Len() > 100_000 {
			t.Errorf("the page has %d bytes compressed, more than 100 kB", packed.Len())
		}
	}
}

func TestEveryLinkWithinThePageHasATarget(t *testing.T) {
	t.Parallel()
	_, root := render(t, shipped(t), headline.English)
	ids := map[string]bool{}
	for _, n := range all(root, func(n *html.Node) bool { return attribute(n, "id") != "" }) {
		ids[attribute(n, "id")] = true
	}
	for _, n := range all(root, element(atom.A)) {
		if id, within := strings.CutPrefix(attribute(n, "href"), "#"); within && !ids[id] {
			t.Errorf("the link #%s leads nowhere", id)
		}
	}
}

// Browsers open a <details> element around a link's target, but not one that is the target itself.
func TestLinksOpenTheirApplication(t *testing.T) {
	t.Parallel()
	d := shipped(t)
	_, root := render(t, d, headline.English)
	opened := 0
	for _, details := range all(root, element(atom.Details)) {
		opened += len(all(details, func(n *html.Node) bool { return d.Application(attribute(n, "id")) != nil }))
	}
	if opened != len(d.Applications) {
		t.Errorf("links open %d of %d applications", opened, len(d.Applications))
	}
}

// Numbers are as exact as their sources, axes have ticks at round numbers, and a break stands only below its survey.
func TestRowsAndAxes(t *testing.T) {
	t.Parallel()
	for l, want := range map[headline.Language][]string{
		headline.English: {
			"December 2025|1,074|95.4 %|+34|+3.3 %|57|Text, rounded",
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
		for _, id := range []string{"short_video", "social_networking", "online_education"} {
			figures := all(root, hasAttribute("id", id))[0]
			collect(all(all(figures, element(atom.Tr))[1], isCell))
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

// The dataset gives another reason for online video's break of December 2024.
func TestEveryReasonOfABreakIsShown(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_breaks.csv", func(rows string) string {
		return rows + "2024-12,online_video,renamed_from_remote_office,55,made up\n"
	})
	_, root := render(t, load(t, dir), headline.English)
	figures := all(root, hasAttribute("id", "online_video"))[0]
	want := "* Not comparable with earlier surveys: Micro drama counted in, Renamed from remote office"
	if got := text(all(figures, hasAttribute("class", "break"))[0]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// testdata/charts.html has the charts of a sector and of two applications, one with a break in
// series, and the sparklines of the ranking.
func TestChartsAreDrawnAsCommitted(t *testing.T) {
	t.Parallel()
	const file = "testdata/charts.html"
	content, _ := render(t, datasettest.LoadReport57(t), headline.English)
	drawings := regexp.MustCompile(`(?s)<svg class="chart"[^>]*><title>(?:Public services|Online office|Search engine)</title>.*?</svg>|<svg class="spark".*?</svg>`).FindAll(content, -1)
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
