package document

import (
	"strings"
	"testing"
)

// Tables of figures become Markdown rows, and other text becomes lines. Menus, footnote marks, hidden elements, the head
// of the page and headers are left out, but not the title in the header of an article. Headings in a table of their
// own belong, with its caption, only to the next table, if that has as many columns and no headings.
func TestHTMLText(t *testing.T) {
	t.Parallel()
	const source = `<html><head><title>Site</title></head><body><nav>Menu</nav><header>Site</header>
<article><header><div><h1><a>Title</a></h1><p>Mobile version</p></div></header></article>
<table><tr><td><p>Short video
users<sup>1</sup> grew.</p><div hidden>1</div><div style="display:none">2</div><div style="display: none">3</div>
<table><caption>Table 5</caption>
<tr><th rowspan="2">Application</th><th colspan="2">2026</th></tr><tr><td>Users</td><td>Share | rate｜%│</td></tr>
<tr><td>Short
video</td><td>106,800</td><td>94.6%</td></tr></table></td></tr></table>
<table><tr><td>Home</td><td>News</td></tr></table>
<table><tr><td>3</td></tr></table><table><tr><td>4</td><td>5</td></tr></table>
<table><tr><td>Search</td><td>Help</td></tr></table>
<table><tr><td>Year</td><td>Users</td></tr><tr><td>6</td><td>7</td></tr></table>
<table><caption>Table 6</caption><tr><th>Year</th></tr></table><table><tr><td>8</td></tr></table></body></html>`
	const want = `Title

Short video users grew.

Table 5

| Application | 2026 | 2026 |
| Application | Users | Share / rate/%/ |
| Short video | 106,800 | 94.6% |

Home

News

| 3 |

| 4 | 5 |

Search

Help

| Year | Users |
| 6 | 7 |

Table 6

| Year |
| 8 |
`
	if got, err := htmlText(strings.ReplaceAll(source, "\n", "\r\n")); err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

// Line breaks of the source count only in preformatted text and in files that begin with text. <br> ends a paragraph
// only after a short line, or one that ends with a unit, stop or colon.
func TestLineBreaks(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<p>a\nb</p>":             "a b\n",
		"\uFEFF\n<p>a\nb</p>":     "\uFEFF\n\na b\n",
		"<!-- 1 -->\n<p>a\nb</p>": "a b\n",
		"<p>20 characters, short<br>b<BR/><br clear=all>c</p>d":           "20 characters, short\n\nb\n\nc\n\nd",
		"<p>截至2026年6月,我国网民规模为11.31亿人,普及率达<br>80.6%":                       "截至2026年6月,我国网民规模为11.31亿人,普及率达\n80.6%\n",
		"<p>我国即时通信用户规模达10.94亿人,占网民的96.8％ <br>短视频":                         "我国即时通信用户规模达10.94亿人,占网民的96.8％\n\n短视频\n",
		"<p>截至2026年6月,我国网民规模达11.31亿人。<br/>短视频":                            "截至2026年6月,我国网民规模达11.31亿人。\n\n短视频\n",
		"<p>As of June, short video users in China<br>reached 1 billion":  "As of June, short video users in China\nreached 1 billion\n",
		"<p>Short video users made up 93.6% of the total<br>Online music": "Short video users made up 93.6% of the total\n\nOnline music\n",
		"<pre>a\nb</pre>": "a\nb",
		"a\r\nb\n\n<table>\n<tr\n><td>a\nb<td>\n1</table>\nc": "a\nb\n\n| a b | 1 |\n\nc",
		"\uFEFF<!-- 1 -->\na\nb<table><tr><td>1</table>":      "\uFEFF\na\nb\n\n| 1 |\n",
	} {
		if got, err := htmlText(source); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", source, got, err, want)
		}
	}
}

func TestFragmentOfAPageIsRead(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"<p>短视频用户规模\n达<b>10.68</b>亿人</p>", "<div>短视频用户规模\n达<b>10.68</b>亿人</div>"} {
		d, err := Read(Stdin, strings.NewReader(source), false)
		if err != nil || d.Lines[0].Text != "短视频用户规模 达10.68亿人" {
			t.Errorf("%q: got %+v, %v, want the text on one line, without tags", source, d, err)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for attributes, want := range map[string]int{`colspan=" 2 "`: 2, `colspan="99999999" rowspan="99999999"`: maxSpan} {
		got, err := htmlText("<table><tr><td " + attributes + ">7</td></tr></table>")
		if err != nil || strings.Count(got, "7") != want {
			t.Errorf("%s: got %q, %v, want %d cells", attributes, got, err, want)
		}
	}
}
