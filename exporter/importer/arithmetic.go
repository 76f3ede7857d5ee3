package importer

import (
	"math"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// fact is a figure of the country, in 10,000 people or percent, and the most by which
// it may be off.
type fact struct{ value, slack float64 }

// facts are the figures of the country by which columns and months are identified, and
// those of applications, by which charts are checked; shareOf makes the subject of a share.
type facts map[key]fact

const (
	internetUsers = "internet_users"
	shareOf       = "share of "
)

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
	for _, a := range d.Applications {
		for _, p := range d.Periods {
			u := a.UsageAt(p)
			if u != nil && u.Users.Known {
				f[key{p, a.ID}] = fact{u.Users.Value / 1e4, u.Rounding.Value/2e4 + 0.5}
			}
			if u != nil && u.Penetration.Known {
				f[key{p, shareOf + a.ID}] = fact{u.Penetration.Value * 100, 0.15}
			}
		}
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
	const longest = 240 // Months.
	for months := range dataset.Period(longest) {
		for _, q := range []dataset.Period{p - months, p + months} {
			if number, found := f[key{q, internetUsers}]; found && months == 0 {
				return number, 3
			} else if found {
				return fact{number.value, number.value * yearlyChange * float64(months) / 12}, 1
			}
		}
	}
	return fact{}, 0
}

// evidence counts the comparisons that support or contradict a reading of a table.
type evidence struct {
	pass, fail int
	// open is true if nothing confirms a column of users or shares.
	open bool
	// misprinted are the rows whose growth does not follow from their users, and unlike
	// those whose share does not, at a survey of unknown Internet users.
	misprinted, unlike []row
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
	for _, r := range rows {
		if r.subject == nil {
			continue
		}
		usersAt := func(p dataset.Period) (i int, n, unit float64) {
			i = slices.IndexFunc(columns, func(c column) bool { return c.content == users && c.period == p })
			if i >= 0 && r.cells[i].ok {
				n, unit = r.cells[i].measure(columns[i])
			}
			return i, n, unit
		}
		for i, c := range columns {
			if !r.cells[i].ok {
				continue
			}
			n, _ := r.cells[i].measure(c)
			known, stated := f[key{c.period, r.subject.ID}]
			all, weight := f.internetAt(c.period)
			j, people, unit := usersAt(c.period)
			k, now, _ := usersAt(newest)
			l, then, _ := usersAt(before)
			fits, of := false, []int{i}
			switch {
			case r.subject.Kind != document.Application && stated:
				fits, weight = math.Abs(n-known.value) <= known.slack, 1
			case c.content == share && n > 0 && people > 0 && c.period > 0 && weight > 0:
				fits, of = math.Abs(people-n/100*all.value) <= unit/2+0.0005*all.value+n/100*all.slack+1, []int{i, j}
			case c.content == growth && before > 0 && now > 0 && then > 0:
				fits, of, weight = math.Abs(100*(now-then)/then-n) <= 0.051+100/then, []int{k, l}, 1
				if !fits {
					e.misprinted = append(e.misprinted, r)
				}
			default:
				continue
			}
			if !fits {
				if e.fail += weight; c.content == share && weight == 1 {
					e.unlike = append(e.unlike, r)
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
		e.open = e.open || (c.content == users || c.content == share) && !confirmed[i]
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
