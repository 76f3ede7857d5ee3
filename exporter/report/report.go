// Package report reads what a report of CNNIC publishes, a table of user scale
// and utilisation ratio or running text, into plain observations. It takes the
// shapes in which people get hold of it: Markdown, an HTML page, CSV, TSV, or
// text pasted from a PDF, in English or Chinese. It knows names and periods, and
// nothing of where the figures are kept.
package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// Position is a place in what was read.
type Position struct {
	// File is the name that Read was given.
	File string
	// Line and Column count from 1. A column that is not known is 0.
	Line, Column int
}

// String writes the position as compilers do, so that editors jump to it.
func (p Position) String() string {
	if p.Column > 0 {
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Usage is what a report says of one application at one survey.
type Usage struct {
	Position
	// Name is the application's name as it stands in the report, and Subject the
	// identifier that the vocabulary has for it, or empty where it has none.
	Name, Subject string
	// Period is the survey, or zero where running text or a table of one survey does
	// not say of which it speaks.
	Period dataset.Period
	// Users is in units of 10,000 people, and Rounding the unit to which it was
	// rounded. Penetration is in percent. A number that the report leaves out is
	// not valid.
	Users, Penetration decimal.NullDecimal
	Rounding           int64
	// Growth is in percent, over as many months as Interval says.
	Growth   decimal.NullDecimal
	Interval dataset.Interval
	// Table says that the figure is of a table and not of running text.
	Table bool
	// Sentence is what running text says, or empty for a table.
	Sentence string
}

// Figure is what running text says of the country.
type Figure struct {
	Position
	// Subject is the indicator that the vocabulary has for the name.
	Subject string
	Period  dataset.Period
	// Kind is People, of which Value is in units of 10,000, or Share, in percent.
	Kind  Kind
	Value decimal.Decimal
	// Qualifier is the text's word for how exact the value is: exact for a share,
	// rounded for a number of people, over, nearly, about, at_least.
	Qualifier string
	// Sentence is what the text says.
	Sentence string
}

// Remark is a message about a place: what is wrong with it, or what a reader
// should know of it.
type Remark struct {
	Position
	Message string
}

// String is the form in which remarks are printed.
func (r Remark) String() string { return r.Position.String() + ": " + r.Message }

// Reading is all that was read from one file.
type Reading struct {
	File    string
	Usage   []Usage
	Figures []Figure
	// Notes are what was passed over and deserves a look.
	Notes []Remark
	// Problems are what is wrong. A file with problems is not to be used. One without
	// any has figures, or notes that say why not.
	Problems []Remark

	vocabulary *Vocabulary
	// last is the table that was read last, for rows that continue it.
	last *layout
}

// HasFigures says whether anything is to be taken from the file.
func (r *Reading) HasFigures() bool { return len(r.Usage) > 0 || len(r.Figures) > 0 }

// Read reads a file of any shape. Its name is only for messages: the shape is
// seen from the content.
func Read(name string, content []byte, vocabulary *Vocabulary) *Reading {
	r := &Reading{File: name, vocabulary: vocabulary}
	text, err := decode(content)
	switch {
	case err != nil:
		r.problem(1, 0, "%s", err)
	case isHTML(text):
		r.readHTML(text)
	case isMarkdown(text):
		r.readMarkdown(text)
	default:
		if separator := separatorOf(text); separator != 0 {
			r.readCSV(text, separator)
		} else {
			r.readPasted(text)
		}
	}
	if !r.HasFigures() && len(r.Problems) == 0 && len(r.Notes) == 0 {
		r.problem(1, 0, "has no figures: neither a table with user scale or utilisation ratio in its headings nor a sentence such as %q", "China had 662 million micro drama users")
	}
	order := func(a, b Remark) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) }
	slices.SortStableFunc(r.Problems, order)
	slices.SortStableFunc(r.Notes, order)
	return r
}

func (r *Reading) at(line, column int) Position { return Position{r.File, line, column} }

func (r *Reading) problem(line, column int, format string, args ...any) {
	r.Problems = append(r.Problems, Remark{r.at(line, column), fmt.Sprintf(format, args...)})
}

func (r *Reading) note(line, column int, format string, args ...any) {
	r.Notes = append(r.Notes, Remark{r.at(line, column), fmt.Sprintf(format, args...)})
}

// quote writes something that was read into a message, on one line and cut to a
// length that a person can bear.
func quote(text string) string {
	const limit = 70
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		return fmt.Sprintf("%q…", string(runes[:limit]))
	}
	return fmt.Sprintf("%q", text)
}
