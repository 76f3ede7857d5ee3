package importer

import (
	"fmt"
	"strings"

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
