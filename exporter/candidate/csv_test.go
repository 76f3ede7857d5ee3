package candidate_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

const header = "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\n"

// table reads CSV as package document does.
func table(t testing.TB, text string) document.Table {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out document.Table
	for i, cells := range rows {
		out.Rows = append(out.Rows, document.Row{Number: i + 1, Cells: cells})
	}
	return out
}

func TestWrittenFileIsReadBack(t *testing.T) {
	t.Parallel()
	names := frozenNames(t)
	found := find("截至2026年6月,短视频用户规模达10.68亿人,较2025年12月增长700万人,占网民整体的94.4%。\n=互联网普及率达80.6%。", names, 0)
	var b strings.Builder
	if err := candidate.Write(&b, found); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), header+"x,2026-06,short_video,106800,100,94.4,,text,1,") {
		t.Errorf("wrote\n%s", b.String())
	}
	written := table(t, b.String())
	if strings.Contains(b.String(), "\"=") || strings.Contains(b.String(), ",=") {
		t.Errorf("spreadsheets would take a cell for a formula:\n%s", b.String())
	}
	if !candidate.IsTable(written) {
		t.Error("is not known as a file of candidates")
	}
	taken, err := candidate.Read("reviewed.csv", written, names)
	if err != nil || len(taken) != 2 || brief(taken[0]) != brief(found[0]) || taken[0].Line != 1 || taken[0].Sentence != found[0].Sentence {
		t.Errorf("read %+v %v", taken, err)
	}
}

func TestReviewedRows(t *testing.T) {
	t.Parallel()
	names := frozenNames(t)
	for _, test := range []struct{ row, want string }{
		{"x,2026-06,short_video,106800,100,94.4,bound,a.pdf,3,…", "x 2026-06 short_video 106800/100 94.4%"},
		{"X,Jun-26,internet_penetration,,,80.6%,,,,", "x 2026-06 internet_penetration 80.6%"},
		{"x,2026/6/1,internet_users,113100,100,,,,,", "x 2026-06 internet_users 113100/100"},
		{"x,2026年6月,online_news,,,\"72,8\",,,,", "x 2026-06 online_news 72.8%"},
		{",not,even,looked,at,,,,,", ""},
		{"y,2026-06,online_news,,,72.8,,,,", `r.csv:2: take: "y" is neither x nor empty`},
		{"x,2026,online_news,,,72.8,,,,", `r.csv:2: period: "2026" is not a month written YYYY-MM`},
		{"x,2026-13,online_news,,,72.8,,,,", `r.csv:2: period: "2026-13" is not a month written YYYY-MM`},
		{"x,2026-06,online_fishing,,,72.8,,,,", `r.csv:2: subject: "online_fishing" is no application and no national indicator of people or shares`},
		{"x,2026-06,online_news,,,,,,,", "r.csv:2: users_10k: is empty, and so is pct; a row that is taken has at least one"},
		{"x,2026-06,online_news,8.23,100,,,,,", `r.csv:2: users_10k: "8.23" is not a whole number from 1 to 150000 (10,000 people)`},
		{"x,2026-06,online_news,82300,,,,,,", `r.csv:2: users_rounding_10k: "" is not a whole number from 1 to 150000 (10,000 people)`},
		{"x,2026-06,online_news,,,728,,,,", `r.csv:2: pct: "728" is not a share from 0 to 100`},
		{"x,2026-06,internet_users,113100,100,80.6,,,,", "r.csv:2: pct: internet_users counts people; empty this cell"},
		{"x,2026-06,internet_penetration,113100,100,80.6,,,,", "r.csv:2: users_10k: internet_penetration is a share; empty this cell"},
	} {
		taken, err := candidate.Read("r.csv", table(t, header+test.row+"\n"), names)
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case len(taken) == 1:
			got = brief(taken[0])
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.row, got, test.want)
		}
	}
}

func TestAllWrongCellsAreListed(t *testing.T) {
	t.Parallel()
	_, err := candidate.Read("r.csv", table(t, header+"y,,,,,,,,,\nx,,online_news,,,72.8,,,,\n"), frozenNames(t))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Error(err)
	}
}
