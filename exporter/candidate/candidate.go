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

// Candidate is a number of a text that may be a figure of a subject.
type Candidate struct {
	// Period is zero where the text names none.
	Period dataset.Period
	// Subject is the identifier of an application or of a national indicator.
	Subject string
	// Users counts 10,000 people and Rounding is what they are rounded to; both are
	// empty where only a share is stated.
	Users, Rounding string
	// Percent is a share as the text writes it, or empty.
	Percent string
	// Flags are the doubts about the figure.
	Flags Flags
	// File and Line are where the sentence begins.
	File string
	Line int
	// Sentence is the whole sentence.
	Sentence string
}

// Finder finds figures by the names and the known figures of a dataset.
type Finder struct {
	names *document.Names
	facts Facts
}

// NewFinder returns the finder of a dataset.
func NewFinder(d *dataset.Dataset) *Finder {
	return &Finder{document.NewNames(d, textNames), FactsOf(d)}
}

// Find proposes the figures of a document's text, in its order. A sentence that names no
// month is of the given period or, where that is zero, of the newest survey that the text
// names.
func (f *Finder) Find(d *document.Document, period dataset.Period) []Candidate {
	sentences := sentencesOf(d.Lines, f.names)
	newest, foreign := overview(sentences)
	t := paragraph{Finder: f, survey: cmp.Or(period, newest)}
	var all []Candidate
	for _, s := range sentences {
		if s.opens {
			t.month, t.named, t.foreign = t.survey, nil, foreign
		}
		for _, row := range t.read(s.text) {
			row.File, row.Line, row.Sentence = d.File, s.line, s.text
			all = append(all, row)
		}
	}
	return all
}

var (
	publisher = Pattern(`{publisher}`)
	surveyor  = Pattern(`{surveyor}`)
	part      = Pattern(`{part}`)
	// № stands for the number, as in doubts.
	without = Pattern(`{without}.*№|№[^,;:。()]*\([^()]*{without}`)
)

// overview finds the newest survey that a text names, except in comparisons and
// forecasts, and whether the text is another publisher's: one of its first three sentences
// names one, and no sentence names CNNIC.
func overview(sentences []sentence) (newest dataset.Period, foreign bool) {
	namesCNNIC := false
	for i, s := range sentences {
		if !doubts[Forecast].MatchString(s.text) {
			newest = slices.Max(append(surveys(s.text), newest))
		}
		foreign = foreign || i < 3 && publisher.MatchString(s.text)
		namesCNNIC = namesCNNIC || surveyor.MatchString(s.text)
	}
	return newest, foreign && !namesCNNIC
}

// paragraph is the context that its sentences share.
type paragraph struct {
	*Finder
	// survey is the survey that the text reports, month that of the numbers that follow.
	survey, month dataset.Period
	// named are the subjects that were named so far.
	named []*document.Subject
	// foreign says that the paragraph goes on with figures of another publisher.
	foreign bool
}

// read proposes the figures of one sentence.
func (t *paragraph) read(s string) (rows []Candidate) {
	t.foreign = publisher.MatchString(s) || t.foreign && !surveyor.MatchString(s)
	if months := document.Months(s); len(months) > 0 && months[0].Day == 0 && len(surveyMonths(s)) == 0 {
		t.month = 0 // The sentence names a month in which no survey was taken.
	}
	if all := surveys(s); len(all) > 0 {
		t.month = all[0] // The first month is also that of the numbers before it.
	}
	runs := append(runsIn(s), run{start: len(s)})
	gap := s[:runs[0].start]
	var c claim
	// resume restores the state from before a bracket with numbers.
	var resume func(after string)
	for i, r := range runs[:len(runs)-1] {
		if at := strings.IndexByte(gap, ')'); resume != nil && at >= 0 {
			resume(gap[at+1:])
		}
		if at := strings.LastIndexByte(gap, '('); at > strings.LastIndexByte(gap, ')') {
			outer, last, before := *t, c, gap[:at]
			resume = func(after string) { *t, c, gap, resume = outer, last, before+after, nil }
		}
		before := t.phrase(gap)
		gap = s[r.end:runs[i+1].start]
		t.note(before)
		c = t.claim(r, before, t.phrase(gap), c)
		for k, subject := range c.subjects {
			row := r.figures[k]
			row.Period, row.Subject, row.Flags = c.period, subject.ID, c.flags
			rows = join(rows, row)
		}
	}
	t.note(t.phrase(gap))
	return rows
}

// note remembers the names and the month of a phrase for the numbers after it. With № before
// it, a month that belongs to the number before alone is a comparison.
func (t *paragraph) note(p phrase) {
	t.named = append(t.named, p.names...)
	for _, m := range surveys("№" + p.raw) {
		t.month = m
	}
}

// join adds a row, or puts users and share of one subject in one row.
func join(rows []Candidate, row Candidate) []Candidate {
	for i := range slices.Backward(rows) {
		r := &rows[i]
		completes := (r.Percent == "") != (row.Percent == "") && (r.Users == "") != (row.Users == "")
		if completes && r.Subject == row.Subject && r.Period == row.Period && r.Flags == row.Flags && row.Flags&Change == 0 {
			// One of each pair is empty.
			r.Users, r.Rounding, r.Percent = r.Users+row.Users, r.Rounding+row.Rounding, r.Percent+row.Percent
			return rows
		}
	}
	return append(rows, row)
}
