package document

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// names returns the names of report57 and further ones: one begins with a digit, one ends with a digit, one is a number,
// one is in traditional Chinese, one has characters that are special in regular expressions, and one already belongs to short video.
func names(t *testing.T) *Names {
	t.Helper()
	return NewNames(datasettest.LoadReport57(t), map[string][]string{"instant_messaging": {"5G消息"}, "online_music": {"MP3", "聽歌"}, "search_engine": {"360"}, "short_video": {"短片(含微短剧)+"}, "online_video": {"短视频"}}, nil)
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"radicals", "⽹络直播⽤⼾规模达8.42亿⼈，占⽹⺠整体", "网络直播用户规模达8.42亿人,占网民整体"},
		{"ligature", "Online oﬃce", "Online office"},
		{"traditional", "網絡視頻用戶規模（萬人）", "网络视频用户规模(万人)"},
		{"words of Taiwan", "網路視訊用戶規模", "网络视频用户规模"},
		{"simplified 程序 (program), in Taiwan a process", "小程序用户", "小程序用户"},
		{"full width", "１０，０００", "10,000"},
		{"minus, soft hyphen and line end", "−1.3 Inter\u00ADnet\r\n", "-1.3 Internet\n"},
		{"page break", "short video\n\fonline video", "short video\nonline video"},
		{"soft line break and raised marks", "short\vvideo 10.97² 10.58① 97.0%①", "short\nvideo 10.97 10.58 97.0%"},
		{"percentages as formulas", `占 $93.5\%$ ，$ -1.3 \,\%$；$5 and 10%, $6`, "占 93.5% ,-1.3%;$5 and 10%, $6"},
		{"marks after full-width numbers", "１０５７８６① 97.0％① 93.5％[5] 92.8％［12］ ９１.５％［１２］", "105786 97.0% 93.5% 92.8% 91.5%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Normalise(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	n := names(t)
	for name, want := range map[string]string{
		"即时通信": "instant_messaging", "3 短视频": "short_video", "（3）短视频": "short_video", "商务交易类 网络购物": "online_shopping", "基础应用类应用 即时通信": "instant_messaging", "网络娱乐 短视频": "short_video", "公共服务 网约车": "online_car_hailing", "网络视频12": "online_video", "Online video33": "online_video",
		"Online video†": "online_video", "Online video ‡": "online_video", "Online video#": "online_video", "Online video^2": "online_video",
		"ONLINE  OFFICE": "online_office", "网络 视频": "online_video", "手机即时通信": "", "视频": "", "live-streaming": "live_streaming",
		"生成式人工智能用户规模": "generative_ai_users", "生成式AI的用户规模": "generative_ai_users", "通过小程序使用旅游服务的用户比例": "", "人均每周上网时长": "", "其中：短视频": "short_video", "◆即时通信": "instant_messaging",
		"1 ◆即时通信": "instant_messaging", "• 2. 短视频": "short_video", "◆ 其中：· 短视频": "short_video", "其中": "", "5G消息": "instant_messaging", "1. 5G消息2": "instant_messaging", "MP3": "online_music", "听歌": "online_music",
		"No. 2 短视频": "short_video", "短视频〔1〕": "short_video", "短视频【2】": "short_video", "360": "",
		"短视频用户": "short_video", "Short video users": "short_video", "Short video apps": "short_video", "短视频服务": "short_video", "Short video services": "short_video", "用户": "", "即时通信 Instant messaging": "instant_messaging",
		"Instant messaging（即时通信）": "instant_messaging", "即时通信 Short video": "", "即时通信 WeChat": "",
	} {
		if s := n.Exact(Normalise(name)); s == nil && want != "" || s != nil && s.ID != want {
			t.Errorf("%s: got %+v, want %q", name, s, want)
		}
	}
	text := "手机网络支付用户、移动端网络支付、短 视频用户与 Online video33 users, mobile search engine, short videos, research engines, online videography, 短片(含微短剧)+"
	var found []string
	for _, m := range n.All(text) {
		found = append(found, m.ID+"="+text[m.Start:m.End])
	}
	if want := []string{"short_video=短 视频", "online_video=Online video", "short_video=short videos", "short_video=短片(含微短剧)+"}; !slices.Equal(found, want) {
		t.Errorf("names in a text: got %q, want %q", found, want)
	}
	for name, want := range map[string]string{"Instant mesaging": "Instant messaging", "短视屏": "Short video", "网络文乐": "Online literature", "团购": "", "Generative AI user": ""} {
		if got := n.Nearest(name); got != want {
			t.Errorf("nearest to %s: got %q, want %q", name, got, want)
		}
	}
}

