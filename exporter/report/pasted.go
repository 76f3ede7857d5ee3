package report

import (
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
)

// line is a line of text, folded, and where it stood.
type line struct {
	text   string
	number int
}

// pastedRow is a row of a table whose cells have lost their borders.
type pastedRow struct {
	name    string
	line    int
	numbers []string
}

// heading is what the words above a pasted table may look like.
var headingWord = compiled(`(?i)applications?\b|user scale|\busers?\b|percent|utili[sz]ation|growth|\bpeople\b|\bratio\b|\brate\b|10[, ]?000|\(%\)|^table\b|^unit\b|应用|用户规模|使用率|增长率|万人|^表\s*\d|单位`)

// readPasted reads text copied from a PDF or a page: a table of which only words
// and numbers are left, and running text around it.
func (r *Reading) readPasted(text string) {
	var all []line
	for i, l := range strings.Split(text, "\n") {
		all = append(all, line{strings.TrimSpace(fold(l)), i + 1})
	}
	rows, first, prose := r.pastedRows(all)
	if len(rows) < 2 {
		r.readProse(all)
		return
	}
	from, head := headAbove(all[:first])
	r.readProse(slices.Concat(all[:from], []line{{}}, prose))
	r.readPastedTable(rows, head, all[min(from, first)].number)
}

// maxColumns bounds the numbers of a row that stand on lines of their own.
const maxColumns = 12

// isName says whether words may be the name of an application and not a
// sentence that happens to end in numbers.
func isName(words string) bool {
	return words != "" && len(strings.Fields(words)) <= 8 && len(words) <= 80 && !strings.ContainsAny(words, "。,;")
}

// headAbove finds the heading that ends a text, and where it begins.
func headAbove(all []line) (from int, head string) {
	for from = len(all); from > 0; from-- {
		text := all[from-1].text
		if text == "" && len(monthsIn(head)) > 0 && headingWord().MatchString(head) || !isHeading(text) {
			break
		}
		head = text + " " + head
	}
	return from, strings.TrimSpace(head)
}

// isHeading says whether a line may be part of a table's heading, which in
// pasted text is broken wherever a cell was narrow.
func isHeading(text string) bool {
	if strings.HasSuffix(text, "。") || strings.HasSuffix(text, ".") && !abbreviation().MatchString(endOf(text)) || len(strings.Fields(text)) > 40 {
		return false
	}
	return text == "" || len(text) < 12 || headingWord().MatchString(text) || len(monthsIn(text)) > 0
}

// pastedRows finds the rows of a table, where the first stands, and the lines
// behind it that are of none.
func (r *Reading) pastedRows(all []line) (rows []pastedRow, first int, prose []line) {
	for i := 0; i < len(all); i++ {
		name, numbers := splitNumbers(all[i].text)
		row := pastedRow{name, all[i].number, numbers}
		used := i
		// Numbers on lines of their own belong to the name above them, with or without
		// blank lines between. A page or footnote number is small and has no decimals.
		for next := i + 1; next < len(all) && row.name != "" && len(row.numbers) < maxColumns; next++ {
			rest, more := splitNumbers(all[next].text)
			if all[next].text == "" && next-used < 2 {
				continue
			}
			if rest != "" || len(more) == 0 || isPageNumber(more) {
				break
			}
			row.numbers = append(row.numbers, more...)
			used = next
		}
		if isName(row.name) && len(row.numbers) >= 2 {
			// A name may be broken into two lines, above the numbers or around them.
			before, after := textAt(all, i-1), textAt(all, used+1)
			switch {
			case r.vocabulary.application(row.name) != "":
			case r.vocabulary.application(before+" "+row.name) != "":
				row.name = before + " " + row.name
			case r.vocabulary.application(before+row.name) != "":
				row.name = before + row.name
			case r.vocabulary.application(row.name+" "+after) != "":
				row.name += " " + after
				used++
			case r.vocabulary.application(row.name+after) != "":
				row.name += after
				used++
			}
			if len(rows) == 0 {
				first = i
			}
			rows = append(rows, row)
			i = used
			continue
		}
		if len(rows) > 0 {
			prose = append(prose, all[i])
		}
	}
	return rows, first, prose
}

