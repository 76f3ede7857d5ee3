package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

var (
	chartTitle = regexp.MustCompile(`(?i)^\s*(?:图|figure)\s*\d`)
	// andTheir matches 手机网民规模及其 ("mobile Internet users and their …") in a title: 其 ("their") stands for 手机网民.
	andTheir = regexp.MustCompile(`(\p{Han}+)规模及其`)
	// brokenMonth matches the end of a title that goes on, with a month, on the next line.
	brokenMonth = regexp.MustCompile(`(?i)(?:[-–—~至]|\bto|` + document.MonthWord + `\.?)\s*$`)
	// sentenceWord matches words that show a line to be prose: a number at the end of such a line is no data label.
	sentenceWord = regexp.MustCompile(`\b(?i:the|of|by)\b`)
)

// readChart takes the data labels of a chart: each month's users and share of an application, or figures of the country
// that its title names. Months that contradict known figures are passed over; one that fits confirms all the others.
func (r *reader) readChart(section []row, captionsBelow bool) {
	title, at := section[0].name, section[0].at
	isProse := func(one row) bool { return !one.areBelow && len(one.cells) == 1 && sentenceWord.MatchString(one.name) }
	section = append(section[:1:1], without(section[1:], isProse)...)
	if len(section) > 1 && brokenMonth.MatchString(title) {
		section[1].name = "" // The title's second line, as in "Dec. 2022–" and "Dec. 2024", is no label of the axis.
	}
	var labels []cell
	for _, one := range section {
		labels = append(labels, one.cells...)
	}
	labels = slices.DeleteFunc(labels, func(l cell) bool { return !l.ok })
	var months []dataset.Period // In the chart's order, which may be newest first.
	for _, m := range document.Months(textOf(section[1:])) {
		if !slices.Contains(months, m.Period) {
			months = append(months, m.Period)
		}
	}
	people, shares := dataLabels(labels, false, len(months)), dataLabels(labels, true, len(months))
	var columns []column
	cells := map[document.Kind][]cell{}
	for i, p := range months {
		columns = append(columns, column{content: users, period: p}, column{content: share, period: p})
		cells[document.Application] = append(cells[document.Application], people[i], shares[i])
		cells[document.People] = append(cells[document.People], people[i], cell{})
		cells[document.Share] = append(cells[document.Share], cell{}, shares[i])
	}
	var rows []row
	var passedOver []string // Months and indicators.
	subjects := r.subjectsOf(title)
	for _, subject := range subjects {
		one := row{at: at, name: subject.Title, subject: subject, cells: cells[subject.Kind]}
		if !slices.ContainsFunc(one.cells, func(c cell) bool { return c.ok }) {
			passedOver = append(passedOver, subject.Title)
		}
		rows = append(rows, one)
	}
	failed := weigh(r.facts, rows, columns).failedPeriods
	for i, c := range columns {
		if slices.Contains(failed, c.period) {
			columns[i].content = unknown
			passedOver = append(passedOver, c.period.String())
		}
	}
	confirmed := weigh(r.facts, rows, columns).pass > 0
	isOff := func(within int, limit float64) bool { d, _ := drift(r.facts, rows, columns, within); return d > limit }
	switch {
	case len(subjects) == 0 && len(labels) > 1 && len(months) > 0 && contentOf(title) != unknown:
		r.note(at, "the chart %s was passed over: its title names a part of the users or a forecast, no known application or indicator, or several that cannot be told apart", quote(title))
	case !confirmed && len(subjects) > 0 && len(labels) > 1: // A chart with fewer labels is a picture and needs no note.
		r.note(at, "the chart %s was passed over: its labels are not one number and one share for each month (for an indicator of the country, one of the two), or no known figure confirms the months", quote(title))
	// A label may differ somewhat from known figures up to 12 months away, but hardly from those of its own survey.
	case confirmed && (captionsBelow || isOff(12, maxDrift) || isOff(0, 0.01)):
		r.note(at, "the chart %s was passed over: its labels are far from the known figures, or captions stand below the charts, so that the labels are those of the next chart", quote(title))
	case confirmed:
		if len(passedOver) > 0 {
			r.note(at, "the labels of %s in the chart %s were passed over: they contradict each other or known figures, or are not one for each month", strings.Join(slices.Compact(passedOver), ", "), quote(title))
		}
		r.take(rows, columns, basisChart)
	}
}

// hasLabels reports whether a section without a caption ends with labels of a chart: numbers without names, two months.
func (r *reader) hasLabels(section []row) bool {
	numbers, axis := 0, ""
	for _, one := range slices.Backward(section) {
		isNamed := one.grid != nil || r.names.All(one.name) != nil
		if isNamed && one.isData() && !one.areBelow || tableTitle.MatchString(one.name) {
			break
		}
		if numbers += len(one.cells); !one.isSentence {
			axis += one.name + " "
		}
	}
	return numbers > 1 && len(monthsIn(axis)) > 1
}

// subjectsOf returns the application or indicator that a title names, or two indicators: one of people and one share.
func (r *reader) subjectsOf(title string) (subjects []*document.Subject) {
	title = andTheir.ReplaceAllString(title, "${1}规模 $1")
	for _, m := range r.names.All(title) {
		if !slices.Contains(subjects, m.Subject) {
			subjects = append(subjects, m.Subject)
		}
	}
	isApplication := func(s *document.Subject) bool { return s.Kind == document.Application }
	isPair := len(subjects) == 2 && subjects[0].Kind != subjects[1].Kind && !slices.ContainsFunc(subjects, isApplication)
	rest := r.withoutNames(title)
	lacksContent := len(subjects) == 1 && isApplication(subjects[0]) && contentOf(rest) == unknown
	if len(subjects) > 1 && !isPair || lacksContent || partWords.MatchString(rest) {
		return nil
	}
	return subjects
}

// dataLabels returns one share, or one number of people, for each month, from left to right, or blank cells if there
// are not as many. Of too many, it first leaves out those of axes: multiples of 5,000 and shares without decimals.
func dataLabels(labels []cell, areShares bool, months int) []cell {
	labels = slices.DeleteFunc(slices.Clone(labels), func(l cell) bool { return l.Percent != areShares })
	if len(labels) > months {
		labels = slices.DeleteFunc(labels, func(l cell) bool {
			return l.Percent && l.Value.Exponent() == 0 || l.Value.Mod(decimal.NewFromInt(5000)).IsZero()
		})
	}
	if len(labels) != months {
		return make([]cell, months)
	}
	slices.SortStableFunc(labels, func(a, b cell) int { return a.offset - b.offset })
	return labels
}
