package candidate_test

import (
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	const header = "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\n"
	finder := frozenFinder(t)
	found := find("截至2026年6月,短视频用户规模达10.68亿人,较2025年12月增长700万人,占网民整体的94.4%。\n=互联网普及率达80.6%。", finder, 0)
	var b strings.Builder
	if err := candidate.Write(&b, found); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), header+"x,2026-06,short_video,106800,100,94.4,,text,1,") {
		t.Errorf("got\n%s\nwant the header, then the row of short video", b.String())
	}
	// Find removes the =, with which a formula begins in a spreadsheet.
	if !strings.HasSuffix(b.String(), ",text,2,互联网普及率达80.6%。\n") {
		t.Errorf("got\n%s\nwant the last sentence without the = in front", b.String())
	}
}
