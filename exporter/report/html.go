package report

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var htmlTag = compiled(`(?i)<(?:!doctype|html|body|table|tbody|tr|td|div|p)\b`)

func isHTML(text string) bool { return htmlTag().MatchString(text) }

// maxSpan bounds what a cell may cover, and maxCells what a table may hold: a
// page is not to be trusted with the memory of the machine.
const (
	maxSpan  = 64
	maxCells = 100_000
)

// lineAttribute carries the line of a tag through the parser, which forgets it.
const lineAttribute = "data-source-line"

// numberLines writes into each tag the line on which it stands.
func numberLines(text string) string {
	var b bytes.Buffer
	tokens := html.NewTokenizer(strings.NewReader(text))
	at := 1
	for {
		kind := tokens.Next()
		raw := string(tokens.Raw())
		if kind == html.ErrorToken {
			b.WriteString(raw)
			return b.String()
		}
		if end := strings.IndexAny(raw, " \t\n\f\r/>"); kind == html.StartTagToken && end > 0 {
			fmt.Fprintf(&b, `%s %s="%d"%s`, raw[:end], lineAttribute, at, raw[end:])
		} else {
			b.WriteString(raw)
		}
		at += strings.Count(raw, "\n")
	}
}

// page collects what a page says.
type page struct {
	prose []line
	open  strings.Builder
	at    int
}

// readHTML reads the tables and the text of a page or a fragment of one.
func (r *Reading) readHTML(text string) {
	root, err := html.Parse(strings.NewReader(numberLines(text)))
	if err != nil {
		r.problem(1, 0, "%s", err)
		return
	}
	p := &page{at: 1}
	p.walk(r, root)
	p.flush()
	r.readProse(p.prose)
}

var (
	unseen = []atom.Atom{atom.Script, atom.Style, atom.Head, atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Noscript, atom.Template, atom.Select, atom.Sup}
	blocks = []atom.Atom{atom.P, atom.Div, atom.Li, atom.Tr, atom.Td, atom.Th, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Br, atom.Section, atom.Article, atom.Blockquote, atom.Dd, atom.Dt, atom.Caption}
)

func (p *page) walk(r *Reading, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.open.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && slices.Contains(unseen, n.DataAtom):
		return
	case n.DataAtom == atom.Table && find(n, atom.Table) == nil:
		p.flush()
		t := htmlTable(n)
		title, captions := titleOf(p.prose), []string(nil)
		if caption := find(n, atom.Caption); caption != nil {
			title, captions = "", []string{textOf(caption)}
		}
		if r.readTable(t, title, captions...) {
			return
		}
		r.reportUnreadTable(t)
	}
	block := slices.Contains(blocks, n.DataAtom)
	if block {
		p.flush()
		p.at = lineOf(n, p.at)
	}
	for c := range n.ChildNodes() {
		p.walk(r, c)
	}
	if block {
		p.flush()
	}
}

// flush ends a paragraph.
func (p *page) flush() {
	if text := strings.Join(strings.Fields(fold(p.open.String())), " "); text != "" {
		p.prose = append(p.prose, line{text, p.at}, line{})
	}
	p.open.Reset()
}

func lineOf(n *html.Node, otherwise int) int {
	for _, a := range n.Attr {
		if a.Key == lineAttribute {
			if at, err := strconv.Atoi(a.Val); err == nil {
				return at
			}
		}
	}
	return otherwise
}

// find is the first element of a kind within another.
func find(n *html.Node, kind atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == kind {
			return d
		}
	}
	return nil
}

// htmlTable lays out a table. A cell that spans others stands in each of them.
func htmlTable(n *html.Node) table {
	var t table
	hanging := map[int]struct {
		cell
		rows int
	}{}
	size := 0
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr || size > maxCells {
			continue
		}
		var row []cell
		hang := func() {
			for h := hanging[len(row)]; h.rows > 0; h = hanging[len(row)] {
				h.rows--
				hanging[len(row)] = h
				row = append(row, h.cell)
			}
		}
		at := lineOf(tr, 1)
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			hang()
			c := cell{text: textOf(td), line: lineOf(td, at)}
			for range spanOf(td, "colspan") {
				hanging[len(row)] = struct {
					cell
					rows int
				}{c, spanOf(td, "rowspan") - 1}
				row = append(row, c)
			}
		}
		hang()
		if len(row) > 0 {
			t = append(t, row)
			size += len(row)
		}
	}
	return t
}

func spanOf(n *html.Node, key string) int {
	for _, a := range n.Attr {
		if a.Key == key {
			span, err := strconv.Atoi(strings.TrimSpace(a.Val))
			if err == nil {
				return min(max(span, 1), maxSpan)
			}
		}
	}
	return 1
}

// textOf is a cell's text without raised footnote marks.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case slices.Contains(unseen, n.DataAtom):
			return
		case n.DataAtom == atom.Br || n.DataAtom == atom.P:
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(fold(b.String())), " ")
}
