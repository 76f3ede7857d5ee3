package document

import (
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

// maxSpan bounds the span of a cell and maxCells the cells of a table, since a page may
// be hostile.
const (
	maxSpan  = 64
	maxCells = 100_000
)

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

var (
	hidden = []atom.Atom{atom.Script, atom.Style, atom.Head, atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Noscript, atom.Template, atom.Select, atom.Sup}
	blocks = []atom.Atom{
		atom.P, atom.Div, atom.Li, atom.Tr, atom.Td, atom.Th, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Br,
		atom.Section, atom.Article, atom.Blockquote, atom.Dd, atom.Dt, atom.Caption, atom.Figcaption,
	}
)

// page collects the blocks of a page.
type page struct {
	*Document
	open strings.Builder
	line int
}

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

func (p *page) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.open.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && slices.Contains(hidden, n.DataAtom):
		return
	case n.DataAtom == atom.Table && find(n, atom.Table) == nil:
		p.flush()
		if rows := tableRows(n); holdsFigures(rows) {
			t := Table{Title: p.titleAbove(), Rows: rows}
			if caption := find(n, atom.Caption); caption != nil {
				t.Title = textOf(caption)
			}
			p.Tables = append(p.Tables, t)
			return
		}
	}
	block := slices.Contains(blocks, n.DataAtom)
	if block {
		p.flush()
		p.line = lineOf(n, p.line)
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

// holdsFigures tells a table of figures from one that lays out a page: numbers fill
// cells of their own.
func holdsFigures(rows []Row) bool {
	for _, r := range rows {
		if slices.ContainsFunc(r.Cells, number.MatchString) {
			return true
		}
	}
	return false
}

func lineOf(n *html.Node, otherwise int) int {
	if line := attribute(n, lineAttribute); line > 0 {
		return line
	}
	return otherwise
}

// attribute returns an attribute that is a positive number, or 0.
func attribute(n *html.Node, key string) int {
	for _, a := range n.Attr {
		if a.Key == key {
			if value, err := strconv.Atoi(strings.TrimSpace(a.Val)); err == nil {
				return max(0, value)
			}
		}
	}
	return 0
}

// find returns the first element of a kind within another.
func find(n *html.Node, kind atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == kind {
			return d
		}
	}
	return nil
}

// span is a cell that extends into rows below.
type span struct {
	text string
	rows int
}

// tableRows lays out a table.
func tableRows(n *html.Node) []Row {
	var rows []Row
	hanging := map[int]span{}
	size := 0
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr || size > maxCells {
			continue
		}
		row := Row{Number: lineOf(tr, 1)}
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
			text, below := textOf(td), min(max(attribute(td, "rowspan"), 1), maxSpan)-1
			for range min(max(attribute(td, "colspan"), 1), maxSpan) {
				hanging[len(row.Cells)] = span{text, below}
				row.Cells = append(row.Cells, text)
			}
		}
		hang()
		if len(row.Cells) > 0 {
			rows = append(rows, row)
			size += len(row.Cells)
		}
	}
	return rows
}

// textOf returns a cell's text without raised footnote marks.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case slices.Contains(hidden, n.DataAtom):
			return
		case n.DataAtom == atom.Br || n.DataAtom == atom.P:
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(Normalise(b.String())), " ")
}
