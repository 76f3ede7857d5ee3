package report

import (
	"slices"
	"strings"
)

// line is a line of text, folded, and where it stood.
type line struct {
	text   string
	number int
}

// pastedRow is a row of a table whose cells have lost their borders, and the
// lines that it stands on.
type pastedRow struct {
	name     string
	line     int
	numbers  []string
	from, to int
}

// group is rows that follow each other without a sentence or a title between
// them.
type group struct {
	rows     []pastedRow
	from, to int
}

// readPasted reads text copied from a PDF or a page: tables of which only words
// and numbers are left, and running text around them.
func (r *Reading) readPasted(text string) {
	var all []line
	for i, l := range strings.Split(text, "\n") {
		all = append(all, line{strings.TrimSpace(spellMonths(fold(l))), i + 1})
	}
	prose := slices.Clone(all)
	var unread []group
	at, problems := 0, len(r.Problems)
	for _, g := range r.groups(all) {
		g.from = r.belowHeadings(all, at, g.from)
		head := headAbove(all[at:g.from], g.surveys())
		if !r.readGroup(g, head) {
			unread = append(unread, g)
			continue
		}
		if r.last == nil || r.last.states() {
			r.reportBroken(all, g)
		}
		clear(prose[g.from-len(head) : g.to])
		at = g.to
	}
	for _, g := range unread {
		if len(r.Problems) == problems && r.reportUnread(g) {
			clear(prose[g.from:g.to])
		}
	}
	if len(r.Problems) == problems && r.last == nil && r.reportScattered(all) {
		return
	}
	r.readProse(prose)
}

// groups finds the rows of tables.
func (r *Reading) groups(all []line) []group {
	var groups []group
	for i := 0; i < len(all); i++ {
		row, ok := r.pastedRow(all, i)
		if !ok {
			continue
		}
		if n := len(groups); n > 0 && !slices.ContainsFunc(all[groups[n-1].to:row.from], parts) {
			groups[n-1].rows = append(groups[n-1].rows, row)
			groups[n-1].to = row.to
		} else {
			groups = append(groups, group{[]pastedRow{row}, row.from, row.to})
		}
		i = row.to - 1
	}
	return groups
}

// parts says whether a line parts the rows above it from those below: a title, a
// heading with months, or a sentence.
func parts(l line) bool {
	return tableTitle().MatchString(l.text) || len(monthsIn(l.text)) > 0 || len(l.text) > 20 && endsSentence(l.text)
}

// tableTitle begins what stands above a table, or below a figure.
var tableTitle = compiled(`(?i)^(?:table|figure|chart) ?\d|^source\b|^(?:附?表|图) ?\d|^(?:数据)?来源`)

func endsSentence(text string) bool {
	return strings.HasSuffix(text, "。") || strings.HasSuffix(text, ".") && !abbreviation().MatchString(endOf(text))
}

// maxColumns bounds the numbers of a row that stand on lines of their own.
const maxColumns = 12

// pastedRow reads the row that begins with the numbers or the name of a line.
func (r *Reading) pastedRow(all []line, i int) (row pastedRow, ok bool) {
	name, numbers := splitNumbers(all[i].text)
	row = pastedRow{name, all[i].number, numbers, i, i + 1}
	// Numbers on lines of their own belong to the name above them, with or without
	// blank lines between. A page or footnote number is small and has no decimals.
	for next := i + 1; next < len(all) && row.name != "" && len(row.numbers) < maxColumns; next++ {
		rest, more := splitNumbers(all[next].text)
		if all[next].text == "" && next-row.to < 1 {
			continue
		}
		if rest != "" || len(more) == 0 || isPageNumber(more) {
			break
		}
		row.numbers = append(row.numbers, more...)
		row.to = next + 1
	}
	row.numbers = joinThousands(row.numbers)
	if !isName(row.name) || len(row.numbers) < 2 {
		return row, false
	}
	r.joinName(all, &row)
	return row, true
}

