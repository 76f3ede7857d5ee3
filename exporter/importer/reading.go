package importer

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

// reading is the result of reading one file.
type reading struct {
	*document.Document
	names   *document.Names
	facts   facts
	figures []*statement
	*log
}

// read takes all figures of a file's tables and charts.
func read(d *document.Document, names *document.Names, facts facts, log *log) *reading {
	r := &reading{Document: d, names: names, facts: facts, log: log}
	for _, t := range d.Tables {
		if candidate.IsTable(t) {
			r.readCandidates(t)
		} else {
			r.readGrid(t)
		}
	}
	r.readText(d.Lines)
	return r
}

// readCandidates reads the rows of a file of candidates that a person has taken.
func (r *reading) readCandidates(t document.Table) {
	taken, err := candidate.Read(r.File, t, r.names)
	if err != nil {
		r.problems = append(r.problems, err.Error())
		return
	}
	for _, c := range taken {
		s := r.names.ByID(c.Subject)
		f := &statement{place: place{c.File, c.Line}, name: s.Title, subject: s, period: c.Period, basis: rounded}
		if c.UsersRounding > 0 {
			f.users, f.rounding = decimal.NewNullDecimal(decimal.NewFromInt(c.Users)), c.UsersRounding
		}
		if pct, err := decimal.NewFromString(c.Percent); err == nil {
			f.pct = decimal.NewNullDecimal(pct)
		}
		r.figures = append(r.figures, f)
	}
}

// at is a place in the file.
func (r *reading) at(line int) place { return place{r.File, line} }

// log collects messages, which begin with their place.
type log struct {
	// findings are contradictions within tables.
	problems, notes, findings []string
}

func (l *log) problem(at place, format string, args ...any) {
	l.problems = append(l.problems, at.String()+": "+fmt.Sprintf(format, args...))
}

func (l *log) note(at place, format string, args ...any) {
	l.notes = append(l.notes, at.String()+": "+fmt.Sprintf(format, args...))
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
