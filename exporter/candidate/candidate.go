// Package candidate proposes figures that running text states. Each number near a
// known name becomes a row with its sentence and with flags for doubts; a person
// decides which rows are taken.
package candidate

import (
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Flag names a reason not to take a number.
type Flag string

// The flags, in the order in which rows list them.
const (
	// Part is a figure of a group, such as rural, elderly or mobile users, or a share
	// of something else than all Internet users.
	Part Flag = "part"
	// Bound is a number that a word makes a bound or an approximation.
	Bound Flag = "bound"
	// Forecast is a number of the future.
	Forecast Flag = "forecast"
	// List is a number of a list, paired with the names by order.
	List Flag = "list"
	// Foreign is a figure of another publisher, a company or a place.
	Foreign Flag = "foreign"
	// TwoNames is a number that may be of another name, known or unknown, or whose
	// name stands in the sentence before.
	TwoNames Flag = "two_names"
	// Change is growth, decline or a difference.
	Change Flag = "change"
	// Period is a number without a month, or of another survey than the text's.
	Period Flag = "period"
)

var allFlags = []Flag{Part, Bound, Forecast, List, Foreign, TwoNames, Change, Period}

// Candidate is a number of a text that may be a figure of a subject.
type Candidate struct {
	// Take is true for a figure without flags, or one that a person took.
	Take bool
	// Period is zero where the text names none.
	Period dataset.Period
	// Subject is the identifier of an application or of a national indicator.
	Subject string
	// Users counts 10,000 people and UsersRounding is what they are rounded to;
	// both are zero where only a share is stated.
	Users, UsersRounding int64
	// Percent is a share as the text writes it, or empty.
	Percent string
	// Flags are the doubts about the figure.
	Flags []Flag
	// File and Line are where the sentence begins.
	File string
	Line int
	// Sentence is the whole sentence.
	Sentence string
}

// Find proposes the figures of a document's text, in its order. Sentences that name
// no month are of a period; where that is zero, of the newest survey that the text
// names.
func Find(d *document.Document, names *document.Names, period dataset.Period) []Candidate {
	t := text{file: d.File, names: names, survey: period, sentences: sentencesOf(d.Lines)}
	t.readPublisher()
	var all []Candidate
	for _, s := range t.sentences {
		all = append(all, t.read(s)...)
	}
	return all
}

// text is the context that sentences share: the survey, the paragraph, the names.
type text struct {
	file      string
	names     *document.Names
	sentences []sentence
	// survey is the survey that the text reports.
	survey dataset.Period
	// paragraph is the period of the paragraph so far.
	paragraph dataset.Period
	// foreign says that the paragraph, or the whole text, is of another publisher.
	foreign, allForeign bool
	// before are the names of the sentence before.
	before []mention
}

// maxLabel is the longest paragraph, in bytes, that may be the number under a title.
const maxLabel = 24

// read proposes the figures of one sentence.
func (t *text) read(s sentence) []Candidate {
	if s.opens {
		t.paragraph, t.foreign = 0, t.allForeign
		if len(s.text) > maxLabel {
			t.before = nil
		}
	}
	t.notePublisher(s.text)
	months := t.monthsIn(s.text)
	names := namesIn(s.text, t.names)
	numbers := numbersIn(s.text)
	var rows []Candidate
	for i, c := range t.claims(s.text, names, numbers) {
		if c.subject == nil {
			continue
		}
		row := Candidate{Subject: c.subject.ID, File: t.file, Line: s.line, Sentence: s.text}
		if n := numbers[i]; n.percent == "" {
			row.Users, row.UsersRounding = n.users, n.rounding
		} else {
			row.Percent = n.percent
		}
		var doubtful bool
		row.Period, doubtful = t.periodOf(numbers[i], s.text, months)
		if doubtful {
			c.flags = append(c.flags, Period)
		}
		row.setFlags(c.flags)
		rows = join(rows, row)
	}
	t.remember(months)
	if len(names) > 0 {
		t.before = names
	}
	return rows
}

// setFlags sorts flags and takes a figure without any.
func (c *Candidate) setFlags(flags []Flag) {
	c.Flags = nil
	for _, f := range allFlags {
		if slices.Contains(flags, f) {
			c.Flags = append(c.Flags, f)
		}
	}
	c.Take = len(c.Flags) == 0
}

// join adds a row, or puts users and share of one subject in one row.
func join(rows []Candidate, row Candidate) []Candidate {
	for i := len(rows) - 1; i >= 0 && !slices.Contains(row.Flags, Change); i-- {
		r := &rows[i]
		if r.Subject != row.Subject || r.Period != row.Period || !slices.Equal(r.Flags, row.Flags) {
			continue
		}
		switch {
		case r.Percent == "" && row.Percent != "":
			r.Percent = row.Percent
			return rows
		case r.UsersRounding == 0 && row.UsersRounding != 0:
			r.Users, r.UsersRounding = row.Users, row.UsersRounding
			return rows
		}
	}
	return append(rows, row)
}
