package importer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// yearlyChange is the largest assumed change of the number of Internet users in a
// year, for a survey whose number is not known. It must tell columns apart, so it is less
// than what the dataset takes for a leap.
const yearlyChange = 0.03

// internetAt is the number of Internet users at a survey, or that of the nearest survey and
// how far it may be off. The weight is 3 for a known number, 1 for one of another survey, and
// 0 without any.
func internetAt(facts candidate.Facts, p dataset.Period) (number candidate.Fact, weight int) {
	number, months, known := facts.Nearest(candidate.Quantity{Subject: dataset.InternetUsers}, p)
	switch {
	case !known:
		return number, 0
	case months == 0:
		return number, 3
	}
	number.Slack = number.Value * yearlyChange * float64(months) / 12
	return number, 1
}

// evidence counts the comparisons that support or contradict what the columns of a table are
// taken for.
type evidence struct {
	pass, fail int
	// unconfirmed is true if nothing confirms a column of users or shares.
	unconfirmed bool
	// growthMismatch are rows whose growth does not follow from their users. shareMismatch are
	// those whose share does not fit their users, at a survey whose Internet users are estimated.
	growthMismatch, shareMismatch []row
	// failedPeriods are the surveys of which a number does not fit.
	failedPeriods []dataset.Period
}

// holds reports whether the numbers support the columns. A few may contradict them, since
// a table may contain an error.
func (e evidence) holds() bool { return e.pass > 0 && e.fail*5 <= e.pass && !e.unconfirmed }

// contradicts reports whether the numbers contradict the columns.
func (e evidence) contradicts() bool { return e.fail > e.pass && e.fail > 1 }

// weigh compares the users in the rows of a table with the shares, the printed growth
// with the computed one, and figures of the country with those known.
func weigh(facts candidate.Facts, rows []row, columns []column) (e evidence) {
	newest, before := growthSpan(rows, columns)
	confirmed := make([]bool, len(columns))
	for _, r := range rows {
		if r.subject == nil {
			continue
		}
		for i, c := range columns {
			if !r.cells[i].ok {
				continue
			}
			n, _ := r.cells[i].measure(c)
			known, months, stated := facts.Nearest(candidate.Quantity{Subject: r.subject.ID, IsShare: c.content == share}, c.period)
			all, weight := internetAt(facts, c.period)
			j, people, unit := r.usersAt(c.period, columns)
			k, now, _ := r.usersAt(newest, columns)
			l, then, _ := r.usersAt(before, columns)
			fits, of := false, []int{i}
			switch {
			case r.subject.Kind != document.Application && stated && months == 0:
				fits, weight = math.Abs(n-known.Value) <= known.Slack, 1
			case c.content == share && n > 0 && people > 0 && c.period > 0 && weight > 0:
				fits, of = math.Abs(people-n/100*all.Value) <= unit/2+0.0005*all.Value+n/100*all.Slack+1, []int{i, j}
			case c.content == growth && before > 0 && now > 0 && then > 0:
				fits, of, weight = grew(then, now, n), []int{k, l}, 1
				if !fits {
					e.growthMismatch = append(e.growthMismatch, r)
				}
			default:
				continue
			}
			if !fits {
				e.failedPeriods = append(e.failedPeriods, c.period)
				if e.fail += weight; c.content == share && weight == 1 {
					e.shareMismatch = append(e.shareMismatch, r)
				}
				continue
			}
			e.pass += weight
			for _, i := range of {
				confirmed[i] = true
			}
		}
	}
	for i, c := range columns {
		e.unconfirmed = e.unconfirmed || (c.content == users || c.content == share) && !confirmed[i]
	}
	return e
}

// usersAt is the column of the users at a survey, or -1, their number in 10,000 people, and
// the unit to which it is rounded.
func (r row) usersAt(p dataset.Period, columns []column) (i int, n, unit float64) {
	i = slices.IndexFunc(columns, func(c column) bool { return c.content == users && c.period == p })
	if i >= 0 && r.cells[i].ok {
		n, unit = r.cells[i].measure(columns[i])
	}
	return i, n, unit
}

// grew reports whether a printed growth in percent follows from two numbers of users.
func grew(then, now, percent float64) bool {
	return math.Abs(100*(now-then)/then-percent) <= 0.051+100/then
}