func TestFormatsGiveTheSameCells(t *testing.T) {
	t.Parallel()
	const want = "应用/2026.6用户规模(万人)/2026.6网民使用率\n即时通信/109,400/96.7\n短视频/106,800/94.4\n"
	for name, content := range map[string]string{
		"markdown":                "| 应用 | 2026.6用户规模（万人） | 2026.6网民使用率 |\n|---|---|---|\n| **即时通信** | 109,400 | 96.7 |\n| 短视频<sup>3</sup> | 106,800 | 94.4 |\n",
		"markdown, other marks":   "| 应用 | 2026.6用户规模（万人）<br> | 2026.6网民使用率 |\n|---|---|---|\n| __即时通信__ | 109,400[^1] | [96.7](#a) |\n| 短视频 | `106,800` | 94.4 |\n",
		"quoted in a mail":        "> | 应用 | 2026.6用户规模（万人） | 2026.6网民使用率 |\n> |---|---|---|\n> | 即时通信 | 109,400 | 96.7 |\n> | 短视频 | 106,800 | 94.4 |\n",
		"bars":                    "应用 | 2026.6用户规模（万人） | 2026.6网民使用率 |\n即时通信 | 109,400 | 96.7 |\n短视频 | 106,800 | 94.4 |\n",
		"bars, quotes, blanks":    "\"应用\"|\"2026.6用户规模（万人）\"|\"2026.6网民使用率\"\n\"即时通信\"|\"109,400\"|\"96.7\"\n\" 短视频\"|\" 106,800\"|\"94.4 \"\n",
		"formulas":                "应用,2026.6用户规模（万人）,2026.6网民使用率\n即时通信,=\"109,400\",=\"96.7\"\n短视频,\"=\"\"106,800\"\"\",\"=\"\"94.4\"\"\"\n",
		"formulas, semicolons":    "应用;2026.6用户规模（万人）;2026.6网民使用率\n=\"即时通信\";=\"109,400\";=\"96.7\"\n短视频;=\"106,800\";=\"94.4\"\n",
		"formulas, tabs":          "应用\t2026.6用户规模（万人）\t2026.6网民使用率\n=\"即时通信\"\t=\"109,400\"\t=\"96.7\"\n短视频\t=\"106,800\"\t=\"94.4\"\n",
		"apostrophes, blanks":     "应用;2026.6用户规模（万人）;2026.6网民使用率\n'即时通信;'109,400;'96.7\n' 短视频;' 106,800;' 94.4\n",
		"csv":                     "应用,2026.6用户规模（万人）,2026.6网民使用率\n即时通信,\"109,400\",96.7\n短视频,\"106,800\",94.4\n",
		"csv, stray comma":        "应用,2026.6用户规模（万人）,2026.6网民使用率\n即时通信,\"109,400\",96.7,\n短视频,\"106,800\",94.4\n",
		"html in form":            "<form><p>一</p><table><tr><th>应用<th>2026.6用户规模（万人）<th>2026.6网民使用率<tr><td>即时通信<td>109,400<td>96.7<tr><td>短视频<td>106,800<td>94.4</table></form>",
		"tsv":                     "应用\t2026.6用户规模（万人）\t2026.6网民使用率\r\n即时通信\t109,400\t96.7\r\n短视频\t106,800\t94.4\r\n",
		"semicolons":              "应用;2026.6用户规模（万人）;2026.6网民使用率\n即时通信;109,400;96.7\n短视频;106,800;94.4\n",
		"html":                    "<p>一</p><table><tr><th>应用<th>2026.6用户规模（万人）<th>2026.6网民使用率<tr><td>即时通信<td>109,400<td>96.7<tr><td>短视频<sup>12</sup><td>106,800<td>94.4</table>",
		"mhtml, base64":           "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: base64\n\nPHRhYmxlPjx0cj48dGQ+5bqU55SoPHRkPjIwMjYuNueUqOaIt+inhOaooe+8iOS4h+S6uu+8iTx0\nZD4yMDI2LjbnvZHmsJHkvb/nlKjnjoc8dHI+PHRkPuWNs+aXtumAmuS/oTx0ZD4xMDksNDAwPHRk\nPjk2Ljc8dHI+PHRkPuefreinhumikTx0ZD4xMDYsODAwPHRkPjk0LjQ8L3RhYmxlPg==\n--b--\n",
		"mhtml, GBK, two pages":   "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=\"gbk\"\nContent-Transfer-Encoding: quoted-printable\n\n<table><tr><td>=D3=A6=D3=C3<td>2026.6=D3=C3=BB=A7=B9=E6=C4=A3=A3=A8=CD=F2=\n=C8=CB=A3=A9<td>2026.6=CD=F8=C3=F1=CA=B9=D3=C3=C2=CA<tr><td>=BC=B4=CA=B1=CD=\n=A8=D0=C5<td>109,400<td>96.7<tr><td>=B6=CC=CA=D3=C6=B5<td>106,800<td>94.4</=\ntable>\n--b\nContent-Type: text/html\n\n<table><tr><td>a<td>b</table>\n--b--\n",
		"mhtml, unknown charset":  "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/css; charset=\"a\"\n\np{}\n--b\nContent-Type: text/html; charset=\"a\"\n\n<table><tr><td>应用<td>2026.6用户规模（万人）<td>2026.6网民使用率<tr><td>即时通信<td>109,400<td>96.7<tr><td>短视频<td>106,800<td>94.4</table>\n--b--\n",
		"mhtml, quoted-printable": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable\n\n<table><tr><td>应用<td>2026.6用户规模（万人）<td>2026.6网民使用率<tr><td>即时通信<td>109=\n,400<td>96.7<tr><td>短视频<td>106,800<td>94.4</table>\n--b--\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := Read(Stdin, strings.NewReader(content), true)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, l := range d.Lines {
				if l.Cells != nil {
					got.WriteString(strings.Join(l.Cells, "/") + "\n")
				}
			}
			if got.String() != want {
				t.Errorf("got %q, want %q", got.String(), want)
			}
		})
	}
}

