// Package candidate finds figures in running text. Numbers near a known name become rows,
// each with its sentence and flags for doubts; a person decides which rows are taken.
package candidate

import (
	"cmp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Candidate is what a sentence may state of a subject: its users, a share, or both.
type Candidate struct {
	// Period is the survey of the figure, or zero if the text leaves it open.
	Period dataset.Period
	// Subject is the identifier of an application or of a national indicator.
	Subject string
	// Users is in units of 10,000 people; so is Rounding, the unit to which Users is rounded.
	// Both are empty where only a share is stated.
	Users, Rounding string
	// Percent is a share as the text writes it, or empty.
	Percent string
	Flags   Flags
	// File and Line are where the sentence begins.
	File     string
	Line     int
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

// Find proposes the figures of a document in the order of its text. Until a paragraph names a
// month, its figures are of the given period or, if that is zero, of the newest survey that
// the text names.
func (f *Finder) Find(d *document.Document, period dataset.Period) []Candidate {
	sentences := sentencesOf(d.Lines, f.names)
	newest, fromOther := overview(d.Lines, sentences)
	t := paragraph{Finder: f, survey: cmp.Or(period, newest)}
	var all []Candidate
	for _, s := range sentences {
		if s.opens {
			t.month, t.named, t.fromOther = t.survey, nil, fromOther
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
	// leavesOut matches words for a part that the number № leaves out (不含短视频).
	leavesOut = Pattern(`{without}.*№|№[^,;:。()]*\([^()]*{without}`)
)

// overview finds the newest survey that a text names, except in comparisons and forecasts,
// and whether the text is another publisher's: one of its first three sentences names another
// publisher, and no sentence names CNNIC. A month without a year (as of June, 今年6月) is the last
// such month up to the newest date in the text.
func overview(lines []document.Line, sentences []sentence) (newest dataset.Period, fromOther bool) {
	last, namesCNNIC := dataset.Period(0), false // last is the month of the newest date.
	for _, l := range lines {
		for _, m := range document.Months(l.Text) {
			if m.Period > last && !doubts[Forecast].MatchString(l.Text) {
				last = m.Period
			}
		}
	}
	for i, s := range sentences {
		if !doubts[Forecast].MatchString(s.text) {
			newest = slices.Max(append(surveys(s.text), newest))
			if m := withoutYear.FindStringSubmatch(s.text); m != nil && last > 0 {
				month := map[bool]dataset.Period{true: 5, false: 11}[m[1] != ""] // June or December, from 0.
				newest = max(newest, last-(last-month)%12)
			}
		}
		fromOther = fromOther || i < 3 && publisher.MatchString(s.text)
		namesCNNIC = namesCNNIC || surveyor.MatchString(s.text)
	}
	return newest, fromOther && !namesCNNIC
}

// paragraph is the state that one sentence of a paragraph leaves to the next.
type paragraph struct {
	*Finder
	// survey is the survey that the text reports, month the survey of the next numbers.
	survey, month dataset.Period
	// named are the subjects that the paragraph has named so far.
	named []*document.Subject
	// fromOther is true while the figures are those of another publisher.
	fromOther bool
}

// read proposes the figures of one sentence.
func (t *paragraph) read(s string) (rows []Candidate) {
	t.fromOther = publisher.MatchString(s) || t.fromOther && !surveyor.MatchString(s)
	if months := document.Months(s); len(months) > 0 && months[0].Day == 0 && len(surveyMonths(s)) == 0 && !comparison.MatchString(s[:months[0].Start]) {
		t.month = 0 // The sentence names a month in which no survey was taken.
	}
	if all := surveys(s); len(all) > 0 {
		t.month = all[0] // The first month is also that of the numbers before it.
	}
	runs := append(runsIn(s), run{start: len(s)}) // The last gap ends with the sentence.
	gap := s[:runs[0].start]
	var c claim
	// resume is set within a bracket, and restores the state from before the bracket.
	var resume func(after string)
	for i, r := range runs[:len(runs)-1] {
		if at := strings.IndexByte(gap, ')'); resume != nil && at >= 0 {
			resume(gap[at+1:])
		}
		if at := strings.LastIndexByte(gap, '('); at > strings.LastIndexByte(gap, ')') {
			outer, outerClaim, outerGap := *t, c, gap[:at]
			resume = func(after string) { *t, c, gap, resume = outer, outerClaim, outerGap+after, nil }
		}
		before := t.phrase(gap)
		gap = s[r.end:runs[i+1].start]
		t.remember(before)
		c = t.claim(r, before, t.phrase(gap), c)
		for k, subject := range c.subjects {
			row := r.figures[k]
			row.Period, row.Subject, row.Flags = c.period, subject.ID, c.flags
			rows = join(rows, row)
		}
	}
	t.remember(t.phrase(gap))
	return rows
}

// remember keeps the names and the last month of a phrase for the numbers after it, but no
// month that belongs only to the number № before it.
func (t *paragraph) remember(p phrase) {
	t.named = append(t.named, p.names...)
	for _, m := range surveys("№" + p.raw) {
		t.month = m
	}
}

// join adds a row, or merges it into an earlier one of the same subject, period and flags if one
// has only users and the other only a share. Changes are never merged.
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
