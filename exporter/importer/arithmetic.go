package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// yearlyChange is the fraction by which Internet users may change in a year. With a greater one, wrong numbers fit.
const yearlyChange = 0.03

const maxRank = 25 // No application has a greater rank; most shares are greater.

// evidence says how well the numbers of a table support what its columns are taken for.
type evidence struct {
	pass, fail     int              // The summed weights of comparisons for and against.
	isNational     bool             // A national figure confirms a column. Growth cannot: it fits the users of any group.
	hasUnconfirmed bool             // Some column of users or shares passed no comparison.
	unexplained    []int            // Columns taken for growth, confirmed neither by a heading nor by most of the rows.
	mismatches     []string         // Findings that the dataset's checks may miss. See growthMismatch and shareMismatch.
	failedPeriods  []dataset.Period // The surveys of which a number does not fit.
}

const (
	growthMismatch = "%s: %s: the printed growth does not follow from the users (" + string(dataset.StatedGrowth) + ")"
	shareMismatch  = "%s: %s: the users are not the stated share of all Internet users, whose number is estimated (" +
		string(dataset.UsersAgainstPenetration) + ")"
)

// weigh compares the numbers of a table with each other and with the known figures.
func weigh(facts candidate.Facts, rows []row, columns []column) (e evidence) {
	confirmed := make([]bool, len(columns))
	for i, c := range columns {
		before := e
		for _, r := range rows {
			fits, weight := r.check(facts, columns, i)
			if fits {
				e.pass += weight
			} else if weight > 0 {
				e.fail += weight
				e.failedPeriods = append(e.failedPeriods, c.period)
				if c.content == growth && c.since != c.period.Minus(dataset.Year) {
					e.mismatches = append(e.mismatches, fmt.Sprintf(growthMismatch, r.at, r.name))
				} else if c.content == share && weight == 1 {
					e.mismatches = append(e.mismatches, fmt.Sprintf(shareMismatch, r.at, r.name))
				}
			}
		}
		if c.content == growth && contentOf(c.heading) != growth && e.pass-before.pass <= e.fail-before.fail {
			if !slices.ContainsFunc(rows, func(r row) bool { return r.cells[i].Value.Abs().IntPart() > maxRank }) {
				e = before // The column may hold ranks or changes in percentage points.
			}
			e.unexplained = append(e.unexplained, i)
		}
		hasPass := e.pass > before.pass
		e.isNational = e.isNational || hasPass && c.content != growth
		for j, o := range columns {
			isCompared := j == i || o.content == users && (o.period == c.period || o.period == c.since)
			confirmed[j] = confirmed[j] || hasPass && isCompared || !o.isFigure()
		}
	}
	e.hasUnconfirmed = slices.Contains(confirmed, false)
	return e
}

// check compares the cell in column i: growth with that of the users, a national figure with the known one, or a share
// with the users. weight is 3 for a share if the survey's Internet users are known, 0 if nothing is compared, else 1.
func (r row) check(facts candidate.Facts, columns []column, i int) (fits bool, weight int) {
	c := columns[i]
	n, _ := r.cells[i].amount(c)
	isShare := c.content == share
	switch {
	case r.subject == nil || c.content == unknown || !r.cells[i].ok:
	case c.content == growth:
		now, unit := r.usersAt(c.period, columns)
		then, unitThen := r.usersAt(c.since, columns)
		if c.since > 0 && now > 0 && then > 0 {
			return dataset.GrowthFits(now, unit, then, unitThen, n/100), 1
		}
	case r.subject.Kind != document.Application:
		known, months, stated := facts.Nearest(candidate.Quantity{Subject: r.subject.ID, IsShare: isShare}, c.period)
		if stated && months == 0 {
			return math.Abs(n-known.Value) <= known.Slack, 1
		}
	case isShare && c.period > 0:
		people, unit := r.usersAt(c.period, columns)
		internet, months, stated := facts.Nearest(candidate.Quantity{Subject: dataset.InternetUsers}, c.period)
		weight = 3
		if months > 0 {
			weight, internet.Slack = 1, internet.Value*yearlyChange*float64(months)/12
		}
		if stated && people > 0 {
			tolerance := unit/2 + 0.0005*internet.Value + n/100*internet.Slack // For users, share (±0.05 %), Internet users.
			return math.Abs(people-n/100*internet.Value) <= tolerance, weight
		}
	}
	return false, 0
}

// usersAt returns the users at a survey, in 10,000 people, and their unit of rounding, or 0 without such a column.
func (r row) usersAt(p dataset.Period, columns []column) (n, unit float64) {
	if i := slices.IndexFunc(columns, func(c column) bool { return c.content == users && c.period == p }); i >= 0 {
		n, unit = r.cells[i].amount(columns[i])
	}
	return n, unit
}

