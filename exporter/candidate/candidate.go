// Package candidate finds figures in running text. Numbers near a known name become rows,
// each with its sentence and flags for doubts; a person decides which rows are taken.
package candidate

import (
	"cmp"
	"encoding/csv"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Candidate is what a sentence may state of a subject: a number of users, a percentage, or both.
type Candidate struct {
	// Period is the survey of the figure, or zero if it is not known.
	Period dataset.Period
	// Subject is the identifier of an application or of a national indicator.
	Subject string
	// Users is in units of 10,000 people; so is Rounding, the unit to which Users is rounded.
	// Both are empty where only a percentage is stated.
	Users, Rounding string
	// Percent is a share or a change, with the decimals that the text writes, or empty.
	Percent string
	Flags   Flags
	// File and Line are where the sentence begins.
	File     string
	Line     int
	Sentence string
}

// Finder finds figures by the names in a dataset, and flags the doubtful ones.
type Finder struct {
	names *document.Names
	facts Facts
	// surveyOf maps the number of each known report, and of the next one, to the survey it presents.
	surveyOf map[string]dataset.Period
	// known are the surveys of the dataset, and the one given to Find. Not all were taken in June or December.
	known []dataset.Period
}

// NewFinder returns the finder of a dataset.
func NewFinder(d *dataset.Dataset) *Finder {
	f := &Finder{document.NewNames(d, textNames), FactsOf(d), map[string]dataset.Period{}, nil}
	for _, s := range d.Surveys {
		f.known = append(f.known, s.Period)
		if n, err := strconv.Atoi(s.Report.ID); err == nil {
			f.surveyOf[s.Report.ID], f.surveyOf[strconv.Itoa(n+1)] = s.Period, s.Period+dataset.Period(dataset.HalfYear)
		}
	}
	return f
}

// Find proposes the figures of a document in their order. Until a paragraph names their month, they are of the
// given period or, if that is zero, of the newest survey that the text names, by month or by the number of its report.
func (f *Finder) Find(d *document.Document, period dataset.Period) (all []Candidate) {
	f = &Finder{f.names, maps.Clone(f.facts), f.surveyOf, append(slices.Clip(f.known), period)} // The facts get the text's own figures.
	sentences := sentencesOf(d.Lines, f.names)
	newest, fromOther := f.surveyAndPublisher(d.Lines, sentences)
	t := textReader{Finder: f, survey: cmp.Or(period, newest), fromOther: fromOther}
	for _, s := range sentences {
		if s.startsParagraph {
			t.month, t.named, t.fromOther = t.survey, nil, t.fromOther && fromOther
		}
		for _, row := range t.read(s.text) {
			row.File, row.Line, row.Sentence = d.File, s.line, s.text
			all = append(all, row)
		}
		t.month = min(t.month, max(newest, t.survey)) // Only forecasts name a later survey.
	}
	return all
}

var (
	otherPublisher = Pattern(`{other_publisher}`)
	cnnic          = Pattern(`{cnnic}`)
	part           = Pattern(`{part}`)
	reportNumber   = regexp.MustCompile(`(?i)第(\d+)次[^,。;]{0,25}(?:报告|调查)|(?:\b(?:data|figures?|numbers|statistics|findings|results|is|are|comes?|taken) from the )?\b(\d+)(?:st|nd|rd|th)\b[^,.;]{0,25}\b(?:report|cnnic (?:data|figures))\b`) // "data from the" is part of the match, or comparison would match the "from the" before it.
	continues      = Pattern(`^{continues}`)
	// bracketed matches the text after a number if it has a second one in brackets or after ", or" and the like; its groups are the text around the second (83.6% of netizens (946 million people) used …).
	bracketed = regexp.MustCompile(`^([^\d()]*)(?:\([\d.,]+[^\d()]+\)|, (?:or|accounting for|representing) [\d.,]+[^\d(),]*,)([^\d(),;。]*)`)
	leavesOut = Pattern(`{without}.*№|№[^,;:。()]*\([^()]*{without}`)
)

// surveyAndPublisher returns the newest survey that a text names, by its month or by the number of its report.
// Forecasts and months of comparison (较2025年12月) do not count. A June or December without a year (as of June,
// 今年6月) is the last one that is not after newestMonth, the newest month with a year outside forecasts. fromOther is
// true if one of the first three sentences names a publisher other than CNNIC, and neither it nor one before it names CNNIC.
func (f *Finder) surveyAndPublisher(lines []document.Line, sentences []sentence) (newest dataset.Period, fromOther bool) {
	newestMonth, compared, namesCNNIC := dataset.Period(0), dataset.Period(0), false
	for _, l := range lines {
		for _, m := range document.Months(l.Text) {
			if comparison.MatchString(l.Text[:m.Start]) {
				compared = max(compared, m.Period)
			} else if !doubts[Forecast].MatchString(l.Text) {
				newestMonth = max(newestMonth, m.Period)
			}
		}
	}
	if compared > 0 && newestMonth <= compared {
		newestMonth = compared + dataset.Period(dataset.Year) // The survey that is compared with it is one of the two after it.
	}
	for i, s := range sentences {
		if !doubts[Forecast].MatchString(s.text) {
			newest = slices.Max(append(f.surveys(s.text), newest))
			for _, month := range monthsWithoutYear(s.text) {
				if newestMonth > 0 {
					newest = max(newest, newestMonth-(newestMonth-month)%12)
				}
			}
		}
		namesCNNIC = namesCNNIC || cnnic.MatchString(s.text)
		fromOther = fromOther || i < 3 && !namesCNNIC && otherPublisher.MatchString(s.text)
	}
	return newest, fromOther
}

// textReader reads sentences in order. Find resets its fields month, named and fromOther at each paragraph.
type textReader struct {
	*Finder
	// survey is the survey that the text reports, month the survey of the next numbers; zero is unknown.
	survey, month dataset.Period
	// named are the subjects that the paragraph has named so far.
	named []*document.Subject
	// earlier counts the subjects of named that earlier sentences have named.
	earlier int
	// limits hold for the next numbers, until endsGroup matches: Part for a group, Foreign for a company or a place, Forecast.
	limits Flags
	// fromOther is true from the name of another publisher until CNNIC is named or, unless the text begins with one, the paragraph ends.
	fromOther bool
}

// read proposes the figures of one sentence.
func (t *textReader) read(s string) (rows []Candidate) {
	t.earlier = len(t.named)
	if !continues.MatchString(s) {
		t.limits = 0
	}
	t.fromOther = otherPublisher.MatchString(s) || t.fromOther && !cnnic.MatchString(s)
	dated := aside.ReplaceAllString(s, "")
	surveys, months := t.surveys(dated), document.Months(dated)
	switch {
	case len(surveys) > 0:
		t.month = surveys[0] // The first month also dates the numbers before it.
	case len(months) > 0 && months[0].Day == 0 && !comparison.MatchString(dated[:months[0].Start]), otherMonth.MatchString(dated) && t.month%6 == 5:
		t.month = 0 // The sentence names a month without a survey, or an earlier time.
	}
	if months := monthsWithoutYear(s); len(months) > 0 && !slices.Contains(months, t.month%12) {
		t.month = 0 // The sentence names June or December, and t.month is another month.
		if slices.Contains(months, t.survey%12) {
			t.month = t.survey
		}
	}
	runs := append(findRuns(s), run{start: len(s)}) // The last gap ends with the sentence.
	gap := s[:runs[0].start]
	var c claim
	// resume is set within brackets. It restores the state before the brackets for the text after them.
	var resume func(after string)
	for i, r := range runs[:len(runs)-1] {
		if at := strings.LastIndexByte(gap, '('); at > strings.LastIndexByte(gap, ')') {
			outer, outerClaim, outerGap := *t, c, gap[:at]
			resume = func(after string) { *t, c, gap, resume = outer, outerClaim, outerGap+")"+after, nil }
		}
		before := t.phrase(gap)
		gap = s[r.end:runs[i+1].start]
		t.remember(before)
		after := gap
		if m := bracketed.FindStringSubmatch(s[r.end:]); m != nil && len(before.names) == 0 {
			after = m[1] + m[2]
		}
		c = t.claim(r, before, t.phrase(after), c)
		for k, subject := range c.subjects {
			row := r.figures[k]
			row.Period, row.Subject, row.Flags = c.period, subject.ID, c.flags
			row.Flags.set(TwoNames, c.carried)
			rows = join(rows, row)
		}
		if _, rest, closes := strings.Cut(gap, ")"); resume != nil && closes {
			resume(rest)
		}
	}
	t.remember(t.phrase(gap))
	return rows
}

// remember keeps the names, limits and the last survey of a phrase for the next numbers.
func (t *textReader) remember(p phrase) {
	t.named = append(t.named, p.names...)
	if endsGroup.MatchString(base.ReplaceAllString(misleading.ReplaceAllString(p.raw, ""), "")) {
		t.limits = 0
	}
	t.limits.set(Part, group.MatchString(p.masked))
	t.limits.set(Foreign, doubts[Foreign].MatchString(p.masked))
	t.limits.set(Forecast, startsForecast.MatchString(p.masked))
	if endsForecast.MatchString(p.raw) {
		t.limits &^= Forecast
	}
	for _, m := range t.surveys("№" + p.raw) { // № is the number before the phrase; a month of that number alone is not kept.
		t.month = m
	}
}

// join adds a row, or the users or share that an earlier row of the same subject, period and flags lacks. It keeps changes apart.
func join(rows []Candidate, row Candidate) []Candidate {
	for i := range slices.Backward(rows) {
		r := &rows[i]
		completes := (r.Percent == "") != (row.Percent == "") && (r.Users == "") != (row.Users == "")
		if completes && r.Subject == row.Subject && r.Period == row.Period && r.Flags == row.Flags && row.Flags&Change == 0 {
			r.Users, r.Rounding, r.Percent = r.Users+row.Users, r.Rounding+row.Rounding, r.Percent+row.Percent // One of each pair is empty.
			return rows
		}
	}
	return append(rows, row)
}

// Write writes candidates as CSV in UTF-8 for review. Those without flags have x under take.
func Write(w io.Writer, all []Candidate) error {
	rows := [][]string{{"take", "period", "subject", "users_10k", "users_rounding_10k", "pct", "flags", "file", "line", "sentence"}}
	for _, c := range all {
		var take, period string
		if c.Flags == 0 {
			take = "x"
		}
		if c.Period != 0 {
			period = c.Period.String()
		}
		rows = append(rows, []string{take, period, c.Subject, c.Users, c.Rounding, c.Percent, c.Flags.String(), c.File, strconv.Itoa(c.Line), c.Sentence})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
