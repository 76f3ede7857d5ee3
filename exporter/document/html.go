package document

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var htmlTag = regexp.MustCompile(`(?i)<(?:!doctype|html|body|table|tbody|tr|td|div|p)\b`)

func isHTML(text string) bool { return htmlTag.MatchString(text) }

// maxSpan bounds the columns and rows of a cell.
const maxSpan = 64

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
)

// addHTML adds the text and the tables of a page or of a fragment of one.
func (d *Document) addHTML(text string) error {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return err
	}
	p := &page{Document: d}
	p.walk(root)
	p.flush()
	return nil
}

// page collects the blocks of a page.
type page struct {
	*Document
	// open is the text of the block so far.
	open strings.Builder
	// count counts blocks and rows of tables.
	count int
}

func (p *page) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.open.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && slices.Contains(hidden, n.DataAtom):
		return
	case n.DataAtom == atom.Table && p.addTable(n):
		return
	}
	block := slices.Contains(blocks, n.DataAtom)
	if block {
		p.flush()
	}
	for c := range n.ChildNodes() {
		p.walk(c)
	}
	if block {
		p.flush()
	}
}

// flush ends a block.
func (p *page) flush() {
	if text := strings.Join(strings.Fields(Normalise(p.open.String())), " "); text != "" {
		p.count++
		p.Lines = append(p.Lines, Line{p.count, text}, Line{p.count, ""})
	}
	p.open.Reset()
}

// addTable adds a table whose cells hold numbers. Other tables lay out the page.
func (p *page) addTable(n *html.Node) bool {
	var caption string
	for inner := range n.Descendants() {
		switch inner.DataAtom {
		case atom.Table:
			return false
		case atom.Caption:
			caption = textOf(inner)
		}
	}
	rows := tableRows(n)
	if !slices.ContainsFunc(rows, func(r Row) bool { return slices.ContainsFunc(r.Cells, number.MatchString) }) {
		return false
	}
	p.flush()
	for i := range rows {
		p.count++
		rows[i].Number = p.count
	}
	p.Tables = append(p.Tables, Table{Title: cmp.Or(caption, p.titleAbove()), Rows: rows})
	return true
}

// spanOf returns the columns or rows of a cell.
func spanOf(cell *html.Node, key string) int {
	for _, a := range cell.Attr {
		if n, err := strconv.Atoi(strings.TrimSpace(a.Val)); a.Key == key && err == nil {
			return min(max(n, 1), maxSpan)
		}
	}
	return 1
}

// tableRows lays out a table.
func tableRows(n *html.Node) []Row {
	// hanging are the cells that extend into rows below, by column.
	type span struct {
		text string
		rows int
	}
	hanging := map[int]span{}
	var rows []Row
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		var row Row
		hang := func() {
			for h := hanging[len(row.Cells)]; h.rows > 0; h = hanging[len(row.Cells)] {
				hanging[len(row.Cells)] = span{h.text, h.rows - 1}
				row.Cells = append(row.Cells, h.text)
			}
		}
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			hang()
			text, below := textOf(td), spanOf(td, "rowspan")-1
			for range spanOf(td, "colspan") {
				hanging[len(row.Cells)] = span{text, below}
				row.Cells = append(row.Cells, text)
			}
		}
		hang()
		if len(row.Cells) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// textOf returns an element's text without raised footnote marks, on one line.
func textOf(n *html.Node) string {
	p := &page{Document: &Document{}}
	p.walk(n)
	p.flush()
	var blocks []string
	for _, l := range p.Lines {
		blocks = append(blocks, l.Text)
	}
	return strings.Join(strings.Fields(strings.Join(blocks, " ")), " ")
}
