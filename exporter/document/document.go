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
	"slices"
	"strings"
	"unicode/utf8"
)

// Standard is the name of the file that stands for standard input.
const Standard = "-"

// Document is the content of one file, normalised by Normalise.
type Document struct {
	// File is the name for messages.
	File string
	// Lines are the text outside of tables. A blank line has an empty Text.
	Lines []Line
	// Tables are the tables whose cells the format itself separates. A table that is
	// laid out by blanks, as in a PDF, stands among Lines.
	Tables []Table
}

// Line is a line of text, or a block element of a page.
type Line struct {
	// Number counts from 1 in the file or, for a PDF or a page, in its text.
	Number int
	Text   string
}

// Table is a table with separated cells.
type Table struct {
	// Title is the caption, or the text just above the table; it may be empty.
	Title string
	Rows  []Row
}

// Row is a row of a table. A cell that spans several columns or rows is repeated in
// each of them.
type Row struct {
	Number int
	Cells  []string
}

// Read reads a file, or stdin where name is "-". Its error begins with the name.
func Read(ctx context.Context, name string, stdin io.Reader) (*Document, error) {
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
	if err := d.parse(ctx, content); err != nil {
		return nil, fmt.Errorf("%s: %w", d.File, err)
	}
	return d, nil
}

func (d *Document) parse(ctx context.Context, content []byte) error {
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		text, err := pdfText(ctx, content)
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
	if rows := separatedRows(text); rows != nil {
		d.Tables = append(d.Tables, Table{Rows: rows})
	} else {
		d.addText(text)
	}
	return nil
}

// addText adds plain text or Markdown, whose tables are separated by bars.
func (d *Document) addText(text string) {
	var bars []Row
	flush := func() {
		if len(bars) > 1 {
			d.Tables = append(d.Tables, Table{Title: d.titleAbove(), Rows: bars})
		} else if len(bars) == 1 {
			d.Lines = append(d.Lines, Line{bars[0].Number, strings.Join(bars[0].Cells, " | ")})
		}
		bars = nil
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		if line == "\f" {
			// A page ends where its last line does.
			flush()
			d.Lines = append(d.Lines, Line{number, ""})
			continue
		}
		number++
		if cells := barCells(line); cells != nil {
			if !rule.MatchString(line) {
				bars = append(bars, Row{number, cells})
			}
			continue
		}
		flush()
		d.Lines = append(d.Lines, Line{number, strings.TrimRight(line, " \t\f")})
	}
	flush()
}

// maxTitle bounds a table's title, in characters.
const maxTitle = 120

// titleAbove returns the text of the last three lines, if it may be a table's title.
func (d *Document) titleAbove() string {
	for _, l := range slices.Backward(d.Lines[max(0, len(d.Lines)-3):]) {
		if text := strings.TrimSpace(l.Text); text != "" {
			if utf8.RuneCountInString(text) > maxTitle || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。") {
				return ""
			}
			return text
		}
	}
	return ""
}
