package report

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// readGroup reads rows under their heading, or under that of the table before
// them if they have none and are as wide. It says whether it did, or why not.
func (r *Reading) readGroup(g group, head []line) bool {
	text := joined(head)
	known := slices.ContainsFunc(g.rows, func(row pastedRow) bool { return r.vocabulary.application(row.name) != "" })
	stated := usersHeading().MatchString(text) || penetrationHeading().MatchString(text)
	part := ""
	if stated || tableTitle().MatchString(text) {
		part = segmentIn(text)
	}
	word, heading := strangeAbove(head)
	switch {
	case known && part != "":
		r.note(head[0].number, 0, "a table speaks of a part of the population (%s) and was passed over: %s", part, quote(text))
	case known && stated && word != "":
		r.note(heading.number, 0, "the heading %s was not understood (%s) and its table passed over", quote(heading.text), word)
	case len(g.rows) > 1 && stated && (len(monthsIn(text)) > 0 || known && r.last == nil && g.isOneSurvey(text)):
		r.readPastedTable(g, head)
		return true
	case r.last != nil && known && g.width()+1 == len(r.last.columns):
		r.readPastedRows(g, r.last)
		return true
	default:
		return false
	}
	// Rows that continue the table are passed over as well.
	r.last = &layout{columns: make([]column, g.width()+1)}
	return true
}

// strangeAbove is a word that is not known in the title of a pasted table, or below
// it in a line that says what the columns hold, and where it is. Other lines are
// headings between the rows, and noise.
func strangeAbove(head []line) (word string, at line) {
	for _, l := range slices.Backward(head) {
		states := usersHeading().MatchString(l.text) || penetrationHeading().MatchString(l.text) || growthHeading().MatchString(l.text)
		title := numberedTitle().MatchString(l.text)
		if title || states && !tableTitle().MatchString(l.text) {
			if word := strangeTitle(l.text); word != "" {
				return word, l
			}
		}
		if title {
			break
		}
	}
	return "", line{}
}

func joined(lines []line) string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
}

// readPastedTable finds what each column holds by the numbers in it, since the
// order of a broken heading says little, and the months by the heading's order.
func (r *Reading) readPastedTable(g group, head []line) {
	text, at := joined(head), g.rows[0].line
	if len(head) > 0 {
		at = head[0].number
	}
	if l, between := growthBetween(head); between {
		r.problem(l.number, 0, "a growth rate stands before other columns, %s; which numbers are growth is not certain: write the table as CSV, with a heading for each column", quote(l.text))
		return
	}
	counts, columns := g.columns(text)
	surveys := max(counts[users], counts[penetration])
	periods, certain := columnMonths(head, surveys)
	even := func(c content) bool { return counts[c] == 0 || counts[c] == surveys }
	if len(periods) == 0 && text != "" && g.isOneSurvey(text) {
		r.note(at, 0, "%s", noMonth)
		periods = []dataset.Period{0}
	}
	if len(periods) != surveys || !even(users) || !even(penetration) || counts[growth] > 1 {
		r.problem(at, 0, "the rows have %d numbers, of which %d are user scales, %d utilisation ratios and %d growth rates; the headings above them name %s: copy the headings too, such as \"Application User scale (10,000 people), Jun. 2026\", or write the table as CSV",
			len(columns)-1, counts[users], counts[penetration], counts[growth], monthList(slices.Sorted(slices.Values(periods))))
		return
	}
	l := &layout{columns: columns, certain: certain}
	exponent := int32(0)
	if g.isBare(columns) {
		var ok bool
		if exponent, ok = r.findUnit(text, "", at); !ok {
			return
		}
	}
	next := map[content]int{}
	for i := range columns {
		c := &columns[i]
		if c.content == users || c.content == penetration {
			c.period, c.exponent = periods[next[c.content]], exponent
			next[c.content]++
		}
	}
	setGrowth(columns, slices.Clone(periods))
	r.last = l
	r.readPastedRows(g, l)
}

// readPastedRows reads the rows of a group that are as wide as the table.
func (r *Reading) readPastedRows(g group, l *layout) {
	width := len(l.columns) - 1
	var rows [][]cell
	for _, row := range g.rows {
		numbers := row.numbers
		if len(numbers) == width+1 && (pageNumber().MatchString(numbers[0]) || numbers[0] == "*") {
			numbers = numbers[1:] // A footnote mark that was raised.
		}
		if len(numbers) != width {
			if l.states() {
				r.problem(row.line, 0, "%s has %d numbers, most rows have %d", quote(row.name), len(numbers), width)
			}
			continue
		}
		cells := []cell{{text: row.name, line: row.line}}
		for _, n := range numbers {
			cells = append(cells, cell{text: n, line: row.line})
		}
		rows = append(rows, cells)
	}
	r.readRows(rows, l, g.rows[0].line)
}

// columns finds what the columns hold, and how many hold the same. The first is
// of the names.
func (g group) columns(head string) (map[content]int, []column) {
	counts, columns := map[content]int{}, make([]column, g.width()+1)
	exponent, _ := unitOf(head)
	for i := range g.width() {
		columns[i+1].content = g.contentOf(i, growthHeading().MatchString(head), exponent >= millions)
		counts[columns[i+1].content]++
	}
	return counts, columns
}

// isBare says whether a user scale does not name its own unit.
func (g group) isBare(columns []column) bool {
	return slices.ContainsFunc(g.rows, func(row pastedRow) bool {
		for i, n := range row.numbers[:min(len(row.numbers), len(columns)-1)] {
			if _, _, counted := splitUnit(n); columns[i+1].content == users && !counted {
				return true
			}
		}
		return false
	})
}

// isOneSurvey says whether rows have the figures of one survey, under headings
// that name no month.
func (g group) isOneSurvey(head string) bool {
	counts, _ := g.columns(head)
	return len(monthsIn(head)) == 0 && counts[users] <= 1 && counts[penetration] <= 1
}

// surveys is how many surveys rows have figures of, as far as numbers show.
func (g group) surveys() int {
	counts, _ := g.columns("")
	return max(1, counts[users])
}

// width is how many numbers most rows have.
func (g group) width() int {
	count, best := map[int]int{}, 0
	for _, row := range g.rows {
		count[len(row.numbers)]++
	}
	for width, n := range count {
		if n > count[best] || n == count[best] && width < best {
			best = width
		}
	}
	return best
}

// millions is the exponent of the units in which users may be fewer than a share's
// numbers are.
const millions = 2

// contentOf tells user scales, shares and growth rates apart: users are counted in
// hundreds at least, or in a large unit and are never percent, and growth stands
// last.
func (g group) contentOf(i int, grows, largeUnit bool) content {
	large, small, bare, width := 0, 0, 0, g.width()
	for _, row := range g.rows {
		if len(row.numbers) != width {
			continue
		}
		number, _, counted := splitUnit(row.numbers[i])
		n, err := parseNumber(number)
		switch {
		case counted:
			large++
		case err != nil:
		case n.GreaterThan(hundred):
			large++
		case !strings.HasSuffix(number, "%"):
			bare++
			small++
		default:
			small++
		}
	}
	switch {
	case large > small:
		return users
	case i == width-1 && grows && width%2 == 1:
		return growth
	case largeUnit && bare+large > small-bare:
		return users
	default:
		return penetration
	}
}

func monthList(periods []dataset.Period) string {
	if len(periods) == 0 {
		return "no month"
	}
	names := make([]string, len(periods))
	for i, p := range periods {
		names[i] = p.String()
	}
	return strings.Join(names, ", ")
}
