// Package document reads a file that carries figures of a report into text lines
// and tables: PDF (through pdftotext), HTML, MHTML, Markdown, CSV, TSV and plain
// text, in English, simplified or traditional Chinese. It does not interpret the
// figures.
package document

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// Standard is the name of the file that stands for standard input.
const Standard = "-"

// Document is the content of one file, normalised by Normalise.
type Document struct {
	// File is the name for messages.
	File  string
	Lines []Line
}

// Line is a line of text, a block element of a page, or a row of a table.
type Line struct {
	// Number counts from 1 in the file or, for a PDF or a page, in its text.
	Number int
	// Text may be blank. It is empty for a row of CSV.
	Text string
	// Cells are those of a row whose format separates them: CSV, HTML, Markdown. A cell
	// that spans several columns or rows is repeated in each of them. Rows of a table
	// that is laid out by blanks, as in a PDF, are lines of text.
	Cells []string
}

// Read reads a file, or stdin where name is "-". The text of a PDF comes laid out as its
// pages are, for tables, or else in the order of reading, column by column. The error
// has the name.
func Read(ctx context.Context, name string, stdin io.Reader, laidOut bool) (*Document, error) {
	d := &Document{File: name}
	var content []byte
	var err error
	if name == Standard {
		d.File = "standard input"
		content, err = io.ReadAll(stdin)
	} else {
		content, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	if err := d.parse(ctx, content, laidOut); err != nil {
		return nil, fmt.Errorf("%s: %w", d.File, err)
	}
	return d, nil
}

func (d *Document) parse(ctx context.Context, content []byte, laidOut bool) error {
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		text, err := pdfText(ctx, content, laidOut)
		if err != nil {
			return err
		}
		d.addText(Normalise(text))
		return nil
	}
	content, err := archivedPage(content)
	if err != nil {
		return err
	}
	text, err := decode(content)
	if err != nil {
		return err
	}
	if isHTML(text) {
		text, err = pageText(text)
		d.addText(Normalise(text))
		return err
	}
	text = Normalise(text)
	if d.Lines = separatedRows(text); d.Lines == nil {
		d.addText(text)
	}
	return nil
}

// addText adds plain text or Markdown, whose tables are separated by bars.
func (d *Document) addText(text string) {
	for i, line := range strings.Split(text, "\n") {
		if cells := barCells(line); cells == nil || !rule.MatchString(line) {
			d.Lines = append(d.Lines, Line{i + 1, strings.TrimRight(line, " \t"), cells})
		}
	}
}
