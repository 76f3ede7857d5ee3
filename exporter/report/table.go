package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
)

// cell is one cell of a table, folded.
type cell struct {
	text         string
	line, column int
}

// table is a table of whatever shape, with the cells that span others repeated.
type table [][]cell

// content is what a column holds.
type content int

const (
	nothing content = iota
	users
	penetration
	growth
)

// column is what a heading says of the cells under it.
type column struct {
	content content
	period  dataset.Period
	// exponent is the power of ten of 10,000 people in which users are counted.
	exponent int32
	interval dataset.Interval
}

var (
	growthHeading      = regexp.MustCompile(`(?i)growth|increase|change|增长|增速|增幅|变化`)
	penetrationHeading = regexp.MustCompile(`(?i)percent|utili[sz]ation|penetration|usage rate|ratio|proportion|share|使用率|普及率|占比|比例`)
	usersHeading       = regexp.MustCompile(`(?i)\busers?\b|user scale|用户|规模|人数`)
)

// contentOf reads a folded heading. The order matters: "percentage of Internet
// users" speaks of users too.
func contentOf(heading string) content {
	switch {
	case growthHeading.MatchString(heading):
		return growth
	case penetrationHeading.MatchString(heading):
		return penetration
	case usersHeading.MatchString(heading):
		return users
	default:
		return nothing
	}
}

// units are the words of headings for what users are counted in.
var units = []struct {
	word     *regexp.Regexp
	exponent int32
}{
	{regexp.MustCompile(`(?i)万人|万户|10[, ]?000|ten thousand|\(万\)`), 0},
	{regexp.MustCompile(`(?i)亿|100 million`), 4},
	{regexp.MustCompile(`(?i)billion`), 5},
	{regexp.MustCompile(`(?i)million|百万`), 2},
}

func unitOf(heading string) (exponent int32, ok bool) {
	for _, u := range units {
		if u.word.MatchString(heading) {
			return u.exponent, true
		}
	}
	return 0, false
}

// readTable reads a table if it is one of user scale or utilisation ratio, and
// says whether it is.
func (r *Reading) readTable(t table) bool {
	t = slices.DeleteFunc(t, func(row []cell) bool { return len(row) == 0 })
	head := slices.IndexFunc(t, isData)
	if head < 1 {
		return false
	}
	headings, width := headingsOf(t[:head])
	columns := make([]column, width)
	stated := false
	for i, h := range headings {
		columns[i].content = contentOf(h)
		stated = stated || columns[i].content == users || columns[i].content == penetration
	}
	names := r.nameColumn(t[head:], width)
	columns[names].content = nothing
	if !stated {
		return false
	}
	line := t[0][0].line
	if !r.findPeriods(columns, headings, captionOf(t[:head]), line) {
		return true
	}
	r.findUnits(columns, headings, captionOf(t[:head]), line)
	for _, row := range t[head:] {
		r.readRow(row, columns, names)
	}
	return true
}

// isData says whether a row has a name and figures.
func isData(row []cell) bool {
	texts, numbers := contents(row)
	return texts > 0 && numbers > 0
}

// contents counts the cells of a row that hold words and those that hold numbers.
func contents(row []cell) (texts, numbers int) {
	for _, c := range row {
		switch {
		case isNumber(c.text):
			numbers++
		case !isAbsent(c.text):
			texts++
		}
	}
	return texts, numbers
}

// isCaption says whether a row is one text over the whole table.
func isCaption(row []cell) bool {
	seen := map[string]bool{}
	for _, c := range row {
		if c.text != "" {
			seen[c.text] = true
		}
	}
	return len(seen) <= 1
}

func captionOf(head [][]cell) string {
	var b strings.Builder
	for _, row := range head {
		if isCaption(row) {
			for _, c := range row {
				if c.text != "" {
					b.WriteString(c.text + " ")
					break
				}
			}
		}
	}
	return b.String()
}

// headingsOf joins the rows of a heading column by column. A blank cell above
// others belongs to what stands left of it, as spreadsheets lose spans.
func headingsOf(head [][]cell) (headings []string, width int) {
	for _, row := range head {
		width = max(width, len(row))
	}
	headings = make([]string, width)
	for i, row := range head {
		if isCaption(row) && len(head) > 1 {
			continue
		}
		left := ""
		for j, c := range row {
			text := c.text
			if text == "" && i < len(head)-1 && j > 0 {
				text = left
			}
			left = text
			if text != "" && !strings.Contains(headings[j], text) {
				headings[j] = strings.TrimSpace(headings[j] + " " + text)
			}
		}
	}
	return headings, width
}

