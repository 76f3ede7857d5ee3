package importer

import (
	"cmp"
	"math"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// fact is a figure of the country, in 10,000 people or percent, and the most by which
// it may be off.
type fact struct{ value, slack float64 }

// facts are the figures of the country by which columns and months are identified.
type facts map[key]fact

const internetUsers = "internet_users"

func factsOf(d *dataset.Dataset) facts {
	f := facts{}
	for _, n := range d.Nation {
		one := fact{n.Value / 1e4, 0.5}
		switch {
		case d.IsBound(n.Qualifier):
			continue
		case n.Indicator.Unit == dataset.Ratio:
			one = fact{n.Value * 100, 0.15}
		case n.Qualifier != "exact":
			one.slack = dataset.TextRounding(n.Value)/2e4 + 0.5
		}
		f[key{n.Period, n.Indicator.ID}] = one
	}
	return f
}

// yearlyChange is the largest assumed change of the number of Internet users in a
// year, for a survey whose number is not known.
const yearlyChange = 0.03

// internetAt is the number of Internet users of a survey, estimated from the nearest
// survey if it is not known, and 0 without any.
func (f facts) internetAt(p dataset.Period) (number fact, stated bool) {
	distance := func(q dataset.Period) float64 { return math.Abs(float64(q - p)) }
	nearest := dataset.Period(0)
	for k := range f {
		if k.subject == internetUsers && cmp.Or(cmp.Compare(distance(k.period), distance(nearest)), cmp.Compare(k.period, nearest)) < 0 {
			nearest = k.period
		}
	}
	number = f[key{nearest, internetUsers}]
	if nearest != p {
		number.slack = number.value * yearlyChange * distance(nearest) / 12
	}
	return number, nearest == p
}

// fits compares users, in 10,000 people rounded to a unit, with a share in percent.
// The weight is that of the comparison: a stated number of Internet users counts more
// than an estimated one, and an unknown one not at all.
func (f facts) fits(users, unit, pct float64, p dataset.Period) (ok bool, weight int) {
	all, stated := f.internetAt(p)
	switch {
	case all.value == 0:
		return false, 0
	case stated:
		weight = 3
	default:
		weight = 1
	}
	return math.Abs(users-pct/100*all.value) <= unit/2+0.0005*all.value+pct/100*all.slack+1, weight
}

// supports compares a figure with the facts: an application's users with its share, and
// a figure of the country with that of the dataset.
func (f facts) supports(of *statement) (ok bool, weight int) {
	users, pct := of.users.Decimal.InexactFloat64(), of.pct.Decimal.InexactFloat64()
	if of.subject.Kind == document.Application {
		if !of.users.Valid || !of.pct.Valid {
			return false, 0
		}
		return f.fits(users, float64(of.rounding), pct, of.period)
	}
	known, has := f[key{of.period, of.subject.ID}]
	if !has {
		return false, 0
	}
	// One of both is 0.
	return math.Abs(users+pct-known.value) <= known.slack, 1
}

// evidence counts the comparisons that support or contradict a reading of a table.
type evidence struct {
	pass, fail int
	// open is true if nothing confirms a column of users or shares.
	open bool
}

func (e *evidence) add(ok bool, weight int) {
	if ok {
		e.pass += weight
	} else {
		e.fail += weight
	}
}

// holds reports whether the numbers support a reading. A few may contradict it, since
// a table may contain an error.
func (e evidence) holds() bool { return e.pass > 0 && e.fail*5 <= e.pass && !e.open }

// contradicts reports whether the numbers contradict a reading.
func (e evidence) contradicts() bool { return e.fail > e.pass && e.fail > 1 }

// weigh compares the users in the rows of a table with the shares, and the printed
// growth with the computed one.
func (f facts) weigh(rows []row, columns []column) (e evidence) {
	find := func(of content, p dataset.Period) int {
		return slices.IndexFunc(columns, func(c column) bool { return c.content == of && c.period == p })
	}
	newest, before := newestMonths(columns)
	confirmed := make([]bool, len(columns))
	for _, r := range rows {
		number := func(i int) (n, unit float64, ok bool) {
			if i < 0 || !r.cells[i].ok {
				return 0, 0, false
			}
			n, unit = r.cells[i].measure(columns[i])
			return n, unit, true
		}
		compare := func(ok bool, weight, one, other int) {
			e.add(ok, weight)
			confirmed[one], confirmed[other] = confirmed[one] || ok, confirmed[other] || ok
		}
		for i, c := range columns {
			n, _, ok := number(i)
			if !ok || r.subject == nil {
				continue
			}
			switch c.content {
			case share:
				j := find(users, c.period)
				if people, unit, ok := number(j); ok && n > 0 {
					ok, weight := f.fits(people, unit, n, cmp.Or(r.period, c.period))
					compare(ok, weight, i, j)
				}
			case growth:
				now, then := find(users, newest), find(users, before)
				a, _, ok := number(now)
				if b, _, had := number(then); ok && had && before > 0 && b > 0 {
					compare(math.Abs(100*(a-b)/b-n) <= 0.051+100/b, 1, now, then)
				}
			}
		}
	}
	for i, c := range columns {
		e.open = e.open || c.content != growth && !confirmed[i]
	}
	return e
}

// solve finds the reading of a table that its numbers support more than any other: the
// contents and months of its columns, and the one of several variants of its rows. It
// returns no columns where there is none. Columns whose headings leave one reading
// need no support.
func (f facts) solve(variants [][]row, given []column, months []dataset.Period) (rows []row, columns []column, e evidence) {
	stated := len(variants) == 1 && !slices.ContainsFunc(given, func(c column) bool { return c.content == unknown })
	tied := false
	for _, some := range variants {
		all := readings(some, given, months)
		for _, one := range all {
			next := f.weigh(some, one)
			switch {
			case stated && len(all) == 1:
				return some, one, next
			case !next.holds() || next.pass < min(2, len(some)) || next.pass < e.pass:
			default:
				tied = next.pass == e.pass
				rows, columns, e = some, one, next
			}
		}
	}
	if tied {
		return nil, nil, e
	}
	return rows, columns, e
}

// maxReadings bounds the readings of a table that are tried.
const maxReadings = 2000

// readings are the possible readings of columns, given what their headings state.
func readings(rows []row, given []column, months []dataset.Period) (all [][]column) {
	var extend func(done []column)
	extend = func(done []column) {
		i := len(done)
		if i == len(given) {
			all = append(all, slices.Clone(done))
		}
		if i == len(given) || len(all) > maxReadings {
			return
		}
		contents := []content{given[i].content}
		switch {
		case contents[0] != unknown:
		case isBig(rows, i, given[i]):
			contents = []content{users}
		default:
			contents = []content{share, growth}
		}
		for _, as := range contents {
			periods := months
			if as == growth {
				periods = []dataset.Period{0}
			}
			for _, p := range periods {
				next := given[i]
				next.content, next.period = as, p
				if taken := slices.ContainsFunc(done, func(c column) bool { return c.content == as && c.period == p }); !taken && (given[i].period == 0 || given[i].period == p) {
					extend(append(done, next))
				}
			}
		}
	}
	if extend(nil); len(all) > maxReadings {
		return nil
	}
	return all
}

// isBig reports whether a column holds numbers of people rather than percentages.
func isBig(rows []row, i int, c column) bool {
	big, all := 0, 0
	c.content = users
	for _, r := range rows {
		if r.cells[i].ok {
			all++
			if n, _ := r.cells[i].measure(c); n > 150 && !r.cells[i].Percent {
				big++
			}
		}
	}
	return 2*big > all
}
