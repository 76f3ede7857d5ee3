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

// labelAt is a label and its place on the line, in characters.
type labelAt struct {
	cell
	at int
}

// readCharts takes the data labels of charts whose title names a subject: as many
// numbers and shares as months. It returns the lines outside of charts.
func (r *reading) readCharts() (rest []document.Line) {
	for i := 0; i < len(r.Lines); {
		from := i
		if i++; !chartName.MatchString(r.Lines[from].Text) || isSentence(r.Lines[from].Text) {
			rest = append(rest, r.Lines[from])
			continue
		}
		for i < len(r.Lines) && !isSentence(r.Lines[i].Text) && !chartName.MatchString(r.Lines[i].Text) && !tableName.MatchString(r.Lines[i].Text) {
			i++
		}
		for _, l := range r.Lines[from:i] {
			r.laidOut[l] = true
		}
		r.readChart(r.Lines[from], r.Lines[from+1:i])
	}
	return rest
}

// readChart takes the months in which the numbers of a chart fit each other, or the
// figures of the country that the dataset has. One such month confirms the others of
// which nothing is known.
func (r *reading) readChart(title document.Line, lines []document.Line) {
	subjects := r.chartSubjects(title.Text)
	if len(subjects) == 0 {
		return
	}
	var months []dataset.Period
	var labels [2][]labelAt // Users and shares.
	for _, l := range lines {
		for _, at := range label.FindAllStringIndex(l.Text, -1) {
			text := l.Text[at[0]:at[1]]
			months = append(months, monthsIn(text)...)
			if c := parseCell(text); c.ok {
				kind := 0
				if c.Percent {
					kind = 1
				}
				labels[kind] = append(labels[kind], labelAt{c, utf8.RuneCountInString(l.Text[:at[0]])})
			}
		}
	}
	slices.Sort(months)
	months = slices.Compact(months)
	found := len(labels[0]) + len(labels[1])
	people, shares := inOrder(labels[0], len(months)), inOrder(labels[1], len(months))
	if len(months) < 2 || people == nil && shares == nil {
		// A chart drawn as a picture has no labels.
		if found > 1 {
			r.note(title.Number, "the labels of the chart %s are not as many numbers as months, and were passed over", quote(title.Text))
		}
		return
	}
	var taken []row
	var wrong []string
	confirmed := false
	columns := []column{{content: users}, {content: share}}
	for i, p := range months {
		var rows []row
		for _, s := range subjects {
			one := row{line: title.Number, name: s.Title, subject: s, period: p, cells: make([]cell, 2)}
			if people != nil && s.Kind != document.Share {
				one.cells[0] = people[i].cell
			}
			if shares != nil && s.Kind != document.People {
				one.cells[1] = shares[i].cell
			}
			rows = append(rows, one)
		}
		e := r.facts.weigh(rows, columns)
		if e.fail > 0 {
			wrong = append(wrong, p.String())
			continue
		}
		confirmed = confirmed || e.pass > 0
		taken = append(taken, rows...)
	}
	if !confirmed {
		r.note(title.Number, "the chart %s was passed over: nothing known confirms which label is of which month", quote(title.Text))
		return
	}
	if len(wrong) > 0 {
		r.note(title.Number, "of the chart %s the labels of %s do not fit and were passed over", quote(title.Text), strings.Join(wrong, ", "))
	}
	r.take(taken, columns, chart)
}

// chartSubjects are the subjects that a chart's title names: an application, or a
// number of people and a share of the country.
func (r *reading) chartSubjects(title string) (subjects []*document.Subject) {
	title = andShare.ReplaceAllString(title, "${1}规模 $1")
	kinds := map[document.Kind]int{}
	for _, m := range r.names.All(title) {
		subjects = append(subjects, m.Subject)
		kinds[m.Kind]++
	}
	rest := withoutNames(title, r.names)
	applications := kinds[document.Application]
	if parts.MatchString(rest) || applications > 0 && (len(subjects) > 1 || contentOf(rest) == unknown) || kinds[document.People] > 1 || kinds[document.Share] > 1 {
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
