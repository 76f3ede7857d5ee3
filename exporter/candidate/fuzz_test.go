package candidate_test

import "testing"

// FuzzFind checks that Find accepts any text, and that each of its rows has a number, a sentence
// and a line.
func FuzzFind(f *testing.F) {
	finder := frozenFinder(f)
	for _, seed := range []string{
		"截至2026年6月,我国短视频用户规模达10.68亿人,占网民整体的94.4%。",
		"即时通信、网络视频用户规模分别达10.94亿人和10.85亿人", "Online music users: 761 million (up 1.1 %)",
		"◊网民8亿2113万人", "由6.9亿增至7.1亿", "end of last year 1 billion netizens", "占整体的5%网民",
		"2026-06", "短视频使用率达141.7%", "（网民", ".5亿网民", "网民99999999999999999999亿", "\xff亿网民",
		"10亿人使用网民(5亿人)使用率达3亿人",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range find(text, finder, 0) {
			if c.Users+c.Percent == "" || c.Sentence == "" || c.Line < 1 {
				t.Errorf("got %+v, want a number, a sentence and a line", c)
			}
		}
	})
}
