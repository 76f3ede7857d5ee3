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
func table(t testing.TB, text string) []document.Line {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []document.Line
	for i, cells := range rows {
		out = append(out, document.Line{Number: i + 1, Cells: cells})
	}
	return out
}

func TestWrittenFileIsOneOfCandidates(t *testing.T) {
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
	if !candidate.IsHeading(written[0]) {
		t.Error("is not known as a file of candidates")
	}
}
