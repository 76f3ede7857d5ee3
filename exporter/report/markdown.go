package report

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// delimiterRow is the line under a heading by which a table of Markdown is known.
var delimiterRow = compiled(`(?m)^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$`)

func isMarkdown(text string) bool { return delimiterRow().MatchString(text) }

// readMarkdown reads the tables and the paragraphs of a Markdown text.
func (r *Reading) readMarkdown(source string) {
	content := []byte(source)
	at := newPlaces(source)
	document := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(content))
	var prose []line
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *tables.Table:
			if t := markdownTable(n, content, at); !r.readTable(t, titleOf(prose)) {
				r.reportUnreadTable(t)
			}
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			for _, segment := range n.Lines().Sliced(0, n.Lines().Len()) {
				prose = append(prose, line{fold(strings.TrimRight(string(segment.Value(content)), "\n")), at.line(segment.Start)})
			}
			prose = append(prose, line{})
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	r.readProse(prose)
}

func markdownTable(n *tables.Table, content []byte, at *places) table {
	var t table
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var out []cell
		number := at.line(firstOffset(row))
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			one := cell{text: strings.TrimSpace(fold(plainText(c, content))), line: number}
			if c.Lines().Len() > 0 {
				start := c.Lines().At(0).Start
				one.column = at.column(start)
			}
			out = append(out, one)
		}
		// Cells that the row lacks are there, empty, and those that it has too many
		// are gone, so the bars are counted.
		if got := barsOf(at.text(number)); got > 0 && got != len(out) {
			out = append(out[:min(got, len(out))], make([]cell, max(0, got-len(out)))...)
		}
		t = append(t, out)
	}
	return t
}

var bar = compiled(`(?:^|[^\\])\|`)

// barsOf counts the cells of a line by its bars.
func barsOf(row string) int {
	row = strings.TrimPrefix(strings.TrimSpace(row), "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	return len(bar().FindAllString(row, -1)) + 1
}

// plainText is a node's text without markup. A footnote mark that is raised is
// left out.
func plainText(n ast.Node, content []byte) string {
	var b strings.Builder
	raised := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			tag := strings.ToLower(string(n.Segments.Value(content)))
			raised = strings.HasPrefix(tag, "<sup") || raised && !strings.HasPrefix(tag, "</sup")
		case *ast.Text:
			if !raised {
				b.Write(n.Segment.Value(content))
			}
		case *ast.String:
			b.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// firstOffset is where a node begins.
func firstOffset(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// places finds lines and columns by offsets.
type places struct {
	source string
	starts []int
}

func newPlaces(source string) *places {
	p := &places{source, []int{0}}
	for i := range len(source) {
		if source[i] == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	return p
}

func (p *places) line(offset int) int {
	return sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > offset })
}

func (p *places) column(offset int) int { return offset - p.starts[p.line(offset)-1] + 1 }

func (p *places) text(line int) string {
	end := len(p.source)
	if line < len(p.starts) {
		end = p.starts[line]
	}
	return p.source[p.starts[line-1]:end]
}
