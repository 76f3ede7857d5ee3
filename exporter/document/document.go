// Package document reads PDF, HTML, MHTML, Markdown, CSV, TSV or text, in English or Chinese, into lines of text and
// rows of cells. It finds names, numbers and months in a text, but does not decide which of them belong together.
package document

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

// Stdin is the file name that stands for standard input.
const Stdin = "-"

// Document is the content of one file, normalised by Normalise.
type Document struct {
	File  string // The name for messages.
	Lines []Line
}

// Line is a line of text, a block element of a web page, or a row of a table.
type Line struct {
	// Number counts from 1 in the file or, for a PDF or a web page, in its text.
	Number int
	// Text is empty for every row of a file in which commas, semicolons or tabs separate cells.
	Text string
	// Cells are those of such a row, a row of HTML or a line that bars divide. Other lines, as of a PDF's tables, have nil.
	Cells []string
}

// Read reads a file, or stdin if name is Stdin. If forTables is true, a PDF keeps the layout of its pages, and commas,
// semicolons or tabs may separate cells. Otherwise, a PDF is read by columns, as running text. Errors name the file.
func Read(name string, stdin io.Reader, forTables bool) (d *Document, err error) {
	d = &Document{File: name}
	var content []byte
	if name == Stdin {
		d.File = "standard input"
		content, err = io.ReadAll(stdin)
	} else {
		content, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	if err = d.parse(content, forTables); err != nil {
		return nil, fmt.Errorf("%s: %w", d.File, err)
	}
	return d, nil
}

func (d *Document) parse(content []byte, forTables bool) error {
	if bytes.HasPrefix(bytes.TrimSpace(content), []byte("%PDF-")) { // Servers may send blank lines before a PDF.
		text, err := pdfText(content, forTables)
		d.addText(text)
		return err
	}
	text, err := decode(content)
	if err != nil {
		return err
	}
	if pageOrTable.MatchString(text) || fragment.MatchString(text) && !markdownTable.MatchString(text) {
		text, err = htmlText(text)
	} else if forTables {
		d.Lines = separatedRows(text)
	}
	if d.Lines == nil {
		d.addText(text)
	}
	return err
}

// addText adds the lines of a text, without markup, as rows of cells if bars (|) divide them, and skips delimiter rows.
func (d *Document) addText(text string) {
	for i, line := range strings.Split(Normalise(text), "\n") {
		line = link.ReplaceAllString(markup.ReplaceAllString(quotedInMail.ReplaceAllString(line, "$1"), "$1"), "$1")
		if !delimiterRow.MatchString(line) {
			d.Lines = append(d.Lines, Line{i + 1, line, barCells(line)})
		}
	}
}
