package importer

import (
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// facts are the figures of the dataset by which columns and months are identified.
type facts struct {
	// internet is the number of Internet users by survey in 10,000 people, and slack
	// the most by which it may be off.
	internet, slack map[dataset.Period]float64
	// national are the figures of the country, in 10,000 people or percent.
	national map[nationalKey]struct{ value, slack float64 }
}

type nationalKey struct {
	indicator string
	period    dataset.Period
}

const internetUsers = "internet_users"

func factsOf(d *dataset.Dataset) *facts {
	f := &facts{map[dataset.Period]float64{}, map[dataset.Period]float64{}, map[nationalKey]struct{ value, slack float64 }{}}
	for _, n := range d.Nation {
		value, slack := n.Value/1e4, 0.5
		switch {
		case d.IsBound(n.Qualifier):
			continue
		case n.Indicator.Unit == dataset.Ratio:
			value, slack = n.Value*100, 0.15
		case n.Qualifier != "exact":
			slack = dataset.TextRounding(n.Value)/2e4 + 0.5
		}
		f.national[nationalKey{n.Indicator.ID, n.Period}] = struct{ value, slack float64 }{value, slack}
		if n.Indicator.ID == internetUsers {
			f.internet[n.Period], f.slack[n.Period] = value, slack
		}
	}
	return f
}

// yearlyChange is the largest assumed change of the number of Internet users in a
// year, for a survey whose number is not known.
const yearlyChange = 0.03

// internetAt is the number of Internet users of a survey and its slack, estimated from
// the nearest survey if it is not known, and 0 without any.
func (f *facts) internetAt(p dataset.Period) (number, slack float64) {
	if n, ok := f.internet[p]; ok {
		return n, f.slack[p]
	}
	nearest := dataset.Period(0)
	for q := range f.internet {
		if d, best := math.Abs(float64(q-p)), math.Abs(float64(nearest-p)); nearest == 0 || d < best || d == best && q < nearest {
			nearest = q
		}
	}
	n := f.internet[nearest]
	return n, n * yearlyChange * math.Abs(float64(p-nearest)) / 12
}

// evidence counts the numbers of a table that support or contradict a reading.
type evidence struct {
	pass, fail int
	// bare is true if a column of users or shares cannot be checked.
	bare bool
}

func (e *evidence) add(ok bool) {
	if ok {
		e.pass++
	} else {
		e.fail++
	}
}

// holds reports whether the numbers support a reading. A few may contradict it, since
// a table may contain an error.
func (e evidence) holds() bool { return e.pass > 0 && e.fail*5 <= e.pass }

// contradicts reports whether the numbers contradict a reading.
func (e evidence) contradicts() bool { return e.fail > e.pass && e.fail > 1 }

// fits compares users, in 10,000 people rounded to a unit, with a share in percent.
func (f *facts) fits(users, rounding, pct float64, p dataset.Period) (ok, known bool) {
	all, slack := f.internetAt(p)
	if all == 0 {
		return false, false
	}
	return math.Abs(users-pct/100*all) <= rounding/2+0.0005*all+pct/100*slack+1, true
}

// weigh counts the numbers of rows that fit their columns, and those that do not.
func (f *facts) weigh(rows []row, columns []column) evidence {
	var e evidence
	confirmed := make([]bool, len(columns))
	at := map[content]map[dataset.Period]int{users: {}, share: {}, growth: {}}
	for i, c := range columns {
		if c.content != unknown {
			at[c.content][c.period] = i
		}
	}
	number := func(r row, i int) (float64, float64, bool) {
		if !r.cells[i].ok {
			return 0, 0, false
		}
		if columns[i].content != users {
			return r.cells[i].Value.InexactFloat64(), 0, true
		}
		n, rounding, ok := r.cells[i].People(columns[i].exponent)
		return n.InexactFloat64(), float64(rounding), ok
	}
	for p, i := range at[users] {
		j, paired := at[share][p]
		if !paired {
			continue
		}
		for _, r := range rows {
			n, rounding, ok := number(r, i)
			pct, _, given := number(r, j)
			if !ok || !given || pct <= 0 {
				continue
			}
			if ok, known := f.fits(n, rounding, pct, r.periodOr(p)); known {
				e.add(ok)
				// A stated number of Internet users counts more than an estimated one.
				if _, stated := f.internet[r.periodOr(p)]; stated {
					e.add(ok)
					e.add(ok)
				}
				confirmed[i], confirmed[j] = confirmed[i] || ok, confirmed[j] || ok
			}
		}
	}
	for p, i := range at[growth] {
		now, given := at[users][p]
		before, known := at[users][previous(at[users], p)]
		if !given || !known || now == before {
			continue
		}
		for _, r := range rows {
			a, _, ok := number(r, now)
			b, _, had := number(r, before)
			if rate, _, stated := number(r, i); ok && had && stated && b > 0 {
				ok := math.Abs(100*(a-b)/b-rate) <= 0.051+100/b
				e.add(ok)
				confirmed[now], confirmed[before] = confirmed[now] || ok, confirmed[before] || ok
			}
		}
	}
	for i, c := range columns {
		e.bare = e.bare || (c.content == users || c.content == share) && !confirmed[i]
	}
	return e
}

// previous is the newest survey before another among those of columns.
func previous(at map[dataset.Period]int, p dataset.Period) dataset.Period {
	best := dataset.Period(-1)
	for q := range at {
		if q < p && q > best {
			best = q
		}
	}
	return best
}

// solve finds the one reading of a table's columns that its numbers support, among all
// in which months follow each other forwards or backwards. given has the contents and
// months that headings state; growth is of the newest month.
func (f *facts) solve(rows []row, given []column, months []dataset.Period) (best []column, ok bool) {
	most, tied := 0, false
	for _, columns := range readings(rows, given, months) {
		e := f.weigh(rows, columns)
		switch {
		case !e.holds() || e.bare || !possible(rows, columns) || e.pass < min(2, len(rows)) || e.pass < most || slices.Equal(columns, best):
		default:
			tied = e.pass == most
			best, most = columns, e.pass
		}
	}
	return best, best != nil && !tied
}

// possible reports whether columns can hold the numbers of all rows.
func possible(rows []row, columns []column) bool {
	for i, c := range columns {
		for _, r := range rows {
			_, _, people := r.cells[i].People(c.exponent)
			if n := r.cells[i].Value.InexactFloat64(); r.cells[i].ok && (c.content == users && !people || c.content == share && (n < 0 || n > 100)) {
				return false
			}
		}
	}
	return true
}

// maxReadings bounds the readings that are tried, and maxMonths those of a heading
// whose order is not known.
const (
	maxReadings = 5000
	maxMonths   = 12
)

// readings are the possible readings of columns.
func readings(rows []row, given []column, months []dataset.Period) (all [][]column) {
	if len(months) == 0 || len(months) > maxMonths {
		return nil
	}
	var extend func(done []column, u, s []dataset.Period, grown bool)
	extend = func(done []column, u, s []dataset.Period, grown bool) {
		i := len(done)
		if len(all) >= maxReadings {
			return
		}
		if i == len(given) {
			all = append(all, slices.Clone(done))
			return
		}
		c := given[i]
		big := isBig(rows, i, c.exponent)
		try := func(as content, p dataset.Period, u, s []dataset.Period, grown bool) {
			if (c.content == unknown || c.content == as) && (c.period == 0 || c.period == p || as == growth) {
				extend(append(done[:i:i], column{as, p, c.exponent, c.heading}), u, s, grown)
			}
		}
		if big {
			for k := range u {
				try(users, u[k], u[k+1:], s, grown)
			}
			return
		}
		for k := range s {
			try(share, s[k], u, s[k+1:], grown)
		}
		if !grown {
			try(growth, months[len(months)-1], u, s, true)
		}
	}
	backwards := slices.Clone(months)
	slices.Reverse(backwards)
	for _, u := range [][]dataset.Period{months, backwards} {
		for _, s := range [][]dataset.Period{months, backwards} {
			extend(nil, u, s, false)
			if len(months) < 2 {
				return all
			}
		}
	}
	return all
}

// isBig reports whether a column holds numbers of people rather than percentages.
func isBig(rows []row, i int, exponent int32) bool {
	big, all := 0, 0
	for _, r := range rows {
		if c := r.cells[i]; c.ok {
			all++
			if users, _, ok := c.People(exponent); ok && users.InexactFloat64() > 150 {
				big++
			}
		}
	}
	return 2*big > all
}

// agrees compares figures of the country with those of the dataset.
func (f *facts) agrees(people, pct *document.Subject, of figure) (ok, known bool) {
	ok = true
	for s, n := range map[*document.Subject]decimal.NullDecimal{people: of.users, pct: of.pct} {
		if s == nil || !n.Valid {
			continue
		}
		if want, has := f.national[nationalKey{s.ID, of.period}]; has {
			ok, known = ok && math.Abs(n.Decimal.InexactFloat64()-want.value) <= want.slack, true
		}
	}
	return ok, known
}
