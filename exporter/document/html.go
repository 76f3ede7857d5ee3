package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var htmlTag = regexp.MustCompile(`(?i)<(?:!doctype|html|body|table|tbody|tr|td|div|p)\b`)

func isHTML(text string) bool { return htmlTag.MatchString(text) }

// hidden elements have no text of the page, or a footnote mark; blocks begin a line.
var (
	hidden = []atom.Atom{
		atom.Script, atom.Style, atom.Head, atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Noscript, atom.Template,
		atom.Select, atom.Sup,
	}
	blocks = []atom.Atom{
		atom.P, atom.Div, atom.Li, atom.Tr, atom.Td, atom.Th, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Br,
		atom.Section, atom.Article, atom.Blockquote, atom.Dd, atom.Dt, atom.Caption, atom.Figcaption,
	}
	blankLines = regexp.MustCompile(`\s*\n\s*\n\s*`)
	blanks     = regexp.MustCompile(`[^\S\n]+`)
)

// pageText is a page, or a fragment of one, as text: blocks with blank lines between
// them, and tables of figures with bars between their cells.
func pageText(source string) (string, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	writeText(&b, root)
	text := blankLines.ReplaceAllString(blanks.ReplaceAllString(b.String(), " "), "\n\n")
	return strings.TrimSpace(text), nil
}

func writeText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(strings.NewReplacer("\r", " ", "\n", " ").Replace(n.Data))
		return
	case n.Type == html.ElementNode && slices.Contains(hidden, n.DataAtom):
		return
	case n.DataAtom == atom.Table && writeTable(b, n):
		return
	}
	var parting string
	if slices.Contains(blocks, n.DataAtom) {
		parting = "\n\n"
	}
	b.WriteString(parting)
	for c := range n.ChildNodes() {
		writeText(b, c)
	}
	b.WriteString(parting)
}

// writeTable writes a table whose cells hold numbers. Other tables lay out the page.
func writeTable(b *strings.Builder, n *html.Node) bool {
	for inner := range n.Descendants() {
		switch inner.DataAtom {
		case atom.Table:
			return false
		case atom.Caption:
			b.WriteString("\n\n" + textOf(inner))
		}
	}
	rows := tableRows(n)
	if !slices.ContainsFunc(rows, func(cells []string) bool { return slices.ContainsFunc(cells, number.MatchString) }) {
		return false
	}
	b.WriteString("\n\n")
	for _, cells := range rows {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	b.WriteString("\n")
	return true
}

// maxSpan bounds the columns and rows of a cell.
const maxSpan = 64

// spanOf returns the columns or rows of a cell.
func spanOf(cell *html.Node, key string) int {
	for _, a := range cell.Attr {
		if n, err := strconv.Atoi(strings.TrimSpace(a.Val)); a.Key == key && err == nil {
			return min(max(n, 1), maxSpan)
		}
	}
	return 1
}

// tableRows lays out a table. A cell that spans several columns or rows is repeated in
// each of them.
func tableRows(n *html.Node) (rows [][]string) {
	// hanging are the cells that extend into rows below, by column.
	type span struct {
		text string
		rows int
	}
	hanging := map[int]span{}
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		var cells []string
		hang := func() {
			for h := hanging[len(cells)]; h.rows > 0; h = hanging[len(cells)] {
				hanging[len(cells)] = span{h.text, h.rows - 1}
				cells = append(cells, h.text)
			}
		}
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			hang()
			text, below := textOf(td), spanOf(td, "rowspan")-1
			for range spanOf(td, "colspan") {
				hanging[len(cells)] = span{text, below}
				cells = append(cells, text)
			}
		}
		hang()
		rows = append(rows, cells)
	}
	return rows
}

// textOf returns an element's text without raised footnote marks, on one line and
// without bars.
func textOf(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return strings.ReplaceAll(strings.Join(strings.Fields(b.String()), " "), "|", "/")
}
