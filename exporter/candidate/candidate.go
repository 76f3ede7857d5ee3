// Package candidate proposes figures that running text states. Each number near a
// known name becomes a row with its sentence and with flags for doubts; a person
// decides which rows are taken.
package candidate

import (
	"cmp"
	"slices"
	"strings"

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
	// TwoNames is a number that may be of another name, known or unknown.
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

// NewNames returns the names of a dataset with those that running text uses.
func NewNames(d *dataset.Dataset) *document.Names { return document.NewNames(d, spoken) }

// Find proposes the figures of a document's text, in its order. Sentences that name
// no month are of a period; where that is zero, of the newest survey that the text
// names.
func Find(d *document.Document, names *document.Names, period dataset.Period) []Candidate {
	sentences := sentencesOf(d.Lines)
	t := text{names: names, survey: cmp.Or(period, newestSurvey(sentences))}
	allForeign := otherPublisher(sentences)
	var all []Candidate
	for _, s := range sentences {
		if s.opens {
			t.paragraph, t.foreign = 0, allForeign
		}
		rows := t.read(s.text)
		for i := range rows {
			rows[i].File, rows[i].Line, rows[i].Sentence = d.File, s.line, s.text
		}
		all = append(all, rows...)
	}
	return all
}

// text is the context that sentences share.
type text struct {
	names *document.Names
	// survey is the survey that the text reports, paragraph that of the paragraph so far.
	survey, paragraph dataset.Period
	// before are the names of the sentence before.
	before []document.Match
	// foreign says that the paragraph is of another publisher.
	foreign bool
}

// read proposes the figures of one sentence. Numbers of a list share a window.
func (t *text) read(s string) []Candidate {
	t.notePublisher(s)
	masked := blank(blank(s, ofUsers), remark)
	names := t.names.All(masked)
	masked = blank(s, remark)
	for _, m := range names {
		masked = masked[:m.Start] + strings.Repeat(" ", m.End-m.Start) + masked[m.End:]
	}
	months, numbers := monthsIn(s), numbersIn(s)
	var rows []Candidate
	var c claim
	for i, j := 0, 1; i < len(numbers); i, j = j, j+1 {
		for j < len(numbers) && (numbers[j].percent == "") == (numbers[i].percent == "") && between.MatchString(s[numbers[j-1].end:numbers[j].start]) {
			j++
		}
		w := &window{number: numbers[i], text: s, masked: masked, hi: len(s), names: names}
		w.end = numbers[j-1].end
		if i > 0 {
			w.lo = numbers[i-1].end
		}
		if j < len(numbers) {
			w.hi = numbers[j].start
		}
		w.hi = w.end + clauseEnd.FindStringIndex(s[w.end:w.hi])[0]
		w.clause = w.lo + len(clauseStart.FindString(s[w.lo:w.start]))
		c = t.claim(w, c, j-i)
		period, doubtful := t.period(w, months)
		for k, n := range numbers[i:j] {
			if c.subjects[k] == nil {
				continue
			}
			row := Candidate{Period: period, Subject: c.subjects[k].ID, Users: n.users, UsersRounding: n.rounding, Percent: n.percent}
			for _, f := range allFlags {
				if c.has(f) || f == Period && doubtful {
					row.Flags = append(row.Flags, f)
				}
			}
			row.Take = len(row.Flags) == 0
			rows = join(rows, row)
		}
	}
	t.before = names
	for _, m := range months {
		if !m.compared {
			t.paragraph = m.Period
		}
	}
	return rows
}

// join adds a row, or puts users and share of one subject in one row.
func join(rows []Candidate, row Candidate) []Candidate {
	for i := range rows {
		r := &rows[len(rows)-1-i]
		completes := (r.Percent == "") != (row.Percent == "") && (r.UsersRounding == 0) != (row.UsersRounding == 0)
		same := r.Subject == row.Subject && r.Period == row.Period && slices.Equal(r.Flags, row.Flags)
		if completes && same && !slices.Contains(row.Flags, Change) {
			// Of each, one of the two rows has none.
			r.Percent += row.Percent
			r.Users, r.UsersRounding = r.Users+row.Users, r.UsersRounding+row.UsersRounding
			return rows
		}
	}
	return append(rows, row)
}
