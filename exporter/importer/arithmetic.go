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
// year, for a survey whose number is not known. It must tell columns apart, so it is less
// than what the dataset takes for a leap.
const yearlyChange = 0.03

// internetAt is the number of Internet users of a survey, estimated from the nearest
// survey if it is not known, and 0 without any. A stated number weighs more.
func (f facts) internetAt(p dataset.Period) (number fact, weight int) {
	distance := func(q dataset.Period) float64 { return math.Abs(float64(q - p)) }
	nearest := dataset.Period(0)
	for k := range f {
		if k.subject == internetUsers && cmp.Or(cmp.Compare(distance(k.period), distance(nearest)), cmp.Compare(k.period, nearest)) < 0 {
			nearest = k.period
		}
	}
	number = f[key{nearest, internetUsers}]
	if nearest == p {
		return number, 3
	}
	number.slack = number.value * yearlyChange * distance(nearest) / 12
	return number, 1
}

// evidence counts the comparisons that support or contradict a reading of a table.
type evidence struct {
	pass, fail int
	// open is true if nothing confirms a column of users or shares.
	open bool
	// misprinted are the rows whose growth does not follow from their users.
	misprinted []row
}

// holds reports whether the numbers support a reading. A few may contradict it, since
// a table may contain an error.
func (e evidence) holds() bool { return e.pass > 0 && e.fail*5 <= e.pass && !e.open }

// contradicts reports whether the numbers contradict a reading.
func (e evidence) contradicts() bool { return e.fail > e.pass && e.fail > 1 }

// weigh compares the users in the rows of a table with the shares, the printed growth
// with the computed one, and figures of the country with those known.
func (f facts) weigh(rows []row, columns []column) (e evidence) {
	newest, before := newestMonths(columns)
	confirmed := make([]bool, len(columns))
	compare := func(ok bool, weight int, of ...int) {
		if !ok {
			e.fail += weight
			return
		}
		e.pass += weight
		for _, i := range of {
			confirmed[i] = true
		}
	}
	for _, r := range rows {
		users := func(p dataset.Period) (i int, n, unit float64) {
			i = slices.IndexFunc(columns, func(c column) bool { return c.content == users && c.period == p })
			if i >= 0 && r.cells[i].ok {
				n, unit = r.cells[i].measure(columns[i])
			}
			return i, n, unit
		}
		for i, c := range columns {
			if r.subject == nil || !r.cells[i].ok {
				continue
			}
			n, _ := r.cells[i].measure(c)
			p := cmp.Or(r.period, c.period)
			known, stated := f[key{p, r.subject.ID}]
			switch {
			case r.subject.Kind != document.Application && stated:
				compare(math.Abs(n-known.value) <= known.slack, 1, i)
			case c.content == share && n > 0:
				all, weight := f.internetAt(p)
				if j, people, unit := users(c.period); people > 0 && p > 0 && all.value > 0 {
					compare(math.Abs(people-n/100*all.value) <= unit/2+0.0005*all.value+n/100*all.slack+1, weight, i, j)
				}
			case c.content == growth && before > 0:
				j, now, _ := users(newest)
				k, then, _ := users(before)
				if now > 0 && then > 0 {
					ok := math.Abs(100*(now-then)/then-n) <= 0.051+100/then
					compare(ok, 1, j, k)
					if !ok {
						e.misprinted = append(e.misprinted, r)
					}
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

// readings are the possible readings of columns, given what their headings state: none
// where there are too many.
func readings(rows []row, given []column, months []dataset.Period) [][]column {
	all := [][]column{nil}
	for i, c := range given {
		contents := []content{c.content}
		if c.content == unknown {
			contents = []content{share, growth}
		}
		if c.content == unknown && isBig(rows, i, c) {
			contents = []content{users}
		}
		var next [][]column
		for _, done := range all {
			for _, c.content = range contents {
				periods := months
				if c.content == growth {
					periods = []dataset.Period{0}
				}
				for _, p := range periods {
					taken := slices.ContainsFunc(done, func(d column) bool { return d.content == c.content && d.period == p })
					if !taken && (given[i].period == 0 || given[i].period == p) {
						c.period = p
						next = append(next, append(slices.Clip(done), c))
					}
				}
			}
		}
		if all = next; len(all) > maxReadings {
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