// setSpans sets the fields of each column of growth: period to the newest survey, since to the earlier survey
// whose users explain the growth of the most rows, the newest of equals, or to 0 if no survey is earlier.
func setSpans(facts candidate.Facts, rows []row, columns []column) {
	newest := slices.MaxFunc(columns, func(a, b column) int { return cmp.Compare(a.period, b.period) }).period
	for i := range columns {
		c := &columns[i]
		if c.content != growth {
			continue
		}
		c.period = newest
		fewest, best := len(rows)+1, dataset.Period(0)
		for _, other := range columns {
			if c.since = other.period; c.since == 0 || c.since >= newest {
				continue
			}
			unlike := 0
			for _, r := range rows {
				if fits, _ := r.check(facts, columns, i); !fits {
					unlike++
				}
			}
			if cmp.Or(cmp.Compare(fewest, unlike), cmp.Compare(c.since, best)) > 0 {
				fewest, best = unlike, c.since
			}
		}
		c.since = best
	}
}

// maxDrift is a fraction. Figures of all Internet users change by less in most years; those of a group are further off.
const maxDrift = 0.08

// drift returns the median relative distance, beyond rounding, of numbers from the known figures nearest in time, at
// most maxMonths away, and how many were compared. Numbers without a month are compared with the newest.
func drift(facts candidate.Facts, rows []row, columns []column, maxMonths int) (median float64, compared int) {
	var distances []float64
	for _, r := range rows {
		for i, c := range columns {
			if r.subject == nil || !r.cells[i].ok || !c.isFigure() {
				continue
			}
			q := candidate.Quantity{Subject: r.subject.ID, IsShare: c.content == share}
			known, months, _ := facts.Nearest(q, cmp.Or(c.period, math.MaxInt32))
			if n, unit := r.cells[i].amount(c); known.Value > 0 && (months <= maxMonths || c.period == 0) {
				distances = append(distances, max(0, math.Abs(n-known.Value)-known.Slack-unit/2)/known.Value)
			}
		}
	}
	slices.Sort(distances)
	return append(distances, 0)[len(distances)/2], len(distances) // Without any, the median is 0.
}

// solve returns the rows and columns that the numbers support best, or no columns if they support none, or two equally.
func solve(facts candidate.Facts, variants [][]row, given []column, months []dataset.Period) (best []row, columns []column, e evidence) {
	isStated := len(variants) == 1 && !slices.ContainsFunc(given, func(c column) bool { return c.content == unknown })
	for _, rows := range variants {
		all := assignments(rows, given, months)
		for _, assigned := range all {
			setSpans(facts, rows, assigned)
			found := weigh(facts, rows, assigned)
			switch {
			case isStated && len(all) == 1:
				return rows, assigned, found
			// A solution needs a pass of 2, or 1 if the table has one row, and a fail of at most a fifth of the pass.
			case found.hasUnconfirmed || found.fail*5 > found.pass || found.pass < max(e.pass, min(2, len(rows))):
			default:
				isTie := found.pass == e.pass
				best, columns, e = rows, assigned, found
				if isTie {
					columns = nil // Unless a better solution follows.
				}
			}
		}
	}
	return best, columns, e
}

const maxAssignments = 20000 // The most that are tried for each variant of the rows of a table.

// assignments returns the contents and months that columns may have by their headings, or none if there are too many.
func assignments(rows []row, given []column, months []dataset.Period) [][]column {
	all := [][]column{nil}
	for i, c := range given {
		contents := []content{c.content}
		isSigned := func(r row) bool { return strings.HasPrefix(r.cells[i].text, "+") || r.cells[i].Value.IsNegative() }
		switch {
		case c.content != unknown:
		case !holdsPeople(rows, i, c):
			contents = []content{share, growth}
		// Large numbers below a title of shares may count anything, and those with a sign are changes: both stay unknown.
		case contentOfTitle(c.heading) == share, slices.ContainsFunc(rows, isSigned):
		case c.exponent > 0:
			contents = []content{users, share, growth} // In large units, percentages look like people, too.
		default:
			contents = []content{users}
		}
		var next [][]column
		for _, done := range all {
			for _, c.content = range contents {
				periods := months
				if !c.isFigure() {
					periods = []dataset.Period{0}
				}
				for _, c.period = range periods {
					more := append(slices.Clip(done), c)
					isUsed := slices.ContainsFunc(done, func(o column) bool { return o.content == c.content && o.period == c.period })
					if given[i].period == 0 && inOrder(more, c.content) || given[i].period == c.period && !isUsed {
						next = append(next, more)
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

// inOrder reports whether the months of the columns of users, or of shares, go one way in time.
func inOrder(columns []column, of content) bool {
	same := slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.content != of })
	for i := 1; i < len(same) && same[0].isFigure(); i++ {
		if (same[i].period-same[i-1].period)*(same[1].period-same[0].period) <= 0 {
			return false
		}
	}
	return true
}

func holdsPeople(rows []row, i int, c column) bool {
	balance := 0
	for _, r := range rows {
		n, _ := r.cells[i].amount(column{content: users, exponent: c.exponent})
		if n > 150 && !r.cells[i].Percent { // Hardly any share or growth is greater.
			balance++
		} else if r.cells[i].ok {
			balance--
		}
	}
	return balance > 0
}
