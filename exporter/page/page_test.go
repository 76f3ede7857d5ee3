package page_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"math"
	"os"
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

// Short video fell in the year to December 2024 and, in this copy of the dataset, in the year to December 2025, too.
func TestSecondDeclineIsNotCalledGrowth(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	datasettest.Edit(t, dir, "application_usage.csv", func(rows string) string {
		return strings.Replace(rows, "2025-12,short_video,57,107400,", "2025-12,short_video,57,102900,", 1)
	})
	_, root := render(t, load(t, dir), headline.English)
	want := "Short video −13.77 million (−1.3 %) Newer, partial figures: "
	if got := headlines(t, root); !strings.Contains(got, want) {
		t.Errorf("got  %s\nwant it to contain %q", got, want)
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

// Of the two sources of short video's figures of June 2024, report 54 has an address and the digest has none.
func TestLinksToReportsAndTheOtherLanguage(t *testing.T) {
	t.Parallel()
	for l, want := range map[headline.Language]struct{ other, newest string }{
		headline.English: {"?lang=zh", "Newest report: 57th Statistical Report on China's Internet Development (2026-02-05)."},
		headline.Chinese: {"?lang=en", "最新报告：第 57 次（2026-02-05）。"},
	} {
		_, root := render(t, datasettest.LoadReport57(t), l)
		if got := attribute(all(root, hasAttribute("class", "language"))[0], "href"); got != want.other {
			t.Errorf("the link to the other language leads to %s, want %s", got, want.other)
		}
		june2024 := all(all(root, hasAttribute("id", "short_video"))[0], element(atom.Tr))[4]
		links := all(june2024, element(atom.A))
		if len(links) != 1 || text(links[0]) != "54" || !strings.HasPrefix(attribute(links[0], "href"), "https://") {
			t.Errorf("the row of June 2024 has %d links, want one, to report 54", len(links))
		}
		if got := text(all(root, element(atom.Footer))[0]); !strings.Contains(got, want.newest) {
			t.Errorf("the footer is %s, want it to contain %s", got, want.newest)
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

// This copy of the dataset gives online video's break of December 2024 a second reason.
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
