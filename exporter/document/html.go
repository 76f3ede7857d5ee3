package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

var (
	pageOrTable = regexp.MustCompile(`(?i)<(?:!doctype|html|body|table)\b`)
	// preformatted matches text whose line breaks count: <pre>, and a file that begins with text, such as Markdown.
	preformatted = regexp.MustCompile(`(?is)<pre\b.*?</pre>|^(?:[\s\x{FEFF}]|<!--[^>]*-->)*[^<\s\x{FEFF}].*`)
	// complete matches a line whose <br> ends a paragraph: a short line, or one that ends with a unit, stop or colon.
	complete      = regexp.MustCompile(`(?m)^([^|\n]{0,20}|.*(?:[%％)）亿億万萬人。.；;：:]|users|people|cent|illion|total))\s*?\n`)
	fragment      = regexp.MustCompile(`(?i)<(?:div|p)\b`)
	markdownTable = regexp.MustCompile(`(?m)^\s*\|(?:\s*:?-+:?\s*\|)+\s*$`)
)

const (
	// unwanted selects what is hidden or no content, such as footnote marks. A header in an article keeps its titles.
	// In a table of headings alone, an empty last cell is unwanted: it stands above the scroll bar of the rows.
	unwanted = "script, style, head, nav, header:not(article *, section *), header :not(h1, h2, h3, h1 *, h2 *, h3 *, " +
		":has(h1, h2, h3)), footer, aside, noscript, template, button, select, textarea, sup, .mw-editsection, [hidden], " +
		"[style*='display:none'], [style*='display: none'], table:not(:has(td)) th:last-child:empty"
	blocks = "p, div, li, td, th, table, h1, h2, h3, h4, h5, h6, section, article, blockquote, dd, dt, figcaption"
	// mobileCaption selects captions that limit a table to mobile users. Below the table they would not be its title.
	mobileCaption = "figure:has(table) > figcaption:matches((?i)手机|手機|mobile)"
	// maxSpan bounds colspan and rowspan, which a faulty page may set to millions.
	maxSpan = 64
)

// htmlText returns the text of a page or a part of one: blocks between blank lines, and bars between cells.
func htmlText(source string) (string, error) {
	source = preformatted.ReplaceAllStringFunc(source, strings.NewReplacer("\n", "\f").Replace)
	source = strings.NewReplacer("\r", " ", "\n", " ").Replace(source)
	page, err := goquery.NewDocumentFromReader(strings.NewReader(source))
	if err != nil {
		return "", err
	}
	page.Find(unwanted).Remove()
	page.Find(mobileCaption).Each(func(_ int, c *goquery.Selection) { c.Parent().PrependSelection(c) })
	page.Find("br").ReplaceWithNodes(textNode("\n"))
	page.Find(blocks).BeforeNodes(textNode("\n\n")).AfterNodes(textNode("\n\n"))
	head := &goquery.Selection{} // The table before, if it has no numbers.
	// Tables that have tables lay out the page.
	page.Find("table:not(:has(table))").Each(func(_ int, t *goquery.Selection) {
		rows := tableRows(t)
		if !slices.ContainsFunc(rows, hasNumber) {
			head = t // It lays out the page, or has the headings of the next table.
			return
		}
		if headings := tableRows(head); len(headings) > 0 && len(headings[0]) == len(rows[0]) && hasNumber(rows[0]) {
			rows = slices.Concat(headings, rows)
			head.ReplaceWithSelection(head.Find("caption"))
		}
		head = &goquery.Selection{}
		lines := []string{t.Find("caption").Text(), ""}
		for _, cells := range rows {
			lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		}
		t.ReplaceWithNodes(textNode(strings.Join(lines, "\n")))
	})
	lines := strings.Split(strings.ReplaceAll(complete.ReplaceAllString(page.Text(), "$1\n\n"), "\f", "\n"), "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	lines = slices.CompactFunc(lines, func(a, b string) bool { return a+b == "" })
	return strings.TrimLeft(strings.Join(lines, "\n"), "\n"), nil
}

func hasNumber(cells []string) bool { // The numbers may be full-width.
	return slices.ContainsFunc(cells, func(c string) bool { return numberCell.MatchString(norm.NFKC.String(c)) })
}

func textNode(text string) *html.Node { return &html.Node{Type: html.TextNode, Data: text} }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// tableRows returns the cells of a table, row by row. A cell that spans several columns or rows is repeated in each of
// them. Bars in a cell become slashes, since bars separate cells. Blank rows are left out.
func tableRows(table *goquery.Selection) [][]string {
	type position struct{ row, column int }
	cells := map[position]string{}
	rows := make([][]string, table.Find("tr").Length())
	table.Find("tr").Each(func(i int, tr *goquery.Selection) {
		tr.ChildrenFiltered("td, th").Each(func(_ int, td *goquery.Selection) {
			at, text := position{row: i}, strings.NewReplacer("|", "/", "｜", "/", "│", "/").Replace(oneLine(td.Text()))
			for _, taken := cells[at]; taken; _, taken = cells[at] {
				at.column++
			}
			for r := range spanOf(td, "rowspan") {
				for c := range spanOf(td, "colspan") {
					cells[position{i + r, at.column + c}] = text
				}
			}
		})
		for text, found := cells[position{i, 0}]; found; text, found = cells[position{i, len(rows[i])}] {
			rows[i] = append(rows[i], text)
		}
	})
	return slices.DeleteFunc(rows, func(cells []string) bool { return strings.Join(cells, "") == "" })
}

func spanOf(cell *goquery.Selection, attribute string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(cell.AttrOr(attribute, "")))
	return min(max(n, 1), maxSpan)
}
