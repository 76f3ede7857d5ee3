package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	chartName = regexp.MustCompile(`(?i)^\s*(?:图|figure)\s*\d`)
	// label is a number or a month among a chart's labels, with its mark of percent.
	label = regexp.MustCompile(`(?:19|20)\d{2}(?:\s*年\s*|[./-])(?:1[0-2]|0?[1-9])(?:月|\b)|\d[\d,]*(?:\.\d+)?%?`)
	// andShare is a title such as 手机网民规模及其占网民比例, which names a number and a share.
	andShare = regexp.MustCompile(`(\p{Han}+)规模及其`)
)

// maxChart is the largest number of lines from a chart's title to its labels.
const maxChart = 60

// labelAt is a label and its place on the line, in characters.
type labelAt struct {
	cell
	at int
}

// readCharts takes the data labels of charts whose title names a subject: as many
// numbers and shares as months. It returns the lines outside of charts.
func (r *reading) readCharts() (rest []document.Line) {
	var title document.Line
	var labels []document.Line
	for _, l := range slices.Concat(r.Lines, []document.Line{{}}) {
		begins, sentence := chartName.MatchString(l.Text), isSentence(l.Text)
		if begins || sentence || tableName.MatchString(l.Text) || len(labels) == maxChart || l.Number == 0 {
			r.readChart(title, labels)
			title, labels = document.Line{}, nil
		}
		switch {
		case begins && !sentence:
			title = l
		case title.Number > 0:
			labels = append(labels, l)
		default:
			rest = append(rest, l)
			continue
		}
		r.laidOut[l] = true
	}
	return rest
}

func (r *reading) readChart(title document.Line, lines []document.Line) {
	subjects := r.chartSubjects(title.Text)
	if len(subjects) == 0 {
		return
	}
	var months []dataset.Period
	var people, shares []labelAt
	for _, l := range lines {
		for _, at := range label.FindAllStringIndex(l.Text, -1) {
			text := l.Text[at[0]:at[1]]
			months = append(months, monthsIn(text)...)
			one := labelAt{parseCell(text), utf8.RuneCountInString(l.Text[:at[0]])}
			if one.ok && one.Percent {
				shares = append(shares, one)
			} else if one.ok {
				people = append(people, one)
			}
		}
	}
	slices.Sort(months)
	months = slices.Compact(months)
	found := len(people) + len(shares)
	people, shares = inOrder(people, len(months)), inOrder(shares, len(months))
	if len(months) < 2 || people == nil && shares == nil {
		// A chart drawn as a picture has no labels.
		if found > 1 {
			r.note(title.Number, "the labels of the chart %s are not as many numbers as months, and were passed over", quote(title.Text))
		}
		return
	}
	r.takeChart(title, subjects, months, people, shares)
}

// chartSubjects are the subjects that a chart's title names: an application, or a
// number of people and a share of the country.
func (r *reading) chartSubjects(title string) (subjects []*document.Subject) {
	title = andShare.ReplaceAllString(title, "${1}规模 $1")
	for _, m := range r.names.All(title) {
		subjects = append(subjects, m.Subject)
	}
	ofApplication := slices.ContainsFunc(subjects, func(s *document.Subject) bool { return s.Kind == document.Application })
	rest := withoutNames(title, r.names)
	if parts.MatchString(rest) || len(subjects) > 2 || ofApplication && (len(subjects) > 1 || contentOf(rest) == unknown) ||
		len(subjects) == 2 && subjects[0].Kind == subjects[1].Kind {
		return nil
	}
	return subjects
}

// inOrder sorts labels from left to right, without those of an axis: multiples of 5,000
// or shares without decimals. It returns nil unless there is one for each month.
func inOrder(labels []labelAt, months int) []labelAt {
	if len(labels) > months {
		labels = slices.DeleteFunc(labels, func(l labelAt) bool {
			return l.Percent && l.Value.Exponent() == 0 || !l.Percent && l.Value.Mod(decimal.NewFromInt(5000)).IsZero()
		})
	}
	if len(labels) != months {
		return nil
	}
	slices.SortStableFunc(labels, func(a, b labelAt) int { return a.at - b.at })
	return labels
}

// takeChart takes the months in which the numbers of a chart fit each other, or the
// figures of the country that the dataset has. One such month confirms the others of
// which nothing is known.
func (r *reading) takeChart(title document.Line, subjects []*document.Subject, months []dataset.Period, people, shares []labelAt) {
	var figures []*statement
	var wrong []string
	confirmed := false
	for i, p := range months {
		var some []*statement
		good, known := true, false
		for _, s := range subjects {
			f := &statement{place: place{r.File, title.Number}, name: s.Title, subject: s, period: p, basis: chart}
			if people != nil && s.Kind != document.Share {
				users, rounding, ok := people[i].People(0)
				f.users, f.rounding, good = decimal.NewNullDecimal(users), rounding, good && ok
			}
			if shares != nil && s.Kind != document.People {
				f.pct = decimal.NewNullDecimal(shares[i].Value)
			}
			ok, weight := r.facts.supports(f)
			good, known = good && (ok || weight == 0), known || weight > 0
			if f.users.Valid || f.pct.Valid {
				some = append(some, f)
			}
		}
		if !good {
			wrong = append(wrong, p.String())
			continue
		}
		confirmed = confirmed || known
		figures = append(figures, some...)
	}
	switch {
	case !confirmed:
		r.note(title.Number, "the chart %s was passed over: nothing known confirms which label is of which month", quote(title.Text))
		return
	case len(wrong) > 0:
		r.note(title.Number, "of the chart %s the labels of %s do not fit and were passed over", quote(title.Text), strings.Join(wrong, ", "))
	}
	r.figures = append(r.figures, figures...)
}