func TestBarsFrameOrDivideCells(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"| 注 |": {"注"}, "| 注": nil, "注 |": nil, "注": nil, `用户 \| users`: nil, "用户 | 109,400": {"用户", "109,400"},
		"| 用户 | 109,400": {"用户", "109,400"}, " | 109,400 | 97.6%": {"", "109,400", "97.6%"},
	} {
		if got := barCells(line); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
}

func TestQuotedLinesOfMailLoseTheirMarks(t *testing.T) {
	t.Parallel()
	d, err := Read(Stdin, strings.NewReader("> CNNIC\n>>report\n>\n>10亿人"), false)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Lines {
		got = append(got, l.Text)
	}
	// In the last line, > means more than.
	if want := []string{" CNNIC", "report", "", ">10亿人"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A ** before an item of a list or a footnote stays: it makes nothing bold.
func TestRunningTextLosesMarksOfMarkdown(t *testing.T) {
	t.Parallel()
	const text = "** <h2><dd>**短视频**用户规模减少**162万人**[^1]，占`网民`<sup>2</sup>的<b>94.4%</b>，[网络购物](http://a/2024/12)<br class=x>占[3%](3)。"
	d, err := Read(Stdin, strings.NewReader(text), false)
	if want := "** 短视频用户规模减少162万人,占网民的94.4%,网络购物占[3%](3)。"; err != nil || d.Lines[0].Text != want {
		t.Errorf("got %v, %v, want %q", d, err, want)
	}
}

// The name of a publisher other than CNNIC flags the figure.
func TestNamesInAngleBracketsAreNoTags(t *testing.T) {
	t.Parallel()
	const text = "据<QuestMobile>报告，<短视频>、＜iResearch＞，x<5"
	d, err := Read(Stdin, strings.NewReader(text), false)
	if want := "据<QuestMobile>报告,<短视频>、<iResearch>,x<5"; err != nil || d.Lines[0].Text != want {
		t.Errorf("got %v, %v, want %q", d, err, want)
	}
}

// Only in tab-separated text does a tab within a cell mean that a quotation mark is not closed.
func TestTabInACellOfCSV(t *testing.T) {
	t.Parallel()
	rows := csvRows("短视频,\"107,400\t\"\n", ',')
	if want := []string{"短视频", "107,400"}; len(rows) != 1 || !slices.Equal(rows[0].Cells, want) {
		t.Errorf("got %v, want one row of %q", rows, want)
	}
}

func TestEscapedBarAndLoneQuoteStayInCell(t *testing.T) {
	t.Parallel()
	if got, want := barCells(`| 用户 \| users | 109,400 | " |`), []string{"用户 / users", "109,400", `"`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSeparatedRowsFindsTables(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"a,1\nb,2\n": 2, "a,1\n": 0, "a,b\nc,d\n": 0, // Two rows; one row; no numbers.
		"a,\nb,\nc,1\n": 0, "a,\nb,1\nc,2\n": 3, // One row has text after its first cell; two have.
		"a,1\nb,1\nc,1\nd,1,2\n": 4, "a,1\nb,1\nc,1,2\nd,1,2,3\n": 0, // Three of four rows are equally long; two of four.
		"即时通信108,69496.6109,74697.01.0\n短视频107,40095.4105,78693.5-1.5\n": 0,                                   // A line that lost its blanks has no cells.
		"a,1,0.5-1.5\nb,1,2025.12.5\nc,1,1.12.3\nd,1,96.6%-97.0%\n":      4, "a\t1\t46198.51.1\nb\t2\t3\n": 2, // Ranges, days and versions are cells; between tabs, so is anything.
		"a\nb\nc,1\nd,2\n": 4, "a\nb\nc\nd,1\ne,2\n": 0, // Two of four rows have several cells; two of five.
		"Top 10\t500\nTop 20\t600\n": 2, "Of 10,500 million\nof 20,600 million\n": 0, // 10 and 500 are two numbers, 10,500 is one.
		"Table 5,2026\na,1\n": 2, "a,1 million\nb,2 million\n": 2, "a,1 bn\nb,2 bn\n": 2, "a,1 mln\nb,2 mln\n": 2, // 5,2026 is no number; 1 million, 1 bn and 1 mln are.
		"10,500 million\n20,600 million\n": 0, "a,of 10,500 million\nb,of 20,600 million\n": 0, "a,601,589\nb,572,568\n": 2, // In the last, 601 and 589 are two numbers.
		"a,1\nb,2\n\"c\"d,3\n": 0,                    // A quotation mark within a cell is not CSV.
		"a，b,1\nc,2\n":         2, "a；b;1\nc;2\n": 2, // Full-width commas and semicolons belong to the cell.
	} {
		if got := len(separatedRows(text)); got != want {
			t.Errorf("%q: got %d rows, want %d", text, got, want)
		}
	}
}

func TestCommasSeparateCellsOnlyForTables(t *testing.T) {
	t.Parallel()
	const text = "BEIJING, Aug. 20, 2026\n\nChina had 1.131 billion users, up 6 million, a report said.\n"
	d, err := Read(Stdin, strings.NewReader(text), false)
	if err != nil || d.Lines[2].Cells != nil || !strings.HasSuffix(d.Lines[2].Text, "a report said.") {
		t.Errorf("got %+v, %v; want the lines as text", d, err)
	}
}

func TestCommasSeparateNoCellsOfPages(t *testing.T) {
	t.Parallel()
	const page = "<p>Beijing, 2026</p><p>CNNIC, 2026</p><table><tr><td>短视频<td>106800<td>94.4</table>"
	d, err := Read(Stdin, strings.NewReader(page), true)
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.DeleteFunc(d.Lines, func(l Line) bool { return l.Cells == nil })
	if len(rows) != 1 || !slices.Equal(rows[0].Cells, []string{"短视频", "106800", "94.4"}) {
		t.Errorf("got %+v, want only the row of short video", rows)
	}
}

func TestEncodedTextIsRead(t *testing.T) {
	t.Parallel()
	const text = "应用;用户\n即时通信;109400\n"
	const page = "<table><tr><td>應用<td>用戶<tr><td>即時通信<td>109400</table>"
	for _, c := range []struct {
		name, text string
		encoding   encoding.Encoding
	}{
		{"UTF-8", text, unicode.UTF8},
		{"UTF-8 with byte order mark", text, unicode.UTF8BOM},
		{"UTF-16 of Excel", text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"GBK", text, simplifiedchinese.GBK},
		{"GBK with a kana", "应用;用户，据中国互联网络信息中心的报告和优の良品\n即时通信;109400\n", simplifiedchinese.GBK},
		{"GB 18030, with a character that GBK lacks", "㐀" + text, simplifiedchinese.GB18030},
		{"GB 18030 declared as GB 2312", "<meta charset=gb2312>㐀" + page, simplifiedchinese.GB18030},
		{"Big5, as Excel saves it in Taiwan", "應用,用戶\n即時通信,109400\n", traditionalchinese.Big5},
		{"Big5 with a meta element", "<meta charset=big5>" + page, traditionalchinese.Big5},
		{"GB 18030 declared as Latin-1", "<meta charset=iso-8859-1>" + page, simplifiedchinese.GB18030},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			content, err := c.encoding.NewEncoder().String(c.text)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Read(Stdin, strings.NewReader(content), true)
			if err != nil {
				t.Fatal(err)
			}
			rows := slices.DeleteFunc(d.Lines, func(l Line) bool { return l.Cells == nil })
			if len(rows) != 2 || rows[1].Cells[0] != "即时通信" {
				t.Errorf("got %+v, want two rows, the second of 即时通信", rows)
			}
		})
	}
}

func TestUnreadableFilesAreRejected(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{
		"":                                    "standard input: is empty",
		"PK\x03\x04\x00":                      "save a workbook as CSV, a document as PDF",
		"\x89PNG\x00":                         "is not text in UTF-8, UTF-16, GB 18030 or Big5",
		"\x81\x00\x00":                        "is not text in UTF-8, UTF-16, GB 18030 or Big5",
		strings.Repeat("网", 400) + "\xcd\xf8": "is not text in UTF-8, UTF-16, GB 18030 or Big5", // The encoding is detected in the first 1024 bytes, which are UTF-8; GBK follows.
		"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n":                            "save the page as HTML only",
		"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>A page that is cut": "unexpected EOF",
	} {
		if _, err := Read(Stdin, strings.NewReader(content), true); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", content, err, want)
		}
	}
}

func TestColumnsOfPDF(t *testing.T) {
	t.Parallel()
	_, errLookPath := exec.LookPath("pdftotext")
	// A page of two columns, drawn one after the other, and two blank lines before it. Its commas separate no cells.
	const page = `

%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 113>> stream
BT /F 10 Tf 20 150 Td (Left one,) Tj 0 -12 Td (left two,) Tj ET
BT /F 10 Tf 220 150 Td (1) Tj 0 -12 Td (2) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
`
	for forTables, want := range map[bool]string{
		true:  "Left one, 1 left two, 2",
		false: "Left one, left two, 1 2",
	} {
		d, err := Read(Stdin, strings.NewReader(page), forTables)
		if errLookPath != nil {
			if !errors.Is(err, errNoPDFTool) {
				t.Errorf("without pdftotext: got %v, want %v", err, errNoPDFTool)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range d.Lines {
			got = append(got, strings.Fields(l.Text)...)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("for tables %t: got %q, want %q", forTables, got, want)
		}
	}
}
