package document

import (
	"cmp"
	"fmt"
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

// lineAttribute carries the line of a tag through the parser, which drops it.
const lineAttribute = "data-source-line"

// numberLines writes into each tag the line on which it stands.
func numberLines(text string) string {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(text))
	for line := 1; ; {
		kind := tokens.Next()
		raw := string(tokens.Raw())
		if kind == html.ErrorToken {
			b.WriteString(raw)
			return b.String()
		}
		if end := strings.IndexAny(raw, " \t\n\f\r/>"); kind == html.StartTagToken && end > 0 {
			fmt.Fprintf(&b, `%s %s="%d"%s`, raw[:end], lineAttribute, line, raw[end:])
		} else {
			b.WriteString(raw)
		}
		line += strings.Count(raw, "\n")
	}
}

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
	root, err := html.Parse(strings.NewReader(numberLines(text)))
	if err != nil {
		return err
	}
	p := &page{Document: d, line: 1}
	p.walk(root)
	p.flush()
	return nil
}

// page collects the blocks of a page.
type page struct {
	*Document
	// open is the text of the block so far, which begins at line.
	open strings.Builder
	line int
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
		p.line = attribute(n, lineAttribute, p.line)
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
		p.Lines = append(p.Lines, Line{p.line, text}, Line{p.line, ""})
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
	p.Tables = append(p.Tables, Table{Title: cmp.Or(caption, p.titleAbove()), Rows: rows})
	return true
}

// attribute returns an attribute that is a positive number, or another value.
func attribute(n *html.Node, key string, otherwise int) int {
	for _, a := range n.Attr {
		if value, err := strconv.Atoi(strings.TrimSpace(a.Val)); a.Key == key && err == nil && value > 0 {
			return value
		}
	}
	return otherwise
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
		row := Row{Number: attribute(tr, lineAttribute, 1)}
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
			text, below := textOf(td), min(attribute(td, "rowspan", 1), maxSpan)-1
			for range min(attribute(td, "colspan", 1), maxSpan) {
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
