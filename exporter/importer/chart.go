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
	chartName = regexp.MustCompile(`(?i)^\s*(?:图|figure)\s*\d`)
	// label is a number or a month among a chart's labels, with its mark of percent.
	label = regexp.MustCompile(`(?:19|20)\d{2}(?:\s*年\s*|[./-])(?:1[0-2]|0?[1-9])(?:月|\b)|\d[\d,]*(?:\.\d+)?%?`)
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
	for i := 0; i < len(r.Lines); {
		if !chartName.MatchString(r.Lines[i].Text) || isSentence(r.Lines[i].Text) {
			rest = append(rest, r.Lines[i])
			i++
			continue
		}
		from := i
		for i++; i < min(len(r.Lines), from+maxChart) && !isSentence(r.Lines[i].Text) && !chartName.MatchString(r.Lines[i].Text) && !tableName.MatchString(r.Lines[i].Text); i++ {
			continue
		}
		for _, l := range r.Lines[from:i] {
			r.laidOut[l] = true
		}
		r.readChart(r.Lines[from], r.Lines[from+1:i])
	}
	return rest
}

func (r *reading) readChart(title document.Line, lines []document.Line) {
	people, pct := r.chartSubjects(title.Text)
	if people == nil && pct == nil {
		return
	}
	var months []dataset.Period
	var big, small []labelAt
	for _, l := range lines {
		for _, at := range label.FindAllStringIndex(l.Text, -1) {
			text := l.Text[at[0]:at[1]]
			if m := monthsIn(text); len(m) == 1 {
				months = append(months, m[0])
				continue
			}
			c := labelAt{parseCell(text), len([]rune(l.Text[:at[0]]))}
			if c.ok && c.Percent {
				small = append(small, c)
			} else if c.ok {
				big = append(big, c)
			}
		}
	}
	slices.Sort(months)
	months = slices.Compact(months)
	big, small = withoutAxis(big, len(months)), withoutAxis(small, len(months))
	if people == nil {
		big = nil
	}
	if pct == nil && people.Kind != document.Application {
		small = nil
	}
	if len(months) < 2 || len(big) != len(months) && len(small) != len(months) {
		// A chart drawn as a picture has no labels.
		if len(big)+len(small) > 1 {
			r.note(title.Number, "the labels of the chart %s are not as many numbers as months, and were passed over", quote(title.Text))
		}
		return
	}
	r.takeChart(title, people, pct, months, big, small)
}

// chartSubjects are the subjects that a chart's title names: an application, or a
// number of people and a share of the country.
func (r *reading) chartSubjects(title string) (people, pct *document.Subject) {
	title = stuckNumber.ReplaceAllString(title, "$1 $2 $3")
	var others int
	for _, m := range r.names.All(title) {
		switch {
		case m.Kind == document.Share && pct == nil:
			pct = m.Subject
		case m.Kind != document.Share && people == nil:
			people = m.Subject
		default:
			others++
		}
	}
	// 手机网民规模及其占网民比例 names 手机网民占网民比例.
	if name, of, ok := strings.Cut(title, "规模及其"); ok && pct == nil {
		if i := strings.LastIndexAny(name, " .-0123456789年月"); i >= 0 {
			name = name[i:]
		}
		if s := r.names.Exact(strings.TrimLeft(name, " 年月") + of); s != nil && s.Kind == document.Share {
			pct = s
		}
	}
	rest := title
	if people != nil && people.Kind != document.Application || people == nil && pct != nil {
		rest = withoutNames(title, r.names)
	} else if contentOf(withoutNames(title, r.names)) == unknown {
		return nil, nil
	}
	if others > 0 || people != nil && people.Kind == document.Application && pct != nil || parts.MatchString(rest) {
		return nil, nil
	}
	return people, pct
}

// withoutAxis leaves out the labels of an axis, which rise by equal steps from zero,
// and sorts the others from left to right.
func withoutAxis(labels []labelAt, months int) []labelAt {
	var zero *labelAt
	for i, l := range labels {
		if l.Value.IsZero() {
			zero = &labels[i]
		}
	}
	if zero != nil && len(labels) > months {
		values := map[string]bool{}
		for _, l := range labels {
			values[l.Value.String()] = true
		}
		var axis map[string]bool
		for _, l := range labels {
			ticks := map[string]bool{"0": true}
			for tick := l.Value; l.Value.IsPositive() && values[tick.String()]; tick = tick.Add(l.Value) {
				ticks[tick.String()] = true
			}
			if len(ticks) > len(axis) {
				axis = ticks
			}
		}
		labels = slices.DeleteFunc(slices.Clone(labels), func(l labelAt) bool {
			tick := axis[l.Value.String()]
			axis[l.Value.String()] = false
			return tick
		})
	}
	slices.SortStableFunc(labels, func(a, b labelAt) int { return a.at - b.at })
	return labels
}

// takeChart takes the months in which the numbers of a chart fit each other. Users
// and shares without each other are taken only for the country, whose figures the
// dataset knows from other reports.
func (r *reading) takeChart(title document.Line, people, pct *document.Subject, months []dataset.Period, big, small []labelAt) {
	var figures []figure
	var e evidence
	var wrong []string
	for i, p := range months {
		f := figure{place: place{r.File, title.Number}, period: p, basis: chart}
		users, rounding, ok := decimal.Decimal{}, int64(0), len(big) == len(months)
		if ok {
			users, rounding, ok = big[i].People(0)
			f.users, f.rounding = decimal.NewNullDecimal(users), rounding
		}
		if len(small) == len(months) {
			f.pct = decimal.NewNullDecimal(small[i].Value)
		}
		if len(big) == len(months) && !ok {
			wrong = append(wrong, p.String())
			continue
		}
		good, known := false, false
		if people != nil && people.Kind == document.Application {
			good, known = r.facts.fits(users.InexactFloat64(), float64(rounding), f.pct.Decimal.InexactFloat64(), p)
			known = known && f.users.Valid && f.pct.Valid
		} else {
			good, known = r.facts.agrees(people, pct, f)
		}
		if known {
			e.add(good)
		}
		if known && !good {
			wrong = append(wrong, p.String())
			continue
		}
		for _, s := range []*document.Subject{people, pct} {
			one := f
			if s == nil {
				continue
			}
			one.subject, one.name = s, s.Title
			if s.Kind == document.People {
				one.pct = decimal.NullDecimal{}
			} else if s.Kind == document.Share {
				one.users, one.rounding = decimal.NullDecimal{}, 0
			}
			figures = append(figures, one)
		}
	}
	if e.pass == 0 {
		r.note(title.Number, "the chart %s was passed over: nothing known confirms which label is of which month", quote(title.Text))
		return
	}
	if len(wrong) > 0 {
		r.note(title.Number, "of the chart %s the labels of %s do not fit and were passed over", quote(title.Text), strings.Join(wrong, ", "))
	}
	r.figures = append(r.figures, figures...)
}