// joinName completes a name that is broken into lines, above the numbers or
// around them. The longest that is known is the one: the second line of "Online
// video (including / short video)" is a name of its own.
func (r *Reading) joinName(all []line, row *pastedRow) {
	for _, reach := range [][2]int{{2, 0}, {1, 1}, {1, 0}, {0, 2}, {0, 1}} {
		from, to := row.from-reach[0], row.to+reach[1]
		if from < 0 || to > len(all) || slices.ContainsFunc(slices.Concat(all[from:row.from], all[row.to:to]), isNoWord) {
			continue
		}
		var texts []string
		for _, l := range all[from:row.from] {
			texts = append(texts, l.text)
		}
		texts = append(texts, row.name)
		for _, l := range all[row.to:to] {
			texts = append(texts, l.text)
		}
		for _, separator := range []string{" ", ""} {
			if name := strings.Join(texts, separator); r.vocabulary.application(name) != "" {
				row.name, row.from, row.to = name, from, to
				return
			}
		}
	}
}

// isNoWord says whether a line cannot be a part of a name.
func isNoWord(l line) bool {
	name, numbers := splitNumbers(l.text)
	return name == "" || len(numbers) > 0
}

// isName says whether words may be the name of an application and not a
// sentence that happens to end in numbers.
func isName(words string) bool {
	return words != "" && len(strings.Fields(words)) <= 8 && len(words) <= 80 && !strings.ContainsAny(words, "。,;") && !tableTitle().MatchString(words)
}

// isPageNumber says whether numbers are that of a page, perhaps between dashes.
func isPageNumber(numbers []string) bool {
	numbers = slices.DeleteFunc(slices.Clone(numbers), isAbsent)
	return len(numbers) == 1 && pageNumber().MatchString(numbers[0])
}

var pageNumber = compiled(`^\d{1,3}$`)

// reportUnread is for rows that stand under no headings that were understood, and
// says whether they are none of running text. Beside a table that was read, a few
// are the labels of a figure.
func (r *Reading) reportUnread(g group) bool {
	known := 0
	for _, row := range g.rows {
		if r.vocabulary.application(row.name) != "" {
			known++
		}
	}
	switch {
	case known >= 3 || known >= 2 && r.last == nil:
		r.readPastedTable(g, nil)
	case known > 0 && r.last != nil:
		r.note(g.rows[0].line, 0, "%s has numbers that are of no table and was passed over", quote(g.rows[0].name))
	default:
		return false
	}
	return true
}

// reportScattered is for a text without a table in which many lines name
// applications: one whose rows were torn apart when it was copied. It says whether
// the text is one.
func (r *Reading) reportScattered(all []line) bool {
	var at, alone []int
	bare := 0
	for _, l := range all {
		if words, numbers := splitNumbers(l.text); words == "" && len(numbers) > 0 {
			bare++
		}
		name, figures := r.namesApplication(l.text)
		switch {
		case name && figures:
			at = append(at, l.number)
		case name:
			alone = append(alone, l.number)
		case l.text != "" && len(alone) < 5:
			alone = nil
		}
	}
	// Names that follow each other, and numbers without names, are columns. Names
	// alone are a list of chapters.
	if len(alone) >= 5 && bare >= len(alone) {
		at = append(at, alone...)
	}
	if len(at) > 1 {
		r.problem(slices.Min(at), 0, "%d lines name applications as a table does, but no table was understood: write each application and its numbers on one line under the headings, or as CSV", len(at))
	}
	return len(at) > 1
}

// namesApplication says whether a line begins with the name of an application,
// and whether nothing but figures follows.
func (r *Reading) namesApplication(text string) (name, figures bool) {
	at := figuresBehind().FindStringIndex(text)
	if at == nil {
		return r.vocabulary.application(text) != "" && !strings.ContainsAny(text, "0123456789"), false
	}
	return r.vocabulary.application(text[:at[0]]) != "", !pageNumber().MatchString(strings.TrimSpace(text[at[0]:]))
}

// figuresBehind are the numbers that end a line, in whatever shape.
var figuresBehind = compiled(`\s[+-]?\d[\d\s.,%+-]*$`)
