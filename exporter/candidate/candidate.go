// Package candidate finds figures in running text. Numbers near a known name become rows,
// each with its sentence and flags for doubts; a person decides which rows are taken.
package candidate

import (
	"cmp"
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Candidate is what a sentence may state of a subject: a number of users, a percentage, or both.
type Candidate struct {
	Period  dataset.Period // The survey of the figure, or zero if it is not known.
	Subject string         // The identifier of an application or of a national indicator.
	// Users is in units of 10,000 people, a multiple of Rounding. Both are empty where only a percentage is stated.
	Users, Rounding string
	Percent         string // A share or a change, with the decimals that the text writes, or empty.
	Flags           Flags
	File            string
	Line            int // Where the sentence begins.
	Sentence        string
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
	f := &Finder{document.NewNames(d, ApplicationNames, lists(indicatorFile)), FactsOf(d), map[string]dataset.Period{}, nil}
	for _, s := range d.Surveys {
		f.known = append(f.known, s.Period)
		if n, err := strconv.Atoi(s.Report.ID); err == nil {
			f.surveyOf[s.Report.ID] = s.Period
			f.surveyOf[strconv.Itoa(n+1)] = s.Period + dataset.Period(dataset.HalfYear)
		}
	}
	return f
}

// Find proposes the figures of a document in their order. Until a paragraph names their month, they are of the given
// period or, if that is zero, of the newest survey that the text names, by month or by the number of its report.
func (f *Finder) Find(d *document.Document, period dataset.Period) (all []Candidate) {
	f = &Finder{f.names, maps.Clone(f.facts), f.surveyOf, append(slices.Clip(f.known), period)} // The text adds facts.
	sentences := sentencesOf(d.Lines, f.names)
	newest, fromOther := f.newestSurvey(d.Lines, sentences), fromOtherPublisher(sentences)
	t := textReader{Finder: f, survey: cmp.Or(period, newest), fromOther: fromOther}
	for _, s := range sentences {
		if s.startsParagraph {
			t.month, t.named, t.fromOther = t.survey, nil, t.fromOther && fromOther
		}
		for _, row := range t.read(s.text) {
			row.File, row.Line, row.Sentence = d.File, s.line, s.text
			all = append(all, row)
		}
		t.month = min(t.month, max(newest, t.survey)) // A later month is a forecast's, and dates no other sentence.
	}
	return all
}

// newestSurvey returns the newest survey that a text names, by its month or by the number of its report. Forecasts and
// months of comparison (较2025年12月) do not count. A June or December without a year (as of June, 今年6月) is the last
// one that is not after newestMonth, the newest month that counts and has a year.
func (f *Finder) newestSurvey(lines []document.Line, sentences []sentence) (newest dataset.Period) {
	var newestMonth, compared dataset.Period
	for _, l := range lines {
		for _, s := range wholeSentence.FindAllString(l.Text, -1) {
			for _, m := range document.Months(s) {
				if matches("comparison", s[:m.Start]) {
					compared = max(compared, m.Period)
				} else if !doubts[Forecast].MatchString(s) {
					newestMonth = max(newestMonth, m.Period)
				}
			}
		}
	}
	if compared > 0 && newestMonth <= compared { // The text's survey is one of the two after compared.
		newestMonth = compared + dataset.Period(dataset.Year)
	}
	for _, s := range sentences {
		if doubts[Forecast].MatchString(s.text) {
			continue
		}
		newest = slices.Max(append(f.surveys(s.text), newest))
		for _, month := range monthsWithoutYear(s.text) {
			if newestMonth > 0 {
				newest = max(newest, newestMonth-(newestMonth-month)%12)
			}
		}
	}
	return newest
}

// fromOtherPublisher reports whether, of the first three sentences, the first with a publisher does not name CNNIC.
func fromOtherPublisher(sentences []sentence) bool {
	for _, s := range sentences[:min(3, len(sentences))] {
		if isOfCNNIC := matches("cnnic", s.text); isOfCNNIC || matches("other_publisher", s.text) {
			return !isOfCNNIC
		}
	}
	return false
}

// textReader reads sentences in order. At each paragraph, Find resets month, named and, in a text of CNNIC, fromOther.
type textReader struct {
	*Finder
	// survey is the survey that the text reports, month the survey of the next numbers; zero is unknown.
	survey, month dataset.Period
	named         []*document.Subject // Those that the paragraph has named so far.
	earlier       int                 // The number of them that earlier sentences have named.
	last          claim               // The claim of the previous run; when read begins, of the sentence before.
	// limits are flags of all next numbers, until read or remember clears them: Part (of a group), Foreign, Forecast.
	limits       Flags
	fromOther    bool // Another publisher was named, and CNNIC in no later sentence.
	hasOwnLimits bool // The sentence before has figures and limits; these end at the next [row], unlike a caption's.
	isAnnounced  bool // The sentence before is a caption with a colon (手机网民中:), or has figures and stands below one.
	isRelated    bool // The sentence is a headline of a related article, which may be of any survey.
}

// read proposes the figures of one sentence.
func (t *textReader) read(s string) (rows []Candidate) {
	isCaption := strings.HasSuffix(s, ":")
	goesOn := isCaption && t.last.subjects == nil || !isCaption && !opening.MatchString(s)
	isRow := matches("row", s) || t.isAnnounced && goesOn // Also a caption right below another one.
	if isRow && t.hasOwnLimits || !isRow && !matches("continues", s) {
		t.limits = 0
	}
	t.earlier, t.last = len(t.named), claim{}
	limits := t.limits
	t.fromOther = matches("other_publisher", s) || t.fromOther && !matches("cnnic", s)
	t.startMonth(s)
	runs := append(findRuns(s), run{start: len(s)}) // The last gap ends with the sentence.
	gap := s[:runs[0].start]
	// outer and outerGap keep the state before brackets for the text after them.
	var outer *textReader
	var outerGap string
	for i, r := range runs[:len(runs)-1] {
		if at := strings.LastIndexByte(gap, '('); at > strings.LastIndexByte(gap, ')') {
			outer, outerGap = new(*t), gap[:at]
		}
		before := t.phrase(gap)
		t.remember(before)
		gap = s[r.end:runs[i+1].start]
		after := gap
		if m := words["bracketed"].FindStringSubmatch(s[r.end:]); m != nil && len(before.names) == 0 {
			after = m[1] + m[2]
		}
		t.last = t.claim(r, before, t.phrase(after))
		for k, subject := range t.last.subjects {
			if row := r.figures[k]; row != (Candidate{}) {
				row.Period, row.Subject, row.Flags = t.last.period, subject.ID, t.last.flags
				row.Flags.set(TwoNames, t.last.carried)
				rows = join(rows, row)
			}
		}
		if _, rest, closes := strings.Cut(gap, ")"); outer != nil && closes {
			*t, gap, outer = *outer, outerGap+")"+rest, nil
		}
	}
	t.remember(t.phrase(gap))
	t.hasOwnLimits = len(runs) > 1 && t.limits != limits
	t.isAnnounced = isCaption || t.isAnnounced && len(runs) > 1
	return rows
}

// remember keeps the names, limits and the last survey of a phrase for the next numbers.
func (t *textReader) remember(p phrase) {
	t.named = append(t.named, p.names...)
	if p.endsGroup() {
		t.limits = 0
	}
	t.limits.set(Part, group.MatchString(p.masked))
	t.limits.set(Foreign, doubts[Foreign].MatchString(p.masked))
	t.limits.set(Forecast, matches("starts_forecast", p.masked))
	if matches("ends_forecast", p.raw) {
		t.limits &^= Forecast
	}
	// № stands for the number before the phrase. A month that dates only that number (№ in June 2025) is not kept.
	for _, m := range t.surveys("№" + p.raw) {
		t.month = m
	}
}

// join adds a row, or the users or share that an earlier row of the same subject, period and flags lacks.
func join(rows []Candidate, row Candidate) []Candidate {
	for i := range slices.Backward(rows) {
		r := &rows[i]
		isLike := r.Subject == row.Subject && r.Period == row.Period && r.Flags == row.Flags && row.Flags&Change == 0
		if isLike && (r.Percent == "") != (row.Percent == "") && (r.Users == "") != (row.Users == "") {
			// One of each pair is empty.
			r.Users, r.Rounding, r.Percent = r.Users+row.Users, r.Rounding+row.Rounding, r.Percent+row.Percent
			return rows
		}
	}
	return append(rows, row)
}

// Write writes candidates as CSV in UTF-8 for review. Those without flags have x under take.
func Write(w io.Writer, all []Candidate) error {
	rows := [][]string{strings.Split("take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence", ",")}
	for _, c := range all {
		var take, period string
		if c.Flags == 0 {
			take = "x"
		}
		if c.Period != 0 {
			period = c.Period.String()
		}
		rows = append(rows, []string{
			take, period, c.Subject, c.Users, c.Rounding, c.Percent,
			c.Flags.String(), c.File, strconv.Itoa(c.Line), c.Sentence,
		})
	}
	return csv.NewWriter(w).WriteAll(rows)
}