// nameColumn is the column that has the most known names; the first, where none
// has any.
func (r *Reading) nameColumn(rows [][]cell, width int) int {
	best, most := 0, 0
	for i := range width {
		n := 0
		for _, row := range rows {
			if i < len(row) && r.vocabulary.application(row[i].text) != "" {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// findPeriods gives each column the month of its heading, or where the headings
// have none, those that the caption names, in their order.
func (r *Reading) findPeriods(columns []column, headings []string, caption string, line int) bool {
	next := map[content]int{}
	named := distinct(monthsIn(caption))
	good := true
	var periods []dataset.Period
	for i := range columns {
		c := &columns[i]
		if c.content != users && c.content != penetration {
			continue
		}
		found := distinct(monthsIn(headings[i]))
		switch n := next[c.content]; {
		case len(found) == 1:
			c.period = found[0]
		case len(found) == 0 && n < len(named):
			c.period = named[n]
		case len(found) > 1:
			r.problem(line, 0, "the heading %s names several months", quote(headings[i]))
			good = false
		default:
			r.problem(line, 0, "the heading %s names no month, such as Dec. 2024 or 2024年12月", quote(headings[i]))
			good = false
		}
		next[c.content]++
		periods = append(periods, c.period)
	}
	for i, c := range columns {
		for _, other := range columns[:i] {
			if c.content != nothing && c.content == other.content && c.period == other.period {
				r.problem(line, 0, "two columns have the heading %s", quote(headings[i]))
				good = false
			}
		}
	}
	setGrowth(columns, periods)
	return good
}

// setGrowth makes a column of growth rates speak of the newest period, since the
// one before it.
func setGrowth(columns []column, periods []dataset.Period) {
	slices.Sort(periods)
	periods = slices.Compact(periods)
	for i := range columns {
		if columns[i].content == growth && len(periods) > 0 {
			columns[i].period = periods[len(periods)-1]
			if len(periods) > 1 {
				columns[i].interval = dataset.Interval(columns[i].period - periods[len(periods)-2])
			}
		}
	}
}

func (r *Reading) findUnits(columns []column, headings []string, caption string, line int) {
	for i := range columns {
		if columns[i].content != users {
			continue
		}
		exponent, ok := unitOf(headings[i])
		if !ok {
			exponent, ok = unitOf(caption)
		}
		if !ok {
			r.note(line, 0, "the heading %s names no unit; taken as 10,000 people", quote(headings[i]))
		}
		columns[i].exponent = exponent
	}
}

// readRow reads a row's figures by what the headings say of its columns.
func (r *Reading) readRow(row []cell, columns []column, names int) {
	filled := 0
	for _, c := range row {
		if !isAbsent(c.text) {
			filled++
		}
	}
	first := row[0]
	switch {
	case filled == 0:
		return
	case filled == 1 && !isNumber(first.text):
		return // A footnote, or a heading between rows.
	case len(row) != len(columns):
		r.problem(first.line, 0, "has %d cells, the heading has %d; a number with separators for thousands may need quotes", len(row), len(columns))
		return
	case isAbsent(row[names].text) || isNumber(row[names].text):
		r.problem(first.line, first.column, "has figures and no name")
		return
	}
	name := strings.TrimSpace(row[names].text)
	subject := r.vocabulary.application(name)
	usages := map[dataset.Period]*Usage{}
	var order []dataset.Period
	for i, c := range row {
		column := columns[i]
		if column.content == nothing || isAbsent(c.text) {
			continue
		}
		n, err := parseNumber(c.text)
		if err != nil {
			r.problem(c.line, c.column, "%s: %s", name, err)
			continue
		}
		u := usages[column.period]
		if u == nil {
			u = &Usage{Position: r.at(row[names].line, row[names].column), Name: name, Subject: subject, Period: column.period, Table: true}
			usages[column.period] = u
			order = append(order, column.period)
		}
		if message := u.set(n, column); message != "" {
			r.problem(c.line, c.column, "%s: %s %s", name, quote(c.text), message)
		}
	}
	for _, p := range order {
		if u := usages[p]; u.Users.Valid || u.Penetration.Valid {
			r.Usage = append(r.Usage, *u)
		}
	}
}

var hundred = decimal.NewFromInt(100)

// set takes a number of a table over, or says what is wrong with it.
func (u *Usage) set(n decimal.Decimal, c column) string {
	switch c.content {
	case users:
		users, rounding, ok := people(n, c.exponent)
		if !ok {
			return "is not a whole number in units of 10,000 people"
		}
		u.Users, u.Rounding = decimal.NewNullDecimal(users), rounding
	case penetration:
		if n.IsNegative() || n.GreaterThan(hundred) {
			return "is not a share from 0 to 100 %"
		}
		u.Penetration = decimal.NewNullDecimal(n)
	case growth:
		if n.LessThan(hundred.Neg()) {
			return fmt.Sprintf("is a fall by more than %s %%", hundred)
		}
		u.Growth, u.Interval = decimal.NewNullDecimal(n), c.interval
	}
	return ""
}