// growthSpan are the newest survey of columns, and the one since which the growth that they
// print follows from the users of the most rows. They are 0 without a second survey.
func growthSpan(rows []row, columns []column) (newest, before dataset.Period) {
	var surveys []dataset.Period
	for _, c := range columns {
		surveys = append(surveys, c.period)
	}
	slices.Sort(surveys)
	surveys = slices.Compact(append([]dataset.Period{0}, surveys...))
	newest, most := surveys[len(surveys)-1], -1
	for _, p := range slices.Backward(surveys[:len(surveys)-1]) {
		fitting := 0
		for _, r := range rows {
			_, now, _ := r.usersAt(newest, columns)
			_, then, _ := r.usersAt(p, columns)
			for i, c := range columns {
				if n, _ := r.cells[i].measure(c); c.content == growth && r.cells[i].ok && then > 0 && grew(then, now, n) {
					fitting++
				}
			}
		}
		if fitting > most {
			before, most = p, fitting
		}
	}
	return newest, before
}

// maxDrift is more than the figures of all Internet users usually change in a year, and less
// than the distance to those of a part of them.
const maxDrift = 0.08

// drift is the median relative distance of numbers from the nearest known figures within a
// year. A number without a month is compared with the newest figure.
func drift(facts candidate.Facts, rows []row, columns []column) float64 {
	all := []float64{0}
	for _, r := range rows {
		for i, c := range columns {
			if r.subject == nil || !r.cells[i].ok || c.content != users && c.content != share {
				continue
			}
			q := candidate.Quantity{Subject: r.subject.ID, IsShare: c.content == share}
			known, months, stated := facts.Nearest(q, cmp.Or(c.period, math.MaxInt32))
			if n, _ := r.cells[i].measure(c); stated && known.Value > 0 && (months <= 12 || c.period == 0) {
				all = append(all, math.Abs(n/known.Value-1))
			}
		}
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// solve finds the contents and months of columns, and the one of several variants of rows,
// that the numbers support more than any other. It returns no columns where there are none.
// Columns to which the headings leave one content and month need no support.
func solve(facts candidate.Facts, variants [][]row, given []column, months []dataset.Period) (best []row, columns []column, e evidence) {
	stated := len(variants) == 1 && !slices.ContainsFunc(given, func(c column) bool { return c.content == unknown })
	tied := false
	for _, rows := range variants {
		all := assignments(rows, given, months)
		for _, assigned := range all {
			found := weigh(facts, rows, assigned)
			switch {
			case stated && len(all) == 1:
				return rows, assigned, found
			case !found.holds() || found.pass < min(2, len(rows)) || found.pass < e.pass:
			default:
				tied = found.pass == e.pass
				best, columns, e = rows, assigned, found
			}
		}
	}
	if tied {
		return nil, nil, e
	}
	return best, columns, e
}

// maxAssignments bounds the assignments that are tried for a table.
const maxAssignments = 2000

// assignments are the possible contents and months of columns, given what their headings
// state: none where there are too many.
func assignments(rows []row, given []column, months []dataset.Period) [][]column {
	all := [][]column{nil}
	for i, c := range given {
		contents := []content{c.content}
		switch {
		case c.content == unknown && isBig(rows, i, c) && slices.ContainsFunc(rows, func(r row) bool { return strings.HasPrefix(r.cells[i].text, "+") }):
			// A change in people.
		case c.content == unknown && isBig(rows, i, c) && c.exponent > 0:
			contents = []content{users, share, growth}
		case c.content == unknown && isBig(rows, i, c):
			contents = []content{users}
		case c.content == unknown:
			contents = []content{share, growth}
		}
		var next [][]column
		for _, done := range all {
			for _, c.content = range contents {
				periods := months
				if c.content == growth || c.content == unknown {
					periods = []dataset.Period{0}
				}
				for _, c.period = range periods {
					taken := slices.ContainsFunc(done, func(d column) bool { return d.content == c.content && d.period == c.period })
					if !taken && (given[i].period == 0 || given[i].period == c.period) {
						next = append(next, append(slices.Clip(done), c))
					}
				}
			}
		}
		if all = next; len(all) > maxAssignments {
			return nil
		}
	}
	return all
}

// isBig reports whether a column holds numbers of people rather than percentages.
func isBig(rows []row, i int, c column) bool {
	big := 0
	for _, r := range rows {
		n, _ := r.cells[i].measure(column{content: users, exponent: c.exponent})
		switch {
		case !r.cells[i].ok:
		case n > 150 && !r.cells[i].Percent:
			big++
		default:
			big--
		}
	}
	return big > 0
}