// textAt is a line's text, or nothing where there is no such line.
func textAt(all []line, i int) string {
	if i < 0 || i >= len(all) {
		return ""
	}
	return all[i].text
}

// isPageNumber says whether numbers are that of a page, perhaps between dashes.
func isPageNumber(numbers []string) bool {
	numbers = slices.DeleteFunc(slices.Clone(numbers), isAbsent)
	return len(numbers) == 1 && pageNumber().MatchString(numbers[0])
}

var pageNumber = compiled(`^\d{1,3}$`)

// splitNumbers parts a line into words and the numbers that end it, or signs that
// there is none. A month is a word.
func splitNumbers(text string) (name string, numbers []string) {
	fields := strings.Fields(text)
	for i := len(fields) - 1; i >= 0; i-- {
		if !isNumber(fields[i]) && !isAbsent(fields[i]) || i > 0 && len(monthsIn(fields[i-1]+" "+fields[i])) > 0 {
			return strings.Join(fields[:i+1], " "), reversed(numbers)
		}
		numbers = append(numbers, fields[i])
	}
	return "", reversed(numbers)
}

func reversed(s []string) []string {
	slices.Reverse(s)
	return s
}

// readPastedTable finds what each column holds by the numbers in it, since the
// order of a broken heading says little, and the months by the heading's order.
func (r *Reading) readPastedTable(rows []pastedRow, head string, line int) {
	width := commonWidth(rows)
	periods := distinct(monthsIn(head))
	slices.Sort(periods)
	counts := map[content]int{}
	columns := make([]column, width+1)
	for i := range width {
		columns[i+1].content = r.contentOfNumbers(rows, width, i, growthHeading().MatchString(head))
		counts[columns[i+1].content]++
	}
	if len(periods) == 0 || counts[users] != len(periods) && counts[penetration] != len(periods) || counts[growth] > 1 {
		r.problem(line, 0, "the rows have %d numbers, of which %d are user scales, %d utilisation ratios and %d growth rates; the headings above them name %s: copy the headings too, or write the table as CSV",
			width, counts[users], counts[penetration], counts[growth], monthList(periods))
		return
	}
	next := map[content]int{}
	inOrder := distinct(monthsIn(head))
	exponent, ok := unitOf(head)
	if !ok && counts[users] > 0 {
		r.note(line, 0, "the headings name no unit of the user scale; taken as 10,000 people")
	}
	for i := range columns {
		c := &columns[i]
		if c.content == users || c.content == penetration {
			if n := next[c.content]; n < len(inOrder) {
				c.period = inOrder[n]
			}
			next[c.content]++
			c.exponent = exponent
		}
	}
	setGrowth(columns, periods)
	for _, row := range rows {
		numbers := row.numbers
		if len(numbers) == width+1 && pageNumber().MatchString(numbers[0]) {
			numbers = numbers[1:] // A footnote mark that was raised.
		}
		if len(numbers) != width {
			r.problem(row.line, 0, "%s has %d numbers, most rows have %d", quote(row.name), len(numbers), width)
			continue
		}
		cells := []cell{{text: row.name, line: row.line}}
		for _, n := range numbers {
			cells = append(cells, cell{text: n, line: row.line})
		}
		r.readRow(cells, columns, 0)
	}
}

// commonWidth is how many numbers most rows have.
func commonWidth(rows []pastedRow) int {
	count, best := map[int]int{}, 0
	for _, row := range rows {
		count[len(row.numbers)]++
	}
	for width, n := range count {
		if n > count[best] || n == count[best] && width < best {
			best = width
		}
	}
	return best
}

// contentOfNumbers tells user scales, shares and growth rates apart: users are
// counted in hundreds at least, and growth stands last.
func (r *Reading) contentOfNumbers(rows []pastedRow, width, i int, grows bool) content {
	large, small := 0, 0
	for _, row := range rows {
		if len(row.numbers) != width {
			continue
		}
		n, err := parseNumber(row.numbers[i])
		switch {
		case err != nil:
		case n.GreaterThan(hundred):
			large++
		default:
			small++
		}
	}
	switch {
	case large > small:
		return users
	case i == width-1 && grows && width%2 == 1:
		return growth
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
