package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// place is a file and a line.
type place struct {
	file string
	line int
}

// String writes the place as compilers do.
func (p place) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// remark is a message about a place.
type remark struct {
	place
	message string
}

// String implements fmt.Stringer.
func (r remark) String() string {
	if r.line == 0 {
		return r.message
	}
	return r.place.String() + ": " + r.message
}

// The bases of figures, as in application_usage.csv.
const (
	table   = "table"
	chart   = "figure"
	rounded = "rounded"
)

// figure is a file's statement on a subject at a survey, in the source's units.
type figure struct {
	place
	// name is the subject's name in the file.
	name    string
	subject *document.Subject
	period  dataset.Period
	// users is in 10,000 people, rounded to a unit of rounding; pct is a share in
	// percent, and growth the printed growth over a year in percent.
	users, pct, growth decimal.NullDecimal
	rounding           int64
	basis              string
}

// reading is the result of reading one file.
type reading struct {
	*document.Document
	names    *document.Names
	facts    facts
	figures  []figure
	problems []remark
	notes    []remark
	// findings are the contradictions within tables.
	findings []string
	// lost are the tables in text that were not understood.
	lost []*textTable
	// laidOut are the lines of tables and charts.
	laidOut map[document.Line]bool
}

// read takes all figures of a file's tables and charts.
func read(d *document.Document, names *document.Names, facts facts) *reading {
	r := &reading{Document: d, names: names, facts: facts, laidOut: map[document.Line]bool{}}
	rest := r.readCharts()
	for _, t := range d.Tables {
		if candidate.IsTable(t) {
			r.readCandidates(t)
		} else {
			r.readGrid(t)
		}
	}
	r.readText(rest)
	r.reportLost()
	return r
}

// Prose returns a document with blank lines in place of tables and charts, so that
// running text remains.
func Prose(d *document.Document, data *dataset.Dataset) *document.Document {
	r := read(d, document.NewNames(data), factsOf(data))
	prose := &document.Document{File: d.File, Lines: slices.Clone(d.Lines)}
	for i, l := range prose.Lines {
		if r.laidOut[l] {
			prose.Lines[i].Text = ""
		}
	}
	return prose
}

func (r *reading) problem(line int, format string, args ...any) {
	r.problems = append(r.problems, remark{place{r.File, line}, fmt.Sprintf(format, args...)})
}

func (r *reading) note(line int, format string, args ...any) {
	r.notes = append(r.notes, remark{place{r.File, line}, fmt.Sprintf(format, args...)})
}

// quote writes a text for a message, on one line and shortened.
func quote(text string) string {
	const limit = 70
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > limit {
		text = string(runes[:limit]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
